"""What a decision binds: the canonical JSON of a submitted version and its digest. Pure.

Keys are sorted, nothing is spaced, text is UTF-8; the moves stand in the order of the ids of their teachers, so that the
same plan gives the same text wherever it is written. Persons and places are ids, never names.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from staffing.decisions.models import DecidedMove, ElsewhereMove, MoveOpinion
from staffing.plans.models import Move, SolveRun

Json = dict[str, Any]
FORMAT: Final = "staffing/decision/1"
MOVE_FIELDS: Final = ("teacher_id", "from_section_id", "to_section_id", "subject", "kind", "starts_on", "ends_on", "relation_moves",
                      "backbone", "distance_km", "wish_place", "reasons")

OPINION_FIELDS: Final = ("teacher_id", "school_id", "side", "answer", "reason", "answered_on", "upheld", "decision_reason")
ELSEWHERE_FIELDS: Final = ("teacher_id", "kind", "from_school_id", "to_school_id", "role", "starts_on", "ends_on", "basis")


def make_content(run: SolveRun, moves: Sequence[Move], *, settings: Mapping[str, Any], number: int, supersedes: str | None,
                 opinions: Sequence[Json] = (), elsewhere: Sequence[Json] = ()) -> Json:
    """Return all that a version submits: moves, settings, rules, list, records, versions, the checker's verdict, opinions.

    ``supersedes`` is the digest of the version that this one amends; ``elsewhere`` are moves decided by other procedures.
    """
    return {
        "format": FORMAT, "number": number, "supersedes": supersedes, "ruleset": run.ruleset, "ruleset_digest": run.ruleset_digest,
        "eligibility_list_id": run.eligibility_list_id, "instance_sha256": run.instance_sha256,
        "solution_sha256": run.solution_sha256, "versions": run.versions, "parameters": run.parameters, "settings": dict(settings),
        "status": run.status, "cost": run.cost, "bound": run.bound, "gap": run.gap, "findings": run.findings, "goals": run.goals,
        "moves": move_rows(moves), "opinions": list(opinions), "elsewhere": list(elsewhere)}


def move_rows(moves: Sequence[Move | DecidedMove]) -> list[Json]:
    """Return moves as they stand in the content."""
    return [{field: _plain(getattr(move, field)) for field in MOVE_FIELDS} for move in sorted(moves, key=lambda move: move.teacher_id)]


def opinion_row(one: MoveOpinion) -> Json:
    """Return a school's opinion as it stands in the content."""
    return {field: _plain(getattr(one, field)) for field in OPINION_FIELDS}


def elsewhere_row(one: ElsewhereMove) -> Json:
    """Return a move decided elsewhere as it stands in the content."""
    return {field: _plain(getattr(one, field)) for field in ELSEWHERE_FIELDS}


def canonical(content: Mapping[str, Any]) -> str:
    """Return the one text of a content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
