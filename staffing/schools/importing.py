"""What the rows of the sheets about schools state (学校, 学部与学生数, 办学条件, 编制, 集团学区, 学校间距离)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from staffing.core.facts import ABSENT, Fact, FaultyRowError, Findings, Row, SheetImport
from staffing.extensions import db
from staffing.schools import columns, fact_tables as tables
from staffing.schools.directory import SchoolDirectory
from staffing.schools.enums import PostLevel, Stage
from staffing.schools.models import GradeYear, School, SchoolStanding, Section, SectionYear
from staffing.schools.section_years import GRADES_OF

Split = Callable[[Decimal, Mapping[Stage, int]], Mapping[Stage, Decimal]]
YearKey = tuple[str, int, bool]
AMOUNTS = tuple(one.name for one in tables.SECTION_YEAR.values)


@dataclass(slots=True)
class SchoolSheets:
    """Turns rows into facts about schools. ``own_school``: the only school a clerk may speak of; None: the whole county."""

    county_id: int
    findings: Findings
    directory: SchoolDirectory
    split: Split
    own_school: str | None = None
    _standing_starts: dict[str, dt.date] = field(default_factory=dict)
    _shared: list[tuple[Row, YearKey]] = field(default_factory=list)

    def imports(self) -> tuple[SheetImport, ...]:
        """Return the sheets in the order in which they are to be read."""
        self._standing_starts = _latest_standings(self.county_id)
        return (
            SheetImport(columns.SCHOOLS, self.state_school, self._check_names, excuse=self._excuse_school),
            SheetImport(columns.SECTIONS, self.state_section, excuse=self._excuse_section),
            SheetImport(columns.HARDWARE, self.state_hardware, self._split_shared),
            SheetImport(columns.POSTS, self.state_posts, bureau_only=True),
            SheetImport(columns.TITLE_POSTS, self.state_title_posts, bureau_only=True),
            SheetImport(columns.GROUPS, self.state_membership, bureau_only=True),
            SheetImport(columns.DISTANCES, self.state_distance, bureau_only=True),
        )

    def find_school(self, row: Row, column: str, *, foreign_allowed: bool = False) -> str:
        """Return the code of the school a cell means; otherwise the row is faulty."""
        name = row[column]
        found = self.directory.find(name)
        if len(found) != 1:
            if self.directory.is_excused(name):
                raise FaultyRowError
            if found:
                self.findings.fault(row, column, "ambiguous_school", names="、".join(self.directory.names[code] for code in found))
            else:
                self.findings.fault(row, column, "unknown_school")
            raise FaultyRowError
        if not foreign_allowed:
            self.refuse_foreign(row, column, found[0])
        return found[0]

    def _excuse_school(self, row: Row) -> None:
        self.directory.excuse(*(row.values[column] for column in ("code", "name", "short_name") if row.values.get(column)))

    def _excuse_section(self, row: Row) -> None:
        if "school" in row.values and "stage" in row.values:
            self.directory.sections.setdefault((self.find_school(row, "school"), row["stage"]), None)

    def refuse_foreign(self, row: Row, column: str, code: str) -> None:
        """Refuse a row about another school than the clerk's own."""
        if self.own_school is not None and code != self.own_school:
            self.findings.fault(row, column, "foreign_school")
            raise FaultyRowError

    def state_school(self, row: Row) -> None:
        """Take one school: its entity, names, and its standing from a day on."""
        code, name = row["code"], row["name"]
        self.refuse_foreign(row, "code", code)
        stored_name = self.directory.stored_names.get(code)
        entity = row.get("entity", ABSENT if stored_name else name)
        if entity is not ABSENT:
            self.findings.state(tables.ENTITY, row, (entity,), credit_code=row.get("credit_code"))
        plain = {one.name: row.get(one.name) for one in tables.SCHOOL.values if one.name not in ("entity", "longitude", "latitude")}
        self.findings.state(tables.SCHOOL, row, (code,), entity=ABSENT if entity is ABSENT else (entity,), **plain,
                            longitude=_number(row.get("longitude")), latitude=_number(row.get("latitude")))
        formers = [*row.get("aliases", ()), *([stored_name] if stored_name and stored_name != name else [])]
        for former in formers:
            self.findings.state(tables.ALIAS, row, ((code,), former))
        self.directory.add(code, name, [*formers, *([row["short_name"]] if row.get("short_name", "") else [])])
        self._state_standing(row, code)

    def _state_standing(self, row: Row, code: str) -> None:
        opened = row.get("opened_on")
        start = row.get("standing_from")
        if start is ABSENT:
            start = self._standing_starts.get(code) or (tables.SINCE_EVER if opened in (ABSENT, None) else opened)
        self.findings.state(tables.STANDING, row, ((code,), start), ownership=row["ownership"], location=row["location"],
                            remoteness=row.get("remoteness"), strength=row.get("strength"))
        closed = row.get("closed_on")
        if isinstance(closed, dt.date) and isinstance(opened, dt.date) and closed < opened:
            self.findings.fault(row, "closed_on", "end_before_start")

    def _check_names(self) -> None:
        """Tell names that two schools would bear, within the file or against the records."""
        bearers = {name: code for code, name in self.directory.stored_names.items()}
        said: dict[str, str] = {fact.key[0]: fact.values[1] for fact in self.findings.all_facts(tables.SCHOOL)}
        bearers = {name: code for name, code in bearers.items() if said.get(code, name) == name}
        for fact in self.findings.all_facts(tables.SCHOOL):
            code, name = fact.key[0], fact.values[1]
            other = bearers.setdefault(name, code)
            if other != code:
                self.findings.cell_fault(*fact.origin, "name", name, "key_changed", expected=f"{other} {name}")

    def state_section(self, row: Row) -> None:
        """Take one section's pupils and classes by grade in one school year."""
        code, stage = self.find_school(row, "school"), row["stage"]
        year = self._state_year(row, code, stage)
        for grade in columns.GRADES:
            pupils, classes, largest = (row.get(f"{name}_{grade}") for name in ("pupils", "classes", "largest"))
            if pupils in (ABSENT, None) and classes in (ABSENT, None):
                continue
            self._check_grade(row, stage, grade)
            self.findings.state(tables.GRADE, row, (year, grade), pupils=_or_zero(pupils), classes=_or_zero(classes), largest_class=largest)

    def _state_year(self, row: Row, code: str, stage: Stage, **amounts: Any) -> tuple[Any, ...]:
        section = ((code,), stage)
        if (code, stage) not in self.directory.sections:
            self.directory.sections[code, stage] = None
            self.findings.state(tables.SECTION, row, section)
        year = (section, row["school_year"], row.get("figures") == columns.FORECAST)
        self.findings.state(tables.SECTION_YEAR, row, year, **amounts)
        return year

    def _check_grade(self, row: Row, stage: Stage, grade: int) -> None:
        pupils, classes, largest = (_or_zero(row.get(f"{name}_{grade}")) for name in ("pupils", "classes", "largest"))
        if not pupils and not classes:
            return
        if grade not in GRADES_OF[stage]:
            self.findings.fault(row, f"pupils_{grade}", "grade_not_in_stage")
        if pupils and not classes:
            self.findings.fault(row, f"classes_{grade}", "pupils_without_class")
        elif largest and (largest > pupils or largest * classes < pupils):
            self.findings.fault(row, f"largest_{grade}", "largest_class")

    def state_hardware(self, row: Row) -> None:
        """Take the hardware figures of a section, or of a whole school, which is split after the last row."""
        code, stage = self.find_school(row, "school"), row["stage"]
        if stage == columns.WHOLE_SCHOOL:
            self._shared.append((row, (code, row["school_year"], row.get("figures") == columns.FORECAST)))
            return
        if (code, stage) not in self.directory.sections:
            self.findings.fault(row, "stage", "unknown_section")
            raise FaultyRowError
        self._state_year(row, code, stage, **{name: row.get(name) for name in AMOUNTS})

    def _split_shared(self) -> None:
        """Share out what the sections of a school use together, by the pupils of the same year."""
        if not self._shared:
            return
        pupils = self._pupils_by_year()
        for row, (code, year, forecast) in self._shared:
            by_stage = pupils.get((code, year, forecast), {})
            if not sum(by_stage.values()):
                self.findings.fault(row, "stage", "unknown_section")
                continue
            parts = {name: self.split(row[name], by_stage) for name in AMOUNTS if isinstance(row.get(name), Decimal)}
            for stage in by_stage:
                amounts = {name: part[stage] for name, part in parts.items()}
                self.findings.state(tables.SECTION_YEAR, row, (((code,), stage), year, forecast), **amounts)

    def _pupils_by_year(self) -> dict[YearKey, dict[Stage, int]]:
        pupils: dict[YearKey, dict[Stage, int]] = {}
        wanted = {key for _, key in self._shared}
        stored = _stored_pupils(self.county_id, {key[1] for key in wanted}, {self.directory.ids[key[0]]: key[0] for key in wanted
                                                                            if key[0] in self.directory.ids})
        for (code, stage, year, forecast), count in stored.items():
            pupils.setdefault((code, year, forecast), {})[stage] = count
        said: dict[tuple[YearKey, Stage], int] = {}
        for fact in self.findings.all_facts(tables.GRADE):
            ((school, stage), year, forecast), _ = fact.key
            one = ((school[0], year, forecast), stage)
            said[one] = said.get(one, 0) + fact.values[0]
        for (key, stage), count in said.items():
            pupils.setdefault(key, {})[stage] = count
        return pupils

    def state_posts(self, row: Row) -> None:
        """Take a school's authorised posts from a day on."""
        code = self.find_school(row, "school")
        self.findings.state(tables.POSTS, row, ((code,), row["valid_from"]), posts=row["posts"], source=row.get("source"))

    def state_title_posts(self, row: Row) -> None:
        """Take a school's posts by level of titles from a day on."""
        code = self.find_school(row, "school")
        levels = {level.value: row.get(level.value) for level in PostLevel}
        self.findings.state(tables.TITLE_POSTS, row, ((code,), row["valid_from"]), source=row.get("source"), **levels)

    def state_membership(self, row: Row) -> None:
        """Take a group and a school's place in it."""
        code = self.find_school(row, "school")
        self.findings.state(tables.GROUP, row, (row["group"],), kind=row["kind"])
        self.findings.state(tables.MEMBERSHIP, row, ((code,), (row["group"],), row["valid_from"]), core=row.get("core"),
                            valid_to=day_after(self.findings, row, "valid_to"))

    def state_distance(self, row: Row) -> None:
        """Take the road distance of a pair of schools."""
        pair = [self.find_school(row, "from_school"), self.find_school(row, "to_school")]
        if pair[0] == pair[1]:
            self.findings.fault(row, "to_school", "same_school")
            raise FaultyRowError
        one, two = sorted(pair)
        self.findings.state(tables.DISTANCE, row, ((one,), (two,)), km=float(row["km"]), minutes=row.get("minutes"))


def day_after(findings: Findings, row: Row, column: str, start: str = "valid_from") -> Any:
    """Return the day after a last day (stored ends are exclusive); an end before its start is a fault."""
    last = row.get(column)
    if last is ABSENT or last is None:
        return last
    if last < row[start]:
        findings.fault(row, column, "end_before_start")
        raise FaultyRowError
    return last + dt.timedelta(days=1)


def said_about(fact: Fact | None, place: int) -> Any:
    """Return what a fact says, ABSENT without a fact."""
    return ABSENT if fact is None else fact.values[place]


def _or_zero(value: Any) -> int:
    return 0 if value is ABSENT or value is None else int(value)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _latest_standings(county_id: int) -> dict[str, dt.date]:
    statement = select(School.code, func.max(SchoolStanding.valid_from)).join(SchoolStanding.school).where(School.county_id == county_id)
    return {row[0]: row[1] for row in db.session.execute(statement.group_by(School.code))}


def _stored_pupils(county_id: int, years: set[int], schools: Mapping[int, str]) -> dict[tuple[str, Stage, int, bool], int]:
    statement = (
        select(Section.school_id, Section.stage, SectionYear.school_year, SectionYear.forecast, func.sum(GradeYear.pupils))
        .join(SectionYear, SectionYear.section_id == Section.id).join(GradeYear, GradeYear.section_year_id == SectionYear.id)
        .where(Section.county_id == county_id, SectionYear.school_year.in_(years))
        .group_by(Section.school_id, Section.stage, SectionYear.school_year, SectionYear.forecast)
    )
    return {(schools[school], stage, year, forecast): int(total)
            for school, stage, year, forecast, total in db.session.execute(statement) if school in schools}
