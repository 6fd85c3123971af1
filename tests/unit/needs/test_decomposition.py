"""缺口分解: parts add up, runs are never mixed, supplements count nobody twice."""

import pytest
from hypothesis import given, strategies as st

from staffing.needs.decomposition import (
    Bounds,
    Decomposition,
    GapRow,
    ShortageKey,
    ShortageKind,
    SupplementKind,
    SupplementRow,
    decompose,
    list_supplements,
)

STAGES = {"p1": "primary", "p2": "primary", "j1": "junior"}
ARTS = ("体育", "音乐", "美术")
PARTS = (lambda row: row.closed_by_plan, lambda row: row.closable_by_further,
         lambda row: row.closable_without_limits, lambda row: row.by_no_rotation)


def key(section: str, code: str, kind: ShortageKind = ShortageKind.SUBJECT) -> ShortageKey:
    return ShortageKey(section, kind, code)


def split(today: dict[ShortageKey, int], *runs: dict[ShortageKey, int], kind: ShortageKind = ShortageKind.SUBJECT,
          alone: int = 0, together: int = 0) -> Decomposition:
    plan, further, unlimited = runs
    return decompose((today, plan, further, unlimited), kind=kind, stages=STAGES, bounds=Bounds(alone, together))


def test_shortage_is_split_by_what_closes_it() -> None:
    music = key("p1", "音乐")
    found = split({music: 5}, {music: 3}, {music: 2}, {music: 1})
    (row,) = found.rows
    assert (row.section, row.stage, row.code, row.today) == ("p1", "primary", "音乐", 5)
    assert [part(row) for part in PARTS] == [2, 1, 1, 1]


def test_remainder_moves_between_sections_when_a_run_trades() -> None:
    here, there = key("p1", "音乐"), key("p2", "音乐")
    found = split({here: 2}, {there: 1}, {there: 1}, {here: 1})
    rows = {row.section: row for row in found.rows}
    assert [part(rows["p1"]) for part in PARTS] == [2, 0, -1, 1]
    assert [part(rows["p2"]) for part in PARTS] == [-1, 0, 1, 0]
    assert [found.total(part) for part in PARTS] == [1, 0, 0, 1]


def test_later_run_is_replaced_as_a_whole_when_it_leaves_more() -> None:
    """The least of each cell over two plans is attained by neither: one plan leaves p1 short, the other p2."""
    here, there = key("p1", "音乐"), key("p2", "音乐")
    found = split({here: 3}, {here: 1}, {there: 2}, {there: 2})
    assert found.total(lambda row: row.by_no_rotation) == 1
    assert [row.section for row in found.rows] == ["p1"]


@pytest.mark.parametrize(("alone", "together", "proven", "proven_together"), [
    (3, 3, True, True), (2, 3, False, True), (2, 2, False, False), (0, 0, False, False)])
def test_no_rotation_is_proven_when_the_bound_reaches_what_stays(alone: int, together: int, proven: bool, proven_together: bool) -> None:
    here, there = key("p1", "音乐"), key("p2", "音乐")
    left = {here: 1, there: 2}
    found = split({here: 5}, left, left, left, alone=alone, together=together)
    assert (found.is_proven, found.is_proven_together) == (proven, proven_together)


def test_sums_by_stage_and_code_add_up_over_sections() -> None:
    here, there, junior = key("p1", "音乐"), key("p2", "音乐"), key("j1", "音乐")
    found = split({here: 5, there: 1, junior: 1}, {here: 3}, {here: 2}, {here: 1})
    assert [(row.section, row.stage, row.code, row.today, *(part(row) for part in PARTS)) for row in found.by_code()] == [
        ("", "junior", "音乐", 1, 1, 0, 0, 0), ("", "primary", "音乐", 6, 3, 1, 1, 1)]
    assert split({}, {}, {}, {}).by_code() == ()


def test_kinds_are_split_apart_and_closed_shortages_still_shown() -> None:
    subject, indicator = key("p1", "音乐"), key("p1", "pe_arts", ShortageKind.INDICATOR)
    today = {subject: 1, indicator: 4, key("j1", "语文"): 0}
    found = split(today, {indicator: 9}, {}, {})
    assert [(row.code, row.today, row.after_plan) for row in found.rows] == [("音乐", 1, 0)]


def test_total_sums_by_stage_and_code() -> None:
    runs = {key("p1", "音乐"): 1, key("p2", "音乐"): 2, key("j1", "音乐"): 4, key("j1", "体育"): 8}
    found = split(runs, runs, runs, runs)
    by_no = PARTS[3]
    assert found.total(by_no) == 15
    assert found.total(by_no, stage="primary") == 3
    assert found.total(by_no, stage="junior", code="音乐") == 4


REMAINDERS = st.dictionaries(st.builds(key, st.sampled_from(sorted(STAGES)), st.sampled_from(["音乐", "语文"])),
                             st.integers(0, 5))


@given(REMAINDERS, REMAINDERS, REMAINDERS, REMAINDERS)
def test_parts_add_up_and_county_totals_never_shrink_below_zero(
        today: dict[ShortageKey, int], plan: dict[ShortageKey, int], further: dict[ShortageKey, int],
        unlimited: dict[ShortageKey, int]) -> None:
    found = split(today, plan, further, unlimited)
    for row in found.rows:
        assert sum(part(row) for part in PARTS) == row.today
    assert found.total(lambda row: row.today) == sum(today.values())
    assert all(found.total(part) >= 0 for part in PARTS[1:])
    assert found.total(PARTS[3]) == min(sum(plan.values()), sum(further.values()), sum(unlimited.values()))
    assert found.is_proven == (found.total(PARTS[3]) == 0)


def decomposed(kind: ShortageKind, *rows: tuple[str, str, int]) -> Decomposition:
    return Decomposition(tuple(GapRow(section, STAGES[section], kind, code, left, left, left, left)
                               for section, code, left in rows))


def test_supplements_list_recruits_and_honours_by_stage() -> None:
    subjects = decomposed(ShortageKind.SUBJECT, ("p1", "语文", 1), ("p2", "语文", 2), ("j1", "物理", 1), ("j1", "化学", 0))
    indicators = decomposed(ShortageKind.INDICATOR, ("p1", "backbone", 3), ("j1", "above_degree", 2))
    rows = list_supplements(subjects, indicators, pe_arts_subjects=ARTS, recruits_are_above_degree=False)
    assert rows == (
        SupplementRow(SupplementKind.RECRUIT, "junior", "物理", 1, (("j1", 1),)),
        SupplementRow(SupplementKind.RECRUIT, "primary", "语文", 3, (("p1", 1), ("p2", 2))),
        SupplementRow(SupplementKind.NAME_BACKBONE, "primary", "backbone", 3, (("p1", 3),)),
        SupplementRow(SupplementKind.RAISE_DEGREE, "junior", "above_degree", 2, (("j1", 2),)))


@pytest.mark.parametrize(("music", "pe_arts", "extra"), [(1, 3, 2), (3, 3, 0), (5, 3, 0), (0, 3, 3)])
def test_recruited_music_teachers_count_in_l3_and_are_not_asked_for_twice(music: int, pe_arts: int, extra: int) -> None:
    subjects = decomposed(ShortageKind.SUBJECT, ("p1", "音乐", music), ("p2", "音乐", 7))
    indicators = decomposed(ShortageKind.INDICATOR, ("p1", "pe_arts", pe_arts))
    rows = list_supplements(subjects, indicators, pe_arts_subjects=ARTS, recruits_are_above_degree=True)
    assert sum(row.persons for row in rows if row.kind is SupplementKind.RECRUIT_PE_ARTS) == extra


@pytest.mark.parametrize(("above", "expected"), [(True, 1), (False, 4)])
def test_recruits_raise_degrees_only_when_the_county_recruits_so(above: bool, expected: int) -> None:
    subjects = decomposed(ShortageKind.SUBJECT, ("p1", "音乐", 1), ("p1", "语文", 2))
    indicators = decomposed(ShortageKind.INDICATOR, ("p1", "above_degree", 4))
    rows = list_supplements(subjects, indicators, pe_arts_subjects=ARTS, recruits_are_above_degree=above)
    assert sum(row.persons for row in rows if row.kind is SupplementKind.RAISE_DEGREE) == expected
