"""Questions about findings: a page of them, counts, progress by school, what is open about one person or school."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.quality.enums import FindingState, Severity
from staffing.quality.models import FindingComment, InfluenceStudy, QualityFinding, QualityRun, ReportedStaff
from staffing.schools.models import School
from staffing.teachers.models import Teacher

GRAVITY: Final = case({Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}, value=QualityFinding.severity)
SORTABLE: Final[dict[str, Any]] = {
    "severity": GRAVITY, "school": School.code, "rule": QualityFinding.rule, "due": QualityFinding.due_on, "seen": QualityFinding.first_seen_at,
}
Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What the list is narrowed to; ``assignee`` 0 means nobody."""

    state: FindingState | None = FindingState.NEW
    severity: Severity | None = None
    rule: str = ""
    school_id: int | None = None
    assignee: int | None = None
    overdue_on: dt.date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one school is: open by severity, ignored, mended, overdue."""

    school_id: int | None
    name: str
    open: int
    errors: int
    overdue: int
    ignored: int
    mended: int

    @property
    def total(self) -> int:
        """Return all findings there ever were."""
        return self.open + self.ignored + self.mended


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """Open findings by severity, and those beyond their day."""

    by_severity: dict[Severity, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def total(self) -> int:
        """Return all open findings."""
        return sum(self.by_severity.values())


def conditions(county_id: int, wanted: FindingFilter) -> list[ColumnElement[bool]]:
    """Return what a finding must fulfil to stand on the list."""
    finding = QualityFinding
    found = [finding.county_id == county_id]
    found += [finding.state == wanted.state] if wanted.state else []
    found += [finding.severity == wanted.severity] if wanted.severity else []
    found += [finding.rule == wanted.rule] if wanted.rule else []
    found += [finding.school_id == wanted.school_id] if wanted.school_id is not None else []
    if wanted.assignee is not None:
        found.append(finding.assignee_id == wanted.assignee if wanted.assignee else finding.assignee_id.is_(None))
    if wanted.overdue_on is not None:
        found += [finding.due_on < wanted.overdue_on, finding.state == FindingState.NEW]
    if wanted.text.strip():
        found.append(_about(county_id, wanted.text.strip()))
    return found


def _about(county_id: int, text: str) -> ColumnElement[bool]:
    # Person by person of the findings: a county has far more teachers than findings, and the text may fit thousands.
    person = exists().where(Teacher.id == QualityFinding.teacher_id, or_(
        Teacher.name.contains(text, autoescape=True), Teacher.number == text, Teacher.name_pinyin.startswith(text.lower(), autoescape=True)))
    schools = select(School.id).where(School.county_id == county_id, or_(School.name.contains(text, autoescape=True), School.code == text))
    return or_(person, QualityFinding.school_id.in_(schools))


def list_findings(county_id: int, wanted: FindingFilter, asked: PageRequest, rules: Mapping[str, int]) -> Page:
    """Return one page of findings, gravest first unless asked otherwise; ``rules`` are the counts of ``count_rules`` (one statement)."""
    total = rules.get(wanted.rule, 0) if wanted.rule else sum(rules.values())
    column = SORTABLE[asked.sort]
    order = (column.desc(), QualityFinding.id) if asked.descending else (column, QualityFinding.due_on, QualityFinding.id)
    # Ordered by narrow rows; persons and schools are read for the page alone.
    shown = select(QualityFinding.id).outerjoin(School, School.id == QualityFinding.school_id).where(*conditions(county_id, wanted)).order_by(*order)
    ids = shown.offset(asked.offset).limit(asked.size).subquery()
    rows = db.session.scalars(_loaded([QualityFinding.id.in_(select(ids.c.id))]).order_by(*order))
    return Page(list(rows), total, asked)


def all_findings(county_id: int, wanted: FindingFilter) -> list[QualityFinding]:
    """Return every finding that fits, by school, gravity and rule, for exports and acts on many."""
    return list(db.session.scalars(_loaded(conditions(county_id, wanted)).order_by(School.code, GRAVITY, QualityFinding.rule, QualityFinding.id)))


def _loaded(where: Iterable[ColumnElement[bool]]) -> Select[QualityFinding]:
    return select(QualityFinding).outerjoin(School, School.id == QualityFinding.school_id).where(*where).options(
        joinedload(QualityFinding.teacher), joinedload(QualityFinding.school), joinedload(QualityFinding.section),
        joinedload(QualityFinding.assignee))


def get_finding(county_id: int, finding_id: int, *, school_id: int | None) -> QualityFinding:
    """Return a finding with its comments, of the own school for school roles; LookupError if there is none."""
    where = conditions(county_id, FindingFilter(state=None, school_id=school_id))
    found = db.session.scalar(_loaded([*where, QualityFinding.id == finding_id]).options(
        selectinload(QualityFinding.comments).joinedload(FindingComment.writer)))
    if found is None:
        raise LookupError("no such finding")
    return found


def chosen_findings(county_id: int, ids: Iterable[int]) -> list[QualityFinding]:
    """Return the findings with these ids, those of the county only."""
    return list(db.session.scalars(_loaded([QualityFinding.county_id == county_id, QualityFinding.id.in_(list(ids))]).order_by(QualityFinding.id)))


def count_rules(county_id: int, wanted: FindingFilter) -> dict[str, int]:
    """Return how many findings each rule has among those that fit, whatever rule is chosen."""
    where = conditions(county_id, FindingFilter(wanted.state, wanted.severity, "", wanted.school_id, wanted.assignee, wanted.overdue_on,
                                                wanted.text))
    rows = db.session.execute(select(QualityFinding.rule, func.count()).where(*where).group_by(QualityFinding.rule))
    return {rule: number for rule, number in rows}  # noqa: C416 (a row is no pair to mypy)


def count_states(county_id: int, *, school_id: int | None) -> dict[FindingState, int]:
    """Return how many findings stand where."""
    where = conditions(county_id, FindingFilter(state=None, school_id=school_id))
    rows = db.session.execute(select(QualityFinding.state, func.count()).where(*where).group_by(QualityFinding.state))
    found = {state: number for state, number in rows}  # noqa: C416
    return {state: found.get(state, 0) for state in FindingState}


def count_open(county_id: int, *, on: dt.date, school_id: int | None = None, assignee: int | None = None) -> OpenCounts:
    """Return the open findings by severity, of one school or of one account where asked (one statement)."""
    where = conditions(county_id, FindingFilter(school_id=school_id, assignee=assignee))
    late = func.sum(case((QualityFinding.due_on < on, 1), else_=0))
    rows = db.session.execute(select(QualityFinding.severity, func.count(), late).where(*where).group_by(QualityFinding.severity)).all()
    return OpenCounts({row[0]: row[1] for row in rows}, sum(int(row[2] or 0) for row in rows))


def list_progress(county_id: int, *, on: dt.date, school_id: int | None) -> list[Progress]:
    """Return how far each school is, in the order of the schools' codes, the bureau's own findings last (one statement)."""
    finding = QualityFinding

    def number(condition: ColumnElement[bool]) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    is_open = finding.state == FindingState.NEW
    statement = select(
        finding.school_id, School.name, number(is_open), number(and_(is_open, finding.severity == Severity.ERROR)),
        number(and_(is_open, finding.due_on < on)), number(finding.state == FindingState.IGNORED), number(finding.state == FindingState.MENDED),
    ).outerjoin(School, School.id == finding.school_id).where(*conditions(county_id, FindingFilter(state=None, school_id=school_id)))
    rows = db.session.execute(statement.group_by(finding.school_id, School.name, School.code).order_by(School.code.is_(None), School.code))
    return [Progress(row[0], row[1] or "", *(int(value) for value in row[2:])) for row in rows]


def list_open_about(teacher_id: int) -> list[QualityFinding]:
    """Return the open findings about a person, gravest first."""
    statement = select(QualityFinding).where(QualityFinding.teacher_id == teacher_id, QualityFinding.state == FindingState.NEW)
    return list(db.session.scalars(statement.order_by(GRAVITY, QualityFinding.rule, QualityFinding.id)))


def find_latest_run(county_id: int) -> QualityRun | None:
    """Return the latest check of anything in the county."""
    return db.session.scalar(select(QualityRun).where(QualityRun.county_id == county_id).order_by(QualityRun.id.desc()).limit(1))


def find_study(county_id: int) -> InfluenceStudy | None:
    """Return the latest study of which records can change the plan."""
    return db.session.scalar(select(InfluenceStudy).where(InfluenceStudy.county_id == county_id).order_by(InfluenceStudy.id.desc()).limit(1))


def persons_named(county_id: int, ids: Iterable[int]) -> dict[int, Teacher]:
    """Return persons of the county by id."""
    rows = db.session.scalars(select(Teacher).where(Teacher.county_id == county_id, Teacher.id.in_(list(ids))))
    return {row.id: row for row in rows}


def find_reported(school_id: int, school_year: int) -> ReportedStaff | None:
    """Return the totals a school reported for a school year."""
    return db.session.scalar(select(ReportedStaff).where(ReportedStaff.school_id == school_id, ReportedStaff.school_year == school_year))


def clerks_by_school(county_id: int) -> dict[int, int]:
    """Return each school's clerk, the oldest active account of several."""
    rows = db.session.execute(select(User.school_id, func.min(User.id)).where(
        User.county_id == county_id, User.role == Role.CLERK, User.active.is_(True), User.school_id.is_not(None)).group_by(User.school_id))
    return {school_id: user_id for school_id, user_id in rows if school_id is not None}


def list_menders(county_id: int) -> list[User]:
    """Return the accounts that can be asked to mend records, officers first."""
    statement = select(User).where(User.county_id == county_id, User.active.is_(True),
                                   User.role.in_((Role.OFFICER, Role.CLERK, Role.PRINCIPAL)))
    return sorted(db.session.scalars(statement), key=lambda user: (user.role is not Role.OFFICER, user.login))
