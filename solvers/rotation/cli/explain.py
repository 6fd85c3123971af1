"""explain: JSON on standard output. With a plan its figures, without one what stands in the way."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from solvers.rotation.check import lifted_limits
from solvers.rotation.cli.exits import CLEAN
from solvers.rotation.cli.solve import params_of, show_progress
from solvers.rotation.explain import Explanation, explain
from solvers.rotation.instance import Instance
from solvers.rotation.io import read_instance
from solvers.rotation.solution import Finding, Solution
from solvers.rotation.solution_json import finding_document
from solvers.rotation.solve import solve_in_child
from solvers.rotation.statistics import plan_statistics


def run_explain(arguments: argparse.Namespace) -> int:
    """Print why there is no plan, or what the plan does."""
    instance = read_instance(arguments.instance)
    params = params_of(arguments)
    solution = solve_in_child(instance, params, on_progress=show_progress).solution
    document = {"status": solution.status.value, "lifted_limits": _findings(lifted_limits(instance))}
    if solution.has_plan:
        document |= _plan(instance, solution)
    else:
        document |= _obstruction(explain(instance, params))
    print(json.dumps(document, ensure_ascii=False, indent=1))
    return CLEAN


def _findings(findings: list[Finding]) -> list[dict[str, Any]]:
    return [finding_document(finding) for finding in findings]


def _plan(instance: Instance, solution: Solution) -> dict[str, Any]:
    goals = {goal.code.value: {"amount": goal.amount, "cost": goal.cost} for goal in solution.goals}
    return {
        "cost": solution.cost,
        "bound": solution.bound,
        "gap": solution.gap,
        "goals": goals,
        "statistics": plan_statistics(instance, solution.moves).document(),
    }


def _obstruction(explanation: Explanation) -> dict[str, Any]:
    return asdict(explanation) | {"obstacles": _findings(list(explanation.obstacles))}
