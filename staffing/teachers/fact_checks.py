"""What a fact must satisfy before it is stored, kind by kind; the officer is told which field is wrong and why."""

from collections.abc import Callable
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.core.dated import require_period
from staffing.core.filters import show_date, show_last_day
from staffing.core.school_year import today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.schools.models import School, Section
from staffing.teachers.fact_kinds import LISTS, PERIODS, FactKind
from staffing.teachers.fact_rules import find_overlap, latest_end, overfull_day
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Deferral,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
)
from staffing.teachers.queries import county_rules

Check = Callable[[Teacher, Any], None]


def check_fact(teacher: Teacher, kind: FactKind, fact: Any) -> None:
    """Refuse a fact that contradicts itself, the teacher's other facts, or the rule set."""
    if kind in PERIODS:
        starts, ends = PERIODS[kind]
        if getattr(fact, starts) <= teacher.birth_date:
            raise StaffingError(_l("This day lies before the birth."), field=starts)
        _in_field(ends, lambda: require_period(getattr(fact, starts), getattr(fact, ends)))
    check = CHECKS.get(kind)
    if check is not None:
        check(teacher, fact)


def _in_field(field: str, check: Callable[[], None]) -> None:
    try:
        check()
    except StaffingError as error:
        raise StaffingError(error.message, field=field) from error


def _others(teacher: Teacher, kind: FactKind, fact: Any) -> list[Any]:
    return [row for row in getattr(teacher, LISTS[kind]) if row is not fact and (fact.id is None or row.id != fact.id)]


def _employment(teacher: Teacher, fact: Employment) -> None:
    other = find_overlap(_others(teacher, FactKind.EMPLOYMENT, fact), fact)
    if other is not None:
        raise StaffingError(_l("It overlaps the employment that began on %(day)s; end that one first.", day=show_date(other.valid_from)),
                            field="valid_from")


def _appointment(teacher: Teacher, fact: Appointment) -> None:
    section = db.session.get(Section, fact.section_id) if fact.section_id is not None else None
    if fact.section_id is not None and (section is None or section.county_id != teacher.county_id):
        raise StaffingError(_l("Choose a section of the county."), field="section_id")
    _require_stage(teacher, fact)
    overfull = overfull_day([*_others(teacher, FactKind.APPOINTMENT, fact), fact])
    if overfull is not None:
        raise StaffingError(
            _l("On %(day)s the shares would add up to %(total)s of a full post; end the running service or lower a share.",
               day=show_date(overfull[0]), total=f"{overfull[1].normalize():f}"), field="share")


def _require_stage(teacher: Teacher, fact: Appointment) -> None:
    has_stage = db.session.scalar(select(Section.id).where(
        Section.county_id == teacher.county_id, Section.school_id == fact.personnel_school_id, Section.stage == fact.personnel_stage))
    if has_stage is None:
        raise StaffingError(_l("The school that holds the personnel relation has no section of this stage."), field="personnel_stage")


def _leadership(teacher: Teacher, fact: Leadership) -> None:
    _require_school(teacher, fact.school_id, "school_id")
    if fact.term < 1:
        raise StaffingError(_l("The first term at a school is term 1."), field="term")


def _title(_teacher: Teacher, fact: TitleGrant) -> None:
    if fact.granted_on and fact.engaged_on and fact.engaged_on < fact.granted_on:
        raise StaffingError(_l("Nobody is engaged for a title before it is assessed."), field="engaged_on")


def _honour(_teacher: Teacher, fact: BackboneHonour) -> None:
    if fact.granted_on > today():
        raise StaffingError(_l("This day lies in the future."), field="granted_on")
    if fact.expires_on is not None and fact.expires_on < fact.granted_on:
        raise StaffingError(_l("The end must lie after the beginning."), field="expires_on")


def _rotation(teacher: Teacher, fact: RotationRecord) -> None:
    for way in ("from", "to"):
        school_id, name = getattr(fact, f"{way}_school_id"), getattr(fact, f"{way}_school_name")
        if (school_id is None) == (not name):
            raise StaffingError(_l("Choose a school of the county or write the name of one outside, not both."), field=f"{way}_school_id")
        if school_id is not None:
            _require_school(teacher, school_id, f"{way}_school_id")
    if fact.from_school_id is not None and fact.from_school_id == fact.to_school_id:
        raise StaffingError(_l("A rotation leads to another school."), field="to_school_id")


def _deferral(teacher: Teacher, fact: Deferral) -> None:
    rule = county_rules(teacher.county_id, today()).deferrals.get(fact.ground)
    if rule is None:
        raise StaffingError(_l("The county's rules do not know this ground."), field="ground")
    latest = latest_end(fact.valid_from, rule.value.max_months)
    if latest is not None and (fact.valid_to is None or fact.valid_to > latest):
        raise StaffingError(
            _l("By the county's rules this ground lasts %(months)d months at most, here until %(day)s; it can be renewed.",
               months=rule.value.max_months, day=show_last_day(latest)), field="valid_to")


def _require_school(teacher: Teacher, school_id: int, field: str) -> None:
    school = db.session.get(School, school_id)
    if school is None or school.county_id != teacher.county_id:
        raise StaffingError(_l("Choose a school of the county."), field=field)


CHECKS: Final[dict[FactKind, Check]] = {
    FactKind.EMPLOYMENT: _employment, FactKind.APPOINTMENT: _appointment, FactKind.LEADERSHIP: _leadership, FactKind.TITLE: _title,
    FactKind.HONOUR: _honour, FactKind.ROTATION: _rotation, FactKind.DEFERRAL: _deferral,
}
