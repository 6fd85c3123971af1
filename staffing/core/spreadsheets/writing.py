"""The one writer of exported workbooks. Text is always written as text, so no cell can become a formula or a link."""

import datetime as dt
import io
import itertools
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from staffing.core.atomic_files import write_atomically
from staffing.core.spreadsheets.csv_writing import write_csv
from staffing.core.spreadsheets.layout import BANNER, Cell, Column, Kind, ListMeta, Sheet, is_number, text_of
from staffing.core.spreadsheets.measuring import column_widths, row_height

__all__ = ["Cell", "Column", "Kind", "ListMeta", "Sheet", "workbook_bytes", "write_csv", "write_workbook"]

FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
TITLE_CHARACTERS = 31
LISTS_TITLE = "选项"
A4 = 9
A3 = 8
LANDSCAPE_FROM_WIDTH = 95
# On A4 a list as wide as this would be printed in letters of less than seven points.
A3_FROM_WIDTH = 180
# Room for a character behind a number, or it touches the text of the next column; LibreOffice draws an indent in some cells only.
SPACE_BEHIND = "_ "
FONT = {"font_name": "宋体", "font_size": 10}
# Nothing is guessed from what a text looks like; web addresses stay plain text too.
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


def write_workbook(target: Path | BinaryIO, sheets: Sequence[Sheet], *, meta: ListMeta) -> None:
    """Write the sheets as .xlsx; a path appears only when the whole file is written."""
    if isinstance(target, Path):
        with write_atomically(target) as file:
            _write(file, sheets, meta)
    else:
        _write(target, sheets, meta)


def workbook_bytes(sheets: Sequence[Sheet], *, meta: ListMeta) -> bytes:
    """Return the workbook as bytes, for a download."""
    buffer = io.BytesIO()
    _write(buffer, sheets, meta)
    return buffer.getvalue()


def _write(stream: BinaryIO, sheets: Sequence[Sheet], meta: ListMeta) -> None:
    # The writer keeps rows in temporary files until the end; they hold personal data and must go whatever happens.
    with tempfile.TemporaryDirectory(prefix="list-") as folder:
        workbook = xlsxwriter.Workbook(stream, {**OPTIONS, "tmpdir": folder})
        try:
            _fill(workbook, sheets, meta)
        except BaseException:
            for worksheet in workbook.worksheets():
                worksheet.row_data_fh.close()
            raise
        workbook.close()


def _fill(workbook: Workbook, sheets: Sequence[Sheet], meta: ListMeta) -> None:
    made_on = dt.datetime.combine(meta.made_on or dt.date(2000, 1, 1), dt.time())
    workbook.set_properties({"title": meta.title, "author": meta.made_by, "company": meta.county, "created": made_on})
    styles = _Styles(workbook)
    titles = _unique_titles([sheet.title for sheet in sheets])
    lists = _ChoiceLists(sheets)
    for sheet, title in zip(sheets, titles, strict=True):
        _SheetWriter(workbook.add_worksheet(title), sheet, meta, styles, lists).write()
    lists.write(workbook, styles)


class _Styles:
    """The few cell formats of every list."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[str, Any] = {}
        self.title = self._add(bold=True, font_size=15, align="center", valign="vcenter")
        self.line = self._add(font_color="#555555", num_format="@", text_wrap=True, valign="vcenter")
        self.banner = self._add(bold=True, font_color="#9C2A10", bg_color="#FDEBD0", num_format="@", text_wrap=True, valign="vcenter")
        self.heading = self._heading("#E8EEF4")
        self.required_heading = self._heading("#FFF2CC")
        # The text format keeps "=1+1" a text even when somebody edits the cell.
        self.text = self._add(num_format="@", border=1, border_color="#C8CDD2", text_wrap=True, valign="vcenter")
        self.blank = self._add(num_format="@")

    def number(self, column: Column) -> Any:
        """Return the format of a number or percentage with its digits."""
        point = "." + "0" * column.digits if column.digits else ""
        code = {Kind.PERCENT: f"0{point}%", Kind.YEAR: "0"}.get(column.kind, f"#,##0{point}") + SPACE_BEHIND
        if code not in self._numbers:
            self._numbers[code] = self._add(num_format=code, border=1, border_color="#C8CDD2", align="right", valign="vcenter")
        return self._numbers[code]

    def _heading(self, colour: str) -> Any:
        return self._add(bold=True, bg_color=colour, border=1, border_color="#C8CDD2", text_wrap=True, align="center",
                         valign="vcenter", num_format="@")

    def _add(self, **properties: Any) -> Any:
        return self._workbook.add_format({**FONT, **properties})


class _ChoiceLists:
    """The drop-down lists of all sheets; Excel limits a list inside a validation to 255 characters, a range has no limit."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        found = [column.choices for sheet in sheets if sheet.blank_rows for column in sheet.columns if column.choices]
        self._lists = list(dict.fromkeys(found))

    def reference(self, choices: tuple[str, ...]) -> str:
        """Return the range that holds the list."""
        letter = xlsxwriter.utility.xl_col_to_name(self._lists.index(choices), True)
        return f"='{LISTS_TITLE}'!{letter}$1:{letter}${len(choices)}"

    def write(self, workbook: Workbook, styles: _Styles) -> None:
        """Write the lists into a hidden last sheet."""
        if not self._lists:
            return
        worksheet = workbook.add_worksheet(LISTS_TITLE)
        worksheet.hide()
        for row in range(max(map(len, self._lists))):
            for number, choices in enumerate(self._lists):
                if row < len(choices):
                    worksheet.write_string(row, number, text_of(choices[row]), styles.blank)


class _SheetWriter:
    """Writes one sheet from top to bottom, as constant memory demands."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, meta: ListMeta, styles: _Styles, lists: _ChoiceLists) -> None:
        self._worksheet, self._sheet, self._meta, self._styles, self._lists = worksheet, sheet, meta, styles, lists
        self._widths = column_widths(sheet.columns)
        self._row = 0

    def write(self) -> None:
        """Write columns' widths, title block, heading, rows, footer, drop-downs and print settings."""
        for number, (column, width) in enumerate(zip(self._sheet.columns, self._widths, strict=True)):
            shared = None if column.is_numeric else self._styles.blank
            self._worksheet.set_column(number, number, width, shared)
        if not self._sheet.heading_first:
            self._write_top()
        elif self._meta.synthetic or self._meta.mark:
            line = "  ".join(part for part in (BANNER if self._meta.synthetic else "", self._meta.mark) if part)
            self._write_line(line, self._styles.banner if self._meta.synthetic else self._styles.line)
        heading_row = self._write_heading()
        for cells in self._sheet.rows:
            self._write_cells(cells)
        self._offer_choices(heading_row)
        self._write_footer()
        self._set_up_print(heading_row)

    def _write_top(self) -> None:
        last = len(self._sheet.columns) - 1
        title = self._meta.title if self._sheet.title in self._meta.title else f"{self._meta.title}（{self._sheet.title}）"
        self._worksheet.set_row(0, 28)
        if last > 0:
            self._worksheet.merge_range(0, 0, 0, last, "", self._styles.title)
        self._worksheet.write_string(0, 0, text_of(title), self._styles.title)
        self._row = 1
        line = self._meta.line()
        if line:
            self._write_across(line, self._styles.banner if self._meta.synthetic else self._styles.line)
        for note in self._sheet.notes:
            self._write_across(note, self._styles.line)

    def _write_across(self, text: str, style: Any) -> None:
        """Write a line over the whole width of the table, as high as it needs."""
        self._worksheet.set_row(self._row, row_height([text], [sum(self._widths)]))
        last = len(self._widths) - 1
        if last > 0:
            self._worksheet.merge_range(self._row, 0, self._row, last, "", style)
        self._write_line(text, style)

    def _write_line(self, text: str, style: Any) -> None:
        self._worksheet.write_string(self._row, 0, text_of(text), style)
        self._row += 1

    def _write_heading(self) -> int:
        headings = [text_of(column.heading) for column in self._sheet.columns]
        self._worksheet.set_row(self._row, row_height(headings, self._widths, least=30))
        for number, column in enumerate(self._sheet.columns):
            style = self._styles.required_heading if column.required else self._styles.heading
            self._worksheet.write_string(self._row, number, text_of(column.heading), style)
        self._row += 1
        self._worksheet.freeze_panes(self._row, self._sheet.freeze_columns)
        return self._row - 1

    def _write_cells(self, cells: Sequence[Cell]) -> None:
        texts = ["" if is_number(value) else text_of(value) for value in cells]
        if height := row_height(texts, self._widths):
            self._worksheet.set_row(self._row, height)
        for number, (value, column) in enumerate(zip(cells, self._sheet.columns, strict=True)):
            if column.is_numeric and is_number(value):
                self._worksheet.write_number(self._row, number, float(value), self._styles.number(column))
            elif text := texts[number] or text_of(value):
                self._worksheet.write_string(self._row, number, text, self._styles.text)
            else:
                self._worksheet.write_blank(self._row, number, None, self._styles.text)
        self._row += 1

    def _offer_choices(self, heading_row: int) -> None:
        if not self._sheet.blank_rows:
            return
        last = self._row + self._sheet.blank_rows - 1
        for number, column in enumerate(self._sheet.columns):
            rule: dict[str, Any] = {"validate": "any", "input_title": column.heading[:32], "input_message": column.prompt[:255]}
            if column.choices:
                rule |= {"validate": "list", "source": self._lists.reference(column.choices), "error_type": "warning",
                         "error_title": "不在列表中", "error_message": "请从下拉列表中选择。"}
            if column.choices or column.prompt:
                self._worksheet.data_validation(heading_row + 1, number, last, number, rule)

    def _write_footer(self) -> None:
        if self._sheet.footer:
            self._row += 1
        for text in self._sheet.footer:
            self._write_line(text, self._styles.blank)

    def _set_up_print(self, heading_row: int) -> None:
        worksheet = self._worksheet
        worksheet.set_paper(A3 if sum(self._widths) > A3_FROM_WIDTH else A4)
        if sum(self._widths) > LANDSCAPE_FROM_WIDTH:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(heading_row)
        worksheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        banner = f"  {BANNER}" if self._meta.synthetic else ""
        # The blank keeps the size of the letters apart from a title that begins with a year. Small and to the right: the
        # first page has its large title already.
        worksheet.set_header(f"&R&9 {_print_text(self._meta.title + banner)}")
        day = self._meta.made_on.isoformat() if self._meta.made_on else ""
        # The mark on every printed page: who took the list, and when.
        worksheet.set_footer(f"&L{_print_text(self._meta.county)}&C第 &P 页，共 &N 页&R{_print_text(self._meta.mark) or day}")


def _unique_titles(titles: Sequence[str]) -> list[str]:
    used: set[str] = {LISTS_TITLE}
    unique: list[str] = []
    for title in titles:
        clean = FORBIDDEN_IN_TITLES.sub("·", text_of(title)).strip("' ")[:TITLE_CHARACTERS] or "表"
        numbered = (f"{clean[:TITLE_CHARACTERS - 4]}-{number}" for number in itertools.count(2))
        free = next(name for name in itertools.chain([clean], numbered) if name not in used)
        used.add(free)
        unique.append(free)
    return unique


def _print_text(text: str) -> str:
    # "&" begins a code in headers and footers; Excel takes at most 255 characters in all.
    return text_of(text).replace("&", "&&").replace("\n", " ")[:100]
