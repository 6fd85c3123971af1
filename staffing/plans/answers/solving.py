"""The solver answering one question in a child process of the worker, with a time limit for each kind of question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from solvers.linear import SolveParams
from solvers.linear.params import EngineName
from solvers.linear.process import ChildLimits, Ending, run_in_child
from solvers.rotation.explanations import entry
from staffing.plans.answers.questions import AnswerKind
from staffing.plans.models import SolveRun
from staffing.plans.solving import Check, ChildDiedError, Listener, Search

# Prices are confirmed by one full solve for each rule, and each may take as long as the plan itself.
SOLVES = {AnswerKind.PRICES: 10}
GRACE_S, CANCEL_GRACE_S = 15.0, 1.5


def params_of_run(run: SolveRun, *, time_limit_s: float, workers: int) -> SolveParams:
    """Return the parameters with which the run was made; what a hand-made list lacks is taken from the installation."""
    given = run.parameters
    usual = SolveParams(time_limit_s=time_limit_s, workers=workers)
    return replace(
        usual, engine=EngineName(given.get("engine") or usual.engine), gap=float(given.get("gap", usual.gap)),
        seed=int(given.get("seed", usual.seed)))


def answer_text(kind: AnswerKind, arguments: Mapping[str, Any], texts: tuple[str, str], search: Search, *, on_progress: Listener,
                should_stop: Check) -> Any:
    """Return the answer as JSON values; None if it was stopped before its end. ``texts``: instance and solution.

    Raises ChildDiedError if the child died.
    """
    limits = ChildLimits(time_limit_s=search.params.time_limit_s * SOLVES.get(kind, 1), grace_s=GRACE_S, cancel_grace_s=CANCEL_GRACE_S,
                         memory_bytes=search.memory_bytes)
    left = run_in_child(entry.answer_text, kind.value, dict(arguments), *texts, search.params, limits=limits, on_progress=on_progress,
                        is_cancelled=should_stop)
    if left.ending is Ending.CRASHED:
        raise ChildDiedError(left.message)
    return left.value


def resolve_text(texts: tuple[str, str], amendments: Mapping[str, Any], budget: int | None, search: Search, *, on_progress: Listener,
                 should_stop: Check) -> entry.ResolvedTexts | None:
    """Return the plan near that of the texts (instance and solution); None if it was stopped before its end.

    Raises ChildDiedError if the child died.
    """
    limits = ChildLimits(time_limit_s=search.params.time_limit_s, grace_s=GRACE_S, cancel_grace_s=CANCEL_GRACE_S,
                         memory_bytes=search.memory_bytes)
    left = run_in_child(entry.resolve_text, *texts, dict(amendments), budget, search.params, limits=limits, on_progress=on_progress,
                        is_cancelled=should_stop)
    if left.ending is Ending.CRASHED:
        raise ChildDiedError(left.message)
    return left.value
