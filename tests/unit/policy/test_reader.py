"""Faulty rule-set files are refused with file and key; good ones inherit what they do not state."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from staffing.policy.errors import RuleSetError
from staffing.policy.ruleset import BUILT_IN, load_ruleset
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import DeferralRule

ON = dt.date(2026, 8, 31)
HEAD = """
[ruleset]
code = "mine"
version = "1"
title = "我县规则集"
effective_from = 2024-01-01
extends = "national"

[sources.own]
title = "我县方案"
reading = "plan"

[sources.hearsay]
title = "听说"
reading = "not_read"

"""
YEARS = 'teacher_years = {{ {0} }}'
STATED = 'source = "own", clause = "第三条", confirmed = true'


def load_text(folder: Path, body: str, head: str = HEAD, name: str = "mine.toml") -> RuleSet:
    (folder / name).write_text(head + body, encoding="utf-8")
    return load_ruleset("mine", ON, (BUILT_IN, folder))


def test_variant_when_it_states_one_value_inherits_the_rest(tmp_path: Path) -> None:
    rules = load_text(tmp_path, f"[eligibility]\nteacher_years = {{ value = 8, {STATED} }}\n")
    years = rules.eligibility.teacher_years
    assert (years.value, years.unit, years.ruleset, years.confirmed, years.inherited) == (8, "school_year", "mine", True, False)
    assert years.citation == "《我县方案》：第三条"
    assert rules.eligibility.cut_off.inherited
    assert rules.base_versions == ("national 2025.1",)


def test_variant_when_it_states_part_of_a_table_names_the_inherited_fields(tmp_path: Path) -> None:
    body = f"[placement]\nstint_months = {{ value = {{ to_rural = 24 }}, {STATED} }}\n"
    value = load_text(tmp_path, body).placement.stint_months
    assert (value.value.to_rural, value.value.other) == (24, 12)
    assert value.inherited_fields == ("between_rural", "other")
    assert value.confirmed


def test_variant_when_it_states_another_kind_of_table_replaces_it_whole(tmp_path: Path) -> None:
    body = f'[eligibility]\nage_bound = {{ value = {{ kind = "none" }}, {STATED} }}\n'
    bound = load_text(tmp_path, body).eligibility.age_bound
    assert bound.value.kind == "none"
    assert bound.inherited_fields == ()


def test_variant_when_it_states_that_there_is_no_limit(tmp_path: Path) -> None:
    body = f"[indicators]\nlocal_min_met = {{ none = true, {STATED} }}\n"
    value = load_text(tmp_path, body).indicators.local_min_met
    assert value.value is None
    assert value.confirmed


def test_variant_when_it_adds_a_ground_and_a_share(tmp_path: Path) -> None:
    ground = '{ name = "边境学校", trigger = "record", enabled = true, category = "deferred" }'
    share = '{ name = "校长", group = "leader", of = "moved", at_least = 0.05, firm = false }'
    body = (
        f'[deferrals]\nborder = {{ value = {ground}, unit = "table", {STATED} }}\n'
        f'[quotas.shares]\nheads = {{ value = {share}, unit = "share", {STATED} }}\n'
    )
    rules = load_text(tmp_path, body)
    assert rules.deferrals["border"].value.name == "边境学校"
    assert rules.quotas.shares["heads"].value.at_least == Decimal("0.05")
    assert list(rules.deferrals)[-1] == "border"


def test_decimals_when_read_are_exact(tmp_path: Path) -> None:
    body = f"[placement]\nschool_outflow_share = {{ value = 0.1500, {STATED} }}\n"
    assert load_text(tmp_path, body).placement.school_outflow_share.value == Decimal("0.15")


FAULTS = [
    (YEARS.format(f'value = "六", {STATED}'), "eligibility.teacher_years.value", "valid integer"),
    (YEARS.format(f"value = 0, {STATED}"), "eligibility.teacher_years.value", "greater than or equal to 1"),
    (YEARS.format(f"value = true, {STATED}"), "eligibility.teacher_years.value", "valid integer"),
    (YEARS.format(f"value = 6.5, {STATED}"), "eligibility.teacher_years.value", "valid integer"),
    (YEARS.format('value = 6, clause = "三", confirmed = true'), "eligibility.teacher_years", "source is missing"),
    (YEARS.format('value = 6, source = "own", confirmed = true'), "eligibility.teacher_years", "clause is missing"),
    (YEARS.format('value = 6, source = "own", clause = "三"'), "eligibility.teacher_years", "confirmed is missing"),
    (YEARS.format('value = 6, source = "own", clause = "三", confirmed = "是"'), "eligibility.teacher_years", "true or false"),
    (YEARS.format('value = 6, source = "gone", clause = "三", confirmed = true'), "eligibility.teacher_years", "no such source: gone"),
    (
        YEARS.format('value = 6, source = "hearsay", clause = "三", confirmed = true'), "eligibility.teacher_years",
        "cannot be confirmed by a document that was not read",
    ),
    (YEARS.format(f"value = 6, none = true, {STATED}"), "eligibility.teacher_years", "stands alone"),
    (YEARS.format(f"none = false, {STATED}"), "eligibility.teacher_years", "stands alone"),
    (YEARS.format(f"none = true, {STATED}"), "eligibility.teacher_years.value", "valid integer"),
    (YEARS.format(f"value = 6, remark = 1, {STATED}"), "eligibility.teacher_years", "unknown key remark"),
    (YEARS.format(f'value = 6, unit = "moons", {STATED}'), "eligibility.teacher_years.unit", "Input should be"),
    ("teacher_years = 6", "eligibility.teacher_years", "a value is a table"),
    (f"teacher_yaers = {{ value = 6, {STATED} }}", "eligibility.teacher_yaers", "Extra inputs are not permitted"),
    (f'employment_kinds = {{ value = ["establishd"], {STATED} }}', "eligibility.employment_kinds.value.0", "Input should be"),
    (f"cut_off = {{ value = {{ month = 2, day = 30 }}, {STATED} }}", "eligibility.cut_off.value", "day is out of range"),
    (f'age_bound = {{ value = {{ kind = "mood" }}, {STATED} }}', "eligibility.age_bound.value", "does not match any"),
]


@pytest.mark.parametrize(("line", "key", "problem"), FAULTS)
def test_file_when_one_value_is_faulty_is_refused_with_its_key(tmp_path: Path, line: str, key: str, problem: str) -> None:
    with pytest.raises(RuleSetError) as caught:
        load_text(tmp_path, f"[eligibility]\n{line}\n")
    assert caught.value.file == "mine.toml"
    assert [(found, text) for found, text in caught.value.faults if found == key and problem in text], caught.value.faults
    assert "mine.toml" in str(caught.value)


def test_file_when_several_values_are_faulty_names_all(tmp_path: Path) -> None:
    body = f"[placement]\nmax_distance_km = {{ value = -1, {STATED} }}\nschool_outflow_share = {{ value = 1.5, {STATED} }}\n"
    with pytest.raises(RuleSetError) as caught:
        load_text(tmp_path, body)
    assert [key for key, _ in caught.value.faults] == ["placement.max_distance_km.value", "placement.school_outflow_share.value"]


def test_share_when_written_as_text_or_truth_is_refused(tmp_path: Path) -> None:
    for written in ('"0.1"', "true"):
        with pytest.raises(RuleSetError, match="must be a number"):
            load_text(tmp_path, f"[placement]\nschool_outflow_share = {{ value = {written}, {STATED} }}\n")


def test_file_when_it_is_no_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match=r"mine\.toml: TOML: .*line"):
        load_text(tmp_path, "[eligibility\n")


def test_file_when_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes((HEAD + "# 注").encode("gb18030"))
    with pytest.raises(RuleSetError, match="TOML"):
        load_ruleset("mine", ON, (BUILT_IN, tmp_path))


def test_file_when_its_head_is_missing_or_wrong_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="ruleset: section is missing"):
        load_text(tmp_path, "", head="[eligibility]\n")
    with pytest.raises(RuleSetError, match=r"ruleset\.effective_from"):
        load_text(tmp_path, "", head=HEAD.replace("2024-01-01", '"2024"'))
    with pytest.raises(RuleSetError, match="effective_to lies before"):
        load_text(tmp_path, "", head=HEAD.replace("extends", "effective_to = 2020-01-01\nextends"))


def test_file_when_a_source_is_faulty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match=r"sources\.own\.reading"):
        load_text(tmp_path, "", head=HEAD.replace('reading = "plan"', 'reading = "dream"'))


def test_parts_when_one_is_missing_or_repeats_a_value_are_refused(tmp_path: Path) -> None:
    head = HEAD.replace("extends", 'include = ["parts/more.toml"]\nextends')
    body = f"[eligibility]\nteacher_years = {{ value = 8, {STATED} }}\n"
    with pytest.raises(RuleSetError, match=r"more\.toml: include: file not found"):
        load_text(tmp_path, body, head)
    (tmp_path / "parts").mkdir()
    part = HEAD[HEAD.index("[sources.own]"):] + body
    (tmp_path / "parts" / "more.toml").write_text(part, encoding="utf-8")
    with pytest.raises(RuleSetError, match=r"more\.toml: eligibility\.teacher_years: stated twice"):
        load_text(tmp_path, body, head)
    assert load_text(tmp_path, "", head).eligibility.teacher_years.value == 8


def test_table_choice_when_it_names_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match=r"load\.curriculum: no such table: plan_1999"):
        load_text(tmp_path, f'[load]\ncurriculum = {{ value = "plan_1999", {STATED} }}\n')


def test_bound_in_terms_when_their_length_is_unknown_is_refused(tmp_path: Path) -> None:
    body = f'[leaders]\nage_bound = {{ value = {{ kind = "term", terms = 1 }}, {STATED} }}\n'
    with pytest.raises(RuleSetError, match=r"needs tenure\.term_years"):
        load_text(tmp_path, body)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"trigger": "post_status"}, "needs post_statuses"),
        ({"trigger": "rural_years"}, "needs years"),
        ({"category": "out", "in_denominator": True}, "cannot stand in the denominator"),
        ({"category": "deferred", "volunteer_lifts": "alone"}, "a deferral stays a deferral"),
    ],
)
def test_ground_when_it_could_never_apply_or_contradicts_itself_is_refused(changes: dict[str, object], problem: str) -> None:
    ground = {"name": "情形", "trigger": "record", "enabled": True, "category": "out"}
    DeferralRule.model_validate(ground)
    with pytest.raises(ValueError, match=problem):
        DeferralRule.model_validate(ground | changes)
