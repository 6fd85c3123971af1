"""Audit lines of a file's records: what each row held before and holds now, many rows to a line, columns named once.

With these the log alone says what every record of an imported file held, as it does for what officers typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from staffing.audit.record import HIDDEN, IGNORED_FIELDS, SECRET_FIELDS, Actor, record
from staffing.core.facts import FactTable
from staffing.imports.models import ImportBatch

ROWS_OF_A_LINE: Final = 500
Values = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class RowLines:
    """Writes the lines of one batch in the name of whoever stores it."""

    batch: ImportBatch
    actor: Actor | None = None

    def added(self, table: FactTable, rows: Sequence[Values]) -> None:
        """Tell new rows: their columns, then the values of each."""
        self._whole("import_rows_added", table, rows)

    def removed(self, table: FactTable, rows: Sequence[Values]) -> None:
        """Tell rows that give way to others, with what they held."""
        self._whole("import_rows_removed", table, rows)

    def changed(self, table: FactTable, former: Mapping[int, Values], rows: Sequence[Values]) -> None:
        """Tell changed rows: the columns written, then of each row its id, the old and the new values."""
        columns = [name for name in rows[0] if name != "row_id" and name not in IGNORED_FIELDS]
        told = [[row["row_id"], _values(former[row["row_id"]], columns), _values(row, columns)] for row in rows]
        self._tell("import_rows_changed", table, columns, told)

    def _whole(self, action: str, table: FactTable, rows: Sequence[Values]) -> None:
        columns = [name for name in rows[0] if name not in IGNORED_FIELDS] if rows else []
        self._tell(action, table, columns, [_values(row, columns) for row in rows])

    def _tell(self, action: str, table: FactTable, columns: list[str], rows: list[Any]) -> None:
        for some in _pieces(rows):
            changes = {"table": [None, table.name], "rows": {"columns": columns, "rows": some}}
            record(action, self.batch, county_id=self.batch.county_id, changes=changes, actor=self.actor)


def _values(row: Values, columns: Sequence[str]) -> list[Any]:
    return [HIDDEN if name in SECRET_FIELDS and row[name] is not None else row[name] for name in columns]


def _pieces(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), ROWS_OF_A_LINE):
        yield rows[start:start + ROWS_OF_A_LINE]
