"""What the rows of the sheets about single facts state: certificates, education, titles, honours, training, appraisals,
rotations, deferrals, discipline, administrative posts."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from staffing.core.columns import Choice, SheetColumns
from staffing.core.facts import ABSENT, FactTable, FaultyRowError, Row, SheetImport
from staffing.schools.importing import day_after
from staffing.teachers import columns, fact_tables as tables
from staffing.teachers.directory import dated_degrees
from staffing.teachers.enums import DegreeLevel
from staffing.teachers.importing import TeacherSheets

# Level of education at least needed for an academic degree (学位条例): a bachelor's degree needs 本科, and so on.
DEGREE_NEEDS = {"学士": DegreeLevel.BACHELOR, "硕士": DegreeLevel.BACHELOR, "博士": DegreeLevel.BACHELOR}


@dataclass(slots=True)
class TeacherFactSheets:
    """Turns rows into facts about persons; kinds of exchange and grounds of deferral are those of the county's rule set."""

    teachers: TeacherSheets
    exchange_kinds: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    _degrees: dict[tuple[str, str], list[dt.date | None]] = field(default_factory=dict)

    def imports(self) -> tuple[SheetImport, ...]:
        """Return the sheets."""
        self._degrees = dated_degrees(self.teachers.county_id)
        return (
            SheetImport(columns.CERTIFICATES, self.state_certificate), SheetImport(columns.DEGREES, self.state_degree),
            SheetImport(columns.TITLES, self.state_title), SheetImport(columns.HONOURS, self.state_honour),
            SheetImport(columns.TRAININGS, self.state_training), SheetImport(columns.APPRAISAL_SHEET, self.state_appraisal),
            SheetImport(with_choices(columns.ROTATIONS, "kind", self.exchange_kinds), self.state_rotation),
            SheetImport(with_choices(columns.DEFERRALS, "ground", self.grounds), self.state_deferral),
            SheetImport(columns.DISCIPLINE_SHEET, self.state_discipline, bureau_only=True),
            SheetImport(columns.LEADERS, self.state_leadership),
        )

    def _state(self, table: FactTable, row: Row, key: tuple[Any, ...], **values: Any) -> None:
        self.teachers.findings.state(table, row, key, **values)

    def _person(self, row: Row) -> tuple[str]:
        return (self.teachers.find_person(row),)

    def _refuse_before_birth(self, row: Row, number: tuple[str], column: str) -> None:
        day = row.get(column)
        if isinstance(day, dt.date) and day <= self.teachers.persons.persons[number[0]].birth_date:
            self.teachers.findings.fault(row, column, "before_birth")
            raise FaultyRowError

    def state_certificate(self, row: Row) -> None:
        """Take one certificate."""
        person = self._person(row)
        self._refuse_before_birth(row, person, "issued_on")
        self._state(tables.CERTIFICATE, row, (person, row["kind"], row.get("subject", "")), issued_on=row.get("issued_on"))

    def state_degree(self, row: Row) -> None:
        """Take one education; without a graduation day it means the only one of that level on record."""
        person, level = self._person(row), row["level"]
        self._refuse_before_birth(row, person, "graduated_on")
        degree = row.get("academic_degree")
        if isinstance(degree, str) and level.rank < DEGREE_NEEDS[degree].rank:
            self.teachers.findings.fault(row, "academic_degree", "degree_contradiction")
        known = self._degrees.get((person[0], level), [])
        day = row.get("graduated_on", known[0] if len(known) == 1 else None)
        self._state(tables.DEGREE, row, (person, level, day), academic_degree=degree, institution=row.get("institution"), major=row.get("major"))

    def state_title(self, row: Row) -> None:
        """Take one title."""
        person = self._person(row)
        self._refuse_before_birth(row, person, "granted_on")
        granted, engaged = row.get("granted_on"), row.get("engaged_on")
        if isinstance(granted, dt.date) and isinstance(engaged, dt.date) and (engaged.year, engaged.month) < (granted.year, granted.month):
            self.teachers.findings.fault(row, "engaged_on", "end_before_start")
        self._state(tables.TITLE, row, (person, row["level"]), granted_on=granted, engaged_on=engaged, post_grade=row.get("post_grade"))

    def state_honour(self, row: Row) -> None:
        """Take one backbone honour; its last day is stored as it stands, included."""
        person = self._person(row)
        self._refuse_before_birth(row, person, "granted_on")
        day_after(self.teachers.findings, row, "expires_on", start="granted_on")
        self._state(tables.HONOUR, row, (person, row["level"], row["title"], row["granted_on"]), expires_on=row.get("expires_on"))

    def state_training(self, row: Row) -> None:
        """Take the training hours of a year and kind."""
        self._state(tables.TRAINING, row, (self._person(row), row["year"], row.get("kind", "")), hours=row["hours"])

    def state_appraisal(self, row: Row) -> None:
        """Take one yearly appraisal."""
        self._state(tables.APPRAISAL, row, (self._person(row), row["year"]), grade=row["grade"])

    def state_rotation(self, row: Row) -> None:
        """Take one past or running rotation; a school of another county is kept by its name."""
        person = self._person(row)
        start, end = row["starts_on"], row.get("ends_on")
        self._refuse_before_birth(row, person, "starts_on")
        if isinstance(end, dt.date) and end <= start:
            self.teachers.findings.fault(row, "ends_on", "end_before_start")
            raise FaultyRowError
        schools: dict[str, Any] = {}
        for column in ("from_school", "to_school"):
            schools |= self._school_or_name(row, column)
        if isinstance(schools["from_school"], tuple) and schools["from_school"] == schools["to_school"]:
            self.teachers.findings.fault(row, "to_school", "same_school")
            raise FaultyRowError
        self._state(tables.ROTATION, row, (person, start), kind=row["kind"], ends_on=end, relation_moved=row.get("relation_moved"),
                    full_time=row.get("full_time"), **schools)

    def _school_or_name(self, row: Row, column: str) -> dict[str, Any]:
        name = row.get(column)
        if not isinstance(name, str):
            return {column: name, f"{column}_name": name}
        found = self.teachers.directory.find(name)
        if len(found) > 1:
            self.teachers.schools.find_school(row, column, foreign_allowed=True)
        code = found[0] if found else None
        return {column: (code,) if code else None, f"{column}_name": self.teachers.directory.names[code] if code else name}

    def state_deferral(self, row: Row) -> None:
        """Take one ground of deferral with its time and evidence."""
        person = self._person(row)
        ends = day_after(self.teachers.findings, row, "valid_to")
        self._state(tables.DEFERRAL, row, (person, row["ground"], row["valid_from"]), has_evidence=row.get("has_evidence"),
                    evidence_name=row.get("evidence_name"), valid_to=ends, content=row.get("content"))

    def state_discipline(self, row: Row) -> None:
        """Take one sanction or inquiry with its effect period."""
        person = self._person(row)
        ends = day_after(self.teachers.findings, row, "valid_to")
        self._state(tables.DISCIPLINE, row, (person, row["kind"], row["valid_from"]), valid_to=ends, content=row.get("content"))

    def state_leadership(self, row: Row) -> None:
        """Take one administrative post."""
        person = self._person(row)
        self._refuse_before_birth(row, person, "valid_from")
        school = self.teachers.schools.find_school(row, "school", foreign_allowed=row.get("valid_to") is not ABSENT)
        ends = day_after(self.teachers.findings, row, "valid_to")
        self._state(tables.LEADERSHIP, row, (person, (school,), row["role"], row["valid_from"]), valid_to=ends, term=row.get("term"))


def with_choices(sheet: SheetColumns, code: str, choices: tuple[Choice, ...]) -> SheetColumns:
    """Return the sheet with the allowed words of one column, as the county's rule set gives them."""
    return replace(sheet, columns=tuple(replace(one, choices=choices) if one.code == code else one for one in sheet.columns))
