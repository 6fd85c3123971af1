"""The copy of a file with its faults marked: a comment and a colour on every faulty cell, and a sheet that lists them all."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.book import Book, day_or
from staffing.core.spreadsheets.isolated import read_isolated

LIST_TITLE: Final = "错误清单"
AUTHOR: Final = "staffing"
COLOUR: Final = "FFFFC7CE"
LIST_HEADINGS: Final = ("工作表", "单元格", "列", "内容", "问题", "处理办法")
# Above this size the original is not opened whole in memory: the copy then holds values only.
OPENED_BYTES: Final = 6_000_000
WIDTH, HEIGHT = 320, 110
Marks = dict[str, dict[tuple[int, int], list[str]]]


def mark_copy(content: bytes, faults: Sequence[CellFault], *, name: str = "") -> bytes:
    """Return the file with its faults marked; .xls, .csv and very large files become a plain .xlsx with the same cells."""
    if content[:2] == b"PK" and len(content) <= OPENED_BYTES:
        try:
            return _marked_original(content, faults)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError):
            # openpyxl refuses some workbooks that Excel and WPS write and that were read all the same.
            pass
    return _marked_values(read_isolated(content, name=name), faults)


def _by_sheet(faults: Iterable[CellFault]) -> Marks:
    marks: Marks = defaultdict(lambda: defaultdict(list))
    for fault in faults:
        if fault.row:
            marks[fault.sheet][fault.row, max(1, fault.column)].append(f"{fault.reason} {fault.remedy}")
    return marks


def _list_rows(faults: Iterable[CellFault]) -> list[tuple[str, ...]]:
    return [(fault.sheet, fault.place, fault.heading, fault.value, str(fault.reason), str(fault.remedy)) for fault in faults]


def _marked_original(content: bytes, faults: Sequence[CellFault]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    fill = PatternFill("solid", fgColor=COLOUR)
    for title, cells in _by_sheet(faults).items():
        if title not in book.sheetnames:
            continue
        sheet = book[title]
        for (row, column), texts in cells.items():
            cell = sheet.cell(row, column)
            if not hasattr(cell, "column_letter"):
                continue
            comment = Comment("\n".join(texts), AUTHOR)
            comment.width, comment.height = WIDTH, HEIGHT
            cell.comment, cell.fill = comment, fill
    page = book.create_sheet(_free_title(book.sheetnames))
    for line in (LIST_HEADINGS, *_list_rows(faults)):
        page.append(list(line))
        for cell in page[page.max_row]:
            cell.data_type = "s"
    for letter, width in zip("ABCDEF", (16, 9, 24, 20, 44, 44), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _marked_values(book: Book, faults: Sequence[CellFault]) -> bytes:
    target = io.BytesIO()
    marks = _by_sheet(faults)
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as copy:
        bad, plain = copy.add_format({"bg_color": f"#{COLOUR[2:]}", "text_wrap": True}), copy.add_format({"bold": True})
        for raw in book.sheets:
            page = copy.add_worksheet(raw.title[:31])
            cells = marks.get(raw.title, {})
            for number, row in enumerate(raw.rows):
                for column, value in enumerate(row):
                    _write(page, number, column, day_or(value), bad if (number + 1, column + 1) in cells else None)
            for (number, column), texts in cells.items():
                page.write_comment(number - 1, column - 1, "\n".join(texts), {"author": AUTHOR, "width": WIDTH, "height": HEIGHT})
        page = copy.add_worksheet(_free_title([raw.title for raw in book.sheets]))
        page.write_row(0, 0, LIST_HEADINGS, plain)
        for number, line in enumerate(_list_rows(faults), start=1):
            for column, text in enumerate(line):
                page.write_string(number, column, text)
    return target.getvalue()


def _write(page: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, style)
    elif value not in ("", None):
        page.write_string(row, column, str(value), style)
    elif style is not None:
        page.write_blank(row, column, None, style)


def _free_title(taken: Iterable[str]) -> str:
    names = set(taken)
    return next(title for number in range(1, 100) if (title := LIST_TITLE + (str(number) if number > 1 else "")) not in names)
