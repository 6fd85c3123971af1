"""Leading posts and rotations against the service record."""

from collections.abc import Iterator
from itertools import combinations

from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person, RotationRow
from staffing.quality.rules.service import TEACHING
from staffing.schools.directory import plain_name
from staffing.teachers.enums import AppointmentKind, LeaderRole


def two_posts(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if somebody holds leading posts at two schools at once."""
    schools = sorted({row.school_id for row in person.leaderships if row.covers(frame.on) and row.role is not LeaderRole.NONE})
    if len(schools) > 1:
        yield Hit({"schools": "、".join(frame.schools[one].name for one in schools if one in frame.schools)})


def leader_elsewhere(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if somebody leads a school without serving there."""
    if not person.services:
        return
    places = {place for row in person.services for place in (row.school_id, frame.section_schools.get(row.section_id or 0))}
    for row in person.leaderships:
        if row.covers(frame.on) and row.role is not LeaderRole.NONE and row.school_id not in places and row.school_id in frame.schools:
            yield Hit({"role": row.role.value, "school": frame.schools[row.school_id].name}, key=str(row.school_id))


def rotation_without_service(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a rotation runs to a school of the county at which the person does not serve."""
    for row in running(person, frame):
        if counts(row, frame) and row.to_school_id in frame.schools and person.services and row.to_school_id not in served(person, frame):
            yield Hit({"school": frame.schools[row.to_school_id or 0].name, "since": row.start}, key=row.start.isoformat())


def service_without_rotation(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the service record knows a running exchange that no rotation record tells."""
    for row in person.services:
        place = frame.section_schools.get(row.section_id or 0)
        if row.kind is AppointmentKind.EXCHANGE and place is not None and place not in {one.to_school_id for one in running(person, frame)}:
            yield Hit({"school": frame.schools[place].name, "since": row.start}, key=row.start.isoformat())


def rotation_same_school(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a rotation leads back to the school it comes from."""
    for row in person.rotations:
        if row.from_school_id is not None and row.from_school_id == row.to_school_id:
            yield Hit({"since": row.start, "school": frame.schools[row.from_school_id].name}, key=row.start.isoformat())


def rotations_overlap(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if two rotations hold on one day."""
    for one, other in combinations(person.rotations, 2):
        if one.overlaps(other):
            yield Hit({"first": one.start, "second": other.start}, key=one.start.isoformat())
            return


def rotation_unit_unlinked(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a rotation writes the name of a school of the county without naming the school."""
    for row in person.rotations:
        for school_id, name in ((row.from_school_id, row.from_name), (row.to_school_id, row.to_name)):
            known = frame.school_names.get(plain_name(name), ()) if school_id is None and name else ()
            if known:
                yield Hit({"since": row.start, "school": frame.schools[known[0]].name}, key=f"{row.start.isoformat()}:{name}")


def running(person: Person, frame: Frame) -> list[RotationRow]:
    """Return the rotations that hold on the day."""
    return [row for row in person.rotations if row.covers(frame.on)]


def counts(row: RotationRow, frame: Frame) -> bool:
    """True if the kind of exchange is full-time service at the other school; shared weeks show in the shares."""
    kind = frame.rules.exchange_kinds.get(row.kind)
    return kind is not None and kind.value.full_time


def served(person: Person, frame: Frame) -> set[int]:
    """Return the schools at which the person teaches or whose personnel he or she is."""
    taught = {frame.section_schools.get(row.section_id or 0, row.school_id) for row in person.services if row.kind in TEACHING}
    return taught | {row.school_id for row in person.services}
