"""What a school's book says already: the county's records as rows of sheets, once for the county, then by school.

A row goes to the school that may also send it back (see the rules for a clerk's file in the import): sheets about schools to
the school itself, sheets about persons to the schools at which they are now employed or teach.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import or_, select

from staffing.collecting.choosing import is_kept_back
from staffing.core.columns import MASKED, SheetColumns
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell
from staffing.extensions import db
from staffing.imports.exporting import RecordSheets
from staffing.imports.stored import StoredRecords
from staffing.schools.columns import FIGURES, REPORTED
from staffing.schools.models import School, Section
from staffing.teachers.models import Appointment, Teacher

Row = list[Cell]
Rows = list[Row]
# Sheets whose rows name a school each year; a round shows those of its own year.
YEARLY: Final = ("sections", "hardware")
REPORTED_WORD: Final = next(choice.label for choice in FIGURES if choice.code == REPORTED)


@dataclass(slots=True)
class KnownRows:
    """The known rows of every school by sheet code; rows have all columns of the sheet."""

    by_school: dict[int, dict[str, Rows]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def of(self, school_id: int, sheet: SheetColumns, whole: SheetColumns) -> Rows:
        """Return a school's rows of a sheet, reduced to the columns of ``sheet``."""
        places = [place for place, column in enumerate(whole.columns) if column.code in {one.code for one in sheet.columns}]
        return [[row[place] for place in places] for row in self.by_school.get(school_id, {}).get(sheet.code, [])]


def known_rows(county_id: int, sheets: Sequence[SheetColumns], school_year: int) -> KnownRows:
    """Return what the records say of every school; masked columns are empty, restricted sheets have no rows."""
    stored = StoredRecords(county_id)
    stored.load_all()
    asked = [sheet for sheet in sheets if not is_kept_back(sheet)]
    found = RecordSheets(stored, asked).rows()
    known = KnownRows()
    schools = list(db.session.scalars(select(School).where(School.county_id == county_id).order_by(School.code)))
    ids = {school.name: school.id for school in schools} | {school.code: school.id for school in schools}
    people = schools_of_people(county_id)
    for sheet in asked:
        owner = _owner(sheet, ids, people, school_year)
        masked = [place for place, column in enumerate(sheet.columns) if column.data_class in MASKED]
        for row in found.get(sheet.code, []):
            for place in masked:
                row[place] = ""
            for school_id in owner(row):
                known.by_school[school_id][sheet.code].append(row)
    return known


def schools_of_people(county_id: int) -> dict[str, set[int]]:
    """Return the schools at which each person is now employed or teaches, by staff number."""
    now = today()
    statement = (
        select(Teacher.number, Appointment.personnel_school_id, Section.school_id).join(Appointment, Appointment.teacher_id == Teacher.id)
        .outerjoin(Section, Section.id == Appointment.section_id)
        .where(Teacher.county_id == county_id, or_(Appointment.valid_to.is_(None), Appointment.valid_to > now)))
    found: dict[str, set[int]] = defaultdict(set)
    for row in db.session.execute(statement):
        found[row.number] |= {row.personnel_school_id} | ({row.school_id} if row.school_id else set())
    return found


def _owner(sheet: SheetColumns, ids: Mapping[str, int], people: Mapping[str, set[int]], school_year: int) -> Callable[[Row], set[int]]:
    places = {column.code: place for place, column in enumerate(sheet.columns)}
    if sheet.code == "schools":
        return lambda row: {ids[str(row[places["code"]])]}
    if sheet.code in YEARLY:
        year, figures, school = places["school_year"], places["figures"], places["school"]
        return lambda row: {ids[str(row[school])]} if row[year] == school_year and row[figures] == REPORTED_WORD else set()
    if "number" not in places:
        school = places["school"]
        return lambda row: {ids[str(row[school])]}
    number = places["number"]
    if "school_year" in places:
        year = places["school_year"]
        return lambda row: people.get(str(row[number]), set()) if row[year] == school_year else set()
    own = _open_elsewhere(sheet.code, places, ids)
    return lambda row: own(row, people.get(str(row[number]), set()))


def _open_elsewhere(code: str, places: Mapping[str, int], ids: Mapping[str, int]) -> Callable[[Row, set[int]], set[int]]:
    """Return how the schools of a row are narrowed: what lasts at another school is that school's to tell."""
    if code not in ("appointments", "leaderships"):
        return lambda row, schools: schools
    columns = [places[name] for name in ("personnel_school", "school") if name in places]
    end = places["valid_to"]

    def narrowed(row: Row, schools: set[int]) -> set[int]:
        named = {ids.get(str(row[place]), 0) for place in columns}
        return schools if row[end] not in ("", None) else schools & named

    return narrowed
