"""Authorised posts (编制) by the ratio of pupils (生师比) and of classes (班师比)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from staffing.core.exact import rounded
from staffing.needs.policy import ClassRatio, EstablishmentPolicy, Rounding


class DecidingRatio(StrEnum):
    """Which ratio gives a section's posts."""

    PUPILS = "pupils"
    CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class SectionSize:
    """Pupils and classes of one section and where it lies."""

    section: str
    school: str
    stage: str
    location: str
    pupils: int
    classes: int


@dataclass(frozen=True, slots=True)
class SectionPosts:
    """A section's posts by both ratios, exact; `by_classes` is None where the class ratio does not apply."""

    section: str
    school: str
    by_pupils: Fraction
    by_classes: Fraction | None
    deciding: DecidingRatio
    exact: Fraction


@dataclass(frozen=True, slots=True)
class SchoolPosts:
    """A school's whole posts and the sections they come from; raised by the extra share, rounded once over the school."""

    school: str
    sections: tuple[SectionPosts, ...]
    posts: int


def compute_section_posts(size: SectionSize, policy: EstablishmentPolicy) -> SectionPosts:
    """Return a section's exact posts; a small school takes the larger of both ratios (就高)."""
    by_pupils = Fraction(size.pupils) / policy.pupils_per_post[size.stage]
    by_classes = _posts_by_classes(size, policy)
    if by_classes is not None and by_classes > by_pupils:
        return SectionPosts(size.section, size.school, by_pupils, by_classes, DecidingRatio.CLASSES, by_classes)
    return SectionPosts(size.section, size.school, by_pupils, by_classes, DecidingRatio.PUPILS, by_pupils)


def _posts_by_classes(size: SectionSize, policy: EstablishmentPolicy) -> Fraction | None:
    if size.pupils > policy.small_max_pupils or size.location not in policy.small_locations:
        return None
    fitting = [ratio for ratio in policy.class_ratios
               if ratio.stage == size.stage and (ratio.max_pupils is None or size.pupils <= ratio.max_pupils)]
    if not fitting:
        return None
    narrowest = min(fitting, key=_width)
    return size.classes * narrowest.posts_per_class


def _width(ratio: ClassRatio) -> float:
    return math.inf if ratio.max_pupils is None else ratio.max_pupils


def compute_school_posts(sizes: Sequence[SectionSize], policy: EstablishmentPolicy) -> tuple[SchoolPosts, ...]:
    """Return the posts of every school, ordered by school."""
    by_school: dict[str, list[SectionPosts]] = {}
    for size in sorted(sizes, key=lambda item: (item.school, item.section)):
        by_school.setdefault(size.school, []).append(compute_section_posts(size, policy))
    return tuple(SchoolPosts(school, tuple(sections), _school_total(sections, policy))
                 for school, sections in by_school.items())


def _school_total(sections: Sequence[SectionPosts], policy: EstablishmentPolicy) -> int:
    exact = sum((section.exact for section in sections), Fraction(0))
    return round_posts(exact * (1 + policy.extra_share), policy.rounding)


def round_posts(posts: Fraction, rounding: Rounding) -> int:
    """Return whole posts as the county rounds."""
    if rounding is Rounding.UP:
        return math.ceil(posts)
    return math.floor(posts) if rounding is Rounding.DOWN else int(rounded(posts, 0))


def pool_posts(total: int, policy: EstablishmentPolicy) -> int:
    """Return the posts the county may keep in its pool (周转池): the whole posts within the share."""
    return math.floor(total * policy.pool_share)
