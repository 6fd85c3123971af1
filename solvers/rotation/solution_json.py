"""A Solution from and to its JSON document; what the document claims is judged in check/, not here."""

from typing import Any

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance_reading import read_move, refuse_format
from solvers.rotation.instance_writing import Document, move_document
from solvers.rotation.json_values import Fields, read_text
from solvers.rotation.solution import Finding, GoalAmount, LevelOutcome, Solution
from solvers.rotation.vocabulary import GoalCode, SolutionStatus

SOLUTION_FORMAT = "rotation-solution/1"

_DOCUMENT = frozenset(
    [
        "format",
        "instance_sha256",
        "status",
        "engine",
        "versions",
        "seed",
        "wall_s",
        "moves",
        "goals",
        "cost",
        "bound",
        "gap",
        "findings",
    ]
)
_GOAL = frozenset({"code", "amount", "cost"})
_LEVEL = frozenset({"order", "cost", "bound", "gap"})
_FINDING = frozenset({"code", "ids", "text"})


def solution_from_document(document: Any) -> Solution:  # Any: parsed JSON, judged here
    """Return the solution that a parsed JSON document describes.

    Raises
    ------
    InstanceError
        At the first fault, with its JSON path.
    """
    refuse_format(document, SOLUTION_FORMAT)
    top = Fields("$", document, _DOCUMENT, frozenset({"levels"}))
    if top.number("wall_s") < 0:
        raise InstanceError("$.wall_s", "a time cannot be negative")
    return Solution(
        instance_sha256=top.text("instance_sha256"),
        status=top.word("status", SolutionStatus),
        engine=top.text("engine"),
        versions=_versions(top),
        seed=top.integer("seed"),
        wall_s=top.number("wall_s"),
        moves=top.rows("moves", read_move),
        goals=top.rows("goals", _goal),
        cost=top.number_or_none("cost"),
        bound=top.number_or_none("bound"),
        gap=top.number_or_none("gap"),
        findings=top.rows("findings", _finding),
        levels=top.rows("levels", _level) if "levels" in top else None,
    )


def solution_document(solution: Solution) -> Document:
    """Return the document of the solution, its keys in the order of the format."""
    document: Document = {
        "format": SOLUTION_FORMAT,
        "instance_sha256": solution.instance_sha256,
        "status": solution.status.value,
        "engine": solution.engine,
        "versions": dict(solution.versions),
        "seed": solution.seed,
        "wall_s": solution.wall_s,
        "moves": [move_document(move) for move in solution.moves],
        "goals": [
            {"code": goal.code.value, "amount": goal.amount, "cost": goal.cost} for goal in solution.goals
        ],
        "cost": solution.cost,
        "bound": solution.bound,
        "gap": solution.gap,
        "findings": [finding_document(finding) for finding in solution.findings],
    }
    if solution.levels is not None:
        document["levels"] = [
            {"order": level.order, "cost": level.cost, "bound": level.bound, "gap": level.gap}
            for level in solution.levels
        ]
    return document


def finding_document(finding: Finding) -> Document:
    """Return one finding as it stands in a solution."""
    return {"code": finding.code, "ids": list(finding.ids), "text": finding.text}


def _versions(top: Fields) -> dict[str, str]:
    value = top.value("versions")
    names = frozenset(value) if isinstance(value, dict) else frozenset[str]()
    row = Fields("$.versions", value, names)
    return {name: row.text(name) for name in sorted(names)}


def _goal(path: str, value: Any) -> GoalAmount:
    row = Fields(path, value, _GOAL)
    return GoalAmount(row.word("code", GoalCode), row.number("amount"), row.number("cost"))


def _level(path: str, value: Any) -> LevelOutcome:
    row = Fields(path, value, _LEVEL)
    return LevelOutcome(
        row.integer("order"), row.number("cost"), row.number_or_none("bound"), row.number_or_none("gap")
    )


def _finding(path: str, value: Any) -> Finding:
    row = Fields(path, value, _FINDING)
    return Finding(row.text("code"), row.rows("ids", read_text), row.text("text"))
