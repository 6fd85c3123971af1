"""Small linear problems with answers known by hand or by trying everything."""

from itertools import product
from random import Random

import numpy as np

from solvers.linear import LinearModel, Problem


def knapsack() -> Problem:
    """Return: worth 7, 5, 4 at weights 3, 2, 2 with room for 4; best is 9, the relaxation reaches 5 + 14/3."""
    model = LinearModel()
    items = model.add_columns("item", 3, ids=(["a", "b", "c"],), cost=[-7.0, -5.0, -4.0])
    room = model.add_rows("room", 1, upper=4.0)
    model.add_entries(room.start, items.index, [3.0, 2.0, 2.0])
    model.add_constant(100.0)
    return model.problem()


def contradiction() -> LinearModel:
    """Return a model whose rows `floor` and `ceiling` conflict, and whose row `harmless` does not matter."""
    model = LinearModel()
    items = model.add_columns("item", 3, ids=(["a", "b", "c"],), cost=1.0)
    floor = model.add_rows("floor", 1, ids=(["at least two"],), lower=2.0)
    ceiling = model.add_rows("ceiling", 1, ids=(["at most one"],), upper=1.0)
    harmless = model.add_rows("harmless", 1, ids=(["a or b"],), lower=1.0)
    model.add_entries(floor.start, items.index, 1.0)
    model.add_entries(ceiling.start, items.index, 1.0)
    model.add_entries(harmless.start, items.index[:2], 1.0)
    return model


def random_problem(seed: int, columns: int = 8, rows: int = 5) -> Problem:
    """Return a random problem in 0-1 columns with some fractional numbers and one continuous column."""
    source = Random(seed)
    model = LinearModel()
    items = model.add_columns("item", columns, cost=[source.choice([-7, -3, 2, 5.25]) for _ in range(columns)])
    rest = model.add_columns("rest", 1, upper=50.0, cost=1.5, integer=False).start
    for row in range(rows):
        chosen = [at for at in range(columns) if source.random() < 0.6]
        weights = [source.choice([-2, 1, 2, 3, 0.5]) for _ in chosen]
        at = model.add_rows(f"row{row}", 1, lower=float(source.randint(-6, 1)), upper=float(source.randint(2, 7))).start
        model.add_entries(at, items.index[chosen], weights)
    over = model.add_rows("over", 1, lower=-1.25)
    model.add_entries(over.start, rest, 1.0)
    model.add_entries(over.start, items.index, [-source.choice([0.25, 1.0]) for _ in range(columns)])
    return model.problem()


def best_by_trying(problem: Problem) -> float | None:
    """Return the best value of a random problem by trying all whole numbers; the continuous column follows."""
    best = None
    for choice in product([0.0, 1.0], repeat=problem.columns - 1):
        values = np.array([*choice, 0.0])
        values[-1] = max(0.0, float(problem.row_lower[-1] - (problem.matrix @ values)[-1]))
        if problem.is_solution(values):
            value = problem.objective(values)
            best = value if best is None else min(best, value)
    return best
