"""Questions about the confirmation of facts: how far each school is, one school's persons, objections, deferrals that run out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from staffing.confirmations.models import Answer, FactConfirmation, ObjectionDecision, Party
from staffing.confirmations.seen import fingerprint
from staffing.core.pages import Page, PageRequest
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.schools.models import School
from staffing.teachers.models import Deferral, Teacher

IN_SCOPE = EligibilityVerdict.state != EligibilityState.OUT


@dataclass(frozen=True, slots=True)
class SchoolProgress:
    """How far a school is: persons within the scope, answers of teachers and of the school, objections still open."""

    school_id: int
    name: str
    persons: int
    teachers: int
    school: int
    open: int

    @property
    def done(self) -> bool:
        """True if everybody answered and nothing waits for the bureau."""
        return not self.open and self.teachers >= self.persons and self.school >= self.persons


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a school with both answers; ``stale`` names whose answer spoke of other facts than those of the list."""

    verdict: EligibilityVerdict
    answers: dict[Party, FactConfirmation]

    @property
    def stale(self) -> set[Party]:
        """Return who answered about other facts."""
        now = fingerprint(self.verdict)
        return {party for party, one in self.answers.items() if one.seen_digest != now}


def count_progress(listed: EligibilityList) -> list[SchoolProgress]:
    """Return the progress of each school that has persons on the list, by the school's code (one statement)."""
    verdict, own, theirs = EligibilityVerdict, aliased(FactConfirmation), aliased(FactConfirmation)

    def of(answer: type[FactConfirmation], party: Party) -> ColumnElement[bool]:
        return and_(answer.rotation_year_id == listed.rotation_year_id, answer.teacher_id == verdict.teacher_id, answer.party == party)

    undecided = [and_(one.answer == Answer.OBJECTED, one.decision.is_(None)) for one in (own, theirs)]
    statement = (
        select(School.id, School.name, func.count().filter(IN_SCOPE), func.count(own.id).filter(IN_SCOPE), func.count(theirs.id).filter(IN_SCOPE),
               func.count().filter(undecided[0]) + func.count().filter(undecided[1]))
        .select_from(verdict).join(School, School.id == verdict.school_id)
        .outerjoin(own, of(own, Party.TEACHER)).outerjoin(theirs, of(theirs, Party.SCHOOL))
        .where(verdict.list_id == listed.id).group_by(School.id, School.name, School.code).order_by(School.code))
    return [SchoolProgress(*row) for row in db.session.execute(statement)]


def list_persons(listed: EligibilityList, school_id: int) -> list[PersonLine]:
    """Return a school's persons on the list with the answers about them, those within the scope first, by staff number."""
    verdicts = db.session.scalars(
        select(EligibilityVerdict).join(Teacher).where(EligibilityVerdict.list_id == listed.id, EligibilityVerdict.school_id == school_id)
        .options(joinedload(EligibilityVerdict.teacher)).order_by(EligibilityVerdict.state == EligibilityState.OUT, Teacher.number)).all()
    answers = answers_of(listed.rotation_year_id, [one.teacher_id for one in verdicts])
    return [PersonLine(verdict, answers.get(verdict.teacher_id, {})) for verdict in verdicts]


def answers_of(rotation_year_id: int, teacher_ids: Iterable[int]) -> dict[int, dict[Party, FactConfirmation]]:
    """Return both parties' answers about some teachers."""
    found: dict[int, dict[Party, FactConfirmation]] = {}
    for one in db.session.scalars(select(FactConfirmation).where(
            FactConfirmation.rotation_year_id == rotation_year_id, FactConfirmation.teacher_id.in_(list(teacher_ids))).order_by(FactConfirmation.id)):
        found.setdefault(one.teacher_id, {})[one.party] = one
    return found


def list_objections(rotation_year_id: int, asked: PageRequest, *, only_open: bool) -> Page:
    """Return one page of the objections of a year, the oldest first."""
    statement = select(FactConfirmation).where(FactConfirmation.rotation_year_id == rotation_year_id, FactConfirmation.answer == Answer.OBJECTED)
    if only_open:
        statement = statement.where(FactConfirmation.decision.is_(None))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = db.session.scalars(statement.order_by(FactConfirmation.given_at, FactConfirmation.id).offset(asked.offset).limit(asked.size))
    return Page(list(rows), total, asked)


def get_confirmation(county_id: int, confirmation_id: int, *, school_id: int | None = None) -> FactConfirmation:
    """Return an answer of the county, of the own school for school roles; LookupError if there is none."""
    statement = select(FactConfirmation).where(FactConfirmation.id == confirmation_id, FactConfirmation.county_id == county_id)
    if school_id is not None:
        statement = statement.where(FactConfirmation.school_id == school_id)
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError("no such answer")
    return found


def count_open(rotation_year_id: int) -> int:
    """Return how many objections wait for the bureau."""
    return db.session.scalar(select(func.count()).where(
        FactConfirmation.rotation_year_id == rotation_year_id, FactConfirmation.answer == Answer.OBJECTED,
        FactConfirmation.decision.is_(None))) or 0


def granted_without_override(rotation_year_id: int, standing: Iterable[int]) -> int:
    """Return how many objections were granted by hand whose decision no longer stands; ``standing`` are the teachers decided by hand."""
    return db.session.scalar(select(func.count()).where(
        FactConfirmation.rotation_year_id == rotation_year_id, FactConfirmation.decision == ObjectionDecision.OVERRIDDEN,
        FactConfirmation.teacher_id.not_in(list(standing)))) or 0


def list_running_out(county_id: int, *, since: dt.date, until: dt.date) -> list[Deferral]:
    """Return the deferrals whose last day lies between two days, the earliest first, each with its teacher."""
    end = Deferral.valid_to
    return list(db.session.scalars(
        select(Deferral).join(Teacher).where(Teacher.county_id == county_id, end >= since, end <= until)
        .options(joinedload(Deferral.teacher)).order_by(end, Teacher.number, Deferral.id)))
