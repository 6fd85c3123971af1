"""The stored cases: every solution kept beside an instance is clean and, where that can be tried, the best."""

from pathlib import Path

import pytest

from solvers.rotation.check import check
from solvers.rotation.io import read_instance, read_solution
from solvers.rotation.vocabulary import GoalOrder
from tests.helpers.brute_force import cheapest, lexicographic_costs

CASES = sorted(
    path
    for path in (Path(__file__).parents[3] / "data" / "cases").glob("*.json")
    if ".solution" not in path.name
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_check_when_case_is_stored(path: Path) -> None:
    """Tests that the stored solution of the case has no finding."""
    assert check(read_instance(path), read_solution(path.with_suffix(".solution.json"))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cheapest_when_case_is_stored(path: Path) -> None:
    """Tests that trying every plan finds none cheaper than the stored one, or none at all where none is stored."""
    base, stored = read_instance(path), read_solution(path.with_suffix(".solution.json"))
    if base.settings.goal_order is GoalOrder.LEXICOGRAPHIC:
        costs = lexicographic_costs(base)
        assert costs == {level.order: pytest.approx(level.cost) for level in stored.levels or ()}
        return
    best = cheapest(base)
    assert (best.cost if best else None) == (pytest.approx(stored.cost) if stored.cost is not None else None)


def test_cases_when_counted() -> None:
    """Tests that the cases are found at all."""
    assert len(CASES) >= 7
