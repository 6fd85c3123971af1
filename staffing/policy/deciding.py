"""Which version of a rule set decides about a school year: the only place that names the day.

The version in force on 1 September of the school year decides about everything of it: who qualifies, need, quotas, plan,
indicators. A county issues its plan in spring for moves that begin on 1 September, and dates it from the school year
(北京 2021, 大连 2022). The cut-off day of service (截止日期, usually 31 August) only says up to when years are counted; by it a
plan dated from 1 September would miss the very rotation it was issued for.
"""

import datetime as dt

from staffing.core.school_year import SchoolYear
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet


def deciding_day(school_year: int) -> dt.date:
    """Return the day on which a version must be in force to decide about the school year (by its first calendar year)."""
    return SchoolYear(school_year).starts_on


def rules_for(code: str, school_year: int) -> RuleSet:
    """Return the version of a rule set that decides about the school year; errors as in ``load_ruleset``."""
    return load_ruleset(code, deciding_day(school_year))
