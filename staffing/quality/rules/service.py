"""How a person serves: employment in force, running appointments, shares, sections, status."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, cast

from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person
from staffing.teachers.enums import AppointmentKind, PostStatus
from staffing.teachers.fact_rules import overfull_day

TEACHING = frozenset({AppointmentKind.REGULAR, AppointmentKind.EXCHANGE})
# Which kind of appointment a status speaks of; the others say nothing about the service record.
STATUS_NEEDS = {PostStatus.EXCHANGED_IN_COUNTY: AppointmentKind.EXCHANGE}


def no_employment(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if an appointment runs without an employment in force: lists and indicators then miss the person."""
    if person.services and person.employment is None:
        yield Hit({"since": person.services[0].start})


def employments_overlap(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if two employments hold on one day."""
    for one, other in combinations(person.employments, 2):
        if one.overlaps(other):
            yield Hit({"first": one.start, "second": other.start}, key=one.start.isoformat())
            return


def no_appointment(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a serving person has no running appointment: no school, no verdict."""
    if person.serving and not person.services:
        yield Hit()


def gone_but_appointed(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if an appointment still runs though the person has retired or left."""
    if person.employment is not None and person.employment.gone and person.services:
        yield Hit({"status": person.employment.status.value, "since": person.employment.start})


def shares_above_one(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if teaching appointments add up to more than a full post on some day that has come."""
    # The check of the form speaks of rows that may still change; ours cannot, and are only read.
    found = overfull_day(cast(Any, person.appointments))
    if found is not None and found[0] <= frame.on:
        yield Hit({"day": found[0], "total": f"{found[1].normalize():f}"})


def two_personnel_schools(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if running appointments name two personnel schools; the relation is held by one."""
    schools = sorted({row.school_id for row in person.services})
    if len(schools) > 1:
        yield Hit({"schools": "、".join(frame.schools[one].name for one in schools if one in frame.schools)})


def section_missing(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a teacher's running appointment to teach names no section."""
    if person.is_teacher:
        for row in person.services:
            if row.kind in TEACHING and row.section_id is None:
                yield Hit({"since": row.start}, key=row.start.isoformat())


def subject_missing(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a teacher's running appointment to teach names no subject."""
    if person.is_teacher:
        for row in person.services:
            if row.kind in TEACHING and row.section_id is not None and not row.subject:
                yield Hit({"since": row.start}, key=row.start.isoformat())


def stage_not_at_school(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the personnel school has no section of the stage that the appointment names."""
    for row in person.services:
        school = frame.schools.get(row.school_id)
        if school is not None and school.sections and row.stage not in {one.stage for one in school.sections}:
            yield Hit({"stage": row.stage.value, "school": school.name}, key=row.start.isoformat())


def status_without_service(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if the status speaks of an exchange that the service record does not know."""
    needed = STATUS_NEEDS.get(person.employment.status) if person.employment is not None else None
    if needed is not None and person.employment is not None and needed not in {row.kind for row in person.services}:
        yield Hit({"status": person.employment.status.value})


def closed_school(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a running appointment is at a school that is closed."""
    for row in person.services:
        places = {row.school_id, frame.section_schools.get(row.section_id or 0, row.school_id)}
        for school in (frame.schools[one] for one in sorted(places) if one in frame.schools):
            if not school.open:
                yield Hit({"school": school.name}, key=str(school.id))
