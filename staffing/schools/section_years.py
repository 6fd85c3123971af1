"""Recording a section's yearly figures (学部年度数据): pupils and classes by grade, and the hardware behind L4 to L7."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from staffing.audit.record import record
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import GradeYear, Section, SectionYear

HARDWARE: Final = ("teaching_area_m2", "sports_area_m2", "equipment_yuan", "multimedia_rooms")
# Grade 6 stands in both lists, because some counties run five primary and four junior years (五四学制).
GRADES_OF: Final[dict[Stage, tuple[int, ...]]] = {
    Stage.PRIMARY: (1, 2, 3, 4, 5, 6), Stage.JUNIOR: (6, 7, 8, 9), Stage.SENIOR: (10, 11, 12),
}


@dataclass(frozen=True, slots=True)
class GradeFigures:
    """Pupils and classes of one grade, and the pupils of its largest class (0 = not reported)."""

    grade: int
    pupils: int
    classes: int
    largest_class: int = 0


@dataclass(frozen=True, slots=True)
class Hardware:
    """Figures behind L4 to L7; None = not reported. Areas in square metres, equipment in yuan at book value."""

    teaching_area_m2: Decimal | None = None
    sports_area_m2: Decimal | None = None
    equipment_yuan: Decimal | None = None
    multimedia_rooms: Decimal | None = None


def find_section_year(section_id: int, school_year: int, *, forecast: bool = False) -> SectionYear | None:
    """Return a section's figures of a school year with its grades, None if there are none."""
    statement = select(SectionYear).where(
        SectionYear.section_id == section_id, SectionYear.school_year == school_year, SectionYear.forecast.is_(forecast))
    return db.session.scalar(statement.options(selectinload(SectionYear.grades)))


def record_section_year(
    section: Section, school_year: int, *, grades: Iterable[GradeFigures], hardware: Hardware, forecast: bool = False,
    version: int | None = None,
) -> SectionYear:
    """Store a section's figures of a school year, replacing what was there; the audit line keeps both."""
    figures = sorted(grades, key=lambda figure: figure.grade)
    for figure in figures:
        _check(figure)
    year = find_section_year(section.id, school_year, forecast=forecast)
    action = "section_year_corrected"
    if year is None:
        action = "section_year_recorded"
        year = SectionYear(section_id=section.id, school_year=school_year, forecast=forecast)
        db.session.add(year)
        flush(db.session)
    require_version(year, version)
    before = facts_of(year)
    _replace(year, figures, hardware)
    changes = _differences(before, facts_of(year))
    if not changes:
        return year
    # A change of grades alone leaves this row as it is, but the form shows both: its version must move all the same.
    year.updated_at = utc_now()
    flush(db.session)
    changes["section_id"] = [section.id, section.id]
    record(action, year, county_id=section.county_id, changes=changes)
    return year


def facts_of(year: SectionYear) -> dict[str, object]:
    """Return the figures under flat names, as the audit line and the conflict page speak of them."""
    facts: dict[str, object] = {name: getattr(year, name) for name in HARDWARE}
    for grade in year.grades:
        facts |= {f"{name}_{grade.grade}": getattr(grade, name) for name in ("pupils", "classes", "largest_class")}
    return facts


def _replace(year: SectionYear, figures: list[GradeFigures], hardware: Hardware) -> None:
    for name in HARDWARE:
        if getattr(year, name) != getattr(hardware, name):
            setattr(year, name, getattr(hardware, name))
    kept = {grade.grade: grade for grade in year.grades}
    wanted = {figure.grade: figure for figure in figures}
    for number, grade in kept.items():
        if number not in wanted:
            year.grades.remove(grade)
    for number, figure in wanted.items():
        grade = kept.get(number) or GradeYear(grade=number)
        if number not in kept:
            year.grades.append(grade)
        grade.pupils, grade.classes, grade.largest_class = figure.pupils, figure.classes, figure.largest_class


def _differences(before: dict[str, object], after: dict[str, object]) -> dict[str, list[object]]:
    names = [*before, *(name for name in after if name not in before)]
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}


def _check(figure: GradeFigures) -> None:
    if figure.pupils and not figure.classes:
        raise StaffingError(_l("Grade %(grade)d has pupils but no class.", grade=figure.grade), field=f"classes_{figure.grade}")
    if figure.largest_class > figure.pupils:
        raise StaffingError(_l("In grade %(grade)d the largest class has more pupils than the grade.", grade=figure.grade),
                            field=f"largest_class_{figure.grade}")
    if figure.largest_class and figure.largest_class * figure.classes < figure.pupils:
        raise StaffingError(_l("In grade %(grade)d not all pupils fit into classes of that size.", grade=figure.grade),
                            field=f"largest_class_{figure.grade}")
