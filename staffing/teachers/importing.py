"""What the rows of the sheets about teachers state. One class reads persons and careers, TeacherFactSheets their further facts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.core import id_number
from staffing.core.facts import ABSENT, FaultyRowError, Findings, Row, SheetImport
from staffing.core.school_year import full_years
from staffing.schools.directory import SchoolDirectory
from staffing.schools.enums import Stage
from staffing.schools.importing import SchoolSheets, day_after
from staffing.teachers import columns, fact_tables as tables
from staffing.teachers.directory import (
    KnownPerson,
    TeacherDirectory,
    latest_employments,
    persons_of_school,
    plain_person_name,
)
from staffing.teachers.enums import AppointmentKind, Sex

# A plausibility bound against swapped or mistyped dates; nobody began to work younger.
YOUNGEST_AT_WORK: Final = 14
AWAY_KINDS: Final = frozenset({AppointmentKind.SECONDMENT, AppointmentKind.STUDY, AppointmentKind.LEAVE})
TEACHER_PLACES: Final = {one.name: place for place, one in enumerate(tables.TEACHER.values)}


@dataclass(slots=True)
class TeacherSheets:
    """Turns rows into facts about persons, their employment and appointments."""

    county_id: int
    findings: Findings
    schools: SchoolSheets
    own_school: str | None
    persons: TeacherDirectory = field(init=False)
    _latest: dict[str, dt.date] = field(init=False)
    _own: set[str] = field(init=False)
    _new: set[str] = field(default_factory=set)
    _arrived: set[str] = field(default_factory=set)
    _excused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Load who is known."""
        self.persons = TeacherDirectory(self.county_id)
        self._latest = latest_employments(self.county_id)
        own_id = self.directory.ids.get(self.own_school) if self.own_school else None
        self._own = persons_of_school(self.county_id, own_id) if own_id else set()

    @property
    def directory(self) -> SchoolDirectory:
        """The schools."""
        return self.schools.directory

    def imports(self) -> tuple[SheetImport, ...]:
        """Return the sheets in the order in which they are to be read."""
        return (
            SheetImport(columns.TEACHERS, self.state_teacher, self._join_partners, excuse=self._excuse_teacher),
            SheetImport(columns.APPOINTMENTS, self.state_appointment, self._check_arrivals),
        )

    def find_person(self, row: Row) -> str:
        """Return the staff number of the person a row means; otherwise the row is faulty."""
        number = row.get("number")
        if number is ABSENT and row.get("id_number") is not ABSENT:
            number = self.persons.by_index.get(self.persons.index_of(row["id_number"]), ABSENT)
        person = self.persons.persons.get(number) if number is not ABSENT else None
        if number in self._excused:
            raise FaultyRowError
        if person is None:
            self.findings.fault(row, "number", "unknown_teacher" if number is not ABSENT or "id_number" in row.values else "required")
            raise FaultyRowError
        self.refuse_foreign(row, number)
        if plain_person_name(person.name) != plain_person_name(row["name"]):
            self.findings.fault(row, "name", "wrong_name", expected=person.name)
            raise FaultyRowError
        return str(number)

    def _excuse_teacher(self, row: Row) -> None:
        if "number" in row.values:
            self._excused.add(row["number"])

    def refuse_foreign(self, row: Row, number: str) -> None:
        """Refuse a row about another school's person, if a clerk sent it."""
        known = self.persons.persons.get(number)
        if self.own_school is not None and known is not None and known.id is not None and number not in self._own:
            self.findings.fault(row, "number", "foreign_school")
            raise FaultyRowError

    def state_teacher(self, row: Row) -> None:
        """Take a person and the present employment."""
        number, birth = row["number"], row["birth_date"]
        self.refuse_foreign(row, number)
        self._check_identity(row, number)
        self._check_beginnings(row, birth)
        partner = row.get("partner")
        if partner == number:
            self.findings.fault(row, "partner", "partner_is_self")
            partner = ABSENT
        said = {one.name: row.get(one.name) for one in tables.TEACHER.values if one.name != "partner"}
        self.findings.state(tables.TEACHER, row, (number,), **said, partner=(partner,) if isinstance(partner, str) else partner)
        known = self.persons.persons.get(number)
        if known is None:
            self._new.add(number)
        self.persons.persons[number] = KnownPerson(known.id if known else None, row["name"], birth)
        self._state_employment(row, number)

    def _check_identity(self, row: Row, number: str) -> None:
        identity = row.get("id_number")
        if identity is ABSENT or identity is None:
            return
        index = self.persons.index_of(identity)
        other = self.persons.by_index.setdefault(index, number)
        if other != number:
            self.findings.fault(row, "id_number", "id_taken", number=other)
        expected = id_number.birth_date(identity)
        if expected != row["birth_date"]:
            # The year and month are enough to see which of the two is wrong without showing the number itself.
            self.findings.fault(row, "birth_date", "id_birth", expected=f"{expected:%Y-%m}")
        male = id_number.is_male(identity)
        if male != (row["sex"] == Sex.MALE):
            self.findings.fault(row, "sex", "id_sex", expected="男" if male else "女")

    def _check_beginnings(self, row: Row, birth: dt.date) -> None:
        for code in ("work_began_on", "teaching_began_on", "employed_from"):
            day = row.get(code)
            if not isinstance(day, dt.date):
                continue
            if day <= birth:
                self.findings.fault(row, code, "before_birth")
            elif full_years(birth, day) < YOUNGEST_AT_WORK:
                self.findings.fault(row, code, "too_young", years=YOUNGEST_AT_WORK)

    def _state_employment(self, row: Row, number: str) -> None:
        start = row.get("employed_from")
        if start is ABSENT:
            days = (self._latest.get(number), row.get("work_began_on"), row.get("teaching_began_on"))
            start = next((day for day in days if isinstance(day, dt.date)), None)
        if start is None:
            self.findings.fault(row, "employed_from", "required")
            raise FaultyRowError
        self.findings.state(tables.EMPLOYMENT, row, ((number,), start), kind=row["employment"], category=row["category"],
                            track=row.get("track"), stage_of_service=row.get("stage_of_service"), status=row.get("status"))

    def _join_partners(self) -> None:
        """Make partners mutual: one who names nobody gets the other's name; one who names somebody else is a fault."""
        place = TEACHER_PLACES["partner"]
        said = {fact.key[0]: fact for fact in self.findings.all_facts(tables.TEACHER)}
        for number, fact in list(said.items()):
            if not isinstance(fact.values[place], tuple):
                continue
            partner = fact.values[place][0]
            known = self.persons.persons.get(partner)
            if partner in self._excused:
                continue
            if known is None:
                self.findings.cell_fault(*fact.origin, "partner", partner, "unknown_teacher")
                continue
            theirs = said[partner].values[place] if partner in said else ABSENT
            named = self.persons.partners.get(partner) if theirs is ABSENT else theirs[0] if theirs else None
            if named not in (None, number):
                self.findings.cell_fault(*fact.origin, "partner", partner, "partner_not_mutual")
                continue
            other = said[partner] if partner in said else self.findings.state(
                tables.TEACHER, Row(fact.origin[0], fact.origin[1], {}), (partner,))
            other.values[place] = (number,)

    def state_appointment(self, row: Row) -> None:
        """Take one span of the service record."""
        number = self.find_person(row)
        person = self.persons.persons[number]
        if row["valid_from"] <= person.birth_date:
            self.findings.fault(row, "valid_from", "before_birth")
            raise FaultyRowError
        ends = day_after(self.findings, row, "valid_to")
        personnel = self.schools.find_school(row, "personnel_school", foreign_allowed=True)
        self._require_section(row, "personnel_stage", personnel, row["personnel_stage"])
        section = self._teaching_section(row, personnel)
        self._note_own(row, number, personnel, section)
        more = row.get("more_subjects")
        self.findings.state(
            tables.APPOINTMENT, row, ((number,), row["valid_from"], section), section=section, kind=row.get("kind"), personnel_school=(personnel,),
            personnel_stage=row["personnel_stage"], subject=row.get("subject"), more_subjects=more if more in (ABSENT, None) else "、".join(more),
            graduating_class=row.get("graduating_class"), share=row.get("share"), valid_to=ends)

    def _teaching_section(self, row: Row, personnel: str) -> tuple[Any, ...] | None:
        if row.get("school") is ABSENT and row.get("kind") in AWAY_KINDS:
            return None
        code = personnel if row.get("school") is ABSENT else self.schools.find_school(row, "school", foreign_allowed=True)
        stage = row.get("stage", row["personnel_stage"])
        self._require_section(row, "stage", code, stage)
        return ((code,), stage)

    def _require_section(self, row: Row, column: str, code: str, stage: Stage) -> None:
        if (code, stage) not in self.directory.sections:
            self.findings.fault(row, column, "unknown_section")
            raise FaultyRowError

    def _note_own(self, row: Row, number: str, personnel: str, section: tuple[Any, ...] | None) -> None:
        """A clerk may tell the whole past of the own people, but nobody's present at another school."""
        if self.own_school is None:
            return
        mine = self.own_school in (personnel, section[0][0] if section else None)
        if mine:
            self._arrived.add(number)
        elif row.get("valid_to") is ABSENT:
            self.findings.fault(row, "personnel_school", "foreign_school")
            raise FaultyRowError

    def _check_arrivals(self) -> None:
        if self.own_school is None:
            return
        for number in sorted(self._new - self._arrived):
            fact = self.findings.find(tables.TEACHER, (number,))
            if fact is not None:
                self.findings.cell_fault(*fact.origin, "number", number, "foreign_school")
