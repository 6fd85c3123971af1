"""Goals in the model: costs computed by hand, and equal to the checker's for every small plan."""

from dataclasses import replace

import pytest

from solvers.rotation.check import amounts, total_cost
from solvers.rotation.goals import GOALS
from solvers.rotation.instance import AboveDegree, GoalWeights, Instance
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import CountsAt, GoalCode, Location, SectionId
from tests.helpers.modelling import model_cost
from tests.helpers.solving import (
    MUSIC,
    SPORTS,
    decided,
    instance,
    move,
    quota,
    school,
    section,
    teacher,
    with_settings,
)

NOTHING = GoalWeights(**dict.fromkeys([code.value for code in GoalCode], 0.0))


def only(base: Instance, code: str, weight: float = 1.0) -> Instance:
    """Return the instance with one goal alone."""
    return base.replace(goal_weights=replace(NOTHING, **{code: weight}))


def measured(people, pupils_a: int = 200, pupils_b: int = 400, **parts) -> Instance:
    """Return two measured sections, a and b, without outflow limits."""
    rooms = [section("a", counted=True, pupils=pupils_a), section("b", counted=True, pupils=pupils_b)]
    base = instance(people, sections=rooms, **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def test_goals_when_listed() -> None:
    """Tests that the catalogue holds every goal once, in the order of the reports."""
    assert [goal.code for goal in GOALS] == list(GoalCode)


def test_shortfall_when_a_backbone_moves() -> None:
    """Tests weight 2 per missing backbone: needs 2 and 4, present 3 and 0, so 8 before and 6 after one move."""
    people = [teacher(f"t{n}", backbone=True) for n in range(3)]
    base = only(measured(people), "shortfall", 10.0)
    others = 10.0 * (2 * 9 + 2 * 17 + 3 * 2 + 3 * 4)  # degrees and PE, which nobody has
    assert model_cost(base) == pytest.approx(others + 80)
    assert model_cost(base, move("t0")) == pytest.approx(others + 60)
    assert model_cost(base, move("t0"), move("t1")) == pytest.approx(others + 60)


@pytest.mark.parametrize(
    ("hardware_below", "below_85", "expected"), [(0, 0, (1, 0)), (1, 0, (1, 1)), (2, 0, (1, 1)), (1, 1, (1, 1))]
)
def test_failing_sections_when_one_indicator_may_be_missed(
    hardware_below: int, below_85: int, expected: tuple[int, int]
) -> None:
    """Tests six of seven: with PE at 85 % but not met, one more backbone saves a section whose hardware is sound."""
    degree = AboveDegree(True, True)
    # 700 pupils need 30 degrees, 7 backbone, 7 of PE; six of each of the last two reach 85 %.
    home = [teacher(f"h{n}", "b", above_degree=degree, backbone=n < 6) for n in range(30)]
    home += [teacher(f"p{n}", "b", subject=SPORTS) for n in range(6)]
    rooms = [
        section("a"),
        section("b", counted=True, pupils=700, hardware_below=hardware_below, hardware_below_85=below_85),
    ]
    people = [*home, teacher("t1", backbone=True)]
    base = instance(people, schools=["a", school("b", staff=60)], sections=rooms)
    base = only(base, "failing_sections")
    assert model_cost(base) == pytest.approx(expected[0])
    assert model_cost(base, move("t1")) == pytest.approx(expected[1])


def test_inequality_when_backbones_are_shared() -> None:
    """Tests V by hand: 3 backbones for 200 and 400 pupils, county value 0.5; 3 + 0, 2 + 1 and, equal, 1 + 2."""
    people = [teacher(f"t{n}", backbone=True) for n in range(3)]
    base = only(measured(people), "inequality", 9.0)
    moves = [move("t0"), move("t1"), move("t2")]
    assert model_cost(base) == pytest.approx(9 * (1 / 3 * 4 + 2 / 3 * 1))
    assert model_cost(base, *moves[:1]) == pytest.approx(9 * (1 / 3 * 1 + 2 / 3 * 0.25))
    assert model_cost(base, *moves[:2]) == pytest.approx(0.0, abs=1e-9)


def test_cv_excess_when_above_the_limit() -> None:
    """Tests max(0, V − 0.25): V is 2 with all backbones at home, 0.5 with one moved, 0 with two."""
    people = [teacher(f"t{n}", backbone=True) for n in range(3)]
    base = only(measured(people), "cv_excess", 2_000_000.0)
    assert model_cost(base) == pytest.approx(2_000_000 * 1.75)
    assert model_cost(base, move("t0")) == pytest.approx(2_000_000 * 0.25)
    assert model_cost(base, move("t0"), move("t1")) == pytest.approx(0.0, abs=1e-6)


def test_indicator_goals_when_counted_at_home() -> None:
    """Tests that goals 1 and 2 do not change with the plan where the home school counts."""
    people = [teacher(f"t{n}", backbone=True) for n in range(3)]
    base = measured(people)
    base = with_settings(base, counts_at=CountsAt.HOME)
    for code in ("shortfall", "failing_sections", "cv_excess", "inequality"):
        assert model_cost(only(base, code)) == pytest.approx(model_cost(only(base, code), move("t0")))


def test_direction_when_towards_the_weak_countryside() -> None:
    """Tests 5 − (location + strength): 0 from the strongest town school outward, 10 the other way."""
    places = [school("a", location=Location.URBAN), school("b", location=Location.RURAL)]
    rooms = [section("a", strength=3), section("b", strength=0)]
    base = only(instance([teacher("t1"), teacher("t2", "b")], places, rooms), "direction")
    assert model_cost(base, move("t1")) == 0
    assert model_cost(base, move("t2", "a", origin="b")) == 10


@pytest.mark.parametrize(
    ("wishes", "to", "expected"),
    [((), "b", 50), (("c/primary", "b/primary"), "b", 20), (("c/primary",), "b", 100), (("b/primary",), "b", 0)],
)
def test_burden_when_wishes_are_given(wishes: tuple[str, ...], to: str, expected: int) -> None:
    """Tests 20 per place of the wish met, 100 for none met, 50 for none given."""
    wished = tuple(SectionId(row) for row in wishes)
    base = only(instance([teacher("t1", wishes=wished)], schools=["a", "b", "c"]), "burden")
    assert model_cost(base, move("t1", to)) == expected


@pytest.mark.parametrize(("x_km", "extra"), [(3.25, 6), (3.75, 8), (-9.0, 0), (60.0, 100)])
def test_burden_when_the_way_grows(x_km: float, extra: int) -> None:
    """Tests the commute, capped at 50 km, doubled, halves to even; a shorter way costs nothing."""
    home = {"home_x_km": -10.0, "home_y_km": 0.0, "volunteer": True}
    base = only(instance([teacher("t1", **home)], schools=["a", school("b", x_km=x_km)]), "burden")
    assert model_cost(base, move("t1")) == 50 + extra


def test_burden_when_much_was_carried_before() -> None:
    """Tests that what a teacher carried is added to each of his moves, decided ones too, and to nobody else's."""
    base = only(instance([teacher("t1", carried=37), teacher("t2", subject=SPORTS)]), "burden")
    assert model_cost(base, move("t1")) == 87
    assert model_cost(base, move("t2", subject=SPORTS)) == 50
    assert model_cost(base.replace(decided_moves=(decided("t1", "b/primary"),))) == 87


def test_burden_lets_go_who_carried_less() -> None:
    """Tests that of two who could go alike the solver sends the one who carried less, whichever that is."""
    for spared, sent in (("t1", "t2"), ("t2", "t1")):
        people = [teacher(name, carried=10 if name == spared else 0) for name in ("t1", "t2")]
        found = solve(instance(people, quotas=(quota("rotation_share", 1, 1),))).solution
        assert [row.teacher for row in found.moves] == [sent]


def test_extra_moves_when_beyond_the_quota() -> None:
    """Tests moves beyond ⌈share × base⌉; without a quota every move is extra."""
    people = [teacher(f"t{n}", subject=subject) for n, subject in enumerate(("语文", SPORTS, MUSIC))]
    moves = [move("t0"), move("t1", subject=SPORTS), move("t2", subject=MUSIC)]
    base = only(instance(people, quotas=(quota("rotation_share", 0.1, 11),)), "extra_moves", 300.0)
    assert model_cost(base, *moves[:2]) == 0
    assert model_cost(base, *moves) == 300
    assert model_cost(base.replace(quotas=()), *moves) == 900


def test_changes_when_a_plan_was_published() -> None:
    """Tests one per teacher who ends elsewhere or in another subject; an empty published plan means nobody moves."""
    people = [teacher("t1", more_subjects=(SPORTS,)), teacher("t2", subject=MUSIC)]
    base = only(instance(people, schools=["a", "b", "c"], published_plan=(move("t1"),)), "changes", 1.0)
    assert model_cost(base, move("t1")) == 0
    assert model_cost(base) == 1
    assert model_cost(base, move("t1", "c")) == 1
    assert model_cost(base, move("t1", subject=SPORTS), move("t2", subject=MUSIC)) == 2
    assert model_cost(base.replace(published_plan=()), move("t1")) == 1
    assert model_cost(base.replace(published_plan=None), move("t1")) == 0


def test_model_cost_when_all_goals_weigh() -> None:
    """Tests that the model's cost of a plan is the checker's, goal by goal and in sum."""
    people = [teacher(f"t{n}", backbone=n % 2 == 0, subject=SPORTS if n < 2 else "语文") for n in range(6)]
    base = measured(people, quotas=(quota("rotation_share", 0.1, 10),), published_plan=(move("t3"),))
    base = base.replace(goal_weights=replace(base.goal_weights, changes=70))
    for moves in ([move("t2")], [move("t0", subject=SPORTS), move("t3"), move("t4")]):
        assert model_cost(base, *moves) == pytest.approx(total_cost(base, amounts(base, moves)), rel=1e-9)
