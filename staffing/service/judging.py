"""What somebody's service comes to on a day: months in rural and weak schools, where, and rotations that count. Pure."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from staffing.core.school_year import full_months
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.numerator import MoveFacts, MoveStanding, standing_of
from staffing.policy.schema import RuleSet
from staffing.policy.schema_service import MonthRule
from staffing.service.history import History, Records, Rotation, SchoolPast, away_days, standing_days
from staffing.service.months import (
    Month,
    Piece,
    clip,
    counted_months,
    counting_segments,
    days_by_month,
    month_start,
    next_month,
    without,
)

NOT_SCHOOL_BOUND: Final = frozenset({MoveStanding.NOT_NEW, MoveStanding.LEADER, MoveStanding.PERSON})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in a row counted at one school; ``last`` is the last month, included."""

    school_id: int
    first: Month
    last: Month
    months: int

    @property
    def starts_on(self) -> dt.date:
        """Return the first day of the first month."""
        return month_start(self.first)

    @property
    def ends_on(self) -> dt.date:
        """Return the last day of the last month."""
        return month_start(next_month(self.last)) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JudgedRotation:
    """A rotation with whether it counts and how many months it lasted by the day of the ledger."""

    rotation: Rotation
    standing: MoveStanding
    months: int

    @property
    def counts(self) -> bool:
        """True if it counts as a rotation."""
        return self.standing is MoveStanding.COUNTED


@dataclass(frozen=True, slots=True)
class Service:
    """One person's service on a day.

    ``months`` in rural or weak schools together, each calendar month once; ``rural`` and ``weak`` by themselves.
    """

    months: int
    rural: int
    weak: int
    stretches: tuple[Stretch, ...]
    rotations: tuple[JudgedRotation, ...]

    @property
    def counted_rotations(self) -> int:
        """Return how many rotations count."""
        return sum(one.counts for one in self.rotations)


def judge_service(history: History, records: Records, rules: RuleSet) -> Service:
    """Return what a person's service comes to by the rules."""
    schools, month_rule = rules.service.counted_schools.value, rules.service.month_rule.value
    rural = served_months(history, records, month_rule, schools.locations, ())
    weak = served_months(history, records, month_rule, (), schools.strengths)
    # Days of both kinds may add up to a month that neither reaches alone; where one kind has no day at all nothing can add up.
    served = [any(True for _piece in _pieces(history, records, month_rule, *places)) for places in ((schools.locations, ()), ((), schools.strengths))]
    together = served_months(history, records, month_rule, schools.locations, schools.strengths) if all(served) else rural or weak
    return Service(len(together), len(rural), len(weak), stretches_of(together),
                   tuple(judge_rotation(one, records.schools, rules, records.on) for one in history.rotations))


def served_months(history: History, records: Records, rule: MonthRule, locations: Collection[str], strengths: Collection[str]) -> dict[Month, int]:
    """Return the months that count at schools in these places or of these strengths, each with its school."""
    holes = away_days(history.work, rule.away)
    pieces = [rest for piece in _pieces(history, records, rule, locations, strengths) for rest in without(piece, holes)]
    return counted_months(days_by_month(counting_segments(pieces, rule.least_share)), rule.least_days)


def _pieces(history: History, records: Records, rule: MonthRule, locations: Collection[str], strengths: Collection[str]) -> Iterable[Piece]:
    for stay in history.stays:
        if stay.kind.value not in rule.kinds:
            continue
        for span in standing_days(records.schools[stay.school_id], locations, strengths):
            part = clip(span, stay.start, min(stay.end, records.end))
            if part is not None:
                yield Piece(*part, stay.school_id, stay.share)


def stretches_of(months: Mapping[Month, int]) -> tuple[Stretch, ...]:
    """Return the counted months put together where they follow each other at one school."""
    found = []
    runs = itertools.groupby(enumerate(months.items()), key=lambda item: (item[1][1], next_month(item[1][0], -item[0])))
    for (school_id, _first), group in runs:
        row = [month for _place, (month, _school) in group]
        found.append(Stretch(school_id, row[0], row[-1], len(row)))
    return tuple(found)


def judge_rotation(one: Rotation, schools: Mapping[int, SchoolPast], rules: RuleSet, on: dt.date) -> JudgedRotation:
    """Return whether a rotation on record counts by its kind, length and places; one that still runs by its length so far."""
    last = min(one.end, on) if one.end is not None else on
    months = full_months(one.start, last + dt.timedelta(days=1))
    places = [schools.get(key) if key is not None else None for key in (one.from_school_id, one.to_school_id)]
    same = all(place is not None for place in places) and places[0].entity_id == places[1].entity_id  # type: ignore[union-attr]
    # Whose move counts in the shares of a year is another question; here only the move itself is judged.
    facts = MoveFacts(kind=one.kind, months=months, new=True, state=EligibilityState.ELIGIBLE, full_time=one.full_time, same_entity=same)
    standing = standing_of(facts, rules)
    return JudgedRotation(one, MoveStanding.COUNTED if standing in NOT_SCHOOL_BOUND else standing, months)


def months_by_school(stretches: Iterable[Stretch]) -> Counter[int]:
    """Return how many months count at each school."""
    found: Counter[int] = Counter()
    for one in stretches:
        found[one.school_id] += one.months
    return found
