"""Entries of a child process that answers one question about a stored plan; apart, so that the child imports the solver alone.

Instance and solution come as text, answers go as JSON values (documents.py): what is stored is what the command line prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from solvers.linear import Control, SolveParams
from solvers.rotation.explanations.chains import chain_of, find_chains
from solvers.rotation.explanations.documents import document
from solvers.rotation.explanations.drop_out import drop_out
from solvers.rotation.explanations.exchanges import missed_exchanges
from solvers.rotation.explanations.fairness import fairness
from solvers.rotation.explanations.levers import lever_table
from solvers.rotation.explanations.nearest import Nearest
from solvers.rotation.explanations.prices import rule_prices
from solvers.rotation.explanations.reasons import reasons_for
from solvers.rotation.explanations.recheck import recheck
from solvers.rotation.explanations.resolve import Amendments, resolve
from solvers.rotation.explanations.why_not import why_not
from solvers.rotation.explanations.wishes import wishes_of
from solvers.rotation.instance import Forbid, Instance, Pin
from solvers.rotation.io import format_instance, parse_instance, parse_solution
from solvers.rotation.solution import Solution
from solvers.rotation.vocabulary import SectionId, TeacherId

Json = Any  # any JSON value
Arguments = Mapping[str, Any]
Answering = Callable[[Instance, Solution, Arguments, SolveParams], Json]


def answer_text(
    question: str, arguments: Arguments, instance_text: str, solution_text: str, params: SolveParams, control: Control
) -> Json:
    """Return the answer to a question of `QUESTIONS` about an instance and its solution.

    Raises InstanceError if the arguments name someone unknown, KeyError for a question that there is not.
    """
    control.report("answer")
    instance, solution = parse_instance(instance_text), parse_solution(solution_text)
    return document(QUESTIONS[question](instance, solution, arguments, params))


def _person(instance: Instance, solution: Solution, arguments: Arguments, _params: SolveParams) -> Json:
    teacher = TeacherId(arguments["teacher"])
    return {
        "reasons": reasons_for(instance, solution.moves, teacher),
        "wishes": wishes_of(instance, solution.moves, teacher),
        "chain": chain_of(find_chains(instance, solution.moves), teacher),
    }


def _drop_out(instance: Instance, solution: Solution, arguments: Arguments, params: SolveParams) -> Json:
    return drop_out(instance, solution.moves, TeacherId(arguments["teacher"]), params)


def _why_not(instance: Instance, solution: Solution, arguments: Arguments, params: SolveParams) -> Json:
    teacher, section = TeacherId(arguments["teacher"]), SectionId(arguments["section"])
    return why_not(instance, solution.moves, teacher, section, params)


def _fairness(instance: Instance, solution: Solution, _arguments: Arguments, _params: SolveParams) -> Json:
    exchanges = missed_exchanges(instance, solution.moves)
    return {"fairness": fairness(instance, solution.moves), "exchanges": exchanges}


def _prices(instance: Instance, solution: Solution, _arguments: Arguments, params: SolveParams) -> Json:
    return rule_prices(instance, params, plan=solution, confirm=True)


def _levers(instance: Instance, _solution: Solution, _arguments: Arguments, params: SolveParams) -> Json:
    return lever_table(instance, params)


def _recheck(instance: Instance, solution: Solution, _arguments: Arguments, params: SolveParams) -> Json:
    answer = recheck(instance, solution, params)
    return {"is_confirmed": answer.is_confirmed, "answer": answer}


QUESTIONS: Mapping[str, Answering] = {
    "person": _person,
    "drop_out": _drop_out,
    "why_not": _why_not,
    "fairness": _fairness,
    "prices": _prices,
    "levers": _levers,
    "recheck": _recheck,
}


@dataclass(frozen=True, slots=True)
class ResolvedTexts:
    """The plan again: the amended instance as text, and the nearest plan to the one before with what is proven."""

    instance_text: str
    nearest: Nearest


def resolve_text(
    instance_text: str,
    solution_text: str,
    amendments: Arguments,
    budget: int | None,
    params: SolveParams,
    control: Control,
) -> ResolvedTexts:
    """Return the plan with the fewest changes, or the cheapest within a `budget` of changes.

    `amendments` holds ALL `pins` and `forbids` that are to hold ([teacher, section] each; those of the instance no longer
    do) and the `dropped` teachers. Raises InstanceError if they name someone unknown or contradict each other.
    """
    control.report("answer")
    bare = parse_instance(instance_text).replace(pins=(), forbids=())
    wanted = Amendments(
        pins=tuple(Pin(TeacherId(who), SectionId(where)) for who, where in amendments["pins"]),
        forbids=tuple(Forbid(TeacherId(who), SectionId(where)) for who, where in amendments["forbids"]),
        dropped=tuple(TeacherId(who) for who in amendments["dropped"]),
    )
    found = resolve(bare, parse_solution(solution_text).moves, wanted, params, budget=budget)
    return ResolvedTexts(format_instance(found.instance), found.nearest)
