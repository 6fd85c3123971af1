"""A school's own records: name, standing, place, posts, principal, totals."""

import re
from collections.abc import Iterator
from math import floor

from staffing.quality.hits import Hit
from staffing.quality.records import COMPULSORY, Frame
from staffing.quality.school_rows import SchoolRow
from staffing.schools.directory import plain_name
from staffing.schools.enums import Ownership

ODD_CHARACTERS = re.compile(r"\s|[()（）].*[(（]|[a-z]{3,}|[?？�*]|^\d+$")


def school_name_doubtful(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if the name holds blanks or signs that no seal shows."""
    if ODD_CHARACTERS.search(school.name):
        yield Hit({"name": school.name})


def school_name_ambiguous(school: SchoolRow, frame: Frame) -> Iterator[Hit]:
    """Yield if a name under which sheets speak of the school is also another school's."""
    others = {one for name in school.names for one in frame.school_names.get(plain_name(name), ()) if one != school.id}
    if others:
        yield Hit({"schools": "、".join(frame.schools[one].name for one in sorted(others))})


def standing_missing(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if an open school has no standing on the day: its teachers get no verdict, its sections no indicator."""
    if school.open and school.ownership is None:
        yield Hit()


def place_missing(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if an open school of the county has no coordinates: distances to it cannot be told."""
    if school.open and school.ownership is Ownership.COUNTY and not school.placed:
        yield Hit()


def posts_missing(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if a school run by the county has no authorised posts on record."""
    if school.open and school.ownership is Ownership.COUNTY and school.posts is None:
        yield Hit()


def posts_exceeded(school: SchoolRow, frame: Frame) -> Iterator[Hit]:
    """Yield if more persons hold established posts than are authorised (在编人数超核定编制)."""
    if school.posts is None:
        return
    most = floor(school.posts * (1 + frame.rules.quality.posts_over_share.value))
    if school.listed.established > most:
        yield Hit({"persons": school.listed.established, "posts": school.posts})


def two_principals(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if more than one person is principal."""
    if len(school.principals) > 1:
        yield Hit({"others": "、".join(school.principals)})


def no_principal(school: SchoolRow, _frame: Frame) -> Iterator[Hit]:
    """Yield if an open school of the county with pupils in compulsory education has no principal on record."""
    taught = any(row.stage in COMPULSORY and row.pupils for row in school.sections)
    if school.open and school.ownership is Ownership.COUNTY and taught and not school.principals:
        yield Hit()


def staff_total_differs(school: SchoolRow, frame: Frame) -> Iterator[Hit]:
    """Yield for each total that the school reports and its list does not reach or exceeds."""
    if school.reported is None:
        return
    gap = frame.rules.quality.staff_total_gap.value
    for part in ("staff", "established", "teachers"):
        told, listed = getattr(school.reported, part), getattr(school.listed, part)
        if abs(told - listed) > gap:
            yield Hit({"part": part, "reported": told, "listed": listed}, key=part)
