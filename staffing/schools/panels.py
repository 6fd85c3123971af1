"""What the schools' feature offers for the page of one school: standing, pupils by year, posts, groups."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.core.access import OFFICERS, SCHOOL_ROLES, Role
from staffing.core.dated import holds_on, row_on
from staffing.core.panels import Panel
from staffing.schools.charts import draw_columns
from staffing.schools.enums import PostLevel, Stage
from staffing.schools.models import School, Section, SectionYear
from staffing.schools.naming import section_name
from staffing.schools.queries import get_county, posts_on, standing_on


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A school's page as one reader may see it: the school with all facts, the reader's role, the day, the school year."""

    school: School
    role: Role
    on: dt.date
    school_year: int

    @property
    def may_edit(self) -> bool:
        """True if the reader may change the record."""
        return self.role in OFFICERS

    @property
    def edits_in(self) -> str:
        """Return the part of the application whose pages the reader changes figures on: schools ask there, the bureau corrects."""
        return "schools" if self.may_edit else "changes" if self.role in SCHOOL_ROLES else ""


@dataclass(frozen=True, slots=True)
class NamedSection:
    """A section with the name it is shown by and its figures by year."""

    section: Section
    name: str

    @property
    def stage(self) -> Stage:
        """Return the stage."""
        return self.section.stage

    @property
    def years(self) -> list[SectionYear]:
        """Return the figures, the newest year first."""
        return list(reversed(self.section.years))


def school_page(school: School, role: Role, on: dt.date) -> SchoolPage:
    """Return what the panels of a school start from."""
    return SchoolPage(school, role, on, get_county(school.county_id).school_year)


def named_sections(school: School) -> list[NamedSection]:
    """Return the school's sections from the lowest stage up, with their shown names."""
    order = list(Stage)
    several = len(school.sections) > 1
    sections = sorted(school.sections, key=lambda section: order.index(section.stage))
    return [NamedSection(section, section_name(school.name, section.stage, several=several)) for section in sections]


def standing_panel(page: SchoolPage) -> Panel:
    """Return what the school is: kind, whose, where, how strong, and how that changed."""
    facts = {"school": page.school, "standing": standing_on(page.school, page.on), "may_edit": page.may_edit, "on": page.on}
    return Panel("standing", _l("Basic data"), "schools/_standing.html", facts)


def pupils_panel(page: SchoolPage) -> Panel:
    """Return pupils and classes by year and section, as columns and as a table."""
    sections = named_sections(page.school)
    years = sorted({(year.school_year, year.forecast) for named in sections for year in named.section.years})
    series = {named.stage.value: {(year.school_year, year.forecast): year.pupils for year in named.section.years} for named in sections}
    facts = {"sections": sections, "chart": draw_columns(years, series) if years else None, "may_edit": page.may_edit, "edits_in": page.edits_in,
             "school_year": page.school_year, "school": page.school}
    return Panel("pupils", _l("Pupils and classes"), "schools/_pupils.html", facts, wide=True)


def posts_panel(page: SchoolPage) -> Panel:
    """Return the authorised posts and how they changed."""
    facts = {"school": page.school, "posts": posts_on(page.school, page.on), "may_edit": page.may_edit}
    return Panel("posts", _l("Authorised posts"), "schools/_posts.html", facts)


def title_posts_panel(page: SchoolPage) -> Panel | None:
    """Return the posts by level of titles and how they changed; None where there are none and the reader cannot set any."""
    if not page.school.title_posts and not page.may_edit:
        return None
    facts = {"school": page.school, "now": row_on(page.school.title_posts, page.on), "levels": PostLevel, "may_edit": page.may_edit}
    return Panel("title_posts", _l("Posts by level of titles"), "schools/_title_posts.html", facts)


def groups_panel(page: SchoolPage) -> Panel:
    """Return the groups the school is or was in, and its former names."""
    running = [membership for membership in page.school.memberships if holds_on(membership, page.on)]
    facts = {"school": page.school, "running": running, "may_edit": page.may_edit, "on": page.on}
    return Panel("groups", _l("Groups and former names"), "schools/_groups.html", facts)
