"""The verdict as a whole: scope, years, states, denominators, groups, explanations."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from staffing.eligibility.enums import EligibilityState as State, ReasonEffect as Effect
from staffing.eligibility.facts import DeferralRecord, HonourSpan, RotationSpan
from staffing.eligibility.verdicts import Verdict, decide
from staffing.policy.ruleset import list_rulesets, load_ruleset
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Location, Ownership, Remoteness, Stage, Strength
from staffing.teachers.enums import (
    BackboneLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    ServiceStage,
    Sex,
    StaffCategory,
)
from tests.factories.facts import CUT_OFF, at_school, build_facts, day, span, with_ground, with_value

NATIONAL = load_ruleset("national", CUT_OFF)
BEIJING = load_ruleset("beijing", CUT_OFF)
DALIAN = load_ruleset("dalian", CUT_OFF)
HEFEI = load_ruleset("hefei", CUT_OFF)
RULE_SETS = [load_ruleset(identity.code, CUT_OFF) for identity in list_rulesets()]


def judge(rules: RuleSet = NATIONAL, **changes: Any) -> Verdict:
    return decide(build_facts(**changes), rules, CUT_OFF)


def codes(verdict: Verdict, effect: Effect) -> list[str]:
    return [reason.code for reason in verdict.reasons if reason.effect is effect]


def test_ordinary_teacher_when_judged_may_be_sent() -> None:
    verdict = judge()
    assert verdict.state is State.ELIGIBLE
    assert verdict.counts_in_denominator
    assert verdict.may_be_sent()
    assert verdict.cautions == ()
    assert codes(verdict, Effect.MEETS) == [
        "in_service", "employment_kind", "staff_category", "ownership", "stage", "years_at_school", "near_retirement",
    ]


OUTSIDE = [
    ("employment_kind", {"employment": kind}) for kind in EmploymentKind if kind is not EmploymentKind.ESTABLISHED
] + [
    ("staff_category", {"category": category}) for category in StaffCategory if category is not StaffCategory.FULL_TIME_TEACHER
] + [
    ("ownership", {"school": at_school(ownership=Ownership.CITY)}),
    ("ownership", {"school": at_school(ownership=Ownership.PRIVATE)}),
    ("stage", {"stage": Stage.SENIOR}),
    ("in_service", {"post_status": PostStatus.RETIRED}),
    ("in_service", {"post_status": PostStatus.LEFT}),
]


@pytest.mark.parametrize(("code", "changes"), OUTSIDE)
def test_scope_when_one_condition_fails_puts_outside_with_that_reason(code: str, changes: dict[str, Any]) -> None:
    verdict = judge(**changes)
    assert verdict.state is State.OUT
    assert codes(verdict, Effect.OUT) == [code]
    assert verdict.main_reason.code == code
    assert not verdict.counts_in_denominator
    assert not verdict.may_be_sent()


def test_scope_when_the_rule_set_is_wider_takes_them_in() -> None:
    wider = with_value(NATIONAL, "eligibility.employment_kinds", ("established", "agency"))
    assert judge(wider, employment=EmploymentKind.AGENCY).state is State.ELIGIBLE
    private = with_value(NATIONAL, "eligibility.ownerships", ("county", "private"))
    assert judge(private, school=at_school(ownership=Ownership.PRIVATE)).state is State.ELIGIBLE
    senior = with_value(NATIONAL, "eligibility.stages", ("primary", "junior", "senior"))
    assert judge(senior, stage=Stage.SENIOR).state is State.ELIGIBLE


@pytest.mark.parametrize(("code", "years"), [("national", 6), ("beijing", 6), ("dalian", 9), ("zhejiang", 12), ("shaanxi", 6)])
def test_years_when_just_reached_and_one_short(code: str, years: int) -> None:
    rules = load_ruleset(code, CUT_OFF)
    young = {"born": dt.date(1990, 1, 1)}
    reached = judge(rules, appointments=(span(f"{2026 - years}-09"),), **young)
    assert reached.state is State.ELIGIBLE
    short = judge(rules, appointments=(span(f"{2027 - years}-09"),), **young)
    assert short.state is State.OUT
    assert codes(short, Effect.OUT) == ["years_at_school"]


def test_years_reason_when_explained_names_clause_inputs_and_comparison() -> None:
    verdict = judge(BEIJING, appointments=(span("2019-09"),))
    reason = verdict.main_reason
    assert (reason.code, reason.value, reason.relation, reason.required, reason.holds) == ("years_at_school", 7, "at_least", 6, True)
    assert dict(reason.inputs)["since"] == "2019-09-01"
    assert dict(reason.inputs)["on"] == "2026-08-31"
    assert "连续工作 6 年及以上" in reason.rule.citation
    assert (reason.rule.key, reason.rule.ruleset, reason.rule.version) == ("eligibility.teacher_years", "beijing", "2021")
    assert (verdict.ruleset, verdict.ruleset_version, verdict.ruleset_digest) == ("beijing", "2021", BEIJING.digest)


def test_reasons_when_stored_as_json_keep_everything() -> None:
    pregnant = DeferralRecord(ground="pregnancy", start=day("2026-03"), end=day("2027-01"), has_evidence=True)
    verdict = judge(deferrals=(pregnant,))
    stored = json.loads(json.dumps([reason.as_dict() for reason in verdict.reasons], ensure_ascii=False))
    assert stored[-1]["title"] == "孕期"
    assert stored[-1]["effect"] == "defers"
    assert stored[-1]["rule"] == "deferrals.pregnancy"
    assert stored[-1]["status"] == "to_be_confirmed"
    assert all(item["clause"] and item["version"] for item in stored)


def test_obligatory_when_the_rule_set_says_must() -> None:
    assert judge(DALIAN).obligatory
    assert not judge(NATIONAL).obligatory
    assert not judge(DALIAN, appointments=(span("2020-09"),)).obligatory


def test_years_when_unknown_puts_outside_with_a_caution() -> None:
    verdict = judge(appointments=())
    assert verdict.state is State.OUT
    assert [caution.code for caution in verdict.cautions] == ["service_record_missing"]


def test_years_when_taken_from_the_date_of_entry_carry_a_caution() -> None:
    verdict = judge(appointments=(), entered_school_on=day("2018-09"))
    assert verdict.state is State.ELIGIBLE
    assert [caution.as_dict() for caution in verdict.cautions] == [
        {"code": "service_from_entry_date", "inputs": {"entered_school_on": "2018-09-01"}},
    ]


def test_teacher_on_exchange_now_when_judged_is_no_object_of_this_year() -> None:
    stint = RotationSpan(kind="regular_exchange", start=day("2025-09"), end=day("2028-09"))
    verdict = judge(post_status=PostStatus.EXCHANGED_IN_COUNTY, rotations=(stint,))
    assert verdict.state is State.OUT
    assert codes(verdict, Effect.OUT) == ["years_at_school", "on_exchange"]
    assert verdict.cautions == ()


def test_deferred_when_volunteering_stays_deferred_and_may_be_sent() -> None:
    leave = {"post_status": PostStatus.MATERNITY_LEAVE}
    assert not judge(**leave).may_be_sent()
    volunteer = judge(volunteer=True, **leave)
    assert volunteer.state is State.DEFERRED
    assert volunteer.may_be_sent()


def test_denominator_when_deferred_teachers_count_or_not() -> None:
    leave = {"post_status": PostStatus.MATERNITY_LEAVE}
    assert judge(**leave).counts_in_denominator
    off = with_value(NATIONAL, "quotas.deferred_count", False)
    assert not judge(off, **leave).counts_in_denominator
    own = with_ground(off, "on_leave", in_denominator=True)
    assert judge(own, **leave).counts_in_denominator
    excepted = with_ground(NATIONAL, "on_leave", in_denominator=False)
    assert not judge(excepted, **leave).counts_in_denominator


def test_denominator_when_two_deferrals_disagree_does_not_count() -> None:
    rules = with_ground(NATIONAL, "on_leave", in_denominator=False)
    pregnant = DeferralRecord(ground="pregnancy", start=day("2026-03"), end=day("2027-01"), has_evidence=True)
    verdict = judge(rules, post_status=PostStatus.MATERNITY_LEAVE, deferrals=(pregnant,))
    assert codes(verdict, Effect.DEFERS) == ["pregnancy", "on_leave"]
    assert not verdict.counts_in_denominator


@pytest.mark.parametrize(
    ("location", "strength", "inside"),
    [
        (Location.URBAN, None, True), (Location.TOWN, None, True), (Location.RURAL, None, False),
        (Location.RURAL, Strength.STRONG, True), (Location.RURAL, Strength.AVERAGE, False), (Location.URBAN, Strength.WEAK, True),
    ],
)
def test_urban_or_strong_when_by_location_or_by_list(location: Location, strength: Strength | None, inside: bool) -> None:
    assert judge(school=at_school(location=location, strength=strength)).in_urban_or_strong is inside


@pytest.mark.parametrize(
    ("level", "start", "end", "counts"),
    [
        (BackboneLevel.COUNTY, "2020-01", None, True), (BackboneLevel.NATIONAL, "2020-01", "2026-09", True),
        (BackboneLevel.TOWNSHIP, "2020-01", None, False), (BackboneLevel.SCHOOL, "2020-01", None, False),
        (BackboneLevel.CITY, "2020-01", "2026-08-31", False), (BackboneLevel.CITY, "2026-09", None, False),
    ],
)
def test_backbone_when_level_and_validity_vary(level: BackboneLevel, start: str, end: str | None, counts: bool) -> None:
    honour = HonourSpan(level=level, start=day(start), end=day(end) if end else None)
    assert ("backbone" in judge(honours=(honour,)).groups) is counts


def test_groups_when_named_by_facts_and_class() -> None:
    assert judge(groups=frozenset({"new_teacher"}), graduating_class=True).groups == {"new_teacher", "graduating_class"}


def test_retirement_day_when_shown_is_the_statutory_one() -> None:
    assert judge(born=dt.date(1985, 5, 20)).retires_on == dt.date(2048, 5, 20)
    assert judge(born=dt.date(1985, 5, 20), sex=Sex.FEMALE).retires_on == dt.date(2043, 5, 20)


def test_span_when_it_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="not after its start"):
        span("2020-09", "2020-09")


FACTS = st.fixed_dictionaries({
    "sex": st.sampled_from(Sex),
    "born": st.dates(dt.date(1960, 1, 1), dt.date(2003, 12, 31)),
    "employment": st.sampled_from(EmploymentKind),
    "category": st.sampled_from(StaffCategory),
    "post_status": st.sampled_from(PostStatus),
    "service_stage": st.sampled_from(ServiceStage),
    "leader_role": st.sampled_from(LeaderRole),
    "stage": st.sampled_from(Stage),
    "graduating_class": st.booleans(),
    "volunteer": st.booleans(),
    "school_consents": st.booleans(),
    "partner_rotated": st.booleans(),
    "rural_years": st.integers(0, 30),
    "school": st.builds(
        at_school, ownership=st.sampled_from(Ownership), location=st.sampled_from(Location),
        remoteness=st.sampled_from(Remoteness), strength=st.none() | st.sampled_from(Strength),
    ),
    "appointments": st.dates(dt.date(1985, 1, 1), CUT_OFF).map(lambda start: (span(start.isoformat()),)),
})


@settings(max_examples=300)
@given(changes=FACTS, rules=st.sampled_from(RULE_SETS))
def test_verdict_when_anybody_is_judged_is_one_state_with_its_reason(changes: dict[str, Any], rules: RuleSet) -> None:
    verdict = judge(rules, **changes)
    out, defers = codes(verdict, Effect.OUT), codes(verdict, Effect.DEFERS)
    assert (verdict.state is State.OUT) == bool(out)
    assert (verdict.state is State.DEFERRED) == (bool(defers) and not out)
    assert (verdict.state is State.ELIGIBLE) == (not defers and not out)
    assert verdict.main_reason in verdict.reasons
    assert all(rules.by_key[reason.rule.key].citation == reason.rule.citation for reason in verdict.reasons)
    if verdict.leader is not None:
        assert verdict.state is State.OUT
    elif verdict.state is State.OUT:
        assert not verdict.counts_in_denominator
    elif verdict.state is State.ELIGIBLE:
        assert verdict.counts_in_denominator
    assert verdict == judge(rules, **changes)


@settings(max_examples=150)
@given(changes=FACTS, years=st.integers(1, 20), more=st.integers(0, 10))
def test_eligible_when_the_years_asked_rise_never_grow_in_number(changes: dict[str, Any], years: int, more: int) -> None:
    few = judge(with_value(NATIONAL, "eligibility.teacher_years", years), **changes)
    many = judge(with_value(NATIONAL, "eligibility.teacher_years", years + more), **changes)
    assert few.state is not State.OUT or many.state is State.OUT


@settings(max_examples=150)
@given(changes=FACTS)
def test_volunteering_when_added_never_makes_a_verdict_worse(changes: dict[str, Any]) -> None:
    order = [State.OUT, State.DEFERRED, State.ELIGIBLE]
    for rules in (NATIONAL, DALIAN):
        plain = judge(rules, **(changes | {"volunteer": False, "school_consents": False}))
        eager = judge(rules, **(changes | {"volunteer": True, "school_consents": True}))
        assert order.index(eager.state) >= order.index(plain.state)
