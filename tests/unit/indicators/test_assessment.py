"""Assessment: cells, sections, stages and the county; scope; missing figures; digest."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given, strategies as st

from staffing.indicators.assessment import assess, assess_both, combine, judge_section, list_persons
from staffing.indicators.codes import Basis, CellState, Judgement, Measure, Scheme, ScopeState
from staffing.indicators.definitions import BASIC_INDICATORS
from staffing.indicators.documents import build_document, digest, to_plain
from staffing.indicators.policy import PassRule
from staffing.indicators.results import CountyAssessment, IndicatorCell
from staffing.indicators.scope import SectionFacts, find_scope, share_amounts
from staffing.indicators.tables import build_published_table
from tests.helpers.indicator_policies import QUALITY, SCOPE, Person, count_persons, make_facts, make_persons

FULL = make_persons(above_degree=5, backbone=1, pe_arts=1)


def assess_one(facts: SectionFacts, persons: dict[Measure, F], **policy: object) -> CountyAssessment:
    return assess(replace(QUALITY, **policy), [facts], {facts.key: persons}, basis=Basis.HOST)  # type: ignore[arg-type]


@pytest.mark.parametrize(("changes", "state"), [
    ({}, ScopeState.MEASURED), ({"stage": "senior"}, ScopeState.OTHER_STAGE),
    ({"kind": "special_school"}, ScopeState.EXCLUDED_KIND), ({"kind": "vocational_school"}, ScopeState.EXCLUDED_KIND),
    ({"kind": "teaching_point", "pupils": 49}, ScopeState.SMALL_TEACHING_POINT),
    ({"kind": "teaching_point", "pupils": 50}, ScopeState.MEASURED),
    ({"kind": "primary_school", "pupils": 49}, ScopeState.MEASURED), ({"pupils": 0}, ScopeState.NO_PUPILS),
    ({"ownership": "private"}, ScopeState.MEASURED),
])
def test_scope_follows_kind_size_and_stage(changes: dict[str, object], state: ScopeState) -> None:
    assert find_scope(make_facts(**changes), SCOPE) is state


@pytest.mark.parametrize(("ownership", "state"), [
    ("private", ScopeState.PRIVATE), ("city", ScopeState.NOT_COUNTY_RUN), ("county", ScopeState.MEASURED)])
def test_scope_leaves_out_owners_when_the_county_says_so(ownership: str, state: ScopeState) -> None:
    rule = replace(SCOPE, ownerships=frozenset({"county"}))
    assert find_scope(make_facts(ownership=ownership), rule) is state


def test_scope_leaves_out_all_teaching_points_when_there_is_no_least_size() -> None:
    rule = replace(SCOPE, teaching_point_min_pupils=None)
    assert find_scope(make_facts(kind="teaching_point", pupils=400), rule) is ScopeState.SMALL_TEACHING_POINT


def test_section_passes_when_everything_is_just_reached() -> None:
    section = assess_one(make_facts(), FULL).section("s1")
    assert {cell.state for cell in section.cells} == {CellState.REACHED}
    assert (section.reached, section.verdict, section.local_verdict) == (7, Judgement.PASS, Judgement.NOT_APPLICABLE)


@pytest.mark.parametrize(("above_degree", "backbone", "pupils", "verdict"), [
    (42, 10, 1000, Judgement.PASS),    # all reached
    (42, 9, 1000, Judgement.PASS),     # one at 90 %
    (42, 8, 1000, Judgement.FAIL),     # one at 80 %
    (41, 9, 1000, Judgement.FAIL),     # two below their thresholds
    (36, 10, 1000, Judgement.PASS),    # 36 of 35.7, the 85 % line
    (35, 10, 1000, Judgement.FAIL),
])
def test_pass_rule_asks_for_six_and_for_85_percent_of_the_seventh(above_degree: int, backbone: int, pupils: int,
                                                                  verdict: Judgement) -> None:
    persons = make_persons(above_degree=above_degree, backbone=backbone, pe_arts=9)
    assert assess_one(make_facts(pupils=pupils), persons).section("s1").verdict is verdict


def test_local_pass_rule_is_shown_beside_the_national_one() -> None:
    county = assess_one(make_facts(pupils=1000), make_persons(above_degree=42, backbone=9, pe_arts=9),
                        local_pass_rule=PassRule(7, F("0.85")))
    assert county.section("s1").verdict is Judgement.PASS
    assert county.section("s1").local_verdict is Judgement.FAIL
    assert (county.stage("primary").passed, county.stage("primary").passed_local) == (1, 0)


def test_cell_says_how_many_persons_are_missing() -> None:
    persons = make_persons(above_degree=42, backbone=8, pe_arts=9)
    cell = assess_one(make_facts(pupils=1000), persons).section("s1").cell("backbone")
    assert (cell.value, cell.state, cell.missing, cell.missing_to_rest) == (F("0.8"), CellState.BELOW, 2, 1)


def test_cell_is_near_when_it_lies_on_the_85_percent_line() -> None:
    section = assess_one(make_facts(pupils=2000), make_persons(above_degree=84, backbone=17, pe_arts=18)).section("s1")
    assert (section.cell("backbone").state, section.cell("backbone").missing_to_rest) == (CellState.NEAR, 0)
    assert section.verdict is Judgement.PASS


def test_cell_says_how_much_is_missing_when_it_is_an_amount() -> None:
    facts = make_facts()
    facts = replace(facts, amounts={**facts.amounts, "sports_area": F("700.5")})
    cell = assess_one(facts, FULL).section("s1").cell("sports_area")
    assert (cell.state, cell.missing, cell.missing_to_rest) == (CellState.NEAR, F("49.5"), 0)


@pytest.mark.parametrize(("persons", "missing", "verdict"), [
    (FULL, ("teaching_area",), Judgement.INCOMPLETE),
    (make_persons(), ("teaching_area",), Judgement.FAIL),
    (FULL, ("teaching_area", "sports_area", "equipment_value"), Judgement.INCOMPLETE),
])
def test_missing_figures_leave_the_verdict_open_unless_it_has_failed(persons: dict[Measure, F], missing: tuple[str, ...],
                                                                     verdict: Judgement) -> None:
    facts = make_facts()
    county = assess_one(replace(facts, amounts={**facts.amounts, **dict.fromkeys(missing)}), persons)
    assert county.section("s1").verdict is verdict
    assert county.section("s1").cell(missing[0]).state is CellState.MISSING
    assert county.stage("primary").indicator(missing[0]).sections_missing == ("s1",)


def test_uncounted_section_is_missing_and_not_without_teachers() -> None:
    section = assess(QUALITY, [make_facts()], {}, basis=Basis.HOST).section("s1")
    assert section.cell("backbone").state is CellState.MISSING
    assert section.verdict is Judgement.INCOMPLETE


def test_section_outside_the_scope_is_shown_and_not_judged() -> None:
    county = assess(QUALITY, [make_facts("s1"), make_facts("s2", kind="special_school")],
                    {"s1": FULL, "s2": FULL}, basis=Basis.HOST)
    outside = county.section("s2")
    assert outside.verdict is Judgement.NOT_APPLICABLE
    assert outside.cell("above_degree").state is CellState.NOT_MEASURED
    assert outside.cell("above_degree").value == 5
    assert (county.stage("primary").sections, county.stage("primary").pupils) == (1, 100)


def test_zero_pupils_give_no_value_and_no_fault() -> None:
    county = assess_one(make_facts(pupils=0), FULL)
    assert county.section("s1").scope is ScopeState.NO_PUPILS
    assert county.section("s1").cell("above_degree").value is None
    assert county.verdict is Judgement.NOT_APPLICABLE


def test_single_section_has_no_coefficient_and_can_pass() -> None:
    county = assess_one(make_facts(), FULL)
    stage = county.stage("primary")
    assert stage.indicator("backbone").spread.cv is None
    assert stage.indicator("backbone").verdict is Judgement.NOT_APPLICABLE
    assert stage.composite is None
    assert county.verdict is Judgement.PASS


def test_each_coefficient_is_tested_by_itself_when_the_composite_is_low() -> None:
    """Every school passes, six coefficients are zero, the composite is low: one coefficient fails the stage."""
    facts = [make_facts("a"), make_facts("b")]
    county = assess(QUALITY, facts, {"a": make_persons(5, 1, 1), "b": make_persons(5, 5, 1)}, basis=Basis.HOST)
    stage = county.stage("primary")
    assert (stage.passed, stage.failed) == (2, 0)
    assert stage.indicator("backbone").spread.cv == pytest.approx(2 / 3)
    assert stage.indicator("backbone").verdict is Judgement.FAIL
    assert stage.indicator("pe_arts").verdict is Judgement.PASS
    assert stage.composite == pytest.approx(2 / 21)
    assert stage.composite_verdict is Judgement.NOT_APPLICABLE
    assert (stage.verdict, county.verdict) == (Judgement.FAIL, Judgement.FAIL)


def test_stages_have_their_own_limits() -> None:
    spread = {"a": make_persons(6, 147, 1), "b": make_persons(6, 53, 1)}  # coefficient 0.47
    verdicts = []
    for stage in ("primary", "junior"):
        facts = [make_facts(key, stage=stage) for key in spread]
        county = assess(QUALITY, facts, spread, basis=Basis.HOST)
        verdicts.append(county.stage(stage).indicator("backbone").verdict)
    assert verdicts == [Judgement.PASS, Judgement.FAIL]


def test_stage_counts_states_and_persons_missing() -> None:
    facts = [make_facts(key, pupils=1000) for key in "abc"]
    persons = {"a": make_persons(42, 10, 9), "b": make_persons(42, 9, 9), "c": make_persons(42, 4, 9)}
    backbone = assess(QUALITY, facts, persons, basis=Basis.HOST).stage("primary").indicator("backbone")
    assert (backbone.reached, backbone.near, backbone.below, backbone.persons_missing) == (1, 1, 1, 7)


def test_basic_scheme_tests_the_composite_only() -> None:
    amounts = {item.code: F(100) for item in BASIC_INDICATORS if item.measure is None}
    facts = [make_facts("a", amounts=amounts), make_facts("b", amounts=amounts)]
    policy = replace(QUALITY, scheme=Scheme.BASIC, thresholds=(), pass_rule=None, cv_limits={},
                     composite_limits={"primary": F("0.65"), "junior": F("0.55")})
    even = assess(policy, facts, {key: make_persons(5, 0, 0, 8, 4) for key in "ab"}, basis=Basis.HOME)
    assert even.stage("primary").composite == pytest.approx(0)
    assert even.stage("primary").verdict is Judgement.PASS
    # One coefficient is 1, seven are 0: composite 0.125; with all persons at one school it is 0.375.
    uneven = assess(policy, facts, {"a": make_persons(5, 0, 0, 8, 8), "b": make_persons(5, 0, 0, 8, 0)}, basis=Basis.HOME)
    assert uneven.stage("primary").composite == pytest.approx(0.125)
    assert uneven.stage("primary").indicator("basic_middle_titles").verdict is Judgement.NOT_APPLICABLE
    on_the_line = replace(policy, composite_limits={"primary": F("0.125")})
    judged = assess(on_the_line, facts, {"a": make_persons(5, 0, 0, 8, 8), "b": make_persons(5, 0, 0, 8, 0)},
                    basis=Basis.HOME)
    assert judged.stage("primary").verdict is Judgement.PASS
    strict = replace(policy, composite_limits={"primary": F("0.1")})
    judged = assess(strict, facts, {"a": make_persons(5, 0, 0, 8, 8), "b": make_persons(5, 0, 0, 8, 0)}, basis=Basis.HOME)
    assert judged.stage("primary").verdict is Judgement.FAIL


def test_composite_stays_open_when_a_figure_is_missing_and_does_not_apply_to_one_school() -> None:
    amounts = {item.code: F(100) for item in BASIC_INDICATORS if item.measure is None}
    policy = replace(QUALITY, scheme=Scheme.BASIC, thresholds=(), pass_rule=None, cv_limits={},
                     composite_limits={"primary": F("0.65")})
    persons = {key: make_persons(5, 0, 0, 8, 4) for key in "ab"}
    alone = assess(policy, [make_facts("a", amounts=amounts)], persons, basis=Basis.HOME)
    assert alone.stage("primary").composite_verdict is Judgement.NOT_APPLICABLE
    gap = assess(policy, [make_facts("a", amounts=amounts), make_facts("b", amounts={**amounts, "basic_books": None})],
                 persons, basis=Basis.HOME)
    assert gap.stage("primary").composite_verdict is Judgement.INCOMPLETE


def test_both_assessments_stand_side_by_side_and_one_decides() -> None:
    counts = count_persons([Person(section=0, host=1, honours=(("county", "", ""),), manner="rotation")],
                           stages=["primary", "primary"])
    facts = [make_facts("a"), make_facts("b")]
    keys = ["a", "b"]
    both = assess_both(QUALITY, facts, home=list_persons(counts, keys, Basis.HOME),
                       host=list_persons(counts, keys, Basis.HOST))
    assert both.home.section("a").cell("backbone").resource == 1
    assert both.host.section("b").cell("backbone").resource == 1
    assert both.decisive is both.host
    undecided = assess_both(replace(QUALITY, counts_at=None), facts, home={}, host={})
    assert undecided.decisive is None


def test_assessment_refuses_a_section_that_stands_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        assess(QUALITY, [make_facts(), make_facts()], {}, basis=Basis.HOST)


def test_unknown_keys_are_refused() -> None:
    county = assess_one(make_facts(), FULL)
    for look_up in (county.section, county.stage, county.section("s1").cell, county.stage("primary").indicator):
        with pytest.raises(KeyError):
            look_up("nothing")


def test_shared_hardware_is_split_by_weighted_pupils_and_added_to_own() -> None:
    primary = make_facts("p", pupils=166, amounts={"teaching_area": F(100)})
    junior = make_facts("j", stage="junior", pupils=210, amounts={})
    found = share_amounts([primary, junior], {"teaching_area": 23226, "sports_area": None}, QUALITY.split_weights)
    assert found[0].amounts["teaching_area"] == 100 + F(23226 * 166, 397)
    assert found[1].amounts["teaching_area"] == F(23226 * 231, 397)
    assert found[0].amounts["sports_area"] is None
    with pytest.raises(ValueError, match="one stage"):
        share_amounts([primary, primary], {}, QUALITY.split_weights)


def test_facts_refuse_negative_figures() -> None:
    with pytest.raises(ValueError, match="negative"):
        make_facts(pupils=-1, amounts={})
    with pytest.raises(ValueError, match="negative"):
        make_facts(amounts={"sports_area": F(-1)})


@pytest.mark.parametrize(("verdicts", "expected"), [
    ([], Judgement.NOT_APPLICABLE), ([Judgement.PASS, Judgement.NOT_APPLICABLE], Judgement.PASS),
    ([Judgement.PASS, Judgement.INCOMPLETE], Judgement.INCOMPLETE),
    ([Judgement.INCOMPLETE, Judgement.FAIL, Judgement.PASS], Judgement.FAIL)])
def test_combine_lets_failure_decide_before_open_questions(verdicts: list[Judgement], expected: Judgement) -> None:
    assert combine(verdicts) is expected


STATES = st.lists(st.sampled_from([CellState.REACHED, CellState.NEAR, CellState.BELOW, CellState.MISSING]),
                  min_size=7, max_size=7)


@given(STATES)
def test_open_verdict_can_still_go_both_ways_when_figures_are_missing(states: list[CellState]) -> None:
    def judge(filled: list[CellState]) -> Judgement:
        cells = [IndicatorCell("x", None, None, F(1), state, None, None) for state in filled]
        return judge_section(cells, PassRule(6, F("0.85")))

    verdict = judge(states)
    best = judge([CellState.REACHED if state is CellState.MISSING else state for state in states])
    worst = judge([CellState.BELOW if state is CellState.MISSING else state for state in states])
    assert verdict is (best if best is worst else Judgement.INCOMPLETE)


def test_digest_is_the_same_when_sections_come_in_another_order() -> None:
    facts = [make_facts(key) for key in "abc"] + [make_facts("d", stage="junior")]
    persons = {key: make_persons(5, index, 1) for index, key in enumerate("abcd")}
    documents = [build_document(assess(QUALITY, order, persons, basis=Basis.HOST), year=2027, policy_sha256="x") for order in (facts, facts[::-1])]
    assert documents[0] == documents[1]
    assert digest(documents[0]) == digest(documents[1])
    assert len(digest(documents[0])) == 64


def test_digest_changes_when_one_teacher_more_counts_or_the_rules_change() -> None:
    facts = [make_facts(key) for key in "ab"]
    one = assess(QUALITY, facts, {"a": FULL, "b": FULL}, basis=Basis.HOST)
    other = assess(QUALITY, facts, {"a": FULL, "b": make_persons(5, 2, 1)}, basis=Basis.HOST)
    digests = {digest(build_document(county, year=2027, policy_sha256=policy))
               for county in (one, other) for policy in ("x", "y")}
    assert len(digests) == 4


def test_digest_is_pinned_for_a_known_county() -> None:
    """A changed digest means changed figures or a changed document: raise the formula version, never edit silently."""
    county = assess(QUALITY, [make_facts("a"), make_facts("b")],
                    {"a": FULL, "b": make_persons(5, 5, 1)}, basis=Basis.HOST)
    document = build_document(county, year=2027, policy_sha256="0" * 64)
    assert digest(document) == "1f570f3ba378f339aef3433b3392da27a9295afe0eb962129a88a82646dbf0f3"
    cell = document["assessment"]["sections"][0]["cells"][0]  # type: ignore[index,call-overload]
    assert cell == {"code": "above_degree", "resource": "5/1", "value": "5/1", "threshold": "21/5", "state": "reached",
                    "missing": "0/1", "missing_to_rest": "0/1"}


def test_plain_values_are_those_json_knows() -> None:
    assert to_plain((None, True, 0.1, {"k": 1})) == [None, True, "0.1", {"k": 1}]
    with pytest.raises(TypeError):
        to_plain(object())


def test_published_table_has_mean_deviation_and_coefficient_rows() -> None:
    facts = [make_facts("a"), make_facts("b")]
    county = assess(QUALITY, facts, {"a": make_persons(5, 1, 1), "b": make_persons(5, 5, 1)}, basis=Basis.HOST)
    table = build_published_table(Scheme.QUALITY, county.stage("primary"), places=6)
    assert len(table.headings) == 8
    assert table.headings[-1] == "综合差异系数"
    rows = dict(table.rows)
    assert str(rows["全县平均值"][1]) == "3.000000"
    assert str(rows["标准差"][1]) == "2.000000"
    assert str(rows["差异系数"][1]) == "0.666667"
    assert str(rows["差异系数"][-1]) == "0.095238"
    assert rows["全县平均值"][-1] is None


def test_published_table_says_not_applicable_when_one_school_only() -> None:
    table = build_published_table(Scheme.QUALITY, assess_one(make_facts(), FULL).stage("primary"), places=4)
    assert set(dict(table.rows)["差异系数"]) == {"不适用"}
