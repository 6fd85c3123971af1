"""Faults that spoil a bureau's form without spoiling the records: told as remarks, cell by cell, and marked in the copy.

They are the checks the bureau's own officers build by hand: blanks, words outside the list, shapes of dates, digits of telephones,
one name of the unit in all rows, formulas, the years of birth an identity number can tell.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from staffing.core.columns import Column
from staffing.core.facts import Findings
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.book import RawSheet, day_or
from staffing.core.spreadsheets.values import ValueFault
from staffing.imports.cells import CellReader
from staffing.imports.foreign.mapping import BookMapping, SheetMapping
from staffing.imports.foreign.targets import bureau_titles, targets

# From this share of its titles on, a sheet is the bureau's form, in which no cell may stay empty.
FORM_SHARE: Final = 0.6
ONE_UNIT: Final = 0.8
MOBILE: Final = re.compile(r"1\d{10}")
BIRTH_YEARS: Final = range(1931, 2020)


class Noter:
    """Tells remarks about the rows of one sheet."""

    def __init__(self, findings: Findings, mapping: BookMapping, sheet: SheetMapping, raw: RawSheet) -> None:
        """Look whether the sheet is the bureau's form, and which unit most of its rows name."""
        self._findings = findings
        self._sheet = sheet
        self._title = sheet.layout.title
        titles = {values.plain_text(title) for title in bureau_titles()}
        known = sum(values.plain_text(head.text) in titles for head in sheet.layout.headings)
        self._is_form = known >= FORM_SHARE * len(sheet.layout.headings)
        self._blocked = {**dict.fromkeys(raw.formulas, "formula"), **dict.fromkeys(raw.errors, "error_cell")}
        self._merged = [one for one in raw.merged if one[2] > sheet.layout.heading_row]
        self._unit_place = sheet.places("post").get("personnel_school", 0)
        self._unit = self._usual_unit(raw)

    def _usual_unit(self, raw: RawSheet) -> str:
        if not self._unit_place:
            return ""
        units = Counter(values.text_of_cell(day_or(row[self._unit_place - 1])) for number in self._sheet.layout.data_rows()
                        if number <= len(raw.rows) and len(row := raw.rows[number - 1]) >= self._unit_place)
        units.pop("", None)
        name, count = units.most_common(1)[0] if units else ("", 0)
        return name if len(units) > 1 and count >= ONE_UNIT * units.total() else ""

    def note_row(self, number: int, cells: Sequence[Any]) -> None:
        """Tell what is wrong with the cells that are imported, beyond their own reading."""
        for head in self._sheet.layout.headings:
            code = self._sheet.columns.get(head.column, "")
            if not code:
                continue
            cell = day_or(cells[head.column - 1]) if head.column <= len(cells) else ""
            if (number, head.column) in self._blocked and code != "noted.plain" and not code.startswith("noted."):
                self._remark(number, head.column, code, cell, self._blocked[number, head.column])
            if cell == "":
                if self._is_form:
                    self._remark(number, head.column, code, None, "left_blank")
            elif code == "teachers.phone":
                self._phone(number, head.column, code, cell)
            elif code == "teachers.id_number":
                self._birth_year(number, head.column, code, cell)
            elif head.column == self._unit_place and self._unit and values.text_of_cell(cell) != self._unit:
                self._remark(number, head.column, code, cell, "other_unit", unit=self._unit)

    def note_columns(self, number: int, cells: Sequence[Any], readers: Sequence[tuple[Column, CellReader, int, dict[str, str]]]) -> None:
        """Tell what is wrong in the columns that are only checked."""
        for column, read, place, _words in readers:
            cell = day_or(cells[place]) if place < len(cells) else ""
            if column.code == "plain" or cell == "":
                continue
            try:
                if self._blocked.get((number, place + 1)) == "error_cell":
                    raise ValueFault("error_cell")
                read(cell)
                if column.code == "contact_phone":
                    self._phone(number, place + 1, "noted.contact_phone", cell)
            except ValueFault as fault:
                self._remark(number, place + 1, f"noted.{column.code}", cell, fault.code, **fault.params)

    def _phone(self, number: int, column: int, code: str, cell: Any) -> None:
        text = values.plain_text(cell).replace(" ", "").replace("-", "")
        if text.isdigit() and not MOBILE.fullmatch(text):
            self._remark(number, column, code, cell, "phone_digits", digits=len(text))

    def _birth_year(self, number: int, column: int, code: str, cell: Any) -> None:
        text = values.plain_text(cell).replace(" ", "")
        if re.fullmatch(r"\d{17}[\dXx]", text) and int(text[6:10]) not in BIRTH_YEARS:
            self._remark(number, column, code, cell, "id_year", first=BIRTH_YEARS.start, last=BIRTH_YEARS.stop - 1)

    def _remark(self, number: int, column: int, code: str, value: Any, fault: str, **params: Any) -> None:
        head = self._sheet.heading_of(column)
        self._findings.remark(self._title, number, column, head.shown if head else "", value, fault,
                              personal=targets()[code].column.masked or code == "teachers.name", **params)
