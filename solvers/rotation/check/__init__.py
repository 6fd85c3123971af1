"""The second opinion: every rule, goal and claim of a plan judged anew in plain Python, apart from the solver.

Shares with the solver nothing but the data classes: no candidates, rules, goals, model or numpy. Where the two differ
one of them is wrong. Definitions: docs/rotation-model.md.
"""

from collections.abc import Iterable, Iterator

from solvers.rotation.check.capacities import (
    authorised_posts,
    cell_outflow,
    donor_floor,
    lifted_capacities,
    school_outflow,
    subject_cover,
    title_posts,
)
from solvers.rotation.check.claims import claim_findings
from solvers.rotation.check.conditions import candidate_findings
from solvers.rotation.check.goals import amounts, total_cost
from solvers.rotation.check.indicators import keep_compliant, lifted_compliance
from solvers.rotation.check.people import (
    couples,
    decided_moves,
    lifted_couples,
    must_move,
    one_destination,
    pins,
)
from solvers.rotation.check.plan import make_plan
from solvers.rotation.check.quotas import quotas
from solvers.rotation.check.school_limits import lifted_school_limits, school_limits
from solvers.rotation.instance import Instance
from solvers.rotation.records import Move
from solvers.rotation.solution import Finding, Solution
from solvers.rotation.vocabulary import ClaimCode

__all__ = ["amounts", "check", "check_moves", "lifted_limits", "total_cost"]

_RULES = (
    candidate_findings,
    quotas,
    authorised_posts,
    title_posts,
    subject_cover,
    school_outflow,
    school_limits,
    cell_outflow,
    donor_floor,
    couples,
    must_move,
    pins,
    decided_moves,
    keep_compliant,
)


def check(instance: Instance, solution: Solution) -> list[Finding]:
    """Return everything that is wrong with a solution: its plan, its figures and its claims; empty if nothing is."""
    findings = [] if solution.cost is None else check_moves(instance, solution.moves)
    return findings + list(claim_findings(instance, solution))


def check_moves(instance: Instance, moves: Iterable[Move]) -> list[Finding]:
    """Return every rule that the moves break, one finding for each breach.

    A move with an unknown id is reported and then left out; of several moves of one teacher the first is judged.
    """
    listed = tuple(moves)
    findings = [*_unknown_ids(instance, listed), *one_destination(instance, listed)]
    plan = make_plan(instance, listed)
    for rule in _RULES:
        findings.extend(rule(plan))
    return findings


def lifted_limits(instance: Instance) -> list[Finding]:
    """Return the limits that decided moves alone exceed and that are therefore lifted; they are no breaches."""
    if not instance.decided_moves:
        return []
    parts = (lifted_capacities, lifted_school_limits, lifted_couples, lifted_compliance)
    return [finding for lifted in parts for finding in lifted(instance)]


def _unknown_ids(instance: Instance, moves: Iterable[Move]) -> Iterator[Finding]:
    for move in moves:
        if move.teacher not in instance.index.teacher:
            yield Finding(ClaimCode.UNKNOWN_ID, (move.teacher,), f"There is no teacher {move.teacher}.")
        for section in (move.from_section, move.to_section):
            if section not in instance.index.section:
                yield Finding(ClaimCode.UNKNOWN_ID, (section,), f"There is no section {section}.")
