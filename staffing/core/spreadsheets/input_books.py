"""Workbooks that others fill in and send back: headings, formulas and known keys are locked, only input cells are open.

Every sheet: a line that says whose book it is, the heading, known rows, blank rows; a checking column on the left. Rows are
written in order, since the writer keeps nothing in memory.
"""

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from staffing.core.columns import Column, ValueKind
from staffing.core.spreadsheets import input_checks as checks
from staffing.core.spreadsheets.layout import BANNER, Cell, is_number, text_of
from staffing.core.spreadsheets.measuring import row_height
from staffing.core.spreadsheets.writing import A4, FONT, LISTS_TITLE, OPTIONS

TOP_ROWS: Final = 2
"""Rows above the first row of data: whose book it is, and the heading."""
CHECK_WIDTH: Final = 16
INSTRUCTIONS_WIDTH: Final = 74
"""What an upright A4 page takes; one column that is wider would be cut off in print."""
LEFT: Final = 1
"""Columns to the left of the data: the checking column."""
OPEN_TO_ALL: Final = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True, "autofilter": True,
}


@dataclass(frozen=True, slots=True)
class InputSheet:
    """One sheet to fill in. ``rows`` stand first; in the first ``known`` of them the columns of ``keys`` are locked."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = ()
    known: int = 0
    keys: frozenset[str] = frozenset()
    blank_rows: int = 30
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputBook:
    """A whole book: the page of instructions as (heading, lines), the line on top of every sheet, the sheets."""

    title: str
    top_line: str
    instructions_title: str
    instructions: Sequence[tuple[str, Sequence[str]]]
    sheets: Sequence[InputSheet]
    synthetic: bool = False


def input_book_bytes(book: InputBook) -> bytes:
    """Return the book as .xlsx."""
    buffer = io.BytesIO()
    # The writer keeps rows in temporary files until the end; they hold personal data and must go whatever happens.
    with tempfile.TemporaryDirectory(prefix="book-") as folder:
        workbook = xlsxwriter.Workbook(buffer, {**OPTIONS, "tmpdir": folder})
        try:
            _fill(workbook, book)
        except BaseException:
            for worksheet in workbook.worksheets():
                worksheet.row_data_fh.close()
            raise
        workbook.close()
    return buffer.getvalue()


def _fill(workbook: Workbook, book: InputBook) -> None:
    styles = _Styles(workbook)
    lists = _Lists(book.sheets)
    _write_instructions(workbook.add_worksheet(book.instructions_title), book, styles)
    for sheet in book.sheets:
        _InputSheetWriter(workbook.add_worksheet(sheet.title, worksheet_class=_OldFormulas), sheet, book, styles, lists).write()
    lists.write(workbook, styles)


class _OldFormulas(Worksheet):
    """A sheet whose formulas use none of the functions that newer programs added; looking for these took half of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Styles:
    """The few cell formats of a book."""

    def __init__(self, workbook: Workbook) -> None:
        base: dict[str, Any] = {**FONT, "valign": "vcenter"}
        line = {"border": 1, "border_color": "#C8CDD2"}

        def add(**properties: Any) -> Any:
            return workbook.add_format({**base, **properties})

        self.title = add(bold=True, font_size=15)
        self.section = add(bold=True, font_size=12, font_color="#1F4E79")
        self.body = add(text_wrap=True, font_size=11, num_format="@")
        self.top = add(font_color="#555555", num_format="@")
        self.banner = add(bold=True, font_color="#9C2A10", bg_color="#FDEBD0", num_format="@")
        self.heading = add(bold=True, bg_color="#E8EEF4", text_wrap=True, align="center", num_format="@", **line)
        self.required = add(bold=True, bg_color="#FFF2CC", text_wrap=True, align="center", num_format="@", **line)
        self.checked = add(bg_color="#F3F4F6", font_color="#374151", shrink=True, **line)
        # Text keeps long numbers whole and "=1+1" a text; numbers stay numbers so that Excel can check them.
        self.locked = add(bg_color="#E5E7EB", num_format="@", **line)
        self.open_text = add(locked=False, num_format="@", **line)
        self.open_number = add(locked=False, num_format="General", align="right", **line)
        self.list_item = add(num_format="@")
        self.missing = add(bg_color="#FFE8A3")
        self.wrong = add(bg_color="#F8C9C4", font_color="#8B1A10")
        self.good = add(font_color="#1E6B3A")


class _Lists:
    """The drop-down lists, in a hidden last sheet: a range has no limit of characters."""

    def __init__(self, sheets: Sequence[InputSheet]) -> None:
        self._lists = list(dict.fromkeys(words for sheet in sheets for words in sheet.choices.values() if words))

    def source(self, words: tuple[str, ...]) -> str:
        """Return the range of a list, empty where there is none."""
        if not words:
            return ""
        letter = xl_col_to_name(self._lists.index(words), True)
        return f"='{LISTS_TITLE}'!{letter}$1:{letter}${len(words)}"

    def write(self, workbook: Workbook, styles: _Styles) -> None:
        """Write the lists row by row."""
        if not self._lists:
            return
        worksheet = workbook.add_worksheet(LISTS_TITLE)
        worksheet.very_hidden()
        worksheet.protect("", OPEN_TO_ALL)
        for row in range(max(map(len, self._lists))):
            for number, words in enumerate(self._lists):
                if row < len(words):
                    worksheet.write_string(row, number, text_of(words[row]), styles.list_item)


def _write_instructions(worksheet: Worksheet, book: InputBook, styles: _Styles) -> None:
    width = INSTRUCTIONS_WIDTH
    worksheet.set_column(0, 0, width)
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, text_of(book.title), styles.title)
    worksheet.write_string(1, 0, text_of(book.top_line), styles.top)
    row = 2
    if book.synthetic:
        worksheet.write_string(row, 0, BANNER, styles.banner)
        row += 1
    for heading, lines in book.instructions:
        worksheet.set_row(row, 24)
        worksheet.write_string(row, 0, text_of(heading), styles.section)
        row += 1
        for line in lines:
            # The type here is a tenth larger than in lists.
            worksheet.set_row(row, row_height([line], [width / 1.15], least=18))
            worksheet.write_string(row, 0, text_of(line), styles.body)
            row += 1
    worksheet.protect("", OPEN_TO_ALL)
    worksheet.set_paper(A4)
    worksheet.set_margins(left=0.6, right=0.6)
    worksheet.fit_to_pages(1, 0)


class _InputSheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, worksheet: Worksheet, sheet: InputSheet, book: InputBook, styles: _Styles, lists: _Lists) -> None:
        self._worksheet, self._sheet, self._book, self._styles, self._lists = worksheet, sheet, book, styles, lists
        self._letters = [(column, xl_col_to_name(number + LEFT)) for number, column in enumerate(sheet.columns)]
        self._last = TOP_ROWS + len(sheet.rows) + sheet.blank_rows - 1

    def write(self) -> None:
        """Write widths, top line, heading, rows, rules and print settings."""
        widths = [float(CHECK_WIDTH), *(column.width or max(10.0, min(22.0, 2.2 * len(column.heading) + 2)) for column in self._sheet.columns)]
        for number, width in enumerate(widths):
            self._worksheet.set_column(number, number, width)
        self._worksheet.write_string(0, 0, text_of(self._top_line()), self._styles.banner if self._book.synthetic else self._styles.top)
        self._write_heading(widths)
        blank = [""] * len(self._sheet.columns)
        for number in range(TOP_ROWS, self._last + 1):
            place = number - TOP_ROWS
            cells = self._sheet.rows[place] if place < len(self._sheet.rows) else blank
            self._write_row(number, cells, known=place < self._sheet.known)
        self._add_rules()
        self._worksheet.protect("", OPEN_TO_ALL)
        self._set_up_print()

    def _top_line(self) -> str:
        return f"{self._book.top_line}  {BANNER}" if self._book.synthetic else self._book.top_line

    def _write_heading(self, widths: Sequence[float]) -> None:
        headings = [checks.CHECK_HEADING, *(text_of(column.heading) for column in self._sheet.columns)]
        self._worksheet.set_row(1, row_height(headings, widths, least=30))
        self._worksheet.write_string(1, 0, checks.CHECK_HEADING, self._styles.heading)
        for number, column in enumerate(self._sheet.columns):
            style = self._styles.required if column.required else self._styles.heading
            self._worksheet.write_string(1, number + LEFT, text_of(column.heading), style)
        self._worksheet.freeze_panes(TOP_ROWS, LEFT + min(3, sum(column.code in self._sheet.keys for column in self._sheet.columns)))

    def _write_row(self, number: int, cells: Sequence[Cell], *, known: bool) -> None:
        shown = self._first_missing(cells) if any(text_of(cell) for cell in cells) else ""
        self._worksheet.write_formula(number, 0, checks.row_formula(self._letters, number + 1), self._styles.checked, shown)
        for place, (value, column) in enumerate(zip(cells, self._sheet.columns, strict=True)):
            numeric = column.kind in checks.NUMBERS
            locked = known and column.code in self._sheet.keys
            style = self._styles.locked if locked else self._styles.open_number if numeric else self._styles.open_text
            if numeric and is_number(value):
                self._worksheet.write_number(number, place + LEFT, float(value), style)
            elif text := text_of(value):
                self._worksheet.write_string(number, place + LEFT, text, style)
            else:
                self._worksheet.write_blank(number, place + LEFT, None, style)

    def _first_missing(self, cells: Sequence[Cell]) -> str:
        """Return what the checking column shows before any program has computed it."""
        pairs = zip(self._sheet.columns, cells, strict=True)
        return next((f"缺{column.heading}" for column, value in pairs if column.required and not text_of(value)), checks.GOOD)

    def _add_rules(self) -> None:
        first = TOP_ROWS
        row_cells = f"${self._letters[0][1]}{first + 1}:${self._letters[-1][1]}{first + 1}"
        for number, (column, letter) in enumerate(self._letters):
            cell, place = f"{letter}{first + 1}", number + LEFT
            source = self._lists.source(self._sheet.choices.get(column.code, ()))
            rule = checks.validation_of(column, cell, source) or {"validate": "any"}
            prompt = self._sheet.prompts.get(column.code, "")
            self._worksheet.data_validation(first, place, self._last, place, {
                **rule, "input_title": column.heading[:32], "input_message": prompt[:255]})
            if column.required:
                self._paint(place, f"=AND(COUNTA({row_cells})>0,LEN(TRIM({cell}))=0)", self._styles.missing)
            if column.kind is ValueKind.ID_NUMBER:
                self._paint(place, f'=AND(LEN({cell})>0,{cell}<>"{checks.CLEAR_WORD}",NOT({checks.id_number_formula(cell)}))', self._styles.wrong)
            elif column.kind in checks.DAYS:
                self._paint(place, f'=AND(LEN({cell})>0,{cell}<>"{checks.CLEAR_WORD}",NOT(IFERROR({checks.day_formula(cell)},FALSE)))',
                            self._styles.wrong)
        top = xl_rowcol_to_cell(first, 0)
        self._paint(0, f'={top}="{checks.GOOD}"', self._styles.good)
        self._paint(0, f'=AND({top}<>"",{top}<>"{checks.GOOD}")', self._styles.wrong)

    def _paint(self, place: int, formula: str, style: Any) -> None:
        self._worksheet.conditional_format(TOP_ROWS, place, self._last, place, {"type": "formula", "criteria": formula, "format": style})

    def _set_up_print(self) -> None:
        worksheet = self._worksheet
        worksheet.set_paper(A4)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0, 1)
        worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        worksheet.set_footer("&C第 &P 页，共 &N 页")

