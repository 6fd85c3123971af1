"""The history of one school's record: every row with its former states, and which of them say something about a day."""

import datetime as dt
from typing import Any, Final

from staffing.audit.known import KeptHistory, load_history
from staffing.core.dated import holds_on
from staffing.core.school_year import SchoolYear
from staffing.schools.models import GradeYear, School, SectionYear

GRADE_FIELDS: Final = ("pupils", "classes", "largest_class")


def school_history(school: School) -> KeptHistory:
    """Return the history of a school whose facts are loaded (one statement)."""
    years = [year for section in school.sections for year in section.years]
    live: list[Any] = [school, *school.standings, *school.posts, *school.title_posts, *school.aliases, *school.memberships, *school.sections,
                       *years, *(grade for year in years for grade in year.grades)]
    owners = {"school": [school.id], "section": [section.id for section in school.sections], "section_year": [year.id for year in years]}
    return load_history(owners, live)


def says_about(record: Any, on: dt.date) -> bool:
    """True if the row says something about the day; figures speak of their whole school year, names and places of every day."""
    if isinstance(record, SectionYear):
        return record.school_year == SchoolYear.containing(on).first
    return not hasattr(record, "valid_from") or holds_on(record, on)


def as_told(record: Any, fields: dict[str, list[Any]]) -> tuple[str, dict[str, list[Any]]]:
    """Return the kind of record and its fields as the audit log calls them; a grade is told with its section's figures."""
    if not isinstance(record, GradeYear):
        return type(record).__name__, fields
    return SectionYear.__name__, {f"{name}_{record.grade}": pair for name, pair in fields.items() if name in GRADE_FIELDS}
