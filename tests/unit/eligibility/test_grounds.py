"""Each ground of the catalogue both ways: it applies, it does not, it is switched off, it lacks evidence, it has run out."""

import datetime as dt
from typing import Any

import pytest

from staffing.eligibility.enums import EligibilityState as State, ReasonEffect as Effect
from staffing.eligibility.facts import AppraisalResult, DeferralRecord, DisciplineSpan, RotationSpan
from staffing.eligibility.grounds import FINDERS
from staffing.eligibility.reasons import Reason
from staffing.eligibility.verdicts import Verdict, decide
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import TRIGGER_NEEDS
from staffing.schools.enums import Remoteness
from staffing.teachers.enums import AppraisalGrade, DisciplineKind, PostStatus, ServiceStage
from tests.factories.facts import CUT_OFF, at_school, build_facts, day, span, with_ground

NATIONAL = load_ruleset("national", CUT_OFF)
DALIAN = load_ruleset("dalian", CUT_OFF)
RECORDED = [code for code, rule in NATIONAL.deferrals.items() if rule.value.trigger == "record" and rule.value.enabled]


def judge(rules: RuleSet = NATIONAL, **changes: Any) -> Verdict:
    return decide(build_facts(**changes), rules, CUT_OFF)


def reason_of(verdict: Verdict, code: str) -> Reason | None:
    return next((reason for reason in verdict.reasons if reason.code == code), None)


def record(ground: str, start: str, end: str | None = None, *, has_evidence: bool = True) -> DeferralRecord:
    return DeferralRecord(ground=ground, start=day(start), end=day(end) if end else None, has_evidence=has_evidence)


@pytest.mark.parametrize("code", RECORDED)
def test_recorded_ground_when_proven_and_running_defers(code: str) -> None:
    verdict = judge(deferrals=(record(code, "2026-06", "2027-06"),))
    assert verdict.state is State.DEFERRED
    assert verdict.main_reason.code == code
    assert verdict.cautions == ()


@pytest.mark.parametrize("code", RECORDED)
def test_recorded_ground_when_over_or_not_yet_begun_is_silent(code: str) -> None:
    verdict = judge(deferrals=(record(code, "2025-01", "2026-08-31"), record(code, "2026-09", "2027-01")))
    assert verdict.state is State.ELIGIBLE
    assert reason_of(verdict, code) is None


def test_recorded_ground_when_its_last_day_is_the_cut_off_still_holds() -> None:
    assert judge(deferrals=(record("illness", "2026-02", "2026-09-01"),)).state is State.DEFERRED
    assert judge(deferrals=(record("illness", "2026-02", "2026-08-31"),)).state is State.ELIGIBLE


@pytest.mark.parametrize("code", RECORDED)
def test_recorded_ground_when_evidence_is_missing_has_no_effect_and_is_told(code: str) -> None:
    verdict = judge(deferrals=(record(code, "2026-06", "2027-06", has_evidence=False),))
    assert verdict.state is State.ELIGIBLE
    reason = reason_of(verdict, code)
    assert reason is not None
    assert reason.effect is Effect.NOTED
    assert [caution.code for caution in verdict.cautions] == ["evidence_missing"]
    assert dict(verdict.cautions[0].inputs)["ground"] == code


def test_recorded_ground_when_the_rules_ask_no_evidence_needs_none() -> None:
    rules = with_ground(NATIONAL, "illness", evidence=())
    assert judge(rules, deferrals=(record("illness", "2026-06", has_evidence=False),)).state is State.DEFERRED


def test_recorded_ground_when_past_its_longest_time_has_no_effect_and_is_told() -> None:
    within = judge(deferrals=(record("illness", "2025-09-01", "2028-01"),))
    assert within.state is State.DEFERRED
    past = judge(deferrals=(record("illness", "2025-08-31", "2028-01"),))
    assert past.state is State.ELIGIBLE
    assert [caution.code for caution in past.cautions] == ["deferral_past_limit"]
    unlimited = with_ground(NATIONAL, "illness", max_months=None)
    assert judge(unlimited, deferrals=(record("illness", "2019-01"),)).state is State.DEFERRED


def test_recorded_ground_when_renewed_counts_each_record_or_the_chain() -> None:
    years = tuple(record("featured_course", f"{year}-09", f"{year + 1}-09") for year in range(2023, 2026))
    assert judge(DALIAN, deferrals=years).state is State.DEFERRED
    four = (record("featured_course", "2022-09", "2023-09"), *years)
    verdict = judge(DALIAN, deferrals=four)
    assert verdict.state is State.ELIGIBLE, "three years are the most, however the records are cut"
    assert dict(verdict.cautions[0].inputs)["counted_from"] == "2022-09-01"
    renewable = with_ground(DALIAN, "featured_course", renewable=True)
    assert judge(renewable, deferrals=four).state is State.DEFERRED
    with_gap = (record("featured_course", "2021-09", "2022-09"), *years)
    assert judge(DALIAN, deferrals=with_gap).state is State.DEFERRED, "a gap begins a new chain"


def test_recorded_ground_when_one_of_two_records_is_proven_holds() -> None:
    records = (record("illness", "2026-01", has_evidence=False), record("illness", "2026-03"))
    verdict = judge(deferrals=records)
    assert verdict.state is State.DEFERRED
    assert verdict.cautions == ()


def test_recorded_ground_when_unknown_or_switched_off_is_told() -> None:
    records = (record("lazy", "2026-06"), record("featured_course", "2026-06"), record("on_leave", "2026-06"))
    verdict = judge(deferrals=records)
    assert verdict.state is State.ELIGIBLE
    assert [(caution.code, dict(caution.inputs)["ground"]) for caution in verdict.cautions] == [
        ("ground_not_in_rules", "lazy"), ("ground_not_in_rules", "featured_course"), ("ground_not_in_rules", "on_leave"),
    ]
    assert judge(deferrals=(record("lazy", "2020-01", "2021-01"),)).cautions == ()


STATUSES = [
    (PostStatus.SECONDED_IN_COUNTY, "on_secondment", State.DEFERRED), (PostStatus.SUPPORT_ELSEWHERE, "on_support", State.DEFERRED),
    (PostStatus.FULL_TIME_STUDY, "on_study", State.DEFERRED), (PostStatus.PERSONAL_LEAVE, "on_leave", State.DEFERRED),
    (PostStatus.MATERNITY_LEAVE, "on_leave", State.DEFERRED), (PostStatus.OFFICIAL_LEAVE, "on_leave", State.DEFERRED),
    (PostStatus.SICK_LEAVE, "on_leave", State.DEFERRED), (PostStatus.OTHER, "on_leave", State.DEFERRED),
    (PostStatus.EXCHANGED_IN_COUNTY, "on_exchange", State.OUT),
]


@pytest.mark.parametrize(("status", "code", "state"), STATUSES)
def test_post_status_when_not_at_the_own_school(status: PostStatus, code: str, state: State) -> None:
    verdict = judge(post_status=status)
    assert verdict.state is state
    assert verdict.main_reason.code == code
    assert judge(with_ground(NATIONAL, code, enabled=False), post_status=status).state is State.ELIGIBLE


def test_post_statuses_when_listed_leave_none_without_an_answer() -> None:
    answered = {status for status, _, _ in STATUSES} | {PostStatus.IN_POST, PostStatus.RETIRED, PostStatus.LEFT}
    assert answered == set(PostStatus)


@pytest.mark.parametrize("stage", [ServiceStage.RESERVE, ServiceStage.PROBATION, ServiceStage.SERVICE_PERIOD])
def test_service_stage_when_before_the_ordinary_term_is_outside(stage: ServiceStage) -> None:
    verdict = judge(service_stage=stage)
    assert verdict.state is State.OUT
    assert verdict.main_reason.code == "in_service_period"
    assert judge(service_stage=ServiceStage.TERM).state is State.ELIGIBLE


def test_discipline_when_in_its_effect_period_defers_and_does_not_name_the_sanction() -> None:
    sanction = DisciplineSpan(kind=DisciplineKind.DEMERIT, start=day("2026-01"), end=day("2027-07"))
    verdict = judge(disciplines=(sanction,))
    assert verdict.state is State.DEFERRED
    assert verdict.main_reason.code == "under_discipline"
    assert "demerit" not in str(verdict.main_reason.as_dict())
    assert dict(verdict.main_reason.inputs)["until"] == "2027-07-01"


def test_discipline_when_over_or_of_a_milder_kind_is_silent() -> None:
    over = DisciplineSpan(kind=DisciplineKind.DEMERIT, start=day("2024-01"), end=day("2026-08-31"))
    mild = DisciplineSpan(kind=DisciplineKind.WARNING, start=day("2026-06"), end=day("2026-12"))
    assert judge(disciplines=(over, mild)).state is State.ELIGIBLE
    open_end = DisciplineSpan(kind=DisciplineKind.INVESTIGATION, start=day("2026-06"))
    assert dict(judge(disciplines=(open_end,)).main_reason.inputs)["until"] is None


def test_discipline_when_two_are_running_tells_the_later_end() -> None:
    ends = ("2027-07", "2026-12")
    sanctions = tuple(DisciplineSpan(kind=DisciplineKind.DEMERIT, start=day("2026-01"), end=day(end)) for end in ends)
    assert dict(judge(disciplines=sanctions).main_reason.inputs)["until"] == "2027-07-01"


@pytest.mark.parametrize(
    ("results", "state"),
    [
        (((2025, AppraisalGrade.UNQUALIFIED),), State.DEFERRED),
        (((2024, AppraisalGrade.UNQUALIFIED), (2025, AppraisalGrade.QUALIFIED)), State.ELIGIBLE),
        (((2025, AppraisalGrade.UNQUALIFIED), (2024, AppraisalGrade.EXCELLENT)), State.DEFERRED),
        (((2025, AppraisalGrade.BASICALLY_QUALIFIED),), State.ELIGIBLE),
        (((2026, AppraisalGrade.UNQUALIFIED),), State.DEFERRED),
        (((2027, AppraisalGrade.UNQUALIFIED),), State.ELIGIBLE),
    ],
)
def test_appraisal_when_only_the_latest_past_one_counts(results: tuple[tuple[int, AppraisalGrade], ...], state: State) -> None:
    assert judge(appraisals=tuple(AppraisalResult(*result) for result in results)).state is state


@pytest.mark.parametrize(("ended", "applies"), [("2023-09-01", False), ("2023-09-02", True), ("2026-09-01", True), ("2026-09-02", False)])
def test_recent_return_when_the_cycle_is_just_over_or_not(ended: str, applies: bool) -> None:
    stint = RotationSpan(kind="regular_exchange", start=day("2020-09"), end=day(ended))
    assert (reason_of(judge(rotations=(stint,)), "recent_return") is not None) is applies


def test_recent_return_when_there_were_several_goes_by_the_last() -> None:
    stints = tuple(
        RotationSpan(kind="regular_exchange", start=day(f"{year}-09"), end=day(f"{year + 1}-09")) for year in (2023, 2024, 2012)
    )
    reason = reason_of(judge(rotations=stints), "recent_return")
    assert reason is not None
    assert dict(reason.inputs) == {"returned_on": "2025-09-01", "years_since": 1}


@pytest.mark.parametrize(("kind", "end"), [("shadowing", "2025-09"), ("regular_exchange", "2024-12"), ("unknown", "2025-09")])
def test_recent_return_when_the_stint_did_not_count_is_silent(kind: str, end: str) -> None:
    stint = RotationSpan(kind=kind, start=day("2024-09"), end=day(end))
    assert reason_of(judge(rotations=(stint,)), "recent_return") is None


SWITCHED_OFF = [
    ("graduating_class", {"graduating_class": True}, State.DEFERRED),
    ("partner_rotated", {"partner_rotated": True}, State.DEFERRED),
    ("rural_experience", {"rural_years": 10}, State.OUT),
    ("remote_school", {"school": at_school(remoteness=Remoteness.ISLAND)}, State.OUT),
    ("featured_course", {"deferrals": (record("featured_course", "2026-06"),)}, State.DEFERRED),
]


@pytest.mark.parametrize(("code", "changes", "state"), SWITCHED_OFF)
def test_ground_when_off_by_default_works_once_switched_on(code: str, changes: dict[str, Any], state: State) -> None:
    assert judge(**changes).state is State.ELIGIBLE
    on = with_ground(NATIONAL, code, enabled=True)
    verdict = judge(on, **changes)
    assert verdict.state is state
    assert verdict.main_reason.code == code
    assert judge(on).state is State.ELIGIBLE


def test_rural_experience_when_one_year_short_is_silent() -> None:
    on = with_ground(NATIONAL, "rural_experience", enabled=True)
    assert judge(on, rural_years=9).state is State.ELIGIBLE


@pytest.mark.parametrize(
    ("lifts", "volunteer", "consent", "state"),
    [
        ("alone", True, False, State.ELIGIBLE), ("alone", False, True, State.OUT), ("never", True, True, State.OUT),
        ("with_school_consent", True, True, State.ELIGIBLE), ("with_school_consent", True, False, State.OUT),
        ("with_school_consent", False, True, State.OUT),
    ],
)
def test_volunteer_when_the_rules_let_that_lift_a_ground(lifts: str, volunteer: bool, consent: bool, state: State) -> None:
    rules = with_ground(NATIONAL, "remote_school", enabled=True, volunteer_lifts=lifts)
    school = at_school(remoteness=Remoteness.REMOTE)
    verdict = judge(rules, school=school, volunteer=volunteer, school_consents=consent)
    assert verdict.state is state
    reason = reason_of(verdict, "remote_school")
    assert reason is not None
    assert (reason.effect is Effect.LIFTED) == (state is State.ELIGIBLE)


def test_out_when_joined_by_a_deferral_stays_out_and_tells_both() -> None:
    verdict = judge(appointments=(span("2025-09"),), deferrals=(record("pregnancy", "2026-06"),))
    assert verdict.state is State.OUT
    assert [reason.code for reason in verdict.reasons if reason.effect is not Effect.MEETS] == ["years_at_school", "pregnancy"]


def test_triggers_when_listed_have_a_finder_each() -> None:
    used = {rule.value.trigger for rule in NATIONAL.deferrals.values()}
    assert used == set(FINDERS) | {"age_bound"}
    assert set(TRIGGER_NEEDS) <= used


def test_facts_of_the_day_when_the_cut_off_moves() -> None:
    facts = build_facts(deferrals=(record("pregnancy", "2026-06", "2027-03"),))
    assert decide(facts, NATIONAL, dt.date(2026, 8, 31)).state is State.DEFERRED
    assert decide(facts, NATIONAL, dt.date(2027, 8, 31)).state is State.ELIGIBLE
