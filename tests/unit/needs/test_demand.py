"""Demand: the printed lesson table and example, reliefs, posts, rounding, and what must always hold."""

from fractions import Fraction as F

import pytest
from hypothesis import given, strategies as st

from staffing.needs.demand import (
    CellDemand,
    Leader,
    PartKind,
    SectionPlan,
    compute_demand,
    round_need,
    spread,
    weekly_lessons,
)
from staffing.needs.policy import Curriculum, DemandRounding, HomeroomRule, Load, LoadTable, PostRule
from tests.helpers.need_policies import EXACT, GRADES, LOADS, plain_policy, read_shandong

THREE_EACH = dict.fromkeys(range(1, 7), 3)


def make_plan(section: str = "s", **changes: object) -> SectionPlan:
    values: dict[str, object] = {"section": section, "school": section, "stage": "primary", "pupils": 810,
                                 "classes": THREE_EACH}
    return SectionPlan(**(values | changes))  # type: ignore[arg-type]


def by_subject(cells: tuple[CellDemand, ...]) -> dict[str, CellDemand]:
    return {cell.subject: cell for cell in cells}


@pytest.mark.parametrize("grade", GRADES)
def test_lessons_of_all_subjects_equal_the_printed_total(grade: int) -> None:
    curriculum, totals = read_shandong()
    assert curriculum.total(grade) == totals[grade]


@pytest.mark.parametrize(("subject", "printed"), [
    ("语文", "9.0"), ("数学", "5.57"), ("外语", "1.67"), ("体育", "3.33"), ("音乐", "2.0"), ("美术", "2.0"),
    ("科学", "1.67"), ("道德与法治", "2.67")])
def test_need_of_18_classes_equals_the_worked_example(subject: str, printed: str) -> None:
    cell = by_subject(compute_demand([make_plan()], plain_policy()))[subject]
    assert cell.low == cell.high
    assert float(cell.low) == pytest.approx(float(printed), abs=0.005)


def test_need_is_an_exact_fraction_and_rounds_to_its_neighbours() -> None:
    cells = by_subject(compute_demand([make_plan()], plain_policy()))
    assert cells["数学"].low == F(78, 14)
    assert (cells["数学"].minimum, cells["数学"].maximum) == (5, 6)
    assert (cells["语文"].lessons, cells["语文"].minimum, cells["语文"].maximum) == (126, 9, 9)


def test_range_of_loads_gives_a_range_of_need() -> None:
    loads = LoadTable({"primary": {"语文": Load(F(14), F(16))}}, LOADS.others)
    cell = by_subject(compute_demand([make_plan()], plain_policy(loads=loads)))["语文"]
    assert (cell.low, cell.high) == (F(126, 16), F(126, 14))
    assert (cell.minimum, cell.maximum) == (7, 9)


def test_subjects_without_lessons_in_these_grades_need_nobody() -> None:
    assert "物理" not in by_subject(compute_demand([make_plan()], plain_policy()))


def test_homeroom_relief_goes_to_the_named_subjects() -> None:
    rule = HomeroomRule(F("0.5"), {"primary": {"语文": F(2), "数学": F(1)}})
    cells = by_subject(compute_demand([make_plan()], plain_policy(homeroom=rule)))
    assert cells["语文"].low == 9 + 6
    assert cells["数学"].low == F(78, 14) + 3
    assert cells["体育"].low == F(60, 18)
    assert [part.kind for part in cells["语文"].parts] == [PartKind.LESSONS, PartKind.HOMEROOM]


def test_homeroom_relief_is_spread_by_lessons_when_no_subject_is_named() -> None:
    plain = by_subject(compute_demand([make_plan()], plain_policy()))
    cells = by_subject(compute_demand([make_plan()], plain_policy(homeroom=HomeroomRule(F("0.5"), {}))))
    total = sum(cell.lessons for cell in plain.values())
    for subject, cell in cells.items():
        assert cell.low - plain[subject].low == 9 * plain[subject].lessons / total


def test_leaders_are_relieved_in_their_own_subject_or_spread() -> None:
    policy = plain_policy(leader_relief={"principal": F(2, 3), "vice_principal": F(1, 2)})
    plain = by_subject(compute_demand([make_plan()], policy))
    leaders = [Leader("s", "principal", "数学"), Leader("s", "vice_principal", "数学"), Leader("s", "clerk", "体育")]
    own = by_subject(compute_demand([make_plan()], policy, leaders=leaders))
    assert own["数学"].low - plain["数学"].low == F(7, 6)
    assert own["体育"].low == plain["体育"].low
    unknown = by_subject(compute_demand([make_plan()], policy, leaders=[Leader("s", "principal", None)]))
    assert sum(cell.low for cell in unknown.values()) - sum(cell.low for cell in plain.values()) == F(2, 3)


def test_after_school_lessons_raise_every_subject_in_proportion() -> None:
    cells = by_subject(compute_demand([make_plan()], plain_policy(after_school_lessons={"primary": F(5)})))
    assert sum(cell.lessons for cell in cells.values()) == 18 * 5 + sum(
        weekly_lessons(THREE_EACH, read_shandong()[0]).values())
    assert [part.kind for part in cells["语文"].parts] == [PartKind.LESSONS, PartKind.AFTER_SCHOOL]


def test_posts_stand_once_per_school_at_its_largest_section() -> None:
    policy = plain_policy(posts=(PostRule("心理健康", 1, 200),))
    plans = [make_plan("a1", school="a", pupils=300), make_plan("a2", school="a", pupils=500, stage="junior",
                                                                classes={7: 4, 8: 4, 9: 4}),
             make_plan("b", pupils=199), make_plan("d", pupils=200), make_plan("c1", school="c", pupils=150), make_plan("c2", school="c", pupils=150)]
    posts = [(cell.section, cell.minimum, cell.maximum) for cell in compute_demand(plans, policy) if cell.subject == "心理健康"]
    assert posts == [("a2", 1, 1), ("c1", 1, 1), ("d", 1, 1)]


def test_lessons_without_own_teachers_go_to_those_who_give_them() -> None:
    shandong = read_shandong()[0]
    curriculum = Curriculum("shared", shandong.lessons, {"综合实践": {"语文": F(1, 4), "科学": F(3, 4)},
                                                        "外语": {"英语": F(1)}})
    cells = by_subject(compute_demand([make_plan()], plain_policy(curriculum=curriculum)))
    assert "综合实践" not in cells
    assert cells["科学"].lessons == 30 + F(3, 4) * 36
    assert cells["英语"].lessons == 30
    assert sum(cell.lessons for cell in cells.values()) == 3 * sum(shandong.total(grade) for grade in range(1, 7))


def test_shared_lessons_stay_with_their_subject_when_none_of_the_givers_is_there() -> None:
    curriculum = Curriculum("shared", read_shandong()[0].lessons, {"综合实践": {"化学": F(1)}})
    cells = by_subject(compute_demand([make_plan()], plain_policy(curriculum=curriculum)))
    assert cells["综合实践"].lessons == 36
    assert "化学" not in cells


@pytest.mark.parametrize(("low", "high", "rounding", "expected"), [
    ("3.33", "3.33", EXACT, (3, 4)), ("9", "9", EXACT, (9, 9)), ("0.67", "0.67", EXACT, (0, 1)),
    ("0.67", "0.67", DemandRounding(F(0), F(0), F("0.5")), (1, 1)), ("0.4", "0.4", DemandRounding(F(0), F(0), F("0.5")), (0, 1)),
    ("10", "10", DemandRounding(F("0.1"), F("0.1"), None), (9, 11)), ("0.5", "1.2", EXACT, (0, 2)),
    ("0.1", "0.1", DemandRounding(F(0), F(0), F("0.1")), (1, 1)),
])
def test_rounding_goes_down_below_and_up_above(low: str, high: str, rounding: DemandRounding,
                                              expected: tuple[int, int]) -> None:
    assert round_need(F(low), F(high), rounding) == expected


def test_demand_refuses_unknown_grades_sections_and_repeated_ones() -> None:
    with pytest.raises(ValueError, match="no lessons for grade 10"):
        compute_demand([make_plan(classes={10: 1})], plain_policy())
    with pytest.raises(ValueError, match="twice"):
        compute_demand([make_plan(), make_plan()], plain_policy())
    with pytest.raises(ValueError, match="unknown section"):
        compute_demand([make_plan()], plain_policy(), leaders=[Leader("x", "principal", None)])
    assert compute_demand([make_plan(classes={10: 0})], plain_policy()) == ()


@pytest.mark.parametrize(("lessons", "taught_by"), [
    ({"语文": {1: F(-1)}}, {}), ({"语文": {1: F(1)}}, {"语文": {"数学": F(1, 2)}}), ({"语文": {1: F(1)}}, {"数学": {"语文": F(1)}}),
    ({"语文": {1: F(1)}}, {"语文": {"语文": F(2), "数学": F(-1)}})])
def test_curriculum_refuses_what_does_not_add_up(lessons: dict[str, dict[int, F]],
                                                taught_by: dict[str, dict[str, F]]) -> None:
    with pytest.raises(ValueError):
        Curriculum("x", lessons, taught_by)


@pytest.mark.parametrize(("least", "most"), [(0, 5), (6, 5), (-1, 3)])
def test_load_refuses_what_need_cannot_be_divided_by(least: int, most: int) -> None:
    with pytest.raises(ValueError, match="positive least"):
        Load(F(least), F(most))


def test_load_table_is_silent_on_an_unknown_stage() -> None:
    with pytest.raises(KeyError):
        LOADS.load("senior", "语文")


CLASSES = st.dictionaries(st.integers(1, 6), st.integers(0, 8), min_size=1)
RELIEF = st.fractions(0, 1, max_denominator=20)


@given(CLASSES, CLASSES)
def test_need_of_two_sets_of_classes_is_the_sum_of_their_needs(first: dict[int, int], second: dict[int, int]) -> None:
    """Holds for lessons, homeroom and after-school parts alike, because each is proportional to classes by grade."""
    policy = plain_policy(homeroom=HomeroomRule(F(1, 2), {"primary": {"语文": F(1)}}))
    both = {grade: first.get(grade, 0) + second.get(grade, 0) for grade in first.keys() | second.keys()}
    needs = [{cell.subject: cell.low for cell in compute_demand([make_plan(classes=classes)], policy)}
             for classes in (first, second, both)]
    for subject, need in needs[2].items():
        assert need == needs[0].get(subject, 0) + needs[1].get(subject, 0)


@given(CLASSES, RELIEF, st.integers(0, 10), st.sampled_from([None, F(1, 2)]))
def test_cells_are_the_sum_of_their_parts_and_bound_the_need(classes: dict[int, int], relief: F, after: int,
                                                            one_from: F | None) -> None:
    policy = plain_policy(homeroom=HomeroomRule(relief, {}), after_school_lessons={"primary": F(after)},
                          rounding=DemandRounding(F(0), F(0), one_from))
    for cell in compute_demand([make_plan(classes=classes)], policy):
        assert sum(part.low for part in cell.parts) == cell.low
        assert sum(part.high for part in cell.parts) == cell.high
        assert cell.minimum <= cell.low or cell.minimum == 1
        assert cell.high <= cell.maximum < cell.high + 1
        assert cell.minimum <= cell.maximum


@given(st.fractions(0, 100), st.dictionaries(st.text(min_size=1, max_size=2), st.fractions(0, 10), max_size=5))
def test_spread_parts_add_up_exactly_or_there_is_nothing_to_spread_by(amount: F, weights: dict[str, F]) -> None:
    parts = spread(amount, weights)
    assert sum(parts.values()) == (amount if sum(weights.values()) else 0)
