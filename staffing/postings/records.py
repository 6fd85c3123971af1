"""How a move, an extension, a return or a stay is written into a teacher's records."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.core.dated import holds_on, row_on
from staffing.decisions.models import DecidedMove
from staffing.errors import StaffingError
from staffing.postings.steps import Step, Steps
from staffing.schools.models import Section
from staffing.teachers.enums import AppointmentKind, PostStatus
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.models import Appointment, Teacher

TEACHING = (AppointmentKind.REGULAR, AppointmentKind.EXCHANGE)
COPIED = ("personnel_school_id", "personnel_stage", "section_id", "subject", "more_subjects", "share")


def write_move(teacher: Teacher, move: DecidedMove, day: dt.date) -> list[Step]:
    """Write a move: service at the receiving section from the day on, status, rotation record; the personnel relation as decided."""
    now = _service_on(teacher, day)
    if now.section_id != move.from_section_id:
        raise StaffingError(_l("%(name)s does not teach at the sending school on %(day)s.", name=teacher.name, day=day.isoformat()))
    if any(one.valid_from >= day for one in teacher.appointments):
        raise StaffingError(_l("%(name)s has a service record that begins on %(day)s or later.", name=teacher.name, day=day.isoformat()))
    if move.ends_on <= day:
        raise StaffingError(_l("The stint of %(name)s would end before it begins.", name=teacher.name))
    steps = Steps(teacher)
    relation = _relation_of(move.to_section) if move.relation_moves else {"personnel_school_id": now.personnel_school_id, "personnel_stage": now.personnel_stage}
    steps.add(FactKind.APPOINTMENT, {
        **relation, "kind": AppointmentKind.EXCHANGE, "section_id": move.to_section_id, "subject": move.subject, "share": now.share,
        "valid_from": day, "valid_to": None}, follows=True)
    if not move.relation_moves:
        _write_status(steps, day, PostStatus.EXCHANGED_IN_COUNTY)
    steps.add(FactKind.ROTATION, {
        "kind": move.kind, "from_school_id": move.from_section.school_id, "to_school_id": move.to_section.school_id, "starts_on": day,
        "ends_on": move.ends_on, "relation_moved": move.relation_moves, "full_time": True})
    return steps.done


def write_extension(teacher: Teacher, *, started: dt.date, ends_on: dt.date) -> list[Step]:
    """Write a new last day of a stint (延期)."""
    steps, record = Steps(teacher), _rotation(teacher, started)
    if record.ends_on is not None and ends_on <= record.ends_on:
        raise StaffingError(_l("An extension ends later than the stint did."), field="on")
    steps.correct(FactKind.ROTATION, record, {"ends_on": ends_on})
    return steps.done


def write_return(teacher: Teacher, *, started: dt.date, back_on: dt.date) -> list[Step]:
    """Write a return: from the day on service as before the stint, the record of the rotation ends on the eve."""
    away = _service_on(teacher, back_on)
    before = max((one for one in teacher.appointments if one.valid_to == started), key=lambda one: one.id, default=None)
    if before is None or away.valid_from != started:
        raise StaffingError(_l("The service before or during the stint of %(name)s was changed; write the return by hand.", name=teacher.name))
    return _write_end(teacher, started, back_on, {field: getattr(before, field) for field in COPIED})


def write_stay(teacher: Teacher, *, started: dt.date, on: dt.date, relation_moves: bool) -> list[Step]:
    """Write that somebody stays at the receiving school (留任), with the personnel relation moved there or not."""
    away = _service_on(teacher, on)
    if away.valid_from != started or away.section is None:
        raise StaffingError(_l("The service before or during the stint of %(name)s was changed; write the return by hand.", name=teacher.name))
    values = {field: getattr(away, field) for field in COPIED}
    return _write_end(teacher, started, on, {**values, **(_relation_of(away.section) if relation_moves else {})})


def _write_end(teacher: Teacher, started: dt.date, on: dt.date, values: dict[str, Any]) -> list[Step]:
    record = _rotation(teacher, started)
    if on <= started:
        raise StaffingError(_l("A stint ends after it begins."), field="on")
    steps = Steps(teacher)
    steps.add(FactKind.APPOINTMENT, {**values, "kind": AppointmentKind.REGULAR, "valid_from": on, "valid_to": None}, follows=True)
    employment = row_on(teacher.employments, on)
    if employment is not None and employment.status is PostStatus.EXCHANGED_IN_COUNTY:
        _write_status(steps, on, PostStatus.IN_POST)
    last = on - dt.timedelta(days=1)
    if record.ends_on != last:
        steps.correct(FactKind.ROTATION, record, {"ends_on": last})
    return steps.done


def _service_on(teacher: Teacher, day: dt.date) -> Appointment:
    """Return the one full service of the day; several shares (走教) are written by hand."""
    found = [one for one in teacher.appointments if holds_on(one, day) and one.kind in TEACHING]
    if len(found) != 1:
        raise StaffingError(_l("%(name)s has no service or several at once on %(day)s; write this one by hand.", name=teacher.name, day=day.isoformat()))
    return found[0]


def _relation_of(section: Section) -> dict[str, Any]:
    return {"personnel_school_id": section.school_id, "personnel_stage": section.stage}


def _write_status(steps: Steps, day: dt.date, status: PostStatus) -> None:
    now = row_on(steps.teacher.employments, day)
    if now is None or now.status is status:
        return
    values = {field: getattr(now, field) for field in ("kind", "category", "track", "stage_of_service")}
    if now.valid_from == day:
        raise StaffingError(_l("%(name)s has an employment record that begins on that very day; write this one by hand.", name=steps.teacher.name))
    steps.add(FactKind.EMPLOYMENT, {**values, "status": status, "valid_from": day, "valid_to": now.valid_to}, follows=True)


def _rotation(teacher: Teacher, started: dt.date) -> Any:
    found = next((one for one in teacher.rotations if one.starts_on == started), None)
    if found is None:
        raise StaffingError(_l("The record of the rotation of %(name)s is gone; write this one by hand.", name=teacher.name))
    return found
