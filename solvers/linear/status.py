"""What each status of a solve promises; the page repeats the difference in words."""

from __future__ import annotations

from enum import StrEnum

PROVEN_GAP = 1e-5
"""A plan counts as optimal if value and bound differ by at most this fraction."""


class Status(StrEnum):
    """The state in which a solve ended (求解状态)."""

    OPTIMAL = "optimal"  # a plan, proven within PROVEN_GAP
    FEASIBLE = "feasible"  # a plan, with the gap that is stated
    INFEASIBLE = "infeasible"  # proven that there is no plan
    UNKNOWN = "unknown"  # stopped with neither plan nor proof: not "impossible"
    CANCELLED = "cancelled"  # by the user, with or without a plan


def relative_gap(value: float, bound: float) -> float:
    """Return max(0, value − bound) as a fraction of max(1, |value|)."""
    return max(0.0, value - bound) / max(1.0, abs(value))


def status_of_plan(value: float, bound: float | None) -> Status:
    """Return OPTIMAL if the bound proves the plan, else FEASIBLE."""
    if bound is not None and relative_gap(value, bound) <= PROVEN_GAP:
        return Status.OPTIMAL
    return Status.FEASIBLE
