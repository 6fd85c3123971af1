"""Questions of the board: the draft of a plan, its run, and the persons that a page names."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import defer

from staffing.extensions import db
from staffing.plans.board.models import BoardDraft
from staffing.plans.models import Plan, SolveRun
from staffing.plans.queries import HEAVY
from staffing.teachers.models import Teacher

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Person:
    """A teacher as the board names him or her; ``key`` is the pseudonym in the stored instance."""

    id: int
    key: str
    name: str
    number: str


def find_draft(county_id: int, plan_id: int) -> BoardDraft | None:
    """Return the draft of a plan of the county; None before anybody moved anybody."""
    return db.session.scalar(select(BoardDraft).where(BoardDraft.plan_id == plan_id, BoardDraft.county_id == county_id))


def get_run(county_id: int, run_id: int) -> SolveRun:
    """Return a finished run of the county without its long texts; LookupError if there is none."""
    run = db.session.scalar(select(SolveRun).join(Plan, Plan.id == SolveRun.plan_id).where(
        SolveRun.id == run_id, Plan.county_id == county_id, SolveRun.finished_at.is_not(None)).options(*(defer(column) for column in HEAVY)))
    if run is None:
        raise LookupError
    return run


def persons_of(county_id: int, keys: Iterable[str]) -> dict[str, Person]:
    """Return the persons behind pseudonyms."""
    wanted = sorted(set(keys))
    statement = select(Teacher.id, Teacher.pseudonym, Teacher.name, Teacher.number).where(
        Teacher.county_id == county_id, Teacher.pseudonym.in_(wanted)).order_by(Teacher.id)
    return {row.pseudonym: Person(row.id, row.pseudonym, row.name, row.number) for row in db.session.execute(statement)}


def get_person(county_id: int, teacher_id: int) -> Person:
    """Return a person of the county; LookupError if there is none."""
    row = db.session.execute(select(Teacher.id, Teacher.pseudonym, Teacher.name, Teacher.number).where(
        Teacher.id == teacher_id, Teacher.county_id == county_id)).one_or_none()
    if row is None:
        raise LookupError
    return Person(row.id, row.pseudonym, row.name, row.number)


def find_persons(county_id: int, text: str) -> dict[str, Person]:
    """Return the persons whose name contains the text or whose number it is, by name; at most fifty."""
    wanted = text.strip()
    statement = select(Teacher.id, Teacher.pseudonym, Teacher.name, Teacher.number).where(
        Teacher.county_id == county_id, Teacher.name.contains(wanted, autoescape=True) | (Teacher.number == wanted))
    rows = db.session.execute(statement.order_by(Teacher.name_pinyin, Teacher.id).limit(MOST_FOUND))
    return {row.pseudonym: Person(row.id, row.pseudonym, row.name, row.number) for row in rows}
