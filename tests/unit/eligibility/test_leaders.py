"""Leaders are listed apart, with their terms or years at one school."""

import datetime as dt
from typing import Any

import pytest

from staffing.eligibility.enums import EligibilityState as State
from staffing.eligibility.facts import LeaderSpan
from staffing.eligibility.leaders import LeaderJudgement
from staffing.eligibility.verdicts import Verdict, decide
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Ownership
from staffing.teachers.enums import LeaderRole, PostStatus
from tests.factories.facts import CAMPUS, CUT_OFF, ELSEWHERE, HERE, at_school, build_facts, day, with_value

NATIONAL = load_ruleset("national", CUT_OFF)
BEIJING = load_ruleset("beijing", CUT_OFF)
DALIAN = load_ruleset("dalian", CUT_OFF)
HEFEI = load_ruleset("hefei", CUT_OFF)
SHAANXI = load_ruleset("shaanxi", CUT_OFF)


def led(start: str, end: str | None = None, **changes: Any) -> LeaderSpan:
    fields = {"role": LeaderRole.PRINCIPAL, "place": HERE} | changes
    return LeaderSpan(start=day(start), end=day(end) if end else None, **fields)


def judge(rules: RuleSet, *spans: LeaderSpan, **changes: Any) -> Verdict:
    fields = {"leader_role": LeaderRole.PRINCIPAL, "leader_spans": spans} | changes
    return decide(build_facts(**fields), rules, CUT_OFF)


def leader(verdict: Verdict) -> LeaderJudgement:
    assert verdict.leader is not None
    return verdict.leader


@pytest.mark.parametrize("role", [LeaderRole.PRINCIPAL, LeaderRole.VICE_PRINCIPAL])
def test_leader_when_judged_stands_apart_and_out_of_the_model(role: LeaderRole) -> None:
    verdict = judge(NATIONAL, led("2016-09", full_terms=3, role=role), leader_role=role)
    assert verdict.state is State.OUT
    assert verdict.main_reason.code == "leader_apart"
    assert "leader" in verdict.groups
    assert not verdict.may_be_sent()
    assert "years_at_school" not in [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize("role", [LeaderRole.MIDDLE_HEAD, LeaderRole.MIDDLE_DEPUTY, LeaderRole.NONE, LeaderRole.PARTY_SECRETARY])
def test_other_posts_when_judged_are_ordinary_teachers(role: LeaderRole) -> None:
    verdict = judge(NATIONAL, leader_role=role)
    assert verdict.leader is None
    assert verdict.state is State.ELIGIBLE


def test_party_secretary_when_the_rules_name_the_post() -> None:
    rules = with_value(NATIONAL, "leaders.roles", ("principal", "vice_principal", "party_secretary"))
    assert judge(rules, leader_role=LeaderRole.PARTY_SECRETARY).leader is not None


@pytest.mark.parametrize(("terms", "due"), [(0, False), (1, False), (2, True), (3, True)])
def test_terms_when_recorded_are_compared_with_two(terms: int, due: bool) -> None:
    judgement = leader(judge(NATIONAL, led("2016-09", full_terms=terms)))
    assert (judgement.tenure, judgement.due) == (terms, due)


def test_terms_when_served_in_two_posts_at_one_school_add_up() -> None:
    spans = (led("2014-09", "2019-09", full_terms=1, role=LeaderRole.VICE_PRINCIPAL), led("2019-09", full_terms=1))
    judgement = leader(judge(NATIONAL, *spans))
    assert (judgement.tenure, judgement.due, judgement.since) == (2, True, day("2014-09"))


def test_terms_when_served_elsewhere_or_before_a_break_do_not_add_up() -> None:
    spans = (led("2010-09", "2015-09", full_terms=1), led("2015-09", "2018-09", full_terms=1, place=ELSEWHERE), led("2018-09", full_terms=1))
    judgement = leader(judge(NATIONAL, *spans))
    assert (judgement.tenure, judgement.since) == (1, day("2018-09"))


def test_terms_when_served_on_another_campus_of_the_entity_add_up() -> None:
    spans = (led("2012-09", "2018-09", full_terms=1, place=CAMPUS), led("2018-09", full_terms=1))
    assert leader(judge(NATIONAL, *spans)).tenure == 2


def test_terms_when_their_length_is_stated_follow_from_the_years() -> None:
    assert leader(judge(DALIAN, led("2017-09", full_terms=0))).tenure == 3
    judgement = leader(judge(DALIAN, led("2017-09-02", full_terms=9)))
    assert (judgement.tenure, judgement.due) == (2, False)


@pytest.mark.parametrize(("rules", "years"), [(BEIJING, 6), (SHAANXI, 8)])
def test_years_when_just_reached_and_a_day_short(rules: RuleSet, years: int) -> None:
    assert leader(judge(rules, led(f"{2026 - years}-09-01"))).due
    short = leader(judge(rules, led(f"{2026 - years}-09-02")))
    assert (short.due, short.tenure) == (False, years - 1)


def test_tenure_when_the_record_is_missing_or_ended_is_none() -> None:
    assert leader(judge(NATIONAL)).tenure == 0
    assert leader(judge(BEIJING, led("2010-09", "2020-09"))).tenure == 0
    assert leader(judge(NATIONAL)).since is None


def test_bound_when_a_leader_is_near_retirement_is_not_due() -> None:
    span = led("2010-09", full_terms=4)
    assert not leader(judge(NATIONAL, span, born=dt.date(1969, 1, 1))).due
    assert leader(judge(NATIONAL, span, born=dt.date(1975, 1, 1))).due
    assert leader(judge(SHAANXI, span, born=dt.date(1971, 1, 1))).due, "陕西: leaders to 55, though teachers to 50"
    assert not leader(judge(SHAANXI, span, born=dt.date(1970, 1, 1))).due


def test_bound_when_less_than_one_term_is_left_in_dalian() -> None:
    span = led("2010-09")
    assert not leader(judge(DALIAN, span, born=dt.date(1967, 8, 31))).due
    assert leader(judge(DALIAN, span, born=dt.date(1968, 12, 31))).due


@pytest.mark.parametrize(("on", "due"), [(dt.date(2024, 11, 28), True), (dt.date(2024, 11, 29), False)])
def test_bound_when_one_term_is_left_to_the_day_in_dalian(on: dt.date, due: bool) -> None:
    facts = build_facts(born=dt.date(1967, 4, 28), leader_role=LeaderRole.PRINCIPAL, leader_spans=(led("2010-09"),))
    verdict = decide(facts, DALIAN, on)
    assert verdict.retires_on == dt.date(2027, 11, 28)
    assert leader(verdict).due is due


def test_denominator_when_leaders_count_only_those_that_are_due() -> None:
    due, short = led("2010-09", full_terms=2), led("2010-09", full_terms=1)
    assert judge(HEFEI, due).counts_in_denominator
    assert not judge(HEFEI, short).counts_in_denominator
    assert not judge(NATIONAL, due).counts_in_denominator
    assert not judge(HEFEI, due, school=at_school(ownership=Ownership.CITY)).counts_in_denominator
    assert not judge(HEFEI, due, post_status=PostStatus.RETIRED).counts_in_denominator


def test_reasons_when_a_leader_is_explained_name_terms_and_clause() -> None:
    reasons = {reason.code: reason for reason in judge(NATIONAL, led("2016-09", full_terms=1)).reasons}
    tenure = reasons["leader_tenure"]
    assert (tenure.value, tenure.required, tenure.holds) == (1, 2, False)
    assert "任满两届" in tenure.rule.citation
    assert dict(tenure.inputs)["since"] == "2016-09-01"
    assert "leader_age_bound" in reasons
