"""One row of a sheet from named values: in the order of the sheet's columns, codes written as the sheets' own words."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypeAlias

from staffing.core.columns import SheetColumns, ValueKind
from staffing.core.spreadsheets.layout import Cell

Row: TypeAlias = list[Cell]
Rows: TypeAlias = dict[str, list[Row]]


def row_of(sheet: SheetColumns, **values: Any) -> Row:
    """Return the row; a column that is not named stays empty, a name that is no column is a mistake of ours."""
    unknown = set(values) - {column.code for column in sheet.columns}
    if unknown:
        raise KeyError(f"{sheet.title}: {', '.join(sorted(unknown))}")
    return [_cell(sheet, column.code, values.get(column.code)) for column in sheet.columns]


def _cell(sheet: SheetColumns, code: str, value: Any) -> Cell:
    column = sheet.column(code)
    if value is None:
        return None
    if column.kind is ValueKind.CHOICE:
        # A sheet whose words come from the county's rules is given the words themselves.
        return next((choice.label for choice in column.choices if choice.code == value), str(value))
    if column.kind is ValueKind.LIST:
        return "、".join(value) or None
    return str(value) if isinstance(value, (Decimal, float)) else value


def last_day(end: dt.date | None) -> dt.date | None:
    """Return the last day of a span whose end is exclusive; sheets write the last day."""
    return end - dt.timedelta(days=1) if end is not None else None
