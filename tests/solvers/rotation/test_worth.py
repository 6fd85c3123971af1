"""What a plan is worth: gains by hand, bounds against brute force, random plans that keep every rule, the command."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from solvers.linear import SolveParams
from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.cli.commands import main
from solvers.rotation.instance import Demand, Instance
from solvers.rotation.io import format_instance, format_solution
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import GoalCode, SectionId
from solvers.rotation.worth import Gain, Worth, least_of, measure, random_plans
from tests.helpers.brute_force import feasible_plans
from tests.helpers.random_instances import random_instance
from tests.helpers.solving import CHINESE, SPORTS, instance, quota, section, teacher, with_settings

PARAMS = SolveParams(time_limit_s=10.0)


@pytest.fixture(scope="module")
def county() -> Instance:
    """Return two measured sections: all six teachers in the first, three may go, one must."""
    staff = [teacher(f"t{number}", backbone=number < 2, subject=(SPORTS, CHINESE)[number % 2]) for number in range(6)]
    rooms = [section("a", counted=True, pupils=60), section("b", counted=True, pupils=60)]
    need = [Demand(SectionId(f"{place}/primary"), subject, 0, 6) for place in "ab" for subject in (SPORTS, CHINESE)]
    made = instance(staff, ["a", "b"], rooms, need, quotas=(quota("rotation_share", 0.1, 10),))
    return with_settings(made, cell_outflow_share=1)


def test_share_is_the_part_of_the_possible_gain() -> None:
    """Tests shares by hand, and that nothing to gain counts as reached."""
    assert Gain(before=10, after=4, bound=2).share == 0.75
    assert Gain(before=10, after=10, bound=10).share == 1.0
    assert Gain(before=10, after=12, bound=2).share == -0.25


def test_random_share_compares_the_best_of_the_random_plans() -> None:
    """Tests the comparison with random plans, also where there is none."""
    nothing = Gain(0, 0, 0)
    worth = Worth(100.0, nothing, nothing, (150.0, 130.0, 170.0))
    assert worth.random_is_worse == pytest.approx(0.3)
    assert worth.random_median == 150.0
    empty = Worth(100.0, nothing, nothing, ())
    assert (empty.random_is_worse, empty.random_median) == (None, None)


def test_bounds_are_the_least_of_any_plan_when_all_are_tried() -> None:
    """Tests the proven bound of a goal alone against every plan of random counties."""
    tried = 0
    for seed in range(30):
        made = random_instance(Random(seed))
        plans = feasible_plans(made) if len(made.teachers) <= 4 else []
        if not plans:
            continue
        for code in (GoalCode.SHORTFALL, GoalCode.FAILING_SECTIONS):
            least = min(plan.amounts[code] for plan in plans)
            assert least_of(made, code, PARAMS) == pytest.approx(least, abs=1e-3)
        tried += 1
    assert tried >= 6


def test_measure_states_gains_and_cost_of_the_plan(county: Instance) -> None:
    """Tests the figures of an optimal plan against the checker's amounts."""
    plan = solve(county, PARAMS).solution.moves
    worth = measure(county, plan, PARAMS, draws=2)
    before, after = amounts(county, ()), amounts(county, plan)
    assert worth.cost == total_cost(county, after)
    assert (worth.shortfall.before, worth.shortfall.after) == (before[GoalCode.SHORTFALL], after[GoalCode.SHORTFALL])
    assert worth.shortfall.before > worth.shortfall.bound
    assert worth.shortfall.share == pytest.approx(1.0)
    assert worth.failing.bound == int(worth.failing.bound)
    assert len(worth.random_costs) == 2
    assert min(worth.random_costs) >= worth.cost - 1e-6


def test_random_plans_keep_the_rules_and_differ(county: Instance) -> None:
    """Tests that every drawn plan passes the checker, repeats with its seed, and that draws differ."""
    plans = random_plans(county, PARAMS, draws=4)
    assert len(plans) == 4
    assert all(check_moves(county, moves) == [] for moves in plans)
    assert len(set(plans)) > 1
    assert random_plans(county, PARAMS, draws=4) == plans


def test_no_random_plan_when_the_rules_leave_none(county: Instance) -> None:
    """Tests that a county without any plan gives none, in place of an error."""
    assert random_plans(county.replace(quotas=(quota("rotation_share", 1, 99),)), PARAMS, draws=2) == []


def test_command_prints_the_worth_as_json(county: Instance, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tests the command on a good plan, and that a plan with a finding has no worth."""
    solution = solve(county, PARAMS).solution
    places = [tmp_path / name for name in ("instance.json", "solution.json", "bad.json")]
    broken = replace(solution, moves=())
    for place, text in zip(places, (format_instance(county), format_solution(solution), format_solution(broken)), strict=True):
        place.write_text(text, encoding="utf-8")
    assert main(["worth", str(places[0]), str(places[1]), "--time-limit", "10"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["cost"], told["shortfall"]["share"]) == (pytest.approx(solution.cost), pytest.approx(1.0))
    assert told["random_is_worse"] >= 0
    assert main(["worth", str(places[0]), str(places[2])]) == 1
    assert "rotation_share" in capsys.readouterr().out
