"""The independent checker run once more over what a run stored."""

from dataclasses import dataclass
from typing import Any

from solvers.rotation.check import check
from solvers.rotation.errors import InstanceError
from solvers.rotation.io import instance_sha256, parse_instance, parse_solution
from staffing.plans.bridge.results import text_sha256


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the checker says of stored texts: their digests, what it found, and the moves by (pseudonym, section, subject)."""

    instance_sha256: str
    solution_sha256: str
    findings: tuple[dict[str, Any], ...]
    moves: frozenset[tuple[str, str, str]]


def check_texts(instance_text: str, solution_text: str) -> SecondOpinion | None:
    """Return the second opinion; None if a text can no longer be read."""
    try:
        instance, solution = parse_instance(instance_text), parse_solution(solution_text)
    except InstanceError:
        return None
    findings = tuple({"code": str(one.code), "ids": list(one.ids), "text": one.text, "numbers": dict(one.numbers)}
                     for one in check(instance, solution))
    moves = frozenset((str(move.teacher), str(move.to_section), str(move.subject)) for move in solution.moves)
    return SecondOpinion(instance_sha256(instance), text_sha256(solution_text), findings, moves)
