"""A list of moves made by hand (手工名单), from the cells of a spreadsheet to rows: which column is what, whatever its heading.

Pure. Lists that this system exported come back the same way. Matching with the records: staffing.plans.matching.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from staffing.core.spreadsheets.book import Book, RawSheet, day_or
from staffing.core.spreadsheets.tables import Table, closing_lines, find_table, heading_index
from staffing.core.spreadsheets.values import plain_text

NUMBER, NAME, FROM, TO, SUBJECT, STAGE_SUBJECT = "number", "name", "from", "to", "subject", "stage_subject"
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    NUMBER: ("编号", "教师编号", "工号", "职工号", "人员编号", "教工号"),
    NAME: ("姓名", "教师姓名", "交流教师", "交流教师姓名", "交流轮岗教师姓名"),
    FROM: ("现学校", "现任教学校", "现任教单位", "派出学校", "派出单位", "原学校", "原单位", "原单位名称", "所在学校", "现单位"),
    TO: ("拟交流学校", "交流学校", "接收学校", "接收单位", "拟交流单位", "交流单位", "交流轮岗单位名称", "流入学校", "去向", "拟派学校"),
    SUBJECT: ("学科", "任教学科", "拟任教学科", "交流任教学科", "科目"),
    STAGE_SUBJECT: ("学段学科", "学段、学科", "学段及学科"),
}
STAGE_WORDS: Final = ("小学", "初中", "九年级", "高中")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list; ``row`` as the officer sees it in the sheet."""

    row: int
    number: str
    name: str
    from_school: str
    to_school: str
    subject: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row (0: with the whole file): a code worded in staffing.plans.wording_lists."""

    row: int
    code: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ReadList:
    """The rows of a list and what could not be read."""

    rows: tuple[ListRow, ...]
    faults: tuple[RowFault, ...]


def read_list(book: Book) -> ReadList:
    """Return the rows of the first sheet that holds persons and where they go."""
    index = heading_index(HEADINGS)
    for sheet in book.sheets:
        table = find_table(sheet, index, least=2)
        if table is not None and TO in table.places and {NUMBER, NAME} & table.places.keys():
            return _read_rows(sheet, table)
    return ReadList((), (RowFault(0, "no_table"),))


def _read_rows(sheet: RawSheet, table: Table) -> ReadList:
    rows: list[ListRow] = []
    faults: list[RowFault] = []
    formulas = set(sheet.formulas)
    for number, cells in _data_rows(sheet, table):
        texts = {code: _text(cells, column) for code, column in table.places.items()}
        if not any(texts.values()):
            continue
        if any((number, column) in formulas for column in table.places.values()):
            faults.append(RowFault(number, "formula"))
            continue
        row = _row(number, texts)
        missing = _missing(row)
        if missing:
            faults.append(RowFault(number, missing))
        else:
            rows.append(row)
    if not rows and not faults:
        faults.append(RowFault(0, "empty"))
    return ReadList(tuple(rows), tuple(faults))


def _data_rows(sheet: RawSheet, table: Table) -> Iterator[tuple[int, list[Any]]]:
    body = sheet.rows[table.heading_row:]
    kept = body[:len(body) - closing_lines(body)]
    yield from enumerate(kept, start=table.heading_row + 1)


def _text(cells: list[Any], column: int) -> str:
    return plain_text(day_or(cells[column - 1])) if column <= len(cells) else ""


def _row(number: int, texts: dict[str, str]) -> ListRow:
    subject = texts.get(SUBJECT, "") or subject_of(texts.get(STAGE_SUBJECT, ""))
    return ListRow(number, texts.get(NUMBER, ""), texts.get(NAME, ""), texts.get(FROM, ""), texts.get(TO, ""), subject)


def _missing(row: ListRow) -> str:
    if not row.number and not row.name:
        return "no_person"
    return "" if row.to_school else "no_target"


def subject_of(text: str) -> str:
    """Return the subject of a combined cell: 初中数学 → 数学."""
    for word in STAGE_WORDS:
        if text.startswith(word):
            return text.removeprefix(word).strip()
    return text
