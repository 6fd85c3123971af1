"""Bounds by age and by years to retirement, to the day, for each plan's wording."""

import datetime as dt
from typing import Any

import pytest

from staffing.eligibility.enums import EligibilityState as State, ReasonEffect as Effect
from staffing.eligibility.reasons import Reason
from staffing.eligibility.verdicts import Verdict, decide
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import NoBound, RetirementBound
from staffing.teachers.enums import PostTrack, Sex, TitleLevel
from tests.factories.facts import CUT_OFF, build_facts, with_ground, with_value

NATIONAL = load_ruleset("national", CUT_OFF)
BEIJING = load_ruleset("beijing", CUT_OFF)
DALIAN = load_ruleset("dalian", CUT_OFF)
SHAANXI = load_ruleset("shaanxi", CUT_OFF)


def judge(rules: RuleSet, **changes: Any) -> Verdict:
    return decide(build_facts(**changes), rules, CUT_OFF)


def bound(verdict: Verdict) -> Reason:
    return next(reason for reason in verdict.reasons if reason.code == "near_retirement")


def test_five_years_when_the_table_of_2025_decides() -> None:
    assert judge(NATIONAL, born=dt.date(1970, 4, 30)).state is State.OUT, "retires on 2031-08-30"
    assert judge(NATIONAL, born=dt.date(1970, 5, 1)).state is State.ELIGIBLE, "retires on 2031-10-01"
    assert judge(NATIONAL, born=dt.date(1966, 9, 1)).state is State.OUT, "by the ages of old 60 would come on 2026-09-01"
    assert judge(NATIONAL, born=dt.date(1975, 4, 30), sex=Sex.FEMALE).state is State.OUT
    assert judge(NATIONAL, born=dt.date(1975, 5, 1), sex=Sex.FEMALE).state is State.ELIGIBLE


@pytest.mark.parametrize(
    ("on", "national", "beijing"),
    [
        (dt.date(2026, 8, 27), State.ELIGIBLE, State.ELIGIBLE),
        (dt.date(2026, 8, 28), State.ELIGIBLE, State.OUT),
        (dt.date(2026, 8, 29), State.OUT, State.OUT),
    ],
)
def test_five_years_when_left_to_the_day_depend_on_the_wording(on: dt.date, national: State, beijing: State) -> None:
    facts = build_facts(born=dt.date(1970, 4, 28))
    assert decide(facts, NATIONAL, on).retires_on == dt.date(2031, 8, 28)
    assert decide(facts, NATIONAL, on).state is national
    assert decide(facts, BEIJING, on).state is beijing


def test_bound_when_explained_names_the_retirement_clause() -> None:
    reason = bound(judge(BEIJING, born=dt.date(1970, 4, 28)))
    inputs = dict(reason.inputs)
    assert (reason.value, reason.relation, reason.required, reason.holds) == ("2031-08-28", "after", "2031-08-31", False)
    assert inputs["months_left"] == 59
    assert inputs["retirement_rule"] == "retirement.man"
    assert "六十三周岁" in str(inputs["retirement_clause"])
    assert "超过 5 年" in reason.rule.citation


def test_women_when_in_worker_posts_go_by_their_own_line() -> None:
    born = dt.date(1978, 5, 20)
    assert judge(NATIONAL, born=born, sex=Sex.FEMALE).state is State.ELIGIBLE
    assert judge(NATIONAL, born=born, sex=Sex.FEMALE, track=PostTrack.WORKER).state is State.OUT


@pytest.mark.parametrize(
    ("rules", "sex", "age"),
    [(DALIAN, Sex.MALE, 55), (DALIAN, Sex.FEMALE, 50), (SHAANXI, Sex.MALE, 50), (SHAANXI, Sex.FEMALE, 45)],
)
def test_age_when_at_the_limit_and_a_day_past_it(rules: RuleSet, sex: Sex, age: int) -> None:
    turns_on_the_day_after = dt.date(CUT_OFF.year - age - 1, 9, 1)
    inside = judge(rules, born=turns_on_the_day_after, sex=sex)
    assert inside.state is State.ELIGIBLE
    assert bound(inside).value == age
    outside = judge(rules, born=turns_on_the_day_after - dt.timedelta(days=1), sex=sex)
    assert outside.state is State.OUT
    assert outside.main_reason.code == "near_retirement"
    assert bound(outside).value == age + 1


def test_age_when_past_in_dalian_may_volunteer_with_the_schools_consent() -> None:
    old = {"born": dt.date(1969, 1, 1)}
    assert judge(DALIAN, **old).state is State.OUT
    assert judge(DALIAN, volunteer=True, **old).state is State.OUT
    both = judge(DALIAN, volunteer=True, school_consents=True, **old)
    assert both.state is State.ELIGIBLE
    assert bound(both).effect is Effect.LIFTED
    assert both.counts_in_denominator
    assert judge(SHAANXI, volunteer=True, school_consents=True, **old).state is State.OUT


def test_bound_when_the_rules_set_none_or_switch_it_off() -> None:
    old = {"born": dt.date(1967, 1, 1)}
    none = with_value(NATIONAL, "eligibility.age_bound", NoBound(kind="none"))
    assert judge(none, **old).state is State.ELIGIBLE
    assert "near_retirement" not in [reason.code for reason in judge(none, **old).reasons]
    assert judge(with_ground(NATIONAL, "near_retirement", enabled=False), **old).state is State.ELIGIBLE


def test_bound_when_the_rules_defer_instead_of_leaving_out() -> None:
    rules = with_ground(NATIONAL, "near_retirement", category="deferred")
    assert judge(rules, born=dt.date(1967, 1, 1)).state is State.DEFERRED


def test_elected_retirement_when_the_rules_go_by_it_and_when_not() -> None:
    elected = with_value(NATIONAL, "eligibility.age_bound", RetirementBound(kind="retirement", years=5, basis="elected"))
    late = {"born": dt.date(1970, 4, 28), "elected_retirement_on": dt.date(2033, 1, 31)}
    assert judge(elected, **late).state is State.ELIGIBLE
    assert judge(NATIONAL, **late).state is State.OUT
    beyond = late | {"elected_retirement_on": dt.date(2035, 1, 31)}
    assert judge(elected, **beyond).state is State.OUT, "a choice outside the window does not count"


def test_elected_retirement_when_a_senior_woman_serves_to_the_mens_age() -> None:
    elected = with_value(NATIONAL, "eligibility.age_bound", RetirementBound(kind="retirement", years=5, basis="elected"))
    woman = {"born": dt.date(1972, 3, 15), "sex": Sex.FEMALE, "elected_retirement_on": dt.date(2033, 12, 31)}
    assert judge(elected, title=TitleLevel.SENIOR, **woman).state is State.ELIGIBLE
    assert judge(elected, title=TitleLevel.FIRST, **woman).state is State.OUT
