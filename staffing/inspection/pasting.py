"""Reading a table of statistics pasted from a spreadsheet: school by school, every fault with its row. Pure but for the directory."""

from dataclasses import dataclass

from flask_babel import gettext as _

from staffing.core.fields import half_width
from staffing.inspection.codes import Figure
from staffing.schools.directory import SchoolDirectory


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One school's figures as pasted; None where the cell was empty."""

    school_id: int
    figures: dict[Figure, int | None]


def read_table(text: str, directory: SchoolDirectory) -> tuple[list[PastedRow], list[str]]:
    """Return the rows that were understood and what is wrong with the others; a heading in front is passed over."""
    rows: dict[int, PastedRow] = {}
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [half_width(cell) for cell in line.split("\t")]
        if not any(cells) or (number == 1 and not any(cell.isdecimal() for cell in cells[1:])):
            continue
        fault, row = _read(cells, directory)
        if row is not None and row.school_id in rows:
            fault, row = _("this school stands twice"), None
        if row is None:
            faults.append(_("Row %(number)s: %(fault)s", number=number, fault=fault))
        else:
            rows[row.school_id] = row
    return list(rows.values()), faults


def _read(cells: list[str], directory: SchoolDirectory) -> tuple[str, PastedRow | None]:
    codes = directory.find(cells[0])
    if len(codes) != 1:
        return _("no single school is called “%(name)s”", name=cells[0]), None
    figures: dict[Figure, int | None] = {}
    for figure, cell in zip(Figure, [*cells[1:], *[""] * len(Figure)], strict=False):
        if cell and not (cell.isascii() and cell.isdecimal() and len(cell) <= 6):
            return _("“%(cell)s” is no whole number", cell=cell), None
        figures[figure] = int(cell) if cell else None
    return "", PastedRow(directory.ids[codes[0]], figures)
