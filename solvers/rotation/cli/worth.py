"""worth: what a stored plan is worth, as JSON."""

import argparse
import json

from solvers.linear import SolveParams
from solvers.rotation.check import check
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.io import read_instance, read_solution
from solvers.rotation.worth import Gain, Worth, measure


def run_worth(arguments: argparse.Namespace) -> int:
    """Measure a plan; returns 1 if the checker finds fault with it, since such a plan has no worth."""
    instance, solution = read_instance(arguments.instance), read_solution(arguments.solution)
    findings = check(instance, solution)
    if findings or not solution.has_plan:
        print("\n".join(f"{item.code}: {item.text}" for item in findings) or "no plan")
        return FINDINGS
    params = SolveParams(time_limit_s=arguments.time_limit, gap=arguments.gap, workers=arguments.workers, seed=arguments.seed)
    print(json.dumps(document(measure(instance, solution.moves, params, draws=arguments.draws)), indent=1))
    return CLEAN


def document(worth: Worth) -> dict[str, object]:
    """Return the figures as JSON values."""
    return {
        "cost": worth.cost, "shortfall": _gain(worth.shortfall), "failing_sections": _gain(worth.failing),
        "random_costs": list(worth.random_costs), "random_is_worse": worth.random_is_worse,
    }


def _gain(gain: Gain) -> dict[str, float]:
    return {"before": gain.before, "after": gain.after, "bound": gain.bound, "share": gain.share}
