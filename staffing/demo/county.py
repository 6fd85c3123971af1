"""Build the whole invented county from a seed; the same seed gives the same county."""

import datetime as dt

import numpy as np

from staffing.core.school_year import SchoolYear
from staffing.demo.arrangements import form_groups, grant_posts, measure_roads
from staffing.demo.geography import build_schools
from staffing.demo.movements import expect_changes, settle
from staffing.demo.parts import DemoCounty
from staffing.demo.people import PeopleMaker
from staffing.demo.staffing_levels import set_levels
from staffing.policy.deciding import rules_for

DEFAULT_SEED = 2026
DEFAULT_SCHOOL_YEAR = 2026
RULESET = "demo"


def build_county(seed: int = DEFAULT_SEED, school_year: int = DEFAULT_SCHOOL_YEAR, *, schools: int | None = None) -> DemoCounty:
    """Return the invented county as it is in the autumn of the school year; the rotation planned begins a year later.

    ``schools`` takes only so many of the list, spread over the county, for tests that want a small one.
    """
    rng = np.random.default_rng(seed)
    places = build_schools(rng, schools)
    next_year = SchoolYear(school_year).next.starts_on
    retirement = rules_for(RULESET, school_year + 1).retirement
    persons = PeopleMaker(rng, school_year, places).make(set_levels(rng, places))
    posts = grant_posts(rng, places, persons)
    settle(rng, persons, school_year)
    changes = expect_changes(rng, places, persons, retirement, next_year - dt.timedelta(days=1))
    return DemoCounty(seed, school_year, places, persons, posts, form_groups(places), measure_roads(places), changes)
