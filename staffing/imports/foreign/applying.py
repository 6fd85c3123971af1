"""Read a foreign workbook by its mapping: every row states the same facts as the template's rows would, and is checked as they are.

A wide row is read block by block. What the sheet does not say itself is taken from the identity number (birth, sex), from the
row's school, or from the values for all rows, each of which the officer has seen on the page of the mapping.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from staffing.core.columns import Column
from staffing.core.facts import ABSENT, FaultyRowError, Findings, Row, SheetImport
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.book import Book, RawSheet, day_or
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.values import ValueFault
from staffing.imports.catalogue import Importing
from staffing.imports.cells import CellReader
from staffing.imports.foreign.filling import Filler
from staffing.imports.foreign.mapping import BookMapping, SheetMapping
from staffing.imports.foreign.noting import Noter
from staffing.imports.foreign.persons import Meant, PersonFinder
from staffing.imports.foreign.targets import BLOCK_OF, Block, targets

Progress = Callable[[int, int], None]
PROGRESS_ROWS: Final = 1000
IDENTITY: Final = ("teachers.number", "teachers.id_number", "teachers.name", "teachers.birth_date")


@dataclass(slots=True)
class BlockReader:
    """Reads one block of one sheet."""

    block: Block
    key: str
    readers: list[tuple[Column, CellReader, int, dict[str, str]]]
    constants: dict[str, Any]
    spec: SheetImport


@dataclass(slots=True)
class MappedReading:
    """Reads a whole book by its mapping into findings."""

    book: Book
    mapping: BookMapping
    importing: Importing
    findings: Findings
    progress: Progress
    meant: dict[tuple[str, int], str] = field(default_factory=dict)
    _finder: PersonFinder = field(init=False)
    _filler: Filler = field(init=False)

    def __post_init__(self) -> None:
        """Prepare who is known."""
        self._finder = PersonFinder(self.importing.teachers, self.mapping.persons)
        self._filler = Filler(self.importing, self.mapping, self.findings)

    def read(self) -> None:
        """Read all blocks: persons first, so that every further row knows whose it is."""
        raws = {raw.title: raw for raw in self.book.sheets}
        pairs = [(sheet, raws[sheet.layout.title]) for sheet in self.mapping.sheets if sheet.layout.title in raws]
        total = sum(len(sheet.blocks()) * len(sheet.layout.data_rows()) for sheet, _ in pairs)
        done = 0
        for code, block in BLOCK_OF.items():
            for sheet, raw in pairs:
                if code in sheet.blocks():
                    done = self._read_block(block, sheet, raw, done, total)
            if code == "teachers":
                self._finish("teachers")
        for spec in self.importing.sheets:
            if spec.columns.code != "teachers":
                self.findings.open_sheet(spec.columns, {})
                spec.finish()
        if not any(self.findings.rows.values()) and not self.findings.report.fault_count:
            raise BadFile("no_rows")

    def _finish(self, code: str) -> None:
        spec = next(spec for spec in self.importing.sheets if spec.columns.code == code)
        self.findings.open_sheet(spec.columns, {})
        spec.finish()

    def _read_block(self, block: Block, sheet: SheetMapping, raw: RawSheet, done: int, total: int) -> int:
        reader = self._reader(block, sheet)
        noter = Noter(self.findings, self.mapping, sheet, raw) if block.code in ("noted", "teachers") else None
        count = 0
        for number in sheet.layout.data_rows():
            done += 1
            if number > len(raw.rows) or (raw.title, number) in self.mapping.skipped or not any(cell != "" for cell in raw.rows[number - 1]):
                continue
            count += 1
            cells = raw.rows[number - 1]
            if block.code == "noted":
                assert noter is not None
                noter.note_columns(number, cells, reader.readers)
                continue
            if noter is not None:
                noter.note_row(number, cells)
            self._read_row(reader, sheet, number, cells)
            if done % PROGRESS_ROWS == 0:
                self.progress(done, total)
        if block.code != "noted":
            self.findings.rows[reader.key] = count
        return done

    def _reader(self, block: Block, sheet: SheetMapping) -> BlockReader:
        places = sheet.places(block.code)
        key = f"{sheet.layout.title}·{block.title}"
        spec = next((spec for spec in self.importing.sheets if spec.columns.code == block.sheet.code), None)
        columns = block.sheet if spec is None else replace(spec.columns, columns=(*spec.columns.columns, *_further(block, spec)))
        headings = {code: head.shown for code, place in places.items() if (head := sheet.heading_of(place))}
        who = sheet.places("teachers")
        fallback: dict[str, int] = {code: who[code] for code in ("number", "id_number", "name") if code in who}
        fallback.setdefault("number", fallback.get("id_number", fallback.get("name", 0)))
        fallback |= {"birth_date": fallback.get("id_number", 0), "sex": fallback.get("id_number", 0)} if block.code == "teachers" else {}
        fallback |= {"school": sheet.places("post").get("personnel_school", 0)} if block.code == "leadership" else {}
        self.findings.open_sheet(replace(columns, title=key), {**fallback, **places}, shown=(sheet.layout.title, headings))
        readers = [(column, CellReader(column), places[column.code] - 1, self.mapping.words.get(f"{block.code}.{column.code}", {}))
                   for column in columns.columns if column.code in places]
        constants = {column.code: CellReader(column)(word) for column in columns.columns
                     if (word := self.mapping.constants.get(f"{block.code}.{column.code}")) and column.code not in places}
        return BlockReader(block, key, readers, constants, spec) if spec else BlockReader(block, key, readers, constants, self.importing.sheets[0])

    def _read_row(self, reader: BlockReader, sheet: SheetMapping, number: int, cells: Sequence[Any]) -> None:
        read, sound = self._cells(reader, number, cells)
        row = Row(reader.key, number, {**reader.constants, **read})
        if not read or (reader.block.leading and not self._leads(reader, row, read, sound)):
            return
        try:
            self._name_person(reader, sheet, row, cells)
            if not self._filler.fill(reader.block.code, row, sheet, cells):
                return
            sound = self._complete(reader, row, sound) and sound
            (reader.spec.build if sound else reader.spec.excuse)(row)
        except FaultyRowError:
            return

    def _cells(self, reader: BlockReader, number: int, cells: Sequence[Any]) -> tuple[dict[str, Any], bool]:
        read: dict[str, Any] = {}
        sound = True
        for column, take, place, words in reader.readers:
            cell = day_or(cells[place]) if place < len(cells) else ""
            if cell == "":
                continue
            try:
                text = values.text_of_cell(cell)
                value = take(words.get(text, cell) if words else cell) if words.get(text, text) != "" else ABSENT
                if value is not ABSENT:
                    read[column.code] = value
            except ValueFault as fault:
                sound = False
                self.findings.cell_fault(reader.key, number, column.code, cell, fault.code, **fault.params)
        return read, sound

    def _leads(self, reader: BlockReader, row: Row, read: dict[str, Any], sound: bool) -> bool:
        """True if the block speaks in this row; dates of an exchange without a school are a fault, not a silence."""
        if all(code in read for code in reader.block.leading):
            return True
        if reader.block.code in ("teachers", "post"):
            return True
        if not sound:
            return False  # the fault of the leading cell, or of another, is told already
        told = [code for code in read if code not in ("subject", "academic_degree", "institution", "institution_abroad", "major", "relation_moved")]
        if told and reader.block.code not in ("degree", "degree_first", "title", "title_engaged", "certificate", "leadership"):
            self.findings.cell_fault(row.sheet, row.number, reader.block.leading[0], None, "required")
        return False

    def _name_person(self, reader: BlockReader, sheet: SheetMapping, row: Row, cells: Sequence[Any]) -> None:
        """Put the staff number into the row, and for facts the name on record, since the row was recognised already."""
        place = (sheet.layout.title, row.number)
        number = self.meant.get(place)
        if number is None:
            told = self._identity(sheet, cells)
            meant = self._finder.find(told, f"{place[0]}|{place[1]}")
            if meant.candidates or meant.conflict:
                self.meant[place] = ""
                self._ask(row, meant, told)
                raise FaultyRowError
            number = self.meant[place] = meant.number
        if not number:
            raise FaultyRowError
        row.values["number"] = number
        if reader.block.code != "teachers":
            known = self.importing.teachers.persons.get(number)
            if known is None:
                raise FaultyRowError
            row.values["name"] = known.name

    def _ask(self, row: Row, meant: Meant, told: dict[str, Any]) -> None:
        if meant.conflict:
            self.findings.cell_fault(row.sheet, row.number, "number", meant.conflict, "id_taken", number=meant.number)
            return
        persons = self.importing.teachers.persons
        candidates = [[number, persons[number].name if number in persons else ""] for number in meant.candidates]
        self.findings.cell_fault(row.sheet, row.number, "name", told.get("name", ""), "who_is_meant",
                                 names="、".join(" ".join(one) for one in candidates), candidates=candidates)

    def _identity(self, sheet: SheetMapping, cells: Sequence[Any]) -> dict[str, Any]:
        """Read who the row names, without telling faults: those are told where the cells are read."""
        told: dict[str, Any] = {}
        for code in IDENTITY:
            place = sheet.places("teachers").get(code.partition(".")[2])
            if place and place <= len(cells) and cells[place - 1] != "":
                try:
                    value = CellReader(targets()[code].column)(day_or(cells[place - 1]))
                except ValueFault:
                    continue
                if value is not ABSENT:
                    told[code.partition(".")[2]] = value
        return told

    def _complete(self, reader: BlockReader, row: Row, sound: bool) -> bool:
        places = {column.code for column, _, _, _ in reader.readers}
        complete = True
        for column in reader.spec.columns.columns:
            # What an identity number would have said is not asked for twice, where the fault of the number is told already.
            derived = column.code in ("birth_date", "sex") and not sound and column.code not in places
            if column.required and column.code not in row.values and column.code not in ("number", "id_number") and not derived:
                self.findings.cell_fault(reader.key, row.number, column.code, None, "required")
                complete = False
        return complete


def _further(block: Block, spec: SheetImport) -> list[Column]:
    """Return the columns a block has beyond those of its sheet."""
    known = {column.code for column in spec.columns.columns}
    return [column for column in block.sheet.columns if column.code not in known]

