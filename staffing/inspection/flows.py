"""Net flow between town and country in a school year (城乡净流动), by route: rotation beside selection, resignation, recruitment.

Two days are compared, the last day before the school year and the last day looked at, person by person, by the school taught at.
The countryside is what the rule set counts as rural (``service.counted_schools``); the rest is town.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from staffing.core.school_year import SchoolYear, today
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_teacher
from staffing.inspection.codes import FlowGroup, Route
from staffing.inspection.gathering import section_schools
from staffing.inspection.stints import ONE_DAY, Stint, stints_of_records
from staffing.inspection.strength import is_backbone
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.models import County
from staffing.service.history import Records, load_records
from staffing.teachers.enums import PostStatus
from staffing.teachers.models import Employment, Teacher
from staffing.teachers.roster import load_roster


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a full-time teacher taught on a day: school, whether that lies in the countryside, and the groups the person belongs to."""

    school_id: int
    country: bool
    groups: frozenset[FlowGroup]


@dataclass(frozen=True, slots=True)
class Crossing:
    """One teacher who came into the countryside or left it, by which route; places None outside of the county's service."""

    teacher_id: int
    inward: bool
    route: Route
    from_school: int | None
    to_school: int | None
    groups: frozenset[FlowGroup]


@dataclass(frozen=True, slots=True)
class Flow:
    """The crossings of a school year between two days."""

    school_year: int
    first: dt.date
    last: dt.date
    crossings: tuple[Crossing, ...]

    def number(self, group: FlowGroup, route: Route | None, *, inward: bool) -> int:
        """Return how many of a group came in or went out by a route, by all without one."""
        return sum(one.inward is inward and group in one.groups and route in (None, one.route) for one in self.crossings)

    def net(self, group: FlowGroup, route: Route | None = None) -> int:
        """Return what the countryside gained of a group, negative where it lost."""
        return self.number(group, route, inward=True) - self.number(group, route, inward=False)


def gather_flow(county: County, school_year: int) -> Flow:
    """Return the flow of a school year up to its end, or to today while it runs."""
    year, rules = SchoolYear(school_year), rules_for(county.ruleset, school_year)
    first, last = year.starts_on - ONE_DAY, max(year.starts_on, min(today(), year.ends_on))
    records = load_records(county.id, last)
    before, after = standings(county.id, first, records, rules), standings(county.id, last, records, rules)
    stints, leavers = stints_of_records(records), leaving(county.id, school_year, first, last)
    return Flow(school_year, first, last, tuple(cross(before, after, stints, leavers, first, last)))


def standings(county_id: int, on: dt.date, records: Records, rules: RuleSet) -> dict[int, Standing]:
    """Return every full-time teacher of the county on a day."""
    counting, sections, country = build_counting_rule(rules), section_schools(county_id), rules.service.counted_schools.value.locations
    subjects = rules.indicators.counting.pe_arts_subjects.value
    found = {}
    for entry in load_roster(county_id, on).entries:
        service = entry.main_service
        if service is None or not is_teacher(entry, counting):
            continue
        school = sections.get(service.section_id or 0, service.personnel_school_id)
        standing = records.schools[school].standing_on(on)
        marks = {FlowGroup.BACKBONE: is_backbone(entry, on, rules), FlowGroup.PE_ARTS: service.subject in subjects}
        groups = frozenset({FlowGroup.TEACHERS, *(group for group, holds in marks.items() if holds)})
        found[entry.id] = Standing(school, standing is not None and standing.lies_in(country), groups)
    return found


def leaving(county_id: int, school_year: int, first: dt.date, last: dt.date) -> Mapping[int, Route]:
    """Return by person how those who left between two days left: by the status on record, else as it was expected."""
    expected = db.session.execute(select(ExpectedChange.teacher_id, ExpectedChange.kind).where(
        ExpectedChange.county_id == county_id, ExpectedChange.school_year.in_((school_year, school_year + 1)),
        ExpectedChange.teacher_id.is_not(None)).order_by(ExpectedChange.id))
    found = {teacher: Route.RETIREMENT if kind is ChangeKind.RETIREMENT else Route.RESIGNATION for teacher, kind in expected
             if teacher is not None and kind is not ChangeKind.RETURNER}
    rows = db.session.execute(select(Employment.teacher_id, Employment.status).join(Teacher, Teacher.id == Employment.teacher_id).where(
        Teacher.county_id == county_id, Employment.status.in_((PostStatus.RETIRED, PostStatus.LEFT)), Employment.valid_from > first,
        Employment.valid_from <= last).order_by(Employment.id))
    return found | {teacher: Route.RETIREMENT if status is PostStatus.RETIRED else Route.RESIGNATION for teacher, status in rows}


def cross(before: Mapping[int, Standing], after: Mapping[int, Standing], stints: Iterable[Stint], leavers: Mapping[int, Route], first: dt.date,
          last: dt.date) -> Iterable[Crossing]:
    """Yield who crossed between town and country, or came into or left the countryside's service."""
    begun = {(one.teacher_id, one.to_school) for one in stints if first < one.start <= last}
    ended = Counter((one.teacher_id, one.from_school) for one in stints if one.end is not None and first <= one.end <= last)
    for teacher in sorted(before.keys() | after.keys()):
        old, new = before.get(teacher), after.get(teacher)
        was, now = old is not None and old.country, new is not None and new.country
        if was == now:
            continue
        there = new or old
        assert there is not None
        yield Crossing(teacher, now, _route(teacher, old, new, begun, ended, leavers), old.school_id if old else None, new.school_id if new else None, there.groups)


def _route(teacher: int, old: Standing | None, new: Standing | None, begun: Collection[tuple[int, int | None]],
           ended: Mapping[tuple[int, int | None], int], leavers: Mapping[int, Route]) -> Route:
    if old is None:
        return Route.RECRUITMENT
    if new is None:
        return leavers.get(teacher, Route.RESIGNATION)
    if (teacher, new.school_id) in begun:
        return Route.ROTATION
    return Route.RETURN if ended.get((teacher, new.school_id)) else Route.SELECTION
