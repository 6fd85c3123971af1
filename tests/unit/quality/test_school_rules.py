"""Each rule about schools and sections both ways, the catalogue against its words, and the picture."""

from collections.abc import Iterator
from typing import Any

import pytest

from staffing.quality.catalogue import RULES, SCHOOL_RULES, SECTION_RULES
from staffing.quality.checking import check_records
from staffing.quality.enums import FindingState
from staffing.quality.pictures import WIDTH, draw_bar
from staffing.quality.records import Records
from staffing.quality.rule_words import RULE_WORDS
from staffing.quality.school_rows import GradeRow, Totals
from staffing.schools.enums import Ownership, Stage
from tests.factories.facts import with_value
from tests.factories.quality import NATIONAL, build_frame, build_person, build_school, build_section


def codes(school: Any, **frame: Any) -> list[str]:
    """Return the codes that a look at one school hits."""
    whole = build_frame(schools=(school,), **frame)
    return [one.rule.code for one in check_records(Records(whole, (), (school,)))]


def with_section(**changes: Any) -> Any:
    """Return the clean school with another section."""
    return build_school(sections=(build_section(**changes),))


def grade(pupils: int, classes: int, largest: int = 0) -> tuple[GradeRow, ...]:
    """Return a section of one grade."""
    return (GradeRow(1, pupils, classes, largest),)


FAULTS = {
    "school_name_doubtful": build_school(name="演示 第一小学"),
    "school_name_ambiguous": build_school(names=("演示第一小学", "演示第二小学")),
    "standing_missing": build_school(ownership=None),
    "place_missing": build_school(placed=False),
    "posts_missing": build_school(posts=None),
    "posts_exceeded": build_school(posts=13),
    "two_principals": build_school(principals=("T008", "T009")),
    "no_principal": build_school(principals=()),
    "staff_total_differs": build_school(reported=Totals(14, 14, 12)),
    "figures_missing": with_section(grades=None),
    "classes_contradict_pupils": with_section(grades=grade(40, 0), pupils_before=40),
    "class_size_implausible": with_section(grades=grade(240, 2), pupils_before=240),
    "pupils_changed": with_section(pupils_before=120),
    "section_without_teachers": with_section(teachers=0),
}


def test_nothing_is_said_about_the_clean_school() -> None:
    assert codes(build_school()) == []


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_seen_and_no_other(code: str) -> None:
    assert codes(FAULTS[code]) == [code]


def test_every_rule_about_schools_has_a_fault_here() -> None:
    assert {rule.code for rule in (*SCHOOL_RULES, *SECTION_RULES)} == set(FAULTS)


@pytest.mark.parametrize("school", [
    build_school(open=False, principals=(), posts=None, placed=False, ownership=None),
    build_school(ownership=Ownership.PRIVATE, principals=(), posts=None, placed=False),
    build_school(posts=14), build_school(reported=None), build_school(sections=()),
    with_section(grades=grade(80, 2, 40), pupils_before=80), with_section(grades=grade(75, 1, 75), pupils_before=None),
    with_section(pupils_before=185), with_section(stage=Stage.SENIOR, grades=None, teachers=0),
    with_section(grades=grade(0, 0), pupils_before=0, teachers=0),
])
def test_rules_are_silent_at_their_edge(school: Any) -> None:
    assert [code for code in codes(school) if code != "no_principal" or school.principals] == []


@pytest.mark.parametrize("figures", [grade(0, 1), grade(40, 2, 41), grade(80, 2, 39)])
def test_grades_that_cannot_be(figures: tuple[GradeRow, ...]) -> None:
    assert codes(with_section(grades=figures, pupils_before=None)) == ["classes_contradict_pupils"]


def test_bounds_and_left_out_checks_come_from_the_rule_set() -> None:
    over = build_school(posts=13)
    assert codes(over, rules=with_value(NATIONAL, "quality.posts_over_share", NATIONAL.placement.school_outflow_share.value)) == []
    assert codes(over, rules=with_value(NATIONAL, "quality.left_out", ("posts_exceeded",))) == []
    assert codes(FAULTS["staff_total_differs"], rules=with_value(NATIONAL, "quality.staff_total_gap", 1)) == []


def test_every_rule_has_words_and_no_words_lack_a_rule() -> None:
    assert [rule.code for rule in RULES] == list(RULE_WORDS)
    assert all(len(rule.code) <= 40 for rule in RULES)


def placeholders(text: str) -> Iterator[str]:
    """Yield the names in %(…)s."""
    return (part.split(")")[0] for part in text.split("%(")[1:])


def test_details_fill_every_sentence() -> None:
    for code, school in FAULTS.items():
        hit = next(one for one in check_records(Records(build_frame(schools=(school,)), (), (school,))) if one.rule.code == code)
        assert set(placeholders(str(RULE_WORDS[code].sentence._args[0]))) <= set(hit.details), code


def test_a_fingerprint_tells_record_rule_and_key_apart_but_not_what_was_seen() -> None:
    frame = build_frame()
    one, other = build_person(certificates=()), build_person(id=2, certificates=(), degrees=())
    found = check_records(Records(frame, (one, other), ()))
    assert len({item.fingerprint for item in found}) == len(found) == 3
    thirteen, twelve = build_school(posts=13), build_school(posts=12)
    prints = [check_records(Records(frame, (), (school,)))[0] for school in (thirteen, twelve)]
    assert prints[0].fingerprint == prints[1].fingerprint
    assert prints[0].details != prints[1].details


def test_a_bar_fills_from_what_is_done() -> None:
    assert draw_bar(dict.fromkeys(FindingState, 0)) is None
    bar = draw_bar({FindingState.NEW: 1, FindingState.MENDED: 2, FindingState.IGNORED: 1}, whole=8)
    assert bar is not None
    assert [(part.state, part.x, part.width) for part in bar.parts] == [
        (FindingState.MENDED, 0.0, WIDTH / 4), (FindingState.IGNORED, WIDTH / 4, WIDTH / 8), (FindingState.NEW, WIDTH * 3 / 8, WIDTH / 8)]
