"""A random walk over the steps of a year: no forbidden transition is taken, none is lost, and the record tells every one."""

import itertools
import random

from staffing.errors import StaffingError, StaleVersionError
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import YearStep
from staffing.rotation_years.operations import advance
from staffing.rotation_years.queries import list_step_changes
from staffing.rotation_years.steps import find_transition
from tests.factories.rotation_years import create_rotation_year

STEPS = 300


def test_walk_takes_allowed_transitions_alone_and_records_each(county):
    year, chance = create_rotation_year(county=county), random.Random(20261126)
    optional = rules_for(year.ruleset, year.school_year).calendar.optional_steps.value
    taken: list[tuple[YearStep, YearStep]] = []
    for _ in range(STEPS):
        before, wanted = year.step, chance.choice(list(YearStep))
        reason, version = chance.choice(["", "演示"]), chance.choice([None, year.version, year.version - 1])
        allowed = find_transition(before, wanted, optional)
        fits = allowed is not None and (bool(reason) or not allowed.needs_reason) and version != year.version - 1
        try:
            advance(year, step=wanted, reason=reason, version=version)
        except (StaffingError, StaleVersionError):
            assert not fits
            assert year.step is before
            continue
        assert fits
        taken.append((before, wanted))
    changes = list_step_changes(year.id)
    assert [(change.from_step, change.to_step) for change in changes] == taken
    assert len(taken) > STEPS // 20
    assert all(later.from_step is earlier.to_step for earlier, later in itertools.pairwise(changes))
