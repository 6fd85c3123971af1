"""Questions about warnings and lines of 整改台账."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import School
from staffing.warnings.models import (
    IndicatorWarning,
    LineState,
    RectificationLine,
    WarningKind,
    WarningLevel,
    WarningRun,
)

SORTABLE: Final = ("school", "level", "due", "missing")


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What the list is narrowed to; ``kind`` among the warnings that still run."""

    state: LineState | None = LineState.OPEN
    level: WarningLevel | None = None
    kind: WarningKind | None = None
    indicator: str = ""
    stage: Stage | None = None
    school_id: int | None = None
    overdue_on: dt.date | None = None
    text: str = ""


def conditions(county_id: int, wanted: LineFilter) -> list[ColumnElement[bool]]:
    """Return the filter as conditions."""
    line = RectificationLine
    pairs: list[tuple[Any, ColumnElement[bool]]] = [
        (wanted.state, line.state == wanted.state), (wanted.level, line.level == wanted.level), (wanted.indicator, line.indicator == wanted.indicator),
        (wanted.stage, line.stage == wanted.stage), (wanted.school_id, line.school_id == wanted.school_id),
        (wanted.overdue_on, line.due_on < (wanted.overdue_on or dt.date.max)), (wanted.text, School.name.contains(wanted.text.strip(), autoescape=True)),
        (wanted.kind, line.warnings.any((IndicatorWarning.kind == wanted.kind) & IndicatorWarning.gone_on.is_(None))),
    ]
    return [line.county_id == county_id, *(condition for given, condition in pairs if given not in (None, ""))]


def list_lines(county_id: int, wanted: LineFilter, asked: PageRequest) -> Page:
    """Return one page of lines with their warnings."""
    where = conditions(county_id, wanted)
    total = db.session.scalar(select(func.count(RectificationLine.id)).outerjoin(School).where(*where)) or 0
    column = {"school": School.code, "level": _red_first(), "due": RectificationLine.due_on, "missing": RectificationLine.missing}[asked.sort]
    statement = _loaded(where).order_by(column.desc() if asked.descending else column, _red_first(), School.code, RectificationLine.id)
    return Page(list(db.session.scalars(statement.offset(asked.offset).limit(asked.size))), total, asked)


def all_lines(county_id: int, wanted: LineFilter) -> list[RectificationLine]:
    """Return every line, red ones first, then by school."""
    statement = _loaded(conditions(county_id, wanted)).order_by(_red_first(), School.code, RectificationLine.id)
    return list(db.session.scalars(statement))


def _red_first() -> Any:
    return case((RectificationLine.level == WarningLevel.RED, 0), else_=1)


def _loaded(where: list[ColumnElement[bool]]) -> Any:
    return select(RectificationLine).outerjoin(School).where(*where).options(
        joinedload(RectificationLine.school), joinedload(RectificationLine.section), selectinload(RectificationLine.warnings))


def get_line(county_id: int, line_id: int, *, school_id: int | None) -> RectificationLine:
    """Return a line of the county, of the own school for its people; LookupError if there is none."""
    line = db.session.scalar(_loaded([RectificationLine.id == line_id, RectificationLine.county_id == county_id]))
    if line is None or school_id not in (None, line.school_id):
        raise LookupError("no such line")
    return line  # type: ignore[no-any-return]


def open_lines(county_id: int) -> dict[tuple[str, str], RectificationLine]:
    """Return the open lines by place and indicator."""
    where = [RectificationLine.county_id == county_id, RectificationLine.state == LineState.OPEN]
    return {(line.place, line.indicator): line for line in db.session.scalars(_loaded(where).order_by(RectificationLine.id))}


def earlier_lines(line: RectificationLine) -> list[RectificationLine]:
    """Return the closed lines about the same place and indicator, the latest first."""
    statement = _loaded([RectificationLine.county_id == line.county_id, RectificationLine.place == line.place,
                         RectificationLine.indicator == line.indicator, RectificationLine.id < line.id])
    return list(db.session.scalars(statement.order_by(RectificationLine.id.desc())))


def count_open(county_id: int, *, school_id: int | None = None, overdue_on: dt.date | None = None) -> dict[WarningLevel, int]:
    """Return how many lines are open by level; of one school, or only those beyond their day."""
    where = conditions(county_id, LineFilter(school_id=school_id, overdue_on=overdue_on))
    rows = db.session.execute(select(RectificationLine.level, func.count()).outerjoin(School).where(*where).group_by(RectificationLine.level))
    found = {row[0]: row[1] for row in rows}
    return {level: found.get(level, 0) for level in WarningLevel}


def find_latest_run(county_id: int) -> WarningRun | None:
    """Return the last check."""
    return db.session.scalar(select(WarningRun).where(WarningRun.county_id == county_id).order_by(WarningRun.id.desc()).limit(1))
