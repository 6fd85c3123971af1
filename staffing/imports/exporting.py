"""The county's records as the sheets of the template, so that they can be changed in a spreadsheet and imported again.

Identity and telephone numbers and restricted texts stay out: their cells are empty, and an empty cell changes nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import OFFICERS
from staffing.core.columns import Column, SheetColumns, ValueKind
from staffing.core.exports import Exported, ExportFormat, ExportKind
from staffing.core.facts import FactTable, Key
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, ListMeta
from staffing.extensions import db
from staffing.imports.catalogue import TABLES, county_sheets, ruleset_of, words_of
from staffing.imports.stored import StoredRecords, StoredRow
from staffing.imports.template import filled_sheets
from staffing.schools.columns import FORECAST, REPORTED
from staffing.schools.models import County

TITLE: Final = "师资数据"
# Column of a sheet → field of its table, where the names differ.
OTHER_NAMES: Final[dict[str, dict[str, str]]] = {
    "schools": {"standing_from": "valid_from"}, "teachers": {"employment": "kind", "employed_from": "valid_from"}, "honours": {"title": "name"},
}
TABLE_OF: Final[dict[str, str]] = {
    "posts": "posts", "title_posts": "title_posts", "groups": "membership", "distances": "distance", "appointments": "appointment", "certificates": "certificate",
    "degrees": "degree", "titles": "title", "honours": "honour", "trainings": "training", "appraisals": "appraisal", "rotations": "rotation",
    "deferrals": "deferral", "disciplines": "discipline", "leaderships": "leadership",
}
Fields = dict[str, Any]


class RecordSheets:
    """Turns stored records into rows of sheets."""

    def __init__(self, stored: StoredRecords, sheets: Sequence[SheetColumns]) -> None:
        """Take loaded records and the sheets in the county's words."""
        self._stored = stored
        self._sheets = {sheet.code: sheet for sheet in sheets}
        self._schools = self._names("school")
        self._persons = self._names("teacher")

    def _names(self, table: str) -> dict[Any, str]:
        place = TABLES[table].place_of("name")
        return {key[0]: row.values[place] for key, row in self._stored.rows[table].items()}

    def rows(self) -> dict[str, list[list[Cell]]]:
        """Return the rows of every sheet that has any."""
        special: dict[str, Callable[[], Iterator[Fields]]] = {
            "schools": self._school_rows, "sections": self._section_rows, "hardware": self._hardware_rows, "teachers": self._teacher_rows,
            "intents": self._intent_rows, "groups": self._group_rows, "appointments": self._appointment_rows, "rotations": self._rotation_rows,
        }
        made: dict[str, list[list[Cell]]] = {}
        for code, sheet in self._sheets.items():
            fields = special[code]() if code in special else self._plain_rows(code)
            rows = [[self._cell(column, one.get(column.code)) for column in sheet.columns] for one in fields]
            if rows:
                made[code] = rows
        return made

    def _plain_rows(self, code: str) -> Iterator[Fields]:
        yield from self._table_rows(TABLE_OF[code], OTHER_NAMES.get(code, {}))

    def _table_rows(self, name: str, other: Mapping[str, str]) -> Iterator[Fields]:
        table = TABLES[name]
        back = {field: column for column, field in other.items()}
        for key, row in sorted(self._stored.rows[name].items(), key=lambda item: repr(item[0])):
            said = _said(table, key, row)
            if isinstance(said.get("teacher"), tuple):
                number = said.pop("teacher")[0]
                named = {back.get(field, field): value for field, value in said.items()}
                yield {**named, "number": number, "name": self._persons[number]}
            else:
                yield {back.get(field, field): value for field, value in said.items()}

    def _school_rows(self) -> Iterator[Fields]:
        formers: dict[Key, list[str]] = {}
        for school, name in self._stored.rows["alias"]:
            formers.setdefault(school, []).append(name)
        latest = {key[0]: _said(TABLES["standing"], key, row) for key, row in sorted(self._stored.rows["standing"].items(), key=lambda item: item[0][1])}
        for key, row in sorted(self._stored.rows["school"].items()):
            said = _said(TABLES["school"], key, row)
            standing = latest.get(key, {})
            entity = said["entity"]
            credit = self._stored.rows["entity"][entity].values[0] if entity else ""
            yield {**said, "entity": entity[0] if entity else "", "credit_code": credit, "aliases": tuple(sorted(formers.get(key, []))),
                   **{name: standing.get(name) for name in ("ownership", "location", "remoteness", "strength")},
                   "standing_from": standing.get("valid_from")}

    def _section_rows(self) -> Iterator[Fields]:
        grades: dict[Key, Fields] = {}
        for (year, grade), row in self._stored.rows["grade"].items():
            said = _said(TABLES["grade"], (year, grade), row)
            grades.setdefault(year, {}).update({f"pupils_{grade}": said["pupils"], f"classes_{grade}": said["classes"],
                                                f"largest_{grade}": said["largest_class"] or None})
        for key in sorted(grades, key=repr):
            yield {**_year_fields(key), **grades[key]}

    def _hardware_rows(self) -> Iterator[Fields]:
        for key, row in sorted(self._stored.rows["section_year"].items(), key=lambda item: repr(item[0])):
            if any(value is not None for value in row.values):
                yield {**_year_fields(key), **_said(TABLES["section_year"], key, row)}

    def _group_rows(self) -> Iterator[Fields]:
        for said in self._table_rows("membership", {}):
            group = said["group"]
            yield {**said, "group": group[0], "kind": self._stored.rows["group"][group].values[0]}

    def _teacher_rows(self) -> Iterator[Fields]:
        latest = {key[0]: _said(TABLES["employment"], key, row) for key, row in sorted(self._stored.rows["employment"].items(), key=lambda item: item[0][1])}
        for key, row in sorted(self._stored.rows["teacher"].items()):
            employment = latest.get(key, {})
            said = _said(TABLES["teacher"], key, row)
            partner = said.pop("partner")
            yield {**{name: employment.get(name) for name in ("category", "track", "stage_of_service", "status")}, **said,
                   "employment": employment.get("kind"), "employed_from": employment.get("valid_from"), "partner": partner[0] if partner else None}

    def _appointment_rows(self) -> Iterator[Fields]:
        for said in self._table_rows("appointment", {}):
            section = said["section"]
            place = {"school": section[0], "stage": section[1]} if section else {"school": None, "stage": None}
            yield {**said, **place}

    def _rotation_rows(self) -> Iterator[Fields]:
        for said in self._table_rows("rotation", {}):
            yield {**said, "from_school": said["from_school"] or said["from_school_name"], "to_school": said["to_school"] or said["to_school_name"]}

    def _intent_rows(self) -> Iterator[Fields]:
        wishes: dict[Key, Fields] = {}
        for (year, teacher, place), row in self._stored.rows["wish"].items():
            school, stage = row.values[0]
            wishes.setdefault((year, teacher), {}).update({f"wish_{place}": school, f"wish_stage_{place}": stage})
        for said in self._table_rows("intent", {}):
            year = said.pop("rotation_year")
            yield {**said, "school_year": year[0], **wishes.get((year, (said["number"],)), {})}

    def _cell(self, column: Column, value: Any) -> Cell:
        """Return what stands in a cell: words of choices, names of schools, last days instead of exclusive ends."""
        if value is None or column.kind in (ValueKind.ID_NUMBER, ValueKind.PHONE) or column.code == "content":
            return ""
        if isinstance(value, tuple):
            return self._schools[value[0]] if column.kind is ValueKind.NAME else "、".join(value)
        if column.kind is ValueKind.CHOICE:
            return next((choice.label for choice in column.choices if choice.code == value), str(value))
        if column.code == "valid_to":
            return str((value - dt.timedelta(days=1)).isoformat())
        plain: Cell = value
        return plain


def _said(table: FactTable, key: Key, row: StoredRow) -> Fields:
    keys = {one.name: value for one, value in zip(table.key, key, strict=True) if not one.transient}
    return {**keys, **{one.name: value for one, value in zip(table.values, row.values, strict=True)}}


def _year_fields(key: Key) -> Fields:
    (school, stage), year, forecast = key
    return {"school": school, "stage": stage, "school_year": year, "figures": FORECAST if forecast else REPORTED}


def export_records(county_id: int) -> Exported:
    """Return all records of a county in the form of the template."""
    county = db.session.get_one(County, county_id)
    sheets = county_sheets(words_of(ruleset_of(county)))
    stored = StoredRecords(county_id)
    stored.load_all()
    meta = ListMeta(TITLE, county=county.name, made_on=today(), synthetic=county.synthetic)
    return Exported(meta, filled_sheets(sheets, RecordSheets(stored, sheets).rows()))


IMPORT_EXPORTS: Final = (
    ExportKind("records", TITLE, OFFICERS, export_records,
               _l("All records in the form of the template, without identity and telephone numbers; can be changed and imported again"),
               formats=(ExportFormat.XLSX, ExportFormat.CSV)),
)
