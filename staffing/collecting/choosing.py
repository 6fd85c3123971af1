"""Which sheets and columns a round can ask for, and which columns always go along because they say what a row is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from staffing.core.columns import Column, DataClass, SheetColumns
from staffing.schools.columns import GRADES

PERSON_KEYS: Final = ("number", "name")
# The columns by which a row finds its record again (see the keys of the fact tables); without them it would be another's.
KEY_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "schools": ("code",), "sections": ("school", "stage", "school_year", "figures"), "hardware": ("school", "stage", "school_year", "figures"),
    "teachers": ("number",),
    "appointments": (*PERSON_KEYS, "kind", "personnel_school", "personnel_stage", "school", "stage", "valid_from"),
    "certificates": (*PERSON_KEYS, "kind", "subject"), "degrees": (*PERSON_KEYS, "level", "graduated_on"), "titles": (*PERSON_KEYS, "level"),
    "honours": (*PERSON_KEYS, "level", "title", "granted_on"), "trainings": (*PERSON_KEYS, "year", "kind"), "appraisals": (*PERSON_KEYS, "year"),
    "rotations": (*PERSON_KEYS, "from_school", "to_school", "starts_on"), "deferrals": (*PERSON_KEYS, "ground", "valid_from"),
    "leaderships": (*PERSON_KEYS, "school", "role", "valid_from", "valid_to"), "intents": ("school_year", *PERSON_KEYS),
}
# A column that says nothing, or another thing, without others: start and end of employment, pupils and classes of a grade,
# a school wished for and its stage.
TOGETHER: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "sections": {f"{name}_{grade}": (f"pupils_{grade}", f"classes_{grade}") for grade in GRADES for name in ("pupils", "classes", "largest")},
    "teachers": dict.fromkeys(("track", "stage_of_service", "status"), ("employed_from",)),
    "appointments": {"valid_to": ("valid_from",)},
    "intents": {f"wish_{place}": (*(f"wish_{other}" for other in range(1, place)), f"wish_stage_{place}") for place in range(1, 6)}
    | {f"wish_stage_{place}": (f"wish_{place}",) for place in range(1, 6)},
}
# Sheets that are about the yearly work of every school; the others are chosen when they are needed.
USUAL_SHEETS: Final = ("sections", "teachers", "appointments", "certificates", "degrees", "titles")


def key_columns(sheet: SheetColumns) -> frozenset[str]:
    """Return the columns by which a row finds its record; every column of a sheet that nobody has described here."""
    return frozenset(KEY_COLUMNS.get(sheet.code, tuple(column.code for column in sheet.columns)))


def is_kept_back(sheet: SheetColumns) -> bool:
    """True if known rows stay out of the book: what makes a row of this sheet is restricted itself."""
    return any(column.required and column.data_class is DataClass.RESTRICTED for column in sheet.columns)


def always(sheet: SheetColumns) -> set[str]:
    """Return the columns that no choice can leave out."""
    return {column.code for column in sheet.columns if column.required} | key_columns(sheet)


def chosen_sheets(sheets: Sequence[SheetColumns], chosen: Mapping[str, Sequence[str]]) -> list[SheetColumns]:
    """Return the chosen sheets with the chosen columns and those that must go along, in their usual order."""
    return [_reduced(sheet, chosen[sheet.code]) for sheet in sheets if sheet.code in chosen]


def _reduced(sheet: SheetColumns, columns: Sequence[str]) -> SheetColumns:
    wanted = always(sheet) | set(columns)
    for code, others in TOGETHER.get(sheet.code, {}).items():
        if code in columns:
            wanted |= set(others)
    return replace(sheet, columns=tuple(column for column in sheet.columns if column.code in wanted))


def optional_columns(sheet: SheetColumns) -> list[Column]:
    """Return the columns that a round may leave out."""
    kept = always(sheet)
    return [column for column in sheet.columns if column.code not in kept]
