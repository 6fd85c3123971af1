"""Questions about eligibility lists and their verdicts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from staffing.core.pages import Page, PageRequest
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School
from staffing.teachers.models import Teacher

SORTABLE = {
    "number": Teacher.number, "name": Teacher.name_pinyin, "school": School.code, "years": EligibilityVerdict.years_at_school,
    "retirement": EligibilityVerdict.retirement_on, "rule": EligibilityVerdict.main_rule,
}


@dataclass(frozen=True, slots=True)
class VerdictFilter:
    """What a list is narrowed to; ``leaders`` shows leaders only, else they are left out."""

    state: EligibilityState | None = None
    leaders: bool = False
    school_id: int | None = None
    rule: str = ""
    text: str = ""
    backbone: bool = False
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How the persons of a list divide; the first four add up to ``total``."""

    eligible: int
    deferred: int
    out: int
    leaders: int
    denominator: int
    urban_denominator: int
    backbone: int

    @property
    def total(self) -> int:
        """All persons of the list."""
        return self.eligible + self.deferred + self.out + self.leaders


def find_latest_list(rotation_year_id: int) -> EligibilityList | None:
    """Return the newest list of a rotation year."""
    return db.session.scalar(
        select(EligibilityList).where(EligibilityList.rotation_year_id == rotation_year_id)
        .order_by(EligibilityList.id.desc()).limit(1))


def find_list(county_id: int, list_id: int | None) -> EligibilityList | None:
    """Return a list of the county."""
    return db.session.scalar(select(EligibilityList).where(EligibilityList.id == list_id, EligibilityList.county_id == county_id))


def find_previous_list(listed: EligibilityList) -> EligibilityList | None:
    """Return the list before this one, of the same county."""
    return db.session.scalar(
        select(EligibilityList).where(EligibilityList.county_id == listed.county_id, EligibilityList.id < listed.id)
        .order_by(EligibilityList.id.desc()).limit(1))


def count_list(list_id: int, *, school_id: int | None = None) -> ListCounts:
    """Return the counts of a list, of one school where one is given; overrides included."""
    verdict = EligibilityVerdict

    def number(*conditions: Any) -> Any:
        return func.count().filter(*conditions)

    staff = verdict.leader.is_(False)
    statement = select(
        number(staff, verdict.state == EligibilityState.ELIGIBLE), number(staff, verdict.state == EligibilityState.DEFERRED),
        number(staff, verdict.state == EligibilityState.OUT), number(verdict.leader.is_(True)),
        number(verdict.in_denominator.is_(True)), number(verdict.in_denominator.is_(True), verdict.in_urban_or_strong.is_(True)),
        number(staff, verdict.state == EligibilityState.ELIGIBLE, verdict.backbone.is_(True)),
    ).where(verdict.list_id == list_id)
    if school_id is not None:
        statement = statement.where(verdict.school_id == school_id)
    return ListCounts(*db.session.execute(statement).one())


def count_rules(list_id: int, wanted: VerdictFilter) -> list[tuple[str, int]]:
    """Return how many verdicts each deciding rule led to, the most frequent first."""
    statement = narrow(select(EligibilityVerdict.main_rule, func.count()).where(EligibilityVerdict.list_id == list_id), wanted)
    rows = db.session.execute(statement.group_by(EligibilityVerdict.main_rule)
                              .order_by(func.count().desc(), EligibilityVerdict.main_rule))
    return [(rule, number) for rule, number in rows]


def list_verdicts(list_id: int, wanted: VerdictFilter, asked: PageRequest) -> Page:
    """Return one page of a list."""
    base = narrow(select(EligibilityVerdict).join(Teacher).join(School, School.id == EligibilityVerdict.school_id)
                  .where(EligibilityVerdict.list_id == list_id), wanted)
    total = db.session.scalar(select(func.count()).select_from(base.order_by(None).subquery())) or 0
    column = SORTABLE[asked.sort]
    order = (column.desc(), Teacher.number) if asked.descending else (column, Teacher.number)
    rows = db.session.scalars(base.options(joinedload(EligibilityVerdict.teacher)).order_by(*order)
                              .offset(asked.offset).limit(asked.size))
    return Page(list(rows), total, asked)


def all_verdicts(list_id: int, wanted: VerdictFilter) -> list[EligibilityVerdict]:
    """Return every verdict of a list, by school and staff number, for exports."""
    statement = narrow(select(EligibilityVerdict).join(Teacher).join(School, School.id == EligibilityVerdict.school_id)
                       .where(EligibilityVerdict.list_id == list_id), wanted)
    return list(db.session.scalars(statement.options(joinedload(EligibilityVerdict.teacher)).order_by(School.code, Teacher.number)))


def narrow(statement: Select[*tuple[Any, ...]], wanted: VerdictFilter) -> Select[*tuple[Any, ...]]:
    """Return the statement narrowed to what is wanted."""
    verdict = EligibilityVerdict
    statement = statement.where(verdict.leader.is_(wanted.leaders))
    if wanted.state is not None and not wanted.leaders:
        statement = statement.where(verdict.state == wanted.state)
    if wanted.school_id is not None:
        statement = statement.where(verdict.school_id == wanted.school_id)
    if wanted.rule:
        statement = statement.where(verdict.main_rule == wanted.rule)
    if wanted.backbone:
        statement = statement.where(verdict.backbone.is_(True))
    if wanted.overridden:
        statement = statement.where(verdict.state != verdict.decided_state)
    if wanted.text:
        pattern = f"{wanted.text.strip().lower()}%"
        matching = select(Teacher.id).where(or_(
            Teacher.name.like(f"%{wanted.text.strip()}%"), Teacher.number == wanted.text.strip(), Teacher.name_pinyin.like(pattern)))
        statement = statement.where(verdict.teacher_id.in_(matching))
    return statement


def get_verdict(county_id: int, verdict_id: int, *, school_id: int | None = None) -> EligibilityVerdict:
    """Return a verdict of the county, of the own school for school roles; LookupError if there is none."""
    statement = (select(EligibilityVerdict).join(EligibilityList)
                 .where(EligibilityVerdict.id == verdict_id, EligibilityList.county_id == county_id)
                 .options(joinedload(EligibilityVerdict.teacher), joinedload(EligibilityVerdict.eligibility_list)))
    if school_id is not None:
        statement = statement.where(EligibilityVerdict.school_id == school_id)
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError("no such verdict")
    return found


def cut_off_of(verdict: EligibilityVerdict) -> dt.date:
    """Return the day for which a verdict holds."""
    return db.session.get_one(RotationYear, verdict.eligibility_list.rotation_year_id).cut_off_on


def find_verdict(list_id: int, teacher_id: int) -> EligibilityVerdict | None:
    """Return a teacher's verdict in a list."""
    return db.session.scalar(select(EligibilityVerdict).where(
        EligibilityVerdict.list_id == list_id, EligibilityVerdict.teacher_id == teacher_id))


def states_by_teacher(list_id: int) -> dict[int, EligibilityState]:
    """Return the counting state of every teacher of a list."""
    rows = db.session.execute(select(EligibilityVerdict.teacher_id, EligibilityVerdict.state)
                              .where(EligibilityVerdict.list_id == list_id))
    return {row.teacher_id: row.state for row in rows}


def school_names(county_id: int) -> dict[int, str]:
    """Return the names of the county's schools by id."""
    rows = db.session.execute(select(School.id, School.name).where(School.county_id == county_id))
    return {row.id: row.name for row in rows}
