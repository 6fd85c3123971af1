"""Which version of a rule set is in force on a day, and what its digest covers."""

import datetime as dt
import os
from pathlib import Path

import pytest

from staffing.core.school_year import SchoolYear
from staffing.policy.errors import RuleSetError, UnknownRuleSetError
from staffing.policy.ruleset import BUILT_IN, list_rulesets, load_ruleset

ON = dt.date(2026, 8, 31)


def write(folder: Path, name: str, *, code: str = "mine", version: str, start: str, years: int, more: str = "extends = \"national\"") -> None:
    text = f"""
[ruleset]
code = "{code}"
version = "{version}"
title = "我县规则集"
effective_from = {start}
{more}

[sources.own]
title = "我县方案"
reading = "plan"

[eligibility]
teacher_years = {{ value = {years}, source = "own", clause = "第三条", confirmed = true }}
"""
    (folder / name).write_text(text, encoding="utf-8")


def years_on(folder: Path, day: dt.date) -> int:
    return load_ruleset("mine", day, (BUILT_IN, folder)).eligibility.teacher_years.value


def test_version_when_two_follow_each_other_is_that_of_the_day(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6)
    write(tmp_path, "b.toml", version="2", start="2026-09-01", years=8)
    assert years_on(tmp_path, dt.date(2020, 9, 1)) == 6
    assert years_on(tmp_path, dt.date(2026, 8, 31)) == 6
    assert years_on(tmp_path, dt.date(2026, 9, 1)) == 8
    listed = [item.version for item in list_rulesets((BUILT_IN, tmp_path)) if item.code == "mine"]
    assert listed == ["1", "2"]


def test_version_when_none_is_in_force_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6, more='effective_to = 2024-08-31\nextends = "national"')
    assert years_on(tmp_path, dt.date(2024, 8, 31)) == 6
    for day in (dt.date(2020, 8, 31), dt.date(2024, 9, 1)):
        with pytest.raises(UnknownRuleSetError, match=f"no version of rule set mine in force on {day}"):
            years_on(tmp_path, day)


def test_code_when_unknown_is_refused() -> None:
    with pytest.raises(UnknownRuleSetError, match="no rule set nowhere"):
        load_ruleset("nowhere", ON)


def test_base_when_missing_or_not_yet_in_force_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2010-09-01", years=6, more='extends = "gone"')
    with pytest.raises(UnknownRuleSetError, match="no rule set gone"):
        years_on(tmp_path, ON)
    write(tmp_path, "a.toml", version="1", start="2010-09-01", years=6)
    with pytest.raises(UnknownRuleSetError, match="rule set national in force on 2012-01-01"):
        years_on(tmp_path, dt.date(2012, 1, 1))


def test_rule_sets_when_they_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6, more='extends = "other"')
    write(tmp_path, "b.toml", code="other", version="1", start="2020-09-01", years=6, more='extends = "mine"')
    with pytest.raises(RuleSetError, match="in a circle"):
        years_on(tmp_path, ON)
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6, more='extends = "mine"')
    with pytest.raises(RuleSetError, match="cannot extend itself"):
        years_on(tmp_path, ON)


def test_version_when_stated_by_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6)
    write(tmp_path, "b.toml", version="1", start="2021-09-01", years=8)
    with pytest.raises(RuleSetError, match=r"b\.toml: ruleset\.version: also in a\.toml"):
        years_on(tmp_path, ON)


def test_file_when_edited_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6)
    assert years_on(tmp_path, ON) == 6
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=7)
    os.utime(tmp_path / "a.toml", (1, 1))
    assert years_on(tmp_path, ON) == 7


def test_digest_when_loaded_twice_or_changed_in_any_part(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", version="1", start="2020-09-01", years=6)
    rules = load_ruleset("mine", ON, (BUILT_IN, tmp_path))
    same = load_ruleset("mine", dt.date(2025, 1, 1), (BUILT_IN, tmp_path))
    assert rules.digest == same.digest
    assert len(rules.digest) == 64
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    for old, new in (("value = 6", "value = 7"), ("第三条", "第四条"), ("我县方案", "我区方案"), ("confirmed = true", "confirmed = false")):
        (tmp_path / "a.toml").write_text(text.replace(old, new), encoding="utf-8")
        assert load_ruleset("mine", ON, (BUILT_IN, tmp_path)).digest != rules.digest, new


def test_digests_when_compared_between_rule_sets_differ() -> None:
    digests = {identity.code: load_ruleset(identity.code, ON).digest for identity in list_rulesets()}
    assert len(set(digests.values())) == len(digests)


def test_cut_off_when_asked_for_a_school_year() -> None:
    assert load_ruleset("national", ON).cut_off_for(SchoolYear(2026)) == dt.date(2026, 8, 31)


def test_rule_set_when_one_tries_to_change_it_refuses() -> None:
    rules = load_ruleset("national", ON)
    with pytest.raises(ValueError, match="frozen"):
        rules.eligibility.teacher_years.value = 3  # type: ignore[misc]


def test_digest_when_a_section_is_replaced_is_computed_anew() -> None:
    rules = load_ruleset("national", ON)
    years = rules.eligibility.teacher_years.model_copy(update={"value": 3})
    changed = rules.model_copy(update={"eligibility": rules.eligibility.model_copy(update={"teacher_years": years})})
    assert changed.digest != rules.digest
    assert changed.get("eligibility.teacher_years").value == 3
    assert rules.get("eligibility.teacher_years").value == 6


def test_get_when_the_key_is_known_and_unknown() -> None:
    rules = load_ruleset("national", ON)
    assert rules.get("deferrals.pregnancy").key == "deferrals.pregnancy"
    with pytest.raises(KeyError):
        rules.get("eligibility.shoe_size")
    assert all(not value.confirmed for value in rules.unconfirmed())
