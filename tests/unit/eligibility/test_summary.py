"""The county's figures: lists that add up, two bases, quotas with exact ceilings."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from staffing.eligibility.facts import HonourSpan, LeaderSpan
from staffing.eligibility.summary import share_of, summarise
from staffing.eligibility.verdicts import Verdict, decide
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Location
from staffing.teachers.enums import BackboneLevel, EmploymentKind, LeaderRole, PostStatus
from tests.factories.facts import CUT_OFF, HERE, at_school, build_facts, day, with_value

NATIONAL = load_ruleset("national", CUT_OFF)
ZHEJIANG = load_ruleset("zhejiang", CUT_OFF)
HEFEI = load_ruleset("hefei", CUT_OFF)

ELIGIBLE: dict[str, Any] = {}
BACKBONE = {"honours": (HonourSpan(level=BackboneLevel.CITY, start=day("2020-01")),)}
RURAL = {"school": at_school(location=Location.RURAL)}
DEFERRED = {"post_status": PostStatus.SICK_LEAVE}
OUT = {"employment": EmploymentKind.CONTRACT}
GRADUATING = {"graduating_class": True}
LEADER = {
    "leader_role": LeaderRole.PRINCIPAL,
    "leader_spans": (LeaderSpan(role=LeaderRole.PRINCIPAL, place=HERE, start=day("2010-09"), full_terms=3),),
}


def county(rules: RuleSet, *people: tuple[dict[str, Any], int]) -> list[Verdict]:
    verdicts = []
    for changes, number in people:
        verdict = decide(build_facts(**changes), rules, CUT_OFF)
        verdicts += [verdict] * number
    return verdicts


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        ("0.10", 137, 14), ("0.20", 14, 3), ("0.10", 130, 13), ("0.10", 131, 14), ("0.10", 0, 0), ("0.20", 15, 3), ("0.20", 16, 4),
        ("0.15", 20, 3), ("0.15", 21, 4), ("0.30", 10, 3), ("0.07", 100, 7), ("0.29", 100, 29), ("1", 5, 5), ("0", 5, 0),
    ],
)
def test_share_when_rounded_up_is_exact(share: str, base: int, needed: int) -> None:
    assert share_of(Decimal(share), base) == needed


@given(st.decimals(0, 1, places=4), st.integers(0, 10**6))
def test_share_when_any_is_the_least_number_that_reaches_it(share: Decimal, base: int) -> None:
    needed = share_of(share, base)
    assert needed >= Fraction(share) * base
    assert needed == 0 or needed - 1 < Fraction(share) * base


def test_quotas_when_137_qualify_ask_for_14_and_3_backbone() -> None:
    summary = summarise(county(NATIONAL, (ELIGIBLE, 100), (BACKBONE, 37), (OUT, 50)), NATIONAL)
    assert summary.denominator == 137
    assert summary.need("rotation_share").needed == 14
    assert (summary.need("backbone_share").base, summary.need("backbone_share").needed) == (14, 3)


def test_quotas_when_a_plan_moves_more_ask_for_more_backbone() -> None:
    verdicts = county(NATIONAL, (ELIGIBLE, 137))
    summary = summarise(verdicts, NATIONAL, moved=31)
    assert summary.need("rotation_share").needed == 14
    assert summary.need("backbone_share").needed == 7


def test_lists_when_summed_give_all_persons() -> None:
    people = ((ELIGIBLE, 5), (DEFERRED, 3), (OUT, 4), (LEADER, 2), (RURAL, 6))
    summary = summarise(county(NATIONAL, *people), NATIONAL)
    assert (summary.eligible, summary.deferred, summary.out, summary.leaders, summary.leaders_due) == (11, 3, 4, 2, 2)
    assert summary.eligible + summary.deferred + summary.out + summary.leaders == summary.total == 20


def test_bases_when_deferred_count_and_schools_lie_in_town_or_country() -> None:
    people = ((ELIGIBLE, 5), (DEFERRED, 3), (RURAL, 6), (OUT, 4), (LEADER, 2))
    summary = summarise(county(NATIONAL, *people), NATIONAL)
    assert (summary.county.total, summary.urban_or_strong.total) == (14, 8)
    assert (summary.county.eligible, summary.county.deferred, summary.county.leaders) == (11, 3, 0)
    assert (summary.deciding, summary.denominator) == ("county", 14)
    urban = with_value(NATIONAL, "quotas.base", "urban_or_strong")
    narrow = summarise(county(urban, *people), urban)
    assert (narrow.denominator, narrow.need("rotation_share").base, narrow.need("rotation_share").needed) == (8, 8, 1)
    assert summary.need("rotation_share").base == 14
    strict = with_value(NATIONAL, "quotas.deferred_count", False)
    assert summarise(county(strict, *people), strict).county.total == 11


def test_bases_when_leaders_count_in_hefei() -> None:
    summary = summarise(county(HEFEI, (ELIGIBLE, 98), (LEADER, 3)), HEFEI)
    assert (summary.county.leaders, summary.county.total) == (3, 101)
    assert summary.need("rotation_share").needed == 11
    assert (summary.eligible, summary.out, summary.leaders) == (98, 0, 3)


def test_further_quota_when_zhejiang_takes_a_share_of_eligible_backbone_teachers() -> None:
    deferred_backbone = BACKBONE | DEFERRED
    summary = summarise(county(ZHEJIANG, *(people for people in ((BACKBONE | old(), 21), (deferred_backbone | old(), 9), (old(), 30)))), ZHEJIANG)
    need = summary.need("backbone_of_eligible")
    assert (need.base, need.needed, need.firm, need.group) == (21, 4, True, "backbone")
    assert "15%" in need.rule.citation


def old() -> dict[str, Any]:
    """Return service long enough for the twelve years of 浙江."""
    return {"appointments": (), "entered_school_on": day("2010-09")}


def test_further_quota_when_hefei_states_a_goal_for_graduating_classes() -> None:
    summary = summarise(county(HEFEI, (GRADUATING, 11), (ELIGIBLE, 9)), HEFEI)
    need = summary.need("graduating_class_share")
    assert (need.base, need.needed, need.firm) == (11, 4, False)


def test_share_of_moves_when_the_rules_know_no_rotation_share_has_an_empty_base() -> None:
    shares = {"backbone_share": NATIONAL.quotas.shares["backbone_share"]}
    rules = NATIONAL.model_copy(update={"quotas": NATIONAL.quotas.model_copy(update={"shares": shares})})
    need = summarise(county(rules, (ELIGIBLE, 30)), rules).need("backbone_share")
    assert (need.base, need.needed) == (0, 0)


def test_summary_when_there_is_nobody_asks_for_nothing() -> None:
    summary = summarise([], NATIONAL)
    assert (summary.total, summary.denominator) == (0, 0)
    assert [quota.needed for quota in summary.quotas] == [0, 0]
    with pytest.raises(KeyError):
        summary.need("moon_share")


KINDS: Sequence[dict[str, Any]] = (ELIGIBLE, BACKBONE, RURAL, DEFERRED, OUT, LEADER, GRADUATING)
VERDICTS = {rules.code: [decide(build_facts(**kind), rules, CUT_OFF) for kind in KINDS] for rules in (NATIONAL, ZHEJIANG, HEFEI)}


@given(st.sampled_from([NATIONAL, ZHEJIANG, HEFEI]), st.lists(st.integers(0, len(KINDS) - 1), max_size=60))
def test_summary_when_any_county_is_counted_adds_up(rules: RuleSet, chosen: list[int]) -> None:
    verdicts = [VERDICTS[rules.code][index] for index in chosen]
    summary = summarise(verdicts, rules)
    assert summary.total == len(chosen) == summary.eligible + summary.deferred + summary.out + summary.leaders
    assert summary.urban_or_strong.total <= summary.county.total <= summary.total
    assert summary.county.eligible == summary.eligible
    more = summarise([*verdicts, VERDICTS[rules.code][0]], rules)
    assert all(new.needed >= now.needed for new, now in zip(more.quotas, summary.quotas, strict=True))
