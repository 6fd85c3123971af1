"""The invented county's schools as rows of the bureau's sheets (学校, 学部与学生数, 办学条件, 编制, 集团学区, 学校间距离)."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from staffing.demo.parts import DemoCounty, DemoSchool, DemoSection
from staffing.demo.rows import Row, Rows, row_of
from staffing.schools import columns

SINCE: Final = dt.date(2020, 9, 1)
POSTS_SOURCE: Final = "演编办2025年3号（虚构）"


def school_rows(county: DemoCounty) -> Rows:
    """Return the rows of each sheet about schools, by sheet code."""
    sections = [(school, section) for school in county.schools for section in school.sections]
    return {
        "schools": [_school(school) for school in county.schools],
        "sections": [row for _, section in sections for row in _figures(section, county.school_year)],
        "hardware": [row for _, section in sections for row in _hardware(section, county.school_year)],
        "posts": [row_of(columns.POSTS, school=name, valid_from=dt.date(county.school_year - 1, 9, 1), posts=posts, source=POSTS_SOURCE)
                  for name, posts in county.posts.items()],
        "groups": [row_of(columns.GROUPS, group=group.name, kind=group.kind, school=name, core=place == 0, valid_from=group.since)
                   for group in county.groups for place, name in enumerate(group.schools)],
        "distances": [row_of(columns.DISTANCES, from_school=one, to_school=other, km=km, minutes=minutes)
                      for one, other, km, minutes in county.roads],
    }


def _school(school: DemoSchool) -> Row:
    return row_of(
        columns.SCHOOLS, code=school.code, name=school.name, entity=school.entity, kind=school.kind, ownership=school.ownership,
        location=school.location, remoteness=school.remoteness, strength=school.strength, standing_from=SINCE,
        township=school.township, longitude=school.longitude, latitude=school.latitude, target_year=school.target_year)


def _figures(section: DemoSection, school_year: int) -> Iterator[Row]:
    """Write the reported figures of the school year and the forecast of the next."""
    for year, kind, grades in ((school_year, columns.REPORTED, section.grades), (school_year + 1, columns.FORECAST, section.forecast)):
        cells: dict[str, int] = {}
        for grade, (pupils, classes) in grades.items():
            cells |= {f"pupils_{grade}": pupils, f"classes_{grade}": classes, f"largest_{grade}": -(-pupils // classes)}
        yield row_of(columns.SECTIONS, school=section.school, stage=section.stage, school_year=year, figures=kind, **cells)


def _hardware(section: DemoSection, school_year: int) -> Iterator[Row]:
    figures = section.hardware
    for year, kind in ((school_year, columns.REPORTED), (school_year + 1, columns.FORECAST)):
        yield row_of(
            columns.HARDWARE, school=section.school, stage=section.stage, school_year=year, figures=kind,
            teaching_area_m2=figures.teaching_area_m2, sports_area_m2=figures.sports_area_m2,
            equipment_yuan=figures.equipment_yuan, multimedia_rooms=figures.multimedia_rooms)


def duplicate_row(county: DemoCounty, name: str, target_year: int) -> Row:
    """Return a school's row a second time with another target year, as the published list has one."""
    school = next(one for one in county.schools if one.name == name)
    row = _school(school)
    row[[column.code for column in columns.SCHOOLS.columns].index("target_year")] = target_year
    return row
