"""A table of the officer's own choice (自选统计表): rows, columns, measure, filters. Pure: columns in, numbers out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from staffing.statistics.columns import Column, Staff
from staffing.statistics.dimensions import Label
from staffing.statistics.measures import Measure

WHOLE: Final = Column(np.zeros(0, dtype=np.int32), ("all",), ("",))
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spec:
    """What a table shows: dimensions of rows and columns ("" for none), measure, whom, and the values it is narrowed to."""

    rows: str
    columns: str = ""
    measure: Measure = Measure.COUNT
    everyone: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its value, its name, the cells and the total."""

    value: str
    label: Label
    cells: tuple[float | None, ...]
    counts: tuple[int, ...]
    total: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table: heads of the columns, lines, and the line of totals. Cells without anybody are None unless they count."""

    spec: Spec
    heads: tuple[tuple[str, Label], ...]
    lines: tuple[Line, ...]
    total: Line


def build_table(staff: Staff, spec: Spec) -> Table:
    """Return the table; rows and columns without anybody are left out."""
    chosen = select_staff(staff, spec)
    rows, columns = _dimension(staff, spec.rows), _dimension(staff, spec.columns)
    shape = (len(rows.values), len(columns.values))
    places = _codes(rows, chosen) * shape[1] + _codes(columns, chosen)
    counts = np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
    weights = _weights(staff, spec.measure)
    sums = None if weights is None else np.bincount(places, weights[chosen], shape[0] * shape[1]).reshape(shape).astype(np.float64)
    kept_rows, kept_columns = np.flatnonzero(counts.sum(1)), np.flatnonzero(counts.sum(0))
    figures = _Figures(counts, sums, spec.measure, counts.sum(0).tolist(), int(counts.sum()))
    lines = tuple(figures.line(rows, int(row), kept_columns) for row in kept_rows)
    heads = tuple((columns.values[place], columns.labels[place]) for place in kept_columns)
    return Table(spec, heads if spec.columns else (), lines, figures.totals(kept_columns))


def select_staff(staff: Staff, spec: Spec) -> npt.NDArray[np.int64]:
    """Return the places of the persons whom a table speaks of."""
    mask = np.ones(len(staff.persons), dtype=bool) if spec.everyone else staff.teachers.copy()
    for code, wanted in spec.filters.items():
        column = staff.columns[code]
        allowed = [place for place, value in enumerate(column.values) if value in wanted]
        mask &= np.isin(column.codes, allowed)
    return np.flatnonzero(mask)


def _dimension(staff: Staff, code: str) -> Column:
    return staff.columns[code] if code else WHOLE


def _codes(column: Column, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return column.codes[chosen].astype(np.int64) if column is not WHOLE else np.zeros(chosen.size, dtype=np.int64)


def _weights(staff: Staff, measure: Measure) -> Numbers | None:
    if measure is Measure.MEAN_AGE:
        return staff.age_months.astype(np.float64)
    return staff.years_months.astype(np.float64) if measure is Measure.MEAN_YEARS else None


@dataclass(frozen=True, slots=True)
class _Figures:
    """Turns counts and sums into what the measure shows."""

    counts: npt.NDArray[np.int64]
    sums: Numbers | None
    measure: Measure
    columns: list[int]
    whole: int

    def line(self, rows: Column, row: int, kept: npt.NDArray[np.int64]) -> Line:
        """Return one row."""
        counts, count = self.counts[row].tolist(), int(self.counts[row].sum())
        cells = tuple(self._figure(counts[column], self._sum(row, column), count, self.columns[column]) for column in kept)
        total = self._figure(count, None if self.sums is None else float(self.sums[row].sum()), count, self.whole)
        return Line(rows.values[row], rows.labels[row], cells, tuple(counts[column] for column in kept), total, count)

    def totals(self, kept: npt.NDArray[np.int64]) -> Line:
        """Return the row of totals."""
        whole, columns = self.whole, self.columns
        sums = None if self.sums is None else self.sums.sum(0)
        cells = tuple(self._figure(columns[column], None if sums is None else float(sums[column]), whole, columns[column]) for column in kept)
        total = self._figure(whole, None if sums is None else float(sums.sum()), whole, whole)
        return Line("", "", cells, tuple(columns[column] for column in kept), total, whole)

    def _sum(self, row: int, column: int) -> float | None:
        return None if self.sums is None else float(self.sums[row, column])

    def _figure(self, count: int, total: float | None, of_row: int, of_column: int) -> float | None:
        if self.measure is Measure.COUNT:
            return count
        if self.measure in (Measure.ROW_SHARE, Measure.COLUMN_SHARE):
            base = of_row if self.measure is Measure.ROW_SHARE else of_column
            return count / base if base else None
        return total / count / 12 if total is not None and count else None
