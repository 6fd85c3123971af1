"""Moves decided elsewhere: entered for a rotation year, recorded as rotations that every plan takes as given, checked."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from staffing.audit.record import record, values_of
from staffing.core.dated import holds_on, in_force
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.decisions.models import ElsewhereMove
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.operations import rules_of
from staffing.policy.schema import RuleSet
from staffing.policy.schema_rotation import ExchangeKind
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School
from staffing.teachers.enums import LeaderRole
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import add_fact, withdraw_fact
from staffing.teachers.models import Leadership, RotationRecord, Teacher

tell_constraint("uq_elsewhere_move_rotation_year_id_teacher_id", _l("This person has a move of this year already."), field="person")


@dataclass(frozen=True, slots=True)
class EntityFault:
    """A school entity (法人单位) that would not have exactly one principal: its schools and who would be principal there."""

    entity: str
    principals: tuple[str, ...]


def kinds_of(rules: RuleSet) -> dict[str, ExchangeKind]:
    """Return the kinds of exchange that people decide and a plan takes as given."""
    return {code: stated.value for code, stated in rules.exchange_kinds.items() if stated.value.decided_elsewhere}


def enter(year: RotationYear, teacher: Teacher, values: Mapping[str, Any]) -> ElsewhereMove:
    """Enter a move: kind, from_school_id, to_school_id, role, starts_on, ends_on, basis. It is recorded as a rotation of the teacher."""
    kind = kinds_of(rules_of(year)).get(values["kind"])
    if kind is None:
        raise StaffingError(_l("Moves of this kind are made by a plan, not entered by hand."), field="kind")
    if values["starts_on"] > values["ends_on"]:
        raise StaffingError(_l("The last day lies before the first."), field="ends_on")
    fact: RotationRecord = add_fact(teacher, FactKind.ROTATION, {
        "kind": values["kind"], "from_school_id": values["from_school_id"], "to_school_id": values["to_school_id"],
        "starts_on": values["starts_on"], "ends_on": values["ends_on"], "relation_moved": kind.relation_moves == "yes", "full_time": kind.full_time})
    made = ElsewhereMove(county_id=year.county_id, rotation_year_id=year.id, teacher_id=teacher.id, record_id=fact.id, **values)
    db.session.add(made)
    flush(db.session)
    record("elsewhere.enter", made, county_id=year.county_id, changes=values_of(made))
    return made


def take_back(one: ElsewhereMove, *, reason: str, version: int | None) -> None:
    """Take back a move with the rotation recorded for it."""
    require_version(one, version)
    fact = db.session.get(RotationRecord, one.record_id) if one.record_id is not None else None
    record("elsewhere.take_back", one, county_id=one.county_id, changes={
        "teacher_id": [one.teacher_id, None], "kind": [one.kind, None], "to_school_id": [one.to_school_id, None]}, reason=reason)
    db.session.delete(one)
    flush(db.session)
    if fact is not None:
        withdraw_fact(one.teacher, FactKind.ROTATION, fact, reason=reason, version=None)


def list_elsewhere(year: RotationYear) -> list[ElsewhereMove]:
    """Return the moves of a year with persons and schools, by kind and person."""
    statement = select(ElsewhereMove).join(Teacher, Teacher.id == ElsewhereMove.teacher_id).where(ElsewhereMove.rotation_year_id == year.id)
    return list(db.session.scalars(statement.options(
        joinedload(ElsewhereMove.teacher), joinedload(ElsewhereMove.from_school), joinedload(ElsewhereMove.to_school)).order_by(
        ElsewhereMove.kind, Teacher.number, ElsewhereMove.id)))


def get_elsewhere(county_id: int, move_id: int) -> ElsewhereMove:
    """Return a move of the county; LookupError if there is none."""
    found = db.session.scalar(select(ElsewhereMove).where(ElsewhereMove.id == move_id, ElsewhereMove.county_id == county_id))
    if found is None:
        raise LookupError
    return found


def count_kinds(moves: Iterable[ElsewhereMove]) -> Counter[str]:
    """Return how many moves there are of each kind."""
    return Counter(move.kind for move in moves)


def principal_faults(year: RotationYear, moves: Iterable[ElsewhereMove]) -> list[EntityFault]:
    """Return the school entities touched by leaders' moves that would not have exactly one principal when the moves begin."""
    moves = list(moves)
    leaders = [move for move in moves if move.role is not None or move.kind == "principal_exchange"]
    if not leaders:
        return []
    schools = {row.id: row for row in db.session.scalars(select(School).where(School.county_id == year.county_id).options(
        joinedload(School.entity)).order_by(School.id))}
    leaving = {move.teacher_id for move in moves}
    present = _principals(year.county_id, max(move.starts_on for move in leaders))
    after = [(school_id, name) for teacher_id, school_id, name in present if teacher_id not in leaving]
    after += [(move.to_school_id, move.teacher.name) for move in leaders if move.role is LeaderRole.PRINCIPAL]
    touched = dict.fromkeys(schools[key].entity for move in leaders for key in (move.from_school_id, move.to_school_id))
    by_entity = {entity: tuple(name for key, name in after if schools[key].entity is entity) for entity in touched}
    return [EntityFault(entity.name, names) for entity, names in by_entity.items() if len(names) != 1]


def present_school(teacher: Teacher, on: dt.date) -> int | None:
    """Return the school that a person leads on a day, else where he or she teaches most; None if the records name none."""
    led = [row for row in teacher.leaderships if row.role is not LeaderRole.NONE and holds_on(row, on)]
    if led:
        return led[-1].school_id
    served = sorted((row for row in teacher.appointments if holds_on(row, on)), key=lambda row: row.share)
    if not served:
        return None
    return served[-1].section.school_id if served[-1].section is not None else served[-1].personnel_school_id


def _principals(county_id: int, on: dt.date) -> list[tuple[int, int, str]]:
    """Return (teacher, school, name) of everybody who is principal on a day."""
    statement = select(Teacher.id, Leadership.school_id, Teacher.name).join(Teacher, Teacher.id == Leadership.teacher_id).where(
        Teacher.county_id == county_id, Leadership.role == LeaderRole.PRINCIPAL, in_force(Leadership, on))
    return [(teacher_id, school_id, name) for teacher_id, school_id, name in db.session.execute(statement.order_by(Leadership.school_id, Teacher.number))]
