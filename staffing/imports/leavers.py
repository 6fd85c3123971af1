"""Who stands in the records of the schools a file covers but not in the file, and what ends when the officer says they left.

Absence alone never ends anything: without an explicit decision nothing is written.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from staffing.core.dated import holds_on
from staffing.core.facts import ABSENT, Findings
from staffing.core.school_year import today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports.models import LeavingKind
from staffing.schools.models import School
from staffing.teachers.enums import PostStatus
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import add_fact, end_fact
from staffing.teachers.fact_tables import APPOINTMENT
from staffing.teachers.models import Appointment, Employment, Teacher

# A file speaks for a school if it holds at least this share of the persons the records have there: a short list of
# corrections must not make everybody else of the school look like leavers.
COVERED_SHARE: Final = 0.5
LEFT_STATUS: Final = {LeavingKind.RETIRED: PostStatus.RETIRED, LeavingKind.LEFT: PostStatus.LEFT}
ENDED: Final = (PostStatus.RETIRED, PostStatus.LEFT)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody of a covered school who is not in the file."""

    number: str
    name: str
    school: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which schools a file speaks for, who is missing there, and which schools it only touches."""

    absences: tuple[Absence, ...]
    covered: tuple[str, ...]
    touched: tuple[tuple[str, int, int], ...]


def find_absences(findings: Findings, county_id: int) -> Coverage:
    """Return who is missing from a file that has not been stored yet, among the persons of the schools it covers."""
    named = _named_in_file(findings)
    schools = {code for codes in named.values() for code in codes}
    present = _present_persons(county_id) if schools else {}
    absences: list[Absence] = []
    covered: list[str] = []
    touched: list[tuple[str, int, int]] = []
    for code in sorted(schools & present.keys()):
        people = present[code]
        found = sum(one.number in named for one in people)
        if found >= COVERED_SHARE * len(people):
            covered.append(people[0].school)
            absences += [one for one in people if one.number not in named]
        else:
            touched.append((people[0].school, found, len(people)))
    return Coverage(tuple(absences), tuple(covered), tuple(touched))


def _named_in_file(findings: Findings) -> dict[str, set[str]]:
    """Return the present schools the file names, by staff number."""
    now = today()
    end, school = APPOINTMENT.place_of("valid_to"), APPOINTMENT.place_of("personnel_school")
    named: dict[str, set[str]] = defaultdict(set)
    for fact in findings.all_facts(APPOINTMENT):
        ends, place = fact.values[end], fact.values[school]
        if isinstance(place, tuple) and (ends in (ABSENT, None) or ends > now):
            named[fact.key[0][0]].add(place[0])
    return named


def _present_persons(county_id: int) -> dict[str, list[Absence]]:
    """Return the persons whose personnel relation lies at a school today, by the school's code."""
    now = today()
    statement = (
        select(Teacher.number, Teacher.name, School.code, School.name).join(Appointment, Appointment.teacher_id == Teacher.id)
        .join(School, School.id == Appointment.personnel_school_id)
        .join(Employment, Employment.teacher_id == Teacher.id)
        .where(Teacher.county_id == county_id, Appointment.valid_from <= now, or_(Appointment.valid_to.is_(None), Appointment.valid_to > now),
               Employment.valid_from <= now, or_(Employment.valid_to.is_(None), Employment.valid_to > now), Employment.status.not_in(ENDED))
        .distinct().order_by(School.code, Teacher.number))
    present: dict[str, list[Absence]] = defaultdict(list)
    for number, name, code, school in db.session.execute(statement):
        present[code].append(Absence(number, name, school))
    return present


def require_leaving_day(county_id: int, numbers: Sequence[str], day: dt.date) -> None:
    """Refuse a day on which one of these persons had not begun yet."""
    for teacher in _teachers(county_id, numbers):
        facts: list[Employment | Appointment] = [*teacher.employments, *teacher.appointments]
        running = [fact for fact in facts if fact.valid_to is None or fact.valid_to > day]
        late = max((fact.valid_from for fact in running), default=dt.date.min)
        if late >= day:
            raise StaffingError(_l("%(name)s has a record that begins on %(day)s; nobody leaves before.", name=teacher.name, day=late.isoformat()),
                                field="leaves_on")


def end_service(county_id: int, decisions: Iterable[tuple[str, LeavingKind, dt.date]]) -> int:
    """End the posts of those the officer says have left, and record why, each fact with its own audit line."""
    decided = {number: (kind, day) for number, kind, day in decisions}
    count = 0
    for teacher in _teachers(county_id, sorted(decided)):
        kind, day = decided[teacher.number]
        require_leaving_day(county_id, [teacher.number], day)
        before = next((fact for fact in teacher.employments if holds_on(fact, day) and fact.valid_from < day), None)
        if before is None or before.status in ENDED:
            continue
        values = {name: getattr(before, name) for name in ("kind", "category", "track", "stage_of_service")}
        for appointment in list(teacher.appointments):
            if holds_on(appointment, day):
                end_fact(teacher, FactKind.APPOINTMENT, appointment, day=day, version=None)
        for post in list(teacher.leaderships):
            if holds_on(post, day) and post.valid_from < day:
                end_fact(teacher, FactKind.LEADERSHIP, post, day=day, version=None)
        add_fact(teacher, FactKind.EMPLOYMENT, {**values, "status": LEFT_STATUS[kind], "valid_from": day, "valid_to": None}, ends_running=True)
        count += 1
    return count


def _teachers(county_id: int, numbers: Sequence[str]) -> list[Teacher]:
    found: list[Teacher] = []
    for start in range(0, len(numbers), 400):
        part = numbers[start:start + 400]
        found += db.session.scalars(select(Teacher).where(Teacher.county_id == county_id, Teacher.number.in_(part)).order_by(Teacher.number))
    return found
