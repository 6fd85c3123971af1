"""What persons carried in earlier years, weighed into a plan: the ledger's points, of the years before, only with a weight."""

import datetime as dt
from decimal import Decimal

import pytest

from solvers.rotation.io import format_instance
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.operations import plan_basis
from staffing.rotation_years.models import RotationWish
from staffing.service.fairness import carried_points
from staffing.teachers.models import RotationRecord
from tests.factories.plans import create_plan

LAST_DAY_BEFORE = dt.date(2026, 8, 31)


@pytest.fixture(autouse=True)
def spring():
    with use_today(dt.date(2026, 5, 4)):
        yield


@pytest.fixture
def carrier(tiny):
    """Return a teacher who rotated for a school year two years before the plan's."""
    teacher = tiny.teacher(0, 0)
    teacher.rotations.append(RotationRecord(
        kind="regular_exchange", from_school_id=tiny.schools[0].id, to_school_id=tiny.schools[1].id, starts_on=dt.date(2024, 9, 1),
        ends_on=dt.date(2025, 8, 31), relation_moved=False, full_time=True))
    db.session.flush()
    return teacher


def instance_of(plan):
    """Return the instance that a plan would be solved with."""
    basis = plan_basis(plan, time_limit_s=10)
    return build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)


def carried_of(plan):
    """Return what the instance says of those who carried anything."""
    return {str(row.id): row.carried for row in instance_of(plan).teachers if row.carried}


def test_points_of_the_ledger_are_weighed_and_rounded(tiny, carrier):
    points = carried_points(tiny.county.id, LAST_DAY_BEFORE)
    assert points.keys() == {carrier.id}
    assert points[carrier.id] > 0
    assert carried_of(create_plan(tiny, carried_weight="2.5")) == {carrier.pseudonym: round(Decimal("2.5") * points[carrier.id])}


def test_wishes_of_the_plans_own_year_are_not_refused_yet(tiny, carrier):
    before = carried_of(create_plan(tiny, "前", carried_weight="1"))
    db.session.add(RotationWish(rotation_year_id=tiny.year.id, teacher_id=carrier.id, place=1, section_id=tiny.sections[2].id))
    db.session.flush()
    assert carried_of(create_plan(tiny, "后", carried_weight="1")) == before


def test_without_a_weight_the_instance_is_what_it_was(tiny, carrier):
    plan = create_plan(tiny)
    assert carried_of(plan) == {}
    assert '"carried"' not in format_instance(instance_of(plan))


def test_settings_page_takes_the_weight(officer, tiny):
    plan = create_plan(tiny)
    address = f"/plans/{plan.id}/settings"
    assert officer.post(address, data={"name": plan.name, "version": plan.version, "carried_weight": "1.5"}).status_code == 302
    assert plan.settings["carried_weight"] == "1.5"
    assert officer.post(address, data={"name": plan.name, "version": plan.version, "carried_weight": "-1"}).status_code == 200
    text = officer.get(address).get_data(as_text=True)
    assert "历年负担每分的权重" in text
