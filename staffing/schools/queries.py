"""Questions about schools: one school with everything, choices for forms, standing and posts on a day, section names.

The list page has its own questions in staffing.schools.listing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.dated import in_force, row_on
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import (
    AuthorisedPosts,
    County,
    GroupMembership,
    LegalEntity,
    School,
    SchoolGroup,
    SchoolStanding,
    Section,
    SectionYear,
    TitlePosts,
)
from staffing.schools.naming import section_name


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section with the name it is shown by."""

    id: int
    school_id: int
    stage: Stage
    name: str


def ruleset_code_of(county_id: int) -> str:
    """Return the code of the rule set that the county has chosen."""
    return get_county(county_id).ruleset


def get_county(county_id: int) -> County:
    """Return the county; LookupError if there is none."""
    county = db.session.get(County, county_id)
    if county is None:
        raise LookupError("no such county")
    return county


def get_school(county_id: int, school_id: int, *, own_school_id: int | None = None) -> School:
    """Return a school with all its dated facts, sections and figures (nine statements).

    ``own_school_id`` is the only school the asking person may see, None for all of the county.
    """
    if own_school_id is not None and own_school_id != school_id:
        raise LookupError("not the person's own school")
    statement = select(School).where(School.id == school_id, School.county_id == county_id).options(
        joinedload(School.entity), selectinload(School.standings), selectinload(School.posts), selectinload(School.title_posts), selectinload(School.aliases),
        selectinload(School.memberships).joinedload(GroupMembership.group),
        selectinload(School.sections).selectinload(Section.years).selectinload(SectionYear.grades),
    )
    school = db.session.scalar(statement)
    if school is None:
        raise LookupError("no such school")
    return school


def standing_on(school: School, day: dt.date) -> SchoolStanding | None:
    """Return what the school was on the day, from its loaded standings."""
    return row_on(school.standings, day)


def posts_on(school: School, day: dt.date) -> AuthorisedPosts | None:
    """Return the school's authorised posts (核定编制) on the day, from its loaded rows."""
    return row_on(school.posts, day)


def standings_on(county_id: int, day: dt.date) -> dict[int, SchoolStanding]:
    """Return the standing of every school of the county on the day, by school id."""
    statement = select(SchoolStanding).join(School).where(School.county_id == county_id, in_force(SchoolStanding, day))
    return {standing.school_id: standing for standing in db.session.scalars(statement.order_by(SchoolStanding.id))}


def posts_by_school_on(county_id: int, day: dt.date) -> dict[int, int]:
    """Return the number of authorised posts of every school of the county on the day, by school id."""
    statement = select(AuthorisedPosts.school_id, AuthorisedPosts.posts).join(School).where(
        School.county_id == county_id, in_force(AuthorisedPosts, day))
    return dict(db.session.execute(statement.order_by(AuthorisedPosts.id)).all())


def title_posts_by_school_on(county_id: int, day: dt.date) -> dict[int, TitlePosts]:
    """Return the posts by level of titles (岗位职数) of every school that has any on the day, by school id."""
    statement = select(TitlePosts).join(School).where(School.county_id == county_id, in_force(TitlePosts, day))
    return {row.school_id: row for row in db.session.scalars(statement.order_by(TitlePosts.id))}


def list_school_choices(county_id: int) -> list[tuple[int, str]]:
    """Return (id, name) of the county's schools in the order of their codes, for forms."""
    statement = select(School.id, School.name).where(School.county_id == county_id).order_by(School.code, School.id)
    return [(school_id, name) for school_id, name in db.session.execute(statement)]


def list_schools_of_county(county_id: int) -> list[School]:
    """Return the county's schools in the order of their codes (one statement)."""
    return list(db.session.scalars(select(School).where(School.county_id == county_id).order_by(School.code, School.id)))


def list_sections(county_id: int) -> list[SectionName]:
    """Return the county's sections with their shown names, by school code and stage (one statement)."""
    sections_of_school = func.count(Section.id).over(partition_by=Section.school_id)
    statement = select(Section.id, Section.school_id, Section.stage, School.name, sections_of_school).join(School).where(
        Section.county_id == county_id).order_by(School.code, School.id, Section.id)
    order = list(Stage)
    rows = [SectionName(section_id, school_id, stage, section_name(name, stage, several=several > 1))
            for section_id, school_id, stage, name, several in db.session.execute(statement)]
    place = {school_id: number for number, school_id in enumerate(dict.fromkeys(row.school_id for row in rows))}
    return sorted(rows, key=lambda row: (place[row.school_id], order.index(row.stage)))


def section_names(county_id: int) -> dict[int, str]:
    """Return the shown name of every section of the county, by section id."""
    return {section.id: section.name for section in list_sections(county_id)}


def get_section(county_id: int, section_id: int) -> Section:
    """Return a section of the county; LookupError if there is none."""
    section = db.session.scalar(select(Section).where(Section.id == section_id, Section.county_id == county_id))
    if section is None:
        raise LookupError("no such section")
    return section


def list_groups(county_id: int) -> list[SchoolGroup]:
    """Return the county's groups by kind and name."""
    statement = select(SchoolGroup).where(SchoolGroup.county_id == county_id)
    return list(db.session.scalars(statement.order_by(SchoolGroup.kind, SchoolGroup.name, SchoolGroup.id)))


def get_group(county_id: int, group_id: int) -> SchoolGroup:
    """Return a group of the county; LookupError if there is none."""
    group = db.session.scalar(select(SchoolGroup).where(SchoolGroup.id == group_id, SchoolGroup.county_id == county_id))
    if group is None:
        raise LookupError("no such group")
    return group


def find_entity(county_id: int, name: str) -> LegalEntity | None:
    """Return the legal entity (法人单位) of that name in the county."""
    return db.session.scalar(select(LegalEntity).where(LegalEntity.county_id == county_id, LegalEntity.name == name))


def school_names_of(county_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of some schools of the county, by id."""
    statement = select(School.id, School.name).where(School.county_id == county_id, School.id.in_(list(ids)))
    return dict(db.session.execute(statement).all())


def section_names_of(county_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Return the shown names of some sections of the county, by id."""
    wanted = set(ids)
    return {section.id: section.name for section in list_sections(county_id) if section.id in wanted}


def group_names_of(county_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of some groups of the county, by id."""
    statement = select(SchoolGroup.id, SchoolGroup.name).where(SchoolGroup.county_id == county_id, SchoolGroup.id.in_(list(ids)))
    return dict(db.session.execute(statement).all())


def list_townships(county_id: int) -> list[str]:
    """Return the townships that schools of the county lie in."""
    statement = select(School.township).where(School.county_id == county_id, School.township != "").distinct()
    return list(db.session.scalars(statement.order_by(School.township)))


def list_target_years(county_id: int) -> list[int]:
    """Return the target years (达标年份) that schools of the county have."""
    statement = select(School.target_year).where(School.county_id == county_id, School.target_year.is_not(None)).distinct()
    return [year for year in db.session.scalars(statement.order_by(School.target_year)) if year is not None]
