"""What the rows of sheet 轮岗意向与志愿 state."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from staffing.core.facts import ABSENT, FaultyRowError, Row, SheetImport
from staffing.extensions import db
from staffing.rotation_years import columns, fact_tables as tables
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import Stage
from staffing.teachers.importing import TeacherSheets


@dataclass(slots=True)
class IntentSheets:
    """Turns rows into intents and ranked wishes of a rotation year that is open."""

    teachers: TeacherSheets
    years: dict[int, int] = field(default_factory=dict)

    def imports(self) -> tuple[SheetImport, ...]:
        """Return the sheet."""
        statement = select(RotationYear.school_year, RotationYear.id).where(RotationYear.county_id == self.teachers.county_id)
        self.years = {row.school_year: row.id for row in db.session.execute(statement)}
        return (SheetImport(columns.INTENTS, self.state_intent),)

    def state_intent(self, row: Row) -> None:
        """Take what is settled about one person and the wishes in their order."""
        findings = self.teachers.findings
        year = row["school_year"]
        if year not in self.years:
            findings.fault(row, "school_year", "unknown_year", year=year)
            raise FaultyRowError
        person = (self.teachers.find_person(row),)
        if row.get("must_move") is True and row.get("must_stay") is True:
            findings.fault(row, "must_stay", "move_and_stay")
            raise FaultyRowError
        findings.state(tables.INTENT, row, ((year,), person), **{one.name: row.get(one.name) for one in tables.INTENT.values})
        seen: set[Any] = set()
        for place in columns.WISHES:
            if row.get(f"wish_{place}") in (ABSENT, None):
                continue
            section = self._wished_section(row, place)
            if section in seen:
                findings.fault(row, f"wish_{place}", "wish_twice")
                continue
            seen.add(section)
            findings.state(tables.WISH, row, ((year,), person, place), section=section)

    def _wished_section(self, row: Row, place: int) -> tuple[Any, ...]:
        schools = self.teachers.schools
        code = schools.find_school(row, f"wish_{place}", foreign_allowed=True)
        stages = schools.directory.stages(code)
        stage: Stage | Any = row.get(f"wish_stage_{place}", stages[0] if len(stages) == 1 else ABSENT)
        if stage not in stages:
            self.teachers.findings.fault(row, f"wish_stage_{place}", "unknown_section")
            raise FaultyRowError
        return ((code,), stage)
