"""Facts that sheets state about records: by natural key, so that a file and the database can be compared row by row.

A fact belongs to one stored table. Its key says which record is meant (school code, staff number, day …), its values what
is said about it. ABSENT means that the sheet is silent; the stored value then stays, and a new record gets the default.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeAlias

from staffing.core.columns import Choice, Column, SheetColumns
from staffing.core.database import Base
from staffing.core.import_report import CellFault, ImportReport, shown


class Silence(Enum):
    """The one value that means nothing is said."""

    ABSENT = "absent"


ABSENT: Final = Silence.ABSENT
Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a stored table as facts speak of it.

    ``reference`` names the table whose natural key the field holds; the stored column then is ``<name>_id``, or
    ``column``. ``secret`` fields are stored encrypted, ``restricted`` ones are shown masked. ``transient`` key fields only
    tell records of a file apart; they are not stored. ``heading`` is what officers call the field, ``choices`` its words.
    """

    name: str
    heading: str
    default: Any = None
    reference: str | None = None
    column: str = ""
    secret: bool = False
    restricted: bool = False
    transient: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def stored(self) -> str:
        """Return the name of the stored column."""
        if self.column:
            return self.column
        return f"{self.name}_cipher" if self.secret else f"{self.name}_id" if self.reference else self.name


@dataclass(frozen=True, slots=True)
class FactTable:
    """A stored table as sheets fill it. ``shared``: several rows may state the same record, if they agree."""

    name: str
    model: type[Base]
    key: tuple[Field, ...]
    values: tuple[Field, ...] = ()
    shared: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return key and values."""
        return self.key + self.values

    def place_of(self, name: str) -> int:
        """Return where a value stands among the values."""
        return next(place for place, one in enumerate(self.values) if one.name == name)


@dataclass(slots=True)
class Fact:
    """What a row says about one record; ``origin`` is (sheet, row), ``also`` the further rows that state the same record."""

    origin: tuple[str, int]
    key: Key
    values: list[Any]
    also: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Row:
    """A row whose cells were read: ``values`` holds what is said, by column code; nothing for a silent cell."""

    sheet: str
    number: int
    values: dict[str, Any]

    def get(self, code: str, default: Any = ABSENT) -> Any:
        """Return what the row says in a column, ABSENT if nothing."""
        return self.values.get(code, default)

    def __getitem__(self, code: str) -> Any:
        """Return what a required column says."""
        return self.values[code]


class FaultyRowError(Exception):
    """The row has a fault that was told; it states nothing."""


class Findings:
    """Collects faults and facts of a file. ``columns`` tells where each sheet's columns stand, for the faults' places."""

    def __init__(self, report: ImportReport) -> None:
        """Begin with nothing."""
        self.report = report
        self.facts: dict[str, dict[Key, Fact]] = defaultdict(dict)
        self.rows: dict[str, int] = {}
        self._sheets: dict[str, SheetColumns] = {}
        self._places: dict[str, Mapping[str, int]] = {}
        self._shown: dict[str, tuple[str, Mapping[str, str]]] = {}
        self._twice: dict[tuple[str, Key], list[Fact]] = defaultdict(list)

    def open_sheet(self, sheet: SheetColumns, places: Mapping[str, int], shown: tuple[str, Mapping[str, str]] | None = None) -> None:
        """Tell where the columns of a sheet stand (code → column from 1); ``shown``: title and headings where the file has its own."""
        self._sheets[sheet.title] = sheet
        self._places[sheet.title] = places
        if shown is not None:
            self._shown[sheet.title] = shown

    def shown_title(self, sheet: str) -> str:
        """Return what the file itself calls a sheet."""
        return self._shown[sheet][0] if sheet in self._shown else sheet

    def fault(self, row: Row, column: str, code: str, /, **params: Any) -> None:
        """Tell a fault of one cell of a row."""
        self.cell_fault(row.sheet, row.number, column, row.values.get(column), code, **params)

    def cell_fault(self, sheet: str, number: int, column: str, value: Any, code: str, /, **params: Any) -> None:
        """Tell a fault by sheet, row and column code (empty: the whole row)."""
        known: Column | None = self._sheets[sheet].column(column) if column else None
        title, headings = self._shown.get(sheet, (sheet, {}))
        self.report.add_fault(CellFault(
            sheet=title, row=number, column=self._places[sheet].get(column, 0), heading=headings.get(column) or (known.heading if known else ""),
            value="" if value is ABSENT else shown(value, personal=bool(known and known.masked)), code=code, params=params))

    def remark(self, title: str, number: int, column: int, heading: str, value: Any, code: str, /, *, personal: bool, **params: Any) -> None:
        """Tell a fault of the form that spoils no record."""
        self.report.add_remark(CellFault(sheet=title, row=number, column=column, heading=heading, value=shown(value, personal=personal), code=code,
                                         params=params))

    def cell_remark(self, row: Row, column: str, value: Any, code: str, /, **params: Any) -> None:
        """Tell a remark about one cell of a row."""
        title, headings = self._shown.get(row.sheet, (row.sheet, {}))
        known = self._sheets[row.sheet].column(column)
        self.remark(title, row.number, self._places[row.sheet].get(column, 0), headings.get(column) or known.heading, value, code,
                    personal=known.masked, **params)

    def _same_row(self, one: Fact, other: Fact) -> bool:
        """True if both facts come from one row of the file, read in several parts."""
        return (one.origin[1] == other.origin[1] and one.origin[0] != other.origin[0]
                and self.shown_title(one.origin[0]) == self.shown_title(other.origin[0]))

    def state(self, table: FactTable, row: Row, key: Key, **values: Any) -> Fact:
        """Take what a row says about a record; the same record stated twice is a fault unless the table is shared."""
        fact = Fact((row.sheet, row.number), key, [values.get(one.name, ABSENT) for one in table.values])
        known = self.facts[table.name].setdefault(key, fact)
        if known is fact:
            return fact
        if (table.shared or self._same_row(known, fact)) and _merged(known, fact):
            if fact.origin != known.origin and fact.origin not in known.also:
                known.also += (fact.origin,)
        else:
            self._twice[table.name, key].append(fact)
        return known

    def find(self, table: FactTable, key: Key) -> Fact | None:
        """Return what the file says about a record."""
        return self.facts[table.name].get(key)

    def tell_duplicates(self, tables: Mapping[str, FactTable]) -> None:
        """Tell every record that is stated more than once, with all its rows; once for rows that repeat each other whole."""
        differing: dict[tuple[tuple[str, int], ...], list[str]] = defaultdict(list)
        for (name, key), others in self._twice.items():
            told = [self.facts[name][key], *others]
            differing[tuple(fact.origin for fact in told)] += _differing_headings(tables[name], told)
        for origins, headings in differing.items():
            sheet, number = origins[-1]
            # Which of them is right nobody knows, so that leaving faulty rows out leaves out all of them.
            self.report.faulty_rows.update((self.shown_title(origin[0]), origin[1]) for origin in origins)
            rows = "、".join(dict.fromkeys(place_words((self.shown_title(origin[0]), origin[1]), self.shown_title(sheet)) for origin in origins))
            if headings:
                self.cell_fault(sheet, number, "", None, "contradicts_rows", rows=rows, fields="、".join(dict.fromkeys(headings)))
            else:
                self.cell_fault(sheet, number, "", None, "stands_twice", rows=rows)

    def all_facts(self, table: FactTable) -> Iterator[Fact]:
        """Give the facts of a table in the order of the file."""
        yield from self.facts[table.name].values()


def place_words(origin: tuple[str, int], sheet: str) -> str:
    """Return a row's number, with its sheet where that is another one."""
    return str(origin[1]) if origin[0] == sheet else f"{origin[0]}·{origin[1]}"


def _differing_headings(table: FactTable, facts: list[Fact]) -> list[str]:
    return [one.heading for place, one in enumerate(table.values)
            if len({repr(fact.values[place]) for fact in facts if fact.values[place] is not ABSENT}) > 1]


def _merged(known: Fact, other: Fact) -> bool:
    """Fill the silences of a fact with another's values; False if they contradict each other."""
    pairs = list(zip(known.values, other.values, strict=True))
    if any(one is not ABSENT and two is not ABSENT and one != two for one, two in pairs):
        return False
    known.values[:] = [two if one is ABSENT else one for one, two in pairs]
    return True


Build = Callable[[Row], None]


@dataclass(frozen=True, slots=True)
class SheetImport:
    """How a sheet becomes facts: its columns, what each row states, and what can be told only after the last row.

    ``excuse`` is told of a row with faulty cells, so that rows about the same record are not blamed for its absence.
    """

    columns: SheetColumns
    build: Build
    finish: Callable[[], None] = field(default=lambda: None)
    bureau_only: bool = False
    excuse: Build = field(default=lambda row: None)
