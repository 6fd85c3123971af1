"""Teacher facts for unit tests: an ordinary primary teacher who has taught at one town school since 2015."""

import datetime as dt
from dataclasses import replace
from typing import Any

from staffing.eligibility.facts import AppointmentSpan, Place, SchoolFacts, TeacherFacts
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Location, Ownership, Stage
from staffing.teachers.enums import AppointmentKind, EmploymentKind, Sex, StaffCategory

CUT_OFF = dt.date(2026, 8, 31)
HERE = Place(school=1, entity=10, groups=frozenset({100}))
CAMPUS = Place(school=2, entity=10, groups=frozenset({100}))
SISTER = Place(school=3, entity=30, groups=frozenset({100}))
ELSEWHERE = Place(school=9, entity=90)
SCHOOL = SchoolFacts(place=HERE, ownership=Ownership.COUNTY, location=Location.TOWN)


def day(text: str) -> dt.date:
    """Return the day, or the first of the month."""
    return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def span(start: str, end: str | None = None, **changes: Any) -> AppointmentSpan:
    """Return regular service at the present school from a day (or month) on, until the day before ``end``."""
    place = changes.pop("place", HERE)
    fields = {"personnel": place, "teaching": place} | changes
    return AppointmentSpan(start=day(start), end=day(end) if end else None, **fields)


def away(kind: AppointmentKind, start: str, end: str | None = None, **changes: Any) -> AppointmentSpan:
    """Return time away from the present school, which keeps the personnel relation; by default teaching nowhere."""
    return span(start, end, kind=kind, personnel=HERE, teaching=changes.pop("teaching", None), **changes)


def build_facts(**changes: Any) -> TeacherFacts:
    """Return an ordinary teacher, eligible by the national rule set, with changes."""
    fields: dict[str, Any] = {
        "teacher": 7, "sex": Sex.MALE, "born": dt.date(1985, 5, 20), "school": SCHOOL, "stage": Stage.PRIMARY,
        "employment": EmploymentKind.ESTABLISHED, "category": StaffCategory.FULL_TIME_TEACHER,
        "appointments": (span("2015-09"),),
    }
    return TeacherFacts(**(fields | changes))


def at_school(**changes: Any) -> SchoolFacts:
    """Return the present school with changes."""
    return replace(SCHOOL, **changes)


def with_value(rules: RuleSet, key: str, value: Any) -> RuleSet:
    """Return the rule set with another value at a key, as if the county had stated it."""
    section, _, rest = key.partition(".")
    part = getattr(rules, section)
    return rules.model_copy(update={section: _changed(part, rest, value)})


def _changed(node: Any, key: str, value: Any) -> Any:
    name, _, rest = key.partition(".")
    if not name:
        return node.model_copy(update={"value": value})
    if isinstance(node, dict):
        return node | {name: _changed(node[name], rest, value)}
    return node.model_copy(update={name: _changed(getattr(node, name), rest, value)})


def with_ground(rules: RuleSet, code: str, **changes: Any) -> RuleSet:
    """Return the rule set with a ground of the catalogue changed."""
    ground = rules.deferrals[code].value.model_copy(update=changes)
    return with_value(rules, f"deferrals.{code}", ground)
