"""What people have settled before a plan is made: intents, wishes, pins, decided moves, the plan to stay close to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from staffing.core.school_year import SchoolYear
from staffing.extensions import db
from staffing.needs.people import Place
from staffing.plans.bridge.inputs import AnnouncedMove, DecidedInput, MarkInput
from staffing.plans.models import MarkKind, Move, Plan, PlanMark
from staffing.plans.queries import find_shown_run
from staffing.plans.settings import PlanDifferences
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear
from staffing.schools.enums import Stage
from staffing.teachers.models import RotationRecord, Teacher


@dataclass(frozen=True, slots=True)
class DecidedRecord:
    """A recorded rotation that begins with the plan's school year and was decided elsewhere."""

    teacher_id: int
    to_school_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What is settled about persons for one plan; persons by their number in the records."""

    pseudonyms: Mapping[int, str]
    volunteers: frozenset[int]
    must_move: frozenset[int]
    must_stay: frozenset[int]
    wishes: Mapping[int, tuple[int, ...]]
    last_rotation: Mapping[int, int]
    decided: Sequence[DecidedRecord]
    marks: tuple[MarkInput, ...]
    announced: tuple[AnnouncedMove, ...] | None

    def decided_of(self, places: Sequence[Place], school_of: Mapping[int, int], stages: Mapping[int, Stage]) -> tuple[DecidedInput, ...]:
        """Return the decided moves of listed teachers, each to the section of the teacher's own stage at the new school."""
        sections = {(school_of[section_id], stage): section_id for section_id, stage in stages.items()}
        by_id = {place.entry.id: place for place in places}
        rows = []
        for record in self.decided:
            place = by_id.get(record.teacher_id)
            if place is None:
                continue
            target = sections.get((record.to_school_id, stages[place.section_id]))
            if target is not None and target != place.section_id:
                rows.append(DecidedInput(place.entry.pseudonym, target, place.subject, record.kind))
        return tuple(rows)


def load_choices(plan: Plan, year: RotationYear, rules: RuleSet, on: dt.date) -> Choices:
    """Return everything that people have settled for the plan."""
    pseudonyms: dict[int, str] = dict(db.session.execute(
        select(Teacher.id, Teacher.pseudonym).where(Teacher.county_id == plan.county_id).order_by(Teacher.id)).all())
    intents = list(db.session.scalars(
        select(RotationIntent).where(RotationIntent.rotation_year_id == year.id).order_by(RotationIntent.id)))
    records = _rotation_records(plan.county_id)
    differences = PlanDifferences.read(plan.settings)
    return Choices(
        pseudonyms=pseudonyms,
        volunteers=frozenset(row.teacher_id for row in intents if row.volunteer),
        must_move=frozenset(row.teacher_id for row in intents if row.must_move),
        must_stay=frozenset(row.teacher_id for row in intents if row.must_stay),
        wishes=_wishes(year.id), last_rotation=_last_rotation(records, on), decided=_decided(records, rules, year),
        marks=_marks(plan, pseudonyms), announced=_announced(plan.county_id, differences.keep_close_to, pseudonyms))


def _wishes(year_id: int) -> dict[int, tuple[int, ...]]:
    statement = select(RotationWish).where(RotationWish.rotation_year_id == year_id).order_by(
        RotationWish.teacher_id, RotationWish.place, RotationWish.id)
    wishes: dict[int, tuple[int, ...]] = {}
    for row in db.session.scalars(statement):
        wishes[row.teacher_id] = (*wishes.get(row.teacher_id, ()), row.section_id)
    return wishes


def _rotation_records(county_id: int) -> list[RotationRecord]:
    statement = select(RotationRecord).join(Teacher, Teacher.id == RotationRecord.teacher_id).where(Teacher.county_id == county_id)
    return list(db.session.scalars(statement.order_by(RotationRecord.teacher_id, RotationRecord.starts_on)))


def _last_rotation(records: Iterable[RotationRecord], on: dt.date) -> dict[int, int]:
    """Return the school year of each teacher's last rotation that began before the day."""
    return {row.teacher_id: SchoolYear.containing(row.starts_on).first for row in records if row.starts_on < on}


def _decided(records: Iterable[RotationRecord], rules: RuleSet, year: RotationYear) -> list[DecidedRecord]:
    """Return the recorded moves of the plan's school year of kinds that people decide and that count toward the quota."""
    kinds = {code for code, stated in rules.exchange_kinds.items()
             if stated.value.decided_elsewhere and stated.value.counts_toward_quota and stated.value.full_time}
    return [DecidedRecord(row.teacher_id, row.to_school_id, row.kind) for row in records
            if row.kind in kinds and row.to_school_id is not None
            and SchoolYear.containing(row.starts_on).first == year.school_year]


def _marks(plan: Plan, pseudonyms: Mapping[int, str]) -> tuple[MarkInput, ...]:
    statement = select(PlanMark).where(PlanMark.plan_id == plan.id).order_by(PlanMark.id)
    return tuple(MarkInput(pseudonyms[row.teacher_id], row.section_id, row.kind is MarkKind.PIN)
                 for row in db.session.scalars(statement))


def _announced(county_id: int, plan_id: int | None, pseudonyms: Mapping[int, str]) -> tuple[AnnouncedMove, ...] | None:
    """Return the moves of the plan to stay close to; None if there is no such plan or it has no result."""
    run = find_shown_run(county_id, plan_id) if plan_id is not None else None
    if run is None:
        return None
    moves = db.session.scalars(select(Move).where(Move.run_id == run.id).order_by(Move.id))
    return tuple(AnnouncedMove(pseudonyms[row.teacher_id], row.from_section_id, row.to_section_id, row.subject) for row in moves)
