"""Records for unit tests of the quality rules: a clean primary teacher at a clean school, and the frame around them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from staffing.core.id_number import check_character
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.quality.records import (
    AppointmentRow,
    CertificateRow,
    DeferralRow,
    DegreeRow,
    EmploymentRow,
    Frame,
    HonourRow,
    LeaderRow,
    Person,
    PersonKey,
    RotationRow,
    TitleRow,
)
from staffing.quality.school_rows import GradeRow, SchoolRow, SectionRow, Totals
from staffing.schools.directory import plain_name
from staffing.schools.enums import Ownership, SchoolKind, Stage
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    Sex,
    StaffCategory,
    TitleLevel,
)

ON = dt.date(2026, 10, 1)
BORN = dt.date(1985, 5, 20)
NATIONAL = load_ruleset("national", ON)
SECTION, OTHER_SECTION = 11, 22


def day(text: str) -> dt.date:
    """Return the day, or the first of the month."""
    return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def id_number(born: dt.date = BORN, *, male: bool = True, wrong: bool = False) -> str:
    """Return an invented number of no region, with a right or wrong last character."""
    first = f"999999{born:%Y%m%d}00{1 if male else 2}"
    last = check_character(first)
    return first + (("1" if last != "1" else "2") if wrong else last)


def employment(start: str = "2007-09", end: str | None = None, **changes: Any) -> EmploymentRow:
    """Return an established teacher's employment."""
    fields = {"kind": EmploymentKind.ESTABLISHED, "category": StaffCategory.FULL_TIME_TEACHER, "track": PostTrack.CADRE,
              "status": PostStatus.IN_POST} | changes
    return EmploymentRow(day(start), day(end) if end else None, **fields)


def appointment(start: str = "2007-09", end: str | None = None, **changes: Any) -> AppointmentRow:
    """Return regular teaching of 语文 at the first school's primary section."""
    fields = {"kind": AppointmentKind.REGULAR, "school_id": 1, "stage": Stage.PRIMARY, "section_id": SECTION, "subject": "语文",
              "share": Decimal(1)} | changes
    return AppointmentRow(day(start), day(end) if end else None, **fields)


def leadership(role: LeaderRole, school_id: int = 1, start: str = "2020-09", end: str | None = None) -> LeaderRow:
    """Return a leading post."""
    return LeaderRow(day(start), day(end) if end else None, role, school_id)


def rotation(start: str, end: str | None = None, **changes: Any) -> RotationRow:
    """Return a rotation from the first school to the second."""
    fields = {"kind": "regular_exchange", "from_school_id": 1, "to_school_id": 2, "from_name": "", "to_name": ""} | changes
    return RotationRow(day(start), day(end) if end else None, **fields)


def deferral(ground: str, start: str, end: str | None = None, *, evidence: bool = True) -> DeferralRow:
    """Return a ground of deferral."""
    return DeferralRow(day(start), day(end) if end else None, ground, evidence)


def honour(granted: str, expires: str | None = None, level: BackboneLevel = BackboneLevel.COUNTY) -> HonourRow:
    """Return a backbone honour."""
    return HonourRow(level, "演示骨干教师", day(granted), day(expires) if expires else None)


def build_person(**changes: Any) -> Person:
    """Return a person about whom no rule has anything to say, with changes."""
    fields: dict[str, Any] = {
        "id": 1, "number": "T001", "name": "演示甲", "sex": Sex.MALE, "born": BORN, "work_began_on": day("2007-09"),
        "teaching_began_on": day("2007-09"), "partner_id": None, "on": ON, "id_number": id_number(), "employments": (employment(),),
        "appointments": (appointment(),), "certificates": (CertificateRow(CertificateKind.PRIMARY, "语文", day("2007-07")),),
        "degrees": (DegreeRow(DegreeLevel.BACHELOR, "学士", day("2007-07")),),
        "titles": (TitleRow(TitleLevel.SECOND, day("2008-12"), day("2009-01")), TitleRow(TitleLevel.FIRST, day("2014-12"), day("2015-01"))),
        "honours": (honour("2023-09"),),
    }
    return Person(**(fields | changes))


def build_section(**changes: Any) -> SectionRow:
    """Return a primary section of six classes about which no rule has anything to say, with changes."""
    grades = tuple(GradeRow(grade, 40, 1, 40) for grade in range(1, 7))
    fields: dict[str, Any] = {"id": SECTION, "school_id": 1, "stage": Stage.PRIMARY, "grades": grades, "pupils_before": 240, "teachers": 12}
    return SectionRow(**(fields | changes))


def build_school(**changes: Any) -> SchoolRow:
    """Return a school about which no rule has anything to say, with changes."""
    fields: dict[str, Any] = {
        "id": 1, "code": "2142000001", "name": "演示第一小学", "kind": SchoolKind.PRIMARY_SCHOOL, "ownership": Ownership.COUNTY, "open": True,
        "placed": True, "names": ("演示第一小学", "演示一小"), "posts": 14, "sections": (build_section(),), "listed": Totals(14, 14, 13),
        "reported": Totals(14, 14, 13), "principals": ("T009",),
    }
    return SchoolRow(**(fields | changes))


def build_frame(*, rules: RuleSet = NATIONAL, schools: tuple[SchoolRow, ...] = (), persons: tuple[PersonKey, ...] = (),
                same_number: dict[str, tuple[int, ...]] | None = None) -> Frame:
    """Return a county of two schools; given schools replace those of the same id, persons stand beside 1 and 2."""
    other = build_school(id=2, code="2142000002", name="演示第二小学", names=("演示第二小学",),
                         sections=(build_section(id=OTHER_SECTION, school_id=2),))
    by_id = {1: build_school(), 2: other} | {school.id: school for school in schools}
    keys = {1: PersonKey(1, "T001", "演示甲", BORN, None), 2: PersonKey(2, "T002", "演示乙", BORN, None)} | {one.id: one for one in persons}
    same: dict[tuple[str, dt.date], tuple[int, ...]] = {}
    for key in keys.values():
        same[key.name, key.born] = (*same.get((key.name, key.born), ()), key.id)
    sections = [section for school in by_id.values() for section in school.sections]
    names: dict[str, tuple[int, ...]] = {}
    for school in by_id.values():
        for name in school.names:
            names[plain_name(name)] = (*names.get(plain_name(name), ()), school.id)
    return Frame(
        1, ON, 2026, rules, by_id, keys, {key: ids for key, ids in same.items() if len(ids) > 1}, same_number or {},
        {section.id: section.school_id for section in sections}, {section.id: section.stage for section in sections}, names)
