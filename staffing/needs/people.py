"""Who is expected at each section on 1 September: the roster of that day and the changes expected until then.

The pages of need and the plan read the same persons here, so that a shortage on the page is the shortage that is planned for.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from staffing.extensions import db
from staffing.indicators.persons import is_listed, is_teacher
from staffing.indicators.policy import CountingRule
from staffing.needs.expected import Coming, ExpectedState, Going, LineKind, Presence, expect_state
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.schools.enums import PostLevel, Stage
from staffing.teachers.enums import EmploymentKind
from staffing.teachers.post_levels import post_level
from staffing.teachers.roster import Roster, RosterEntry

GOING: Final = {ChangeKind.RETIREMENT: LineKind.RETIREMENT, ChangeKind.LEAVER: LineKind.LEAVER,
                ChangeKind.SELECTED_AWAY: LineKind.SELECTED_AWAY}
COMPULSORY: Final = (Stage.PRIMARY, Stage.JUNIOR)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listed teacher teaches on the day, and what."""

    entry: RosterEntry
    section_id: int
    subject: str
    graduating_class: bool


@dataclass(frozen=True, slots=True)
class Recruit:
    """A recruit who is expected but not yet on the roster."""

    key: str
    section_id: int
    subject: str
    above_degree: bool


@dataclass(frozen=True, slots=True)
class SchoolStaff:
    """How many are on a school's payroll, and how many of them hold an established post (在编)."""

    total: int = 0
    established: int = 0


@dataclass(frozen=True, slots=True)
class StaffRules:
    """What of the county's rules says who is listed: compulsory sections by id, who counts, how subjects are called."""

    sections: Mapping[int, Stage]
    counting: CountingRule
    aliases: Mapping[str, str]

    def subject(self, name: str) -> str:
        """Return the curriculum's word for a subject (英语 is 外语)."""
        return self.aliases.get(name, name)


@dataclass(frozen=True, slots=True)
class ExpectedStaff:
    """The persons expected on the day.

    ``entries`` are all who are still employed, ``places`` the listed teachers where they will teach, ``recruits`` those
    expected without being on the roster; ``state`` leads from those present to those expected, line by line.
    """

    entries: tuple[RosterEntry, ...]
    places: tuple[Place, ...]
    recruits: tuple[Recruit, ...]
    state: ExpectedState


def load_changes(county_id: int, school_year: int) -> list[ExpectedChange]:
    """Return the changes expected until 1 September of the school year (预计增减)."""
    statement = select(ExpectedChange).where(ExpectedChange.county_id == county_id, ExpectedChange.school_year == school_year)
    return list(db.session.scalars(statement.options(joinedload(ExpectedChange.teacher)).order_by(ExpectedChange.id)))


def listed_places(roster: Roster, rules: StaffRules) -> dict[int, Place]:
    """Return the listed teachers by id; whoever shares his week stands at the section with the largest share."""
    places = {}
    for entry in roster.entries:
        service = entry.main_service
        section_id = service.section_id if service else None
        if service is None or section_id is None or not service.subject or not is_listed(entry, rules.counting):
            continue
        if section_id in rules.sections:
            places[entry.id] = Place(entry, section_id, rules.subject(service.subject), service.graduating_class)
    return places


def expect_staff(roster: Roster, changes: Sequence[ExpectedChange], rules: StaffRules) -> ExpectedStaff:
    """Return who is expected on the roster's day."""
    persons = roster.by_id()
    places = listed_places(roster, rules)
    present = [Presence(str(key), str(place.section_id), place.subject) for key, place in places.items()]
    returning = [change for change in changes if is_returning(change, persons, places, rules)]
    going = [*goings(changes, persons, places, roster.on), *host_ends(returning, places, roster.on)]
    recruits = expected_recruits(changes, persons, rules)
    state = expect_state(present, going, [*returns(returning, persons, rules, roster.on), *arrivals(recruits, roster.on)], on=roster.on)
    leavers = {change.teacher_id for change in changes if change.kind in GOING}
    entries = tuple(entry for entry in roster.entries if entry.id not in leavers)
    return ExpectedStaff(entries, expected_places(state, persons, places), recruits, state)


def goings(changes: Iterable[ExpectedChange], persons: Mapping[int, RosterEntry], places: Mapping[int, Place],
           on: dt.date) -> Iterable[Going]:
    """Return who goes; whoever is employed but teaches no compulsory section goes unseen, a stranger is named as a fault."""
    for change in changes:
        if change.kind in GOING and change.teacher_id is not None and (
                change.teacher_id in places or change.teacher_id not in persons):
            yield Going(GOING[change.kind], str(change.teacher_id), on)


def is_returning(change: ExpectedChange, persons: Mapping[int, RosterEntry], places: Mapping[int, Place], rules: StaffRules) -> bool:
    """True if the change brings somebody back to a section where he is not yet."""
    key = change.teacher_id or 0
    if change.kind is not ChangeKind.RETURNER or key not in persons or change.section_id not in rules.sections:
        return False
    place = places.get(key)
    if place is not None and place.section_id == change.section_id:
        return False
    return is_teacher(persons[key], rules.counting) and bool(subject_of(change, persons, rules))


def subject_of(change: ExpectedChange, persons: Mapping[int, RosterEntry], rules: StaffRules) -> str:
    """Return what somebody who comes will teach: as stated, else what he teaches now."""
    entry = persons.get(change.teacher_id or 0)
    service = entry.main_service if entry else None
    return rules.subject(change.subject or (service.subject if service else ""))


def host_ends(returning: Iterable[ExpectedChange], places: Mapping[int, Place], on: dt.date) -> Iterable[Going]:
    """Return who leaves the host section by returning."""
    return (Going(LineKind.HOST_END, str(change.teacher_id), on) for change in returning if change.teacher_id in places)


def returns(returning: Iterable[ExpectedChange], persons: Mapping[int, RosterEntry], rules: StaffRules, on: dt.date) -> Iterable[Coming]:
    """Return who comes back."""
    return (Coming(LineKind.RETURNER, str(change.section_id), subject_of(change, persons, rules), on, str(change.teacher_id))
            for change in returning)


def arrivals(recruits: Iterable[Recruit], on: dt.date) -> Iterable[Coming]:
    """Return the recruits as they come."""
    return (Coming(LineKind.RECRUIT, str(recruit.section_id), recruit.subject, on) for recruit in recruits)


def expected_recruits(changes: Iterable[ExpectedChange], persons: Mapping[int, RosterEntry], rules: StaffRules) -> tuple[Recruit, ...]:
    """Return one recruit for each person expected who is not on the roster of the day yet."""
    return tuple(
        Recruit(f"recruit-{change.id}-{number}", change.section_id, rules.subject(change.subject), change.above_degree)
        for change in changes if change.kind is ChangeKind.RECRUIT and change.teacher_id not in persons and change.subject
        and change.section_id in rules.sections for number in range(1, change.persons + 1))


def expected_places(state: ExpectedState, persons: Mapping[int, RosterEntry], places: Mapping[int, Place]) -> tuple[Place, ...]:
    """Return the named teachers where the lines leave them, by id."""
    kept = dict(places)
    for entry in state.entries:
        if entry.teacher is None or entry.kind is LineKind.PRESENT:
            continue
        key = int(entry.teacher)
        if entry.change < 0:
            kept.pop(key, None)
        else:
            kept[key] = Place(persons[key], int(entry.section), entry.subject, graduating_class=False)
    return tuple(kept[key] for key in sorted(kept))


def count_staff(staff: ExpectedStaff, school_of: Mapping[int, int]) -> dict[int, SchoolStaff]:
    """Return each school's payroll; recruits are expected in established posts."""
    counts = count_payroll(staff.entries)
    for recruit in staff.recruits:
        _add(counts, school_of[recruit.section_id], established=True)
    return counts


def count_payroll(entries: Iterable[RosterEntry]) -> dict[int, SchoolStaff]:
    """Return how many of these persons are on each school's payroll."""
    counts: dict[int, SchoolStaff] = {}
    for entry in entries:
        if entry.main_service is not None:
            _add(counts, entry.main_service.personnel_school_id, established=entry.employment is EmploymentKind.ESTABLISHED)
    return counts


def count_title_holders(entries: Iterable[RosterEntry]) -> dict[int, dict[PostLevel, int]]:
    """Return by personnel school how many in established posts hold a title of each level of posts (岗位层级)."""
    counts: dict[int, Counter[PostLevel]] = defaultdict(Counter)
    for entry in entries:
        level = post_level(entry.title)
        if level is not None and entry.main_service is not None and entry.employment is EmploymentKind.ESTABLISHED:
            counts[entry.main_service.personnel_school_id][level] += 1
    return {school: dict(levels) for school, levels in counts.items()}


def _add(counts: dict[int, SchoolStaff], school_id: int, *, established: bool) -> None:
    old = counts.get(school_id, SchoolStaff())
    counts[school_id] = replace(old, total=old.total + 1, established=old.established + established)
