"""Which entry of a person a bulk edit means. Pure: rows and a day in, rows out."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import UniqueConstraint

from staffing.core.dated import holds_on
from staffing.teachers.fact_kinds import FactKind

Rows = Sequence[Any]


def rows_meant(kind: FactKind, rows: Rows, day: dt.date) -> list[Any]:
    """Return the entries that a correction or an end speaks of on the day: those in force, the highest title, the newest year.

    Where one person has several, nobody but the officer knows which; the edit then leaves the person out.
    """
    return MEANT.get(kind, _all)(rows, day)


def twin_of(model: type[Any], values: dict[str, Any], rows: Rows) -> Any:
    """Return the entry that says the same by the table's own rules of uniqueness, None if there is none."""
    for rule in model.__table__.constraints:
        columns = [column.name for column in rule.columns if column.name != "teacher_id"]
        if not isinstance(rule, UniqueConstraint) or len(columns) == len(rule.columns):
            continue
        wanted = [values[name] for name in columns]
        if None in wanted:
            continue
        for row in rows:
            if [getattr(row, name) for name in columns] == wanted:
                return row
    return None


def _all(rows: Rows, _day: dt.date) -> list[Any]:
    return list(rows)


def _in_force(rows: Rows, day: dt.date) -> list[Any]:
    return [row for row in rows if holds_on(row, day)]


def _running(rows: Rows, day: dt.date) -> list[Any]:
    return [row for row in rows if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)]


def _valid(rows: Rows, day: dt.date) -> list[Any]:
    return [row for row in rows if row.granted_on <= day and (row.expires_on is None or day <= row.expires_on)]


def _highest(rows: Rows, _day: dt.date) -> list[Any]:
    return [max(rows, key=lambda row: row.level.rank)] if rows else []


def _newest_year(rows: Rows, _day: dt.date) -> list[Any]:
    newest = max((row.year for row in rows), default=None)
    return [row for row in rows if row.year == newest]


MEANT: Final[dict[FactKind, Callable[[Rows, dt.date], list[Any]]]] = {
    FactKind.EMPLOYMENT: _in_force, FactKind.APPOINTMENT: _in_force, FactKind.LEADERSHIP: _in_force, FactKind.DEFERRAL: _in_force,
    FactKind.ROTATION: _running, FactKind.HONOUR: _valid, FactKind.TITLE: _highest, FactKind.TRAINING: _newest_year,
    FactKind.APPRAISAL: _newest_year,
}
