"""What a foreign row leaves unsaid and the rest of the row, the records or the values for all rows say: birth, stage, school, days."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from staffing.core import id_number
from staffing.core.facts import ABSENT, FaultyRowError, Findings, Row
from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.book import day_or
from staffing.extensions import db
from staffing.imports.catalogue import Importing
from staffing.imports.foreign.mapping import BookMapping, SheetMapping
from staffing.teachers.columns import BACKBONE_LEVELS
from staffing.teachers.enums import Sex
from staffing.teachers.models import Appointment, Employment, Teacher

STATE_FIELDS: Final = ("kind", "category", "track", "stage_of_service", "status")
LEVEL_WORDS: Final = {choice.code: choice.label for choice in BACKBONE_LEVELS}


class Filler:
    """Completes rows. Loads once what it needs of the records."""

    def __init__(self, importing: Importing, mapping: BookMapping, findings: Findings) -> None:
        """Load the employment in force and the running posts of the county's persons."""
        self._findings = findings
        self._importing = importing
        self._mapping = mapping
        county_id = importing.county_id
        self._granted: dict[tuple[str, int], tuple[Any, Any]] = {}
        self._states: dict[str, tuple[Any, ...]] = {}
        columns = [getattr(Employment, name) for name in STATE_FIELDS]
        for row in db.session.execute(select(Teacher.number, Employment.valid_from, *columns).join(Employment.teacher).where(
                Teacher.county_id == county_id).order_by(Employment.valid_from)):
            self._states[row[0]] = tuple(row[1:])
        self._posts: dict[str, list[tuple[int, dt.date]]] = {}
        for number, school, start in db.session.execute(select(
                Teacher.number, Appointment.personnel_school_id, Appointment.valid_from).join(Appointment.teacher).where(
                Teacher.county_id == county_id, Appointment.valid_to.is_(None)).order_by(Appointment.valid_from)):
            self._posts.setdefault(number, []).append((school, start))

    def fill(self, block: str, row: Row, sheet: SheetMapping, cells: Sequence[Any]) -> bool:
        """Complete a row of a block; False if the block says nothing in it."""
        fill = getattr(self, f"_fill_{block}", None)
        return True if fill is None else bool(fill(row, sheet, cells))

    def _fill_teachers(self, row: Row, _sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        identity = row.get("id_number")
        if isinstance(identity, str):
            row.values.setdefault("birth_date", id_number.birth_date(identity))
            row.values.setdefault("sex", Sex.MALE if id_number.is_male(identity) else Sex.FEMALE)
        known = self._states.get(row["number"])
        if known is not None:
            # A state that is the same as on record corrects nothing; one that differs begins on the file's day, so that the former stays.
            said = {"kind": row.get("employment"), **{name: row.get(name) for name in STATE_FIELDS[1:]}}
            differs = any(said[name] is not ABSENT and said[name] != known[1 + place] for place, name in enumerate(STATE_FIELDS))
            row.values.pop("employed_from", None)
            if differs and self._mapping.as_of is not None and self._mapping.as_of > known[0]:
                row.values["employed_from"] = self._mapping.as_of
                for place, name in enumerate(STATE_FIELDS[2:4], start=3):
                    row.values.setdefault(name, known[place])
        return True

    def _fill_post(self, row: Row, _sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        school = row.get("personnel_school")
        if "personnel_stage" not in row.values and "stage" in row.values:
            row.values["personnel_stage"] = row.values["stage"]
        found = self._importing.schools.find(school) if isinstance(school, str) else []
        if len(found) == 1 and "personnel_stage" not in row.values:
            stages = self._importing.schools.stages(found[0])
            if len(stages) == 1:
                row.values["personnel_stage"] = stages[0]
        if len(found) == 1:
            self._meet_running(row, self._importing.schools.ids.get(found[0]))
        return True

    def _meet_running(self, row: Row, school_id: int | None) -> None:
        """Take the running post at this school as the one meant, and refuse a move that would begin before the post on record."""
        posts, said = self._posts.get(row["number"], []), row.get("valid_from")
        here = [start for id, start in posts if id == school_id]
        if len(here) == 1:
            if isinstance(said, dt.date) and said != here[0]:
                # Another first day at the same school is no second post; whether the records are wrong is decided on the person's page.
                self._findings.cell_remark(row, "valid_from", said, "start_differs", stored=here[0].isoformat())
            row.values["valid_from"] = here[0]
        elif len(posts) == 1 and not here and isinstance(said, dt.date) and said <= posts[0][1]:
            self._findings.fault(row, "valid_from", "before_running", stored=posts[0][1].isoformat())
            raise FaultyRowError

    def _fill_degree(self, row: Row, _sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        abroad = row.values.pop("institution_abroad", None)
        if abroad:
            row.values.setdefault("institution", abroad)
        return True

    _fill_degree_first = _fill_degree

    def _fill_title(self, row: Row, sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        self._granted[sheet.layout.title, row.number] = (row["level"], row.get("granted_on"))
        return True

    def _fill_title_engaged(self, row: Row, sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        """Put the day of the assessment beside that of the engagement, so that their order is checked."""
        level, granted = self._granted.get((sheet.layout.title, row.number), (None, ABSENT))
        if level == row["level"] and granted is not ABSENT:
            row.values.setdefault("granted_on", granted)
        return True

    def _fill_honour(self, row: Row, _sheet: SheetMapping, _cells: Sequence[Any]) -> bool:
        row.values.setdefault("title", f"{LEVEL_WORDS[row['level']]}骨干教师")
        return True

    def _fill_leadership(self, row: Row, sheet: SheetMapping, cells: Sequence[Any]) -> bool:
        place = sheet.places("post").get("personnel_school")
        if "school" not in row.values and place and place <= len(cells):
            text = values.text_of_cell(day_or(cells[place - 1]))
            row.values["school"] = self._mapping.words.get("post.personnel_school", {}).get(text, text)
        return True
