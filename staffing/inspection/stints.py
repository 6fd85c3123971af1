"""A year's moves in one shape, whether decided, proposed by a plan, or on record."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from staffing.core.school_year import SchoolYear, full_months
from staffing.decisions.queries import find_in_force, list_decided_moves
from staffing.inspection.codes import StintSource
from staffing.plans.queries import list_moves, list_plans, shown_runs
from staffing.postings.models import StintEnd
from staffing.postings.queries import list_postings
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import Section
from staffing.service.history import Records

ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stint:
    """One move: ``end`` is the last day, None while nobody has set one; ``subject`` "" and ``backbone`` None where the source does not say."""

    teacher_id: int
    kind: str
    start: dt.date
    end: dt.date | None
    from_school: int | None
    to_school: int | None
    subject: str = ""
    backbone: bool | None = None
    full_time: bool = True
    relation_moved: bool = False

    @property
    def school_year(self) -> int:
        """Return the school year in which it began."""
        return SchoolYear.containing(self.start).first

    @property
    def months(self) -> int | None:
        """Return its length in completed months, None without an end."""
        return full_months(self.start, self.end + ONE_DAY) if self.end is not None else None


class PlannedMove(Protocol):
    """What moves of a plan and of a decision have in common."""

    teacher_id: int
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    from_section: Section
    to_section: Section
    subject: str
    backbone: bool
    relation_moves: bool


def stints_of_moves(moves: Iterable[PlannedMove]) -> list[Stint]:
    """Return planned or decided moves as stints."""
    return [Stint(move.teacher_id, move.kind, move.starts_on, move.ends_on, move.from_section.school_id, move.to_section.school_id, move.subject,
                  move.backbone, relation_moved=move.relation_moves) for move in moves]


def stints_of_records(records: Records, school_year: int | None = None) -> list[Stint]:
    """Return the rotations on record, of those begun in a school year or of all, by person and day."""
    found = [Stint(teacher, one.kind, one.start, one.end, one.from_school_id, one.to_school_id, full_time=one.full_time, relation_moved=one.relation_moved)
             for teacher, history in sorted(records.persons.items()) for one in history.rotations]
    return [one for one in found if school_year in (None, one.school_year)]


def load_stints(year: RotationYear | None, county_id: int, school_year: int, records: Records, wanted: StintSource | None) -> tuple[list[Stint], StintSource]:
    """Return a year's moves and where they were read: as wished, else what is decided, else what is on record, else the newest plan."""
    decided = find_in_force(year.id) if year is not None else None
    recorded = stints_of_records(records, school_year)
    if wanted is StintSource.DECIDED or (wanted is None and decided is not None):
        return (_as_it_went(stints_of_moves(list_decided_moves(decided.id)), decided.rotation_year_id) if decided is not None else []), StintSource.DECIDED
    if wanted is StintSource.RECORDS or (wanted is None and recorded):
        return recorded, StintSource.RECORDS
    return _of_newest_plan(year, county_id), StintSource.PLAN


def _as_it_went(stints: list[Stint], rotation_year_id: int) -> list[Stint]:
    """Return decided stints with the day on which those ended who came back early: the plan's end would hide it."""
    early = {one.teacher_id: one.outcome_on for one in list_postings(rotation_year_id) if one.outcome is StintEnd.LEFT_EARLY and one.outcome_on is not None}
    return [replace(one, end=early[one.teacher_id]) if one.teacher_id in early else one for one in stints]


def _of_newest_plan(year: RotationYear | None, county_id: int) -> list[Stint]:
    plans = [plan for plan in list_plans(county_id) if year is not None and plan.rotation_year_id == year.id]
    runs = sorted((run for run in shown_runs(plans).values() if run.cost is not None), key=lambda run: run.id)
    return stints_of_moves(list_moves(runs[-1])) if runs else []
