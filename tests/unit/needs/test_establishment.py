"""Authorised posts by pupils and by classes, the larger of both for small rural schools, whole posts per school."""

from dataclasses import replace
from fractions import Fraction as F

import pytest

from staffing.needs.establishment import (
    DecidingRatio,
    SectionSize,
    compute_school_posts,
    compute_section_posts,
    pool_posts,
    round_posts,
)
from staffing.needs.policy import Rounding
from tests.helpers.need_policies import ESTABLISHMENT


def make_size(pupils: int, classes: int, location: str = "rural", stage: str = "primary", section: str = "s",
              school: str = "s") -> SectionSize:
    return SectionSize(section, school, stage, location, pupils, classes)


@pytest.mark.parametrize(("size", "posts", "deciding"), [
    (make_size(1900, 42, "urban"), F(100), DecidingRatio.PUPILS),
    (make_size(135, 3, "urban", "junior"), F(10), DecidingRatio.PUPILS),
    (make_size(60, 6), F(12), DecidingRatio.CLASSES),          # the table for up to 100 pupils, 2.0 a class
    (make_size(100, 6), F(12), DecidingRatio.CLASSES),         # just inside it
    (make_size(150, 6), F("10.2"), DecidingRatio.CLASSES),     # the table for up to 200 pupils, 1.7 a class
    (make_size(200, 6), F(200, 19), DecidingRatio.PUPILS),     # 10.53 by pupils beats 10.2 by classes
    (make_size(200, 10), F(17), DecidingRatio.CLASSES),        # just small
    (make_size(201, 12), F(201, 19), DecidingRatio.PUPILS),    # not small any more
    (make_size(60, 6, "town"), F(60, 19), DecidingRatio.PUPILS),
    (make_size(60, 3, stage="junior"), F(60) / F("13.5"), DecidingRatio.PUPILS),   # no class ratio for the stage
])
def test_small_rural_sections_take_the_larger_of_both_ratios(size: SectionSize, posts: F, deciding: DecidingRatio) -> None:
    found = compute_section_posts(size, ESTABLISHMENT)
    assert (found.exact, found.deciding) == (posts, deciding)


def test_school_is_rounded_once_over_its_sections() -> None:
    sizes = [make_size(200, 5, "town", section="j", stage="junior"), make_size(200, 5, "town", section="p")]
    (school,) = compute_school_posts(sizes, ESTABLISHMENT)
    assert [section.section for section in school.sections] == ["j", "p"]
    assert school.posts == 25           # 14.81 + 10.53 = 25.34; rounded apart it would be 15 + 11 = 26
    (up,) = compute_school_posts(sizes, replace(ESTABLISHMENT, rounding=Rounding.UP))
    assert up.posts == 26


@pytest.mark.parametrize(("posts", "up", "half_up", "down"), [
    (F("10.5"), 11, 11, 10), (F("10.49"), 11, 10, 10), (F(10), 10, 10, 10)])
def test_rounding_of_posts_is_the_county_choice(posts: F, up: int, half_up: int, down: int) -> None:
    assert [round_posts(posts, how) for how in (Rounding.UP, Rounding.HALF_UP, Rounding.DOWN)] == [up, half_up, down]


def test_pool_takes_whole_posts_within_its_share() -> None:
    assert (pool_posts(5099, ESTABLISHMENT), pool_posts(99, ESTABLISHMENT)) == (50, 0)


def test_extra_share_raises_the_posts_before_rounding() -> None:
    (school,) = compute_school_posts([make_size(1900, 42, "urban")], replace(ESTABLISHMENT, extra_share=F("0.05")))
    assert school.posts == 105
