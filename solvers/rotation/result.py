"""What a run hands back: the solution in its stable format, and why there is no plan where the reason is plain."""

from __future__ import annotations

from dataclasses import dataclass

from solvers.rotation.solution import Finding, Solution


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of one run.

    `obstacles` name what makes the instance hopeless before any search (a pin without a candidate); `reason` says
    why the search stopped, in the engine's words, for logs.
    """

    solution: Solution
    obstacles: tuple[Finding, ...] = ()
    reason: str = ""
