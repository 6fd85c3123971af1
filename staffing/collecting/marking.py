"""A school's own file back, with every fault as a comment on a coloured cell and listed on a last sheet.

Works on .xlsx that has passed the guard; the file's own rows, formats and rules stay as the school left them.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import openpyxl
from flask_babel import force_locale
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from staffing.collecting.wording import NOT_MARKABLE
from staffing.core.import_report import CellFault
from staffing.errors import StaffingError

LIST_TITLE: Final = "错误清单"
AUTHOR: Final = "教育局"
FILL: Final = PatternFill("solid", start_color="FFF8C9C4", end_color="FFF8C9C4")
HEAD_FILL: Final = PatternFill("solid", start_color="FFE8EEF4", end_color="FFE8EEF4")
HEADINGS: Final = (("表", 14), ("单元格", 10), ("列", 16), ("内容", 18), ("问题", 46), ("处理办法", 50))
COMMENT_WIDTH: Final = 300
COMMENT_LINE: Final = 20
# What a workbook that other programs open may still make the writer stumble over.
UNWRITABLE: Final = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError)


def marked_copy(content: bytes, faults: Sequence[CellFault]) -> bytes:
    """Return the file with its faults marked, in Chinese whatever the reader's language; StaffingError if it is no .xlsx."""
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        with force_locale("zh"):
            _mark(workbook, faults)
            _list(workbook, faults)
        target = io.BytesIO()
        workbook.save(target)
    except UNWRITABLE as error:
        raise StaffingError(NOT_MARKABLE) from error
    return target.getvalue()


def _mark(workbook: Workbook, faults: Sequence[CellFault]) -> None:
    by_cell: dict[tuple[str, int, int], list[CellFault]] = defaultdict(list)
    for fault in faults:
        by_cell[fault.sheet, max(1, fault.row), max(1, fault.column)].append(fault)
    for (title, row, column), told in by_cell.items():
        sheet = workbook[title] if title in workbook.sheetnames else None
        if isinstance(sheet, Worksheet):
            cell: Any = sheet.cell(row, column)
            text = "\n".join(f"{fault.reason}{fault.remedy}" for fault in told)
            cell.fill = FILL
            cell.comment = Comment(text, AUTHOR, width=COMMENT_WIDTH, height=COMMENT_LINE * (2 + len(text) // 20))


def _list(workbook: Workbook, faults: Sequence[CellFault]) -> None:
    if LIST_TITLE in workbook.sheetnames:
        del workbook[LIST_TITLE]
    sheet = workbook.create_sheet(LIST_TITLE)
    for number, (heading, width) in enumerate(HEADINGS, 1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
        sheet.column_dimensions[cell.column_letter].width = width
    for row, fault in enumerate(faults, 2):
        for number, text in enumerate((fault.sheet, fault.place, fault.heading, fault.value, str(fault.reason), str(fault.remedy)), 1):
            cell = sheet.cell(row, number)
            # Written as text whatever it looks like, so that nothing becomes a formula.
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
