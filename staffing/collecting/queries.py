"""Reads: rounds of a county or of one school, how far each school is, deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryState,
    ReturnState,
    RoundState,
    SchoolReturn,
)
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.imports.decisions import decided_tokens
from staffing.imports.models import BatchState, ChangeKind, ImportChange
from staffing.schools.models import School

SORTABLE = ("due_on", "name", "created_at")
RECENT_REFUSALS = 50
OUTSTANDING = (ReturnState.WAITING, ReturnState.FAULTY, ReturnState.CHECKED)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with its schools by state."""

    round: CollectionRound
    counts: dict[ReturnState, int]

    @property
    def schools(self) -> int:
        """Number of schools asked."""
        return sum(self.counts.values())

    @property
    def handed_in(self) -> int:
        """Number of schools whose file is ready to be merged or merged."""
        return self.counts.get(ReturnState.READY, 0) + self.counts.get(ReturnState.MERGED, 0)

    @property
    def outstanding(self) -> int:
        """Number of schools that have not handed in a file without faults."""
        return self.schools - self.handed_in


def list_rounds(county_id: int, *, school_id: int | None, asked: PageRequest) -> Page:
    """Return one page of rounds with counts, the latest due first; ``school_id`` bounds a clerk to rounds that ask the own school."""
    conditions = [CollectionRound.county_id == county_id]
    if school_id is not None:
        conditions.append(CollectionRound.id.in_(select(SchoolReturn.round_id).where(SchoolReturn.school_id == school_id)))
    total = db.session.scalar(select(func.count()).select_from(CollectionRound).where(*conditions)) or 0
    column = getattr(CollectionRound, asked.sort)
    order = (column, CollectionRound.id) if asked.descending else (column.desc(), CollectionRound.id.desc())
    rounds = list(db.session.scalars(select(CollectionRound).where(*conditions).order_by(*order).limit(asked.size).offset(asked.offset)))
    counts = count_returns([one.id for one in rounds], school_id=school_id)
    return Page([RoundLine(one, counts.get(one.id, {})) for one in rounds], total, asked)


def count_returns(round_ids: Sequence[int], *, school_id: int | None = None) -> dict[int, dict[ReturnState, int]]:
    """Return how many schools of each round are in each state."""
    statement = select(SchoolReturn.round_id, SchoolReturn.state, func.count()).where(SchoolReturn.round_id.in_(round_ids))
    if school_id is not None:
        statement = statement.where(SchoolReturn.school_id == school_id)
    counts: dict[int, dict[ReturnState, int]] = {}
    grouped = statement.group_by(SchoolReturn.round_id, SchoolReturn.state).order_by(SchoolReturn.round_id, SchoolReturn.state)
    for round_id, state, number in db.session.execute(grouped):
        counts.setdefault(round_id, {})[state] = number
    return counts


def get_round(county_id: int, round_id: int, *, school_id: int | None) -> CollectionRound:
    """Return a round in the person's scope; LookupError otherwise."""
    statement = select(CollectionRound).where(CollectionRound.id == round_id, CollectionRound.county_id == county_id)
    if school_id is not None:
        statement = statement.where(CollectionRound.id.in_(select(SchoolReturn.round_id).where(SchoolReturn.school_id == school_id)))
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError
    return found


def list_returns(round_id: int, *, school_id: int | None = None) -> list[SchoolReturn]:
    """Return how far the schools of a round are, with school and import, in the order of school codes."""
    statement = (
        select(SchoolReturn).join(SchoolReturn.school).where(SchoolReturn.round_id == round_id)
        .options(contains_eager(SchoolReturn.school), joinedload(SchoolReturn.batch)).order_by(School.code))
    if school_id is not None:
        statement = statement.where(SchoolReturn.school_id == school_id)
    return list(db.session.scalars(statement))


def get_return(one: CollectionRound, school_id: int, *, with_files: bool = False) -> SchoolReturn:
    """Return a school's part of a round; LookupError if the round does not ask it."""
    statement = select(SchoolReturn).where(SchoolReturn.round_id == one.id, SchoolReturn.school_id == school_id)
    statement = statement.options(joinedload(SchoolReturn.school), joinedload(SchoolReturn.batch))
    if with_files:
        statement = statement.options(undefer(SchoolReturn.book), undefer(SchoolReturn.content))
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError
    return found


def get_return_by_id(return_id: int) -> SchoolReturn:
    """Return a school's part of a round with its files, for the worker."""
    statement = select(SchoolReturn).where(SchoolReturn.id == return_id).options(
        joinedload(SchoolReturn.school), joinedload(SchoolReturn.round), undefer(SchoolReturn.content))
    return db.session.scalars(statement).one()


@dataclass(frozen=True, slots=True)
class Decided:
    """What would change by the file of a school: how many changes, how many of them are left out, what a confirmation must have seen."""

    changes: int = 0
    left_out: int = 0
    token: str = ""

    def seen(self, item: SchoolReturn) -> str:
        """Return what a confirmation must have seen: the rows that would be written, and the decisions about them if there are any."""
        digest = item.batch.records_digest if item.batch else ""
        return f"{digest}:{self.token}" if self.token else digest


def decided_of(items: Sequence[SchoolReturn]) -> dict[int, Decided]:
    """Return what was decided about the files of these schools, by import, in two statements."""
    ids = [item.batch_id for item in items if item.batch_id is not None]
    tokens, left_out = decided_tokens(ids), case((ImportChange.accepted.is_(False), 1), else_=0)
    counted = select(ImportChange.batch_id, func.count(), func.sum(left_out)).where(
        ImportChange.batch_id.in_(ids), ImportChange.kind != ChangeKind.ABSENT).group_by(ImportChange.batch_id)
    found = {row[0]: (int(row[1]), int(row[2])) for row in db.session.execute(counted)}
    return {batch_id: Decided(*found.get(batch_id, (0, 0)), tokens.get(batch_id, "")) for batch_id in ids}


def seen_digests(items: Sequence[SchoolReturn]) -> dict[int, str]:
    """Return what a confirmation must have seen of each of these schools' files, by school's part."""
    decided = decided_of(items)
    return {item.id: decided.get(item.batch_id or 0, Decided()).seen(item) for item in items}


def list_ready(round_id: int) -> list[SchoolReturn]:
    """Return the schools of a round whose files wait to be merged."""
    return [item for item in list_returns(round_id) if item.state is ReturnState.READY and item.batch is not None and item.batch.state is BatchState.READY]


def batches_with(kind: ChangeKind, batch_ids: Sequence[int]) -> set[int]:
    """Return which of these files hold a change of that kind."""
    return set(db.session.scalars(select(ImportChange.batch_id).where(ImportChange.batch_id.in_(batch_ids), ImportChange.kind == kind).distinct()))


def find_holder(batch_id: int) -> SchoolReturn | None:
    """Return the school's part whose file that counts now is this import."""
    return db.session.scalar(select(SchoolReturn).where(SchoolReturn.batch_id == batch_id).options(
        joinedload(SchoolReturn.round), joinedload(SchoolReturn.school)).order_by(SchoolReturn.id.desc()).limit(1))


def list_files(round_id: int, *, marked: bool) -> list[SchoolReturn]:
    """Return the schools of a round with the books made for them, or with the files that have faults."""
    statement = select(SchoolReturn).join(SchoolReturn.school).where(SchoolReturn.round_id == round_id).options(
        contains_eager(SchoolReturn.school), joinedload(SchoolReturn.batch)).order_by(School.code)
    if marked:
        statement = statement.where(SchoolReturn.state == ReturnState.FAULTY).options(undefer(SchoolReturn.content))
    else:
        statement = statement.where(SchoolReturn.book.is_not(None)).options(undefer(SchoolReturn.book))
    return list(db.session.scalars(statement))


def returns_by_token(county_id: int, tokens: Sequence[str]) -> dict[str, SchoolReturn]:
    """Return the schools' parts that bear these numbers, of any round of the county."""
    statement = (
        select(SchoolReturn).join(SchoolReturn.round).where(CollectionRound.county_id == county_id, SchoolReturn.token.in_(tokens))
        .options(contains_eager(SchoolReturn.round), joinedload(SchoolReturn.school)).order_by(SchoolReturn.id))
    return {one.token: one for one in db.session.scalars(statement)}


def list_waiting_deliveries(round_id: int) -> list[Delivery]:
    """Return the files of a round that have not been looked at, in the order in which they came."""
    return list(db.session.scalars(select(Delivery).where(
        Delivery.round_id == round_id, Delivery.state == DeliveryState.RECEIVED).order_by(Delivery.id).options(undefer(Delivery.content))))


def list_refused(round_id: int) -> list[Delivery]:
    """Return the latest files that were not taken, newest first."""
    return list(db.session.scalars(select(Delivery).where(
        Delivery.round_id == round_id, Delivery.state.in_((DeliveryState.REFUSED, DeliveryState.SAME)))
        .options(joinedload(Delivery.school_return).joinedload(SchoolReturn.school)).order_by(Delivery.id.desc()).limit(RECENT_REFUSALS)))


def list_deliveries(return_id: int) -> list[Delivery]:
    """Return every file that came for a school, newest first."""
    return list(db.session.scalars(select(Delivery).where(Delivery.return_id == return_id).order_by(Delivery.id.desc()).limit(RECENT_REFUSALS)))


def list_outstanding(county_id: int, *, school_id: int | None = None) -> list[RoundLine]:
    """Return the open rounds in which schools have not handed in yet, the first due first."""
    statement = select(CollectionRound).where(CollectionRound.county_id == county_id, CollectionRound.state == RoundState.OPEN)
    rounds = list(db.session.scalars(statement.order_by(CollectionRound.due_on, CollectionRound.id)))
    counts = count_returns([one.id for one in rounds], school_id=school_id) if rounds else {}
    lines = [RoundLine(one, counts.get(one.id, {})) for one in rounds]
    return [line for line in lines if line.outstanding]


def count_waiting(round_id: int) -> int:
    """Return how many files of a round nobody has looked at yet."""
    return db.session.scalar(select(func.count()).select_from(Delivery).where(
        Delivery.round_id == round_id, Delivery.state == DeliveryState.RECEIVED)) or 0
