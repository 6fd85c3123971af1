"""The tables of bench: medians over the seeds, the ratio to the full model, and how time grows with size."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from solvers.linear import EngineName
from solvers.rotation.generate import SizeName
from solvers.rotation.solution import Solution
from solvers.rotation.vocabulary import GoalCode, SolutionStatus

GOOD_GAP = 1e-3
"""The gap to which the times of engines are compared."""


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One solve of one invented county.

    `to_good_s` is when plan and bound came within GOOD_GAP, None if they never did; `cpu_s` what the run took of the
    processors, which on a busy machine says more than the clock on the wall; `memory_mb` the largest child's so
    far; `quota_cost` the cost of the cheapest plan for persons that meets only the rules, None if it was not asked for.
    """

    size: SizeName
    seed: int
    engine: EngineName
    solution: Solution
    findings: int
    candidates: int = 0
    to_good_s: float | None = None
    cpu_s: float = 0.0
    memory_mb: float = 0.0
    quota_cost: float | None = None

    @property
    def is_optimal(self) -> bool:
        """True if the plan is proven best."""
        return self.solution.status is SolutionStatus.OPTIMAL

    @property
    def share_open(self) -> float | None:
        """Return (cost − bound) ÷ (cost of the plan that only keeps the rules − bound): without the constant part."""
        solution = self.solution
        if self.quota_cost is None or solution.cost is None or solution.bound is None:
            return None
        room = self.quota_cost - solution.bound
        return (solution.cost - solution.bound) / room if room > 0 else 0.0


def run_line(run: BenchRun) -> str:
    """Return what one run was, for the reader who waits."""
    solution = run.solution
    goals = {row.code: row.amount for row in solution.goals}
    told = [
        f"{run.size} seed {run.seed} {run.engine}: {solution.status}",
        f"cost {_number(solution.cost, '.1f')} gap {_number(solution.gap, '.2e')}",
        f"open {_number(run.share_open, '.2e')}",
        f"failing {_number(goals.get(GoalCode.FAILING_SECTIONS), '.0f')}",
        f"short {_number(goals.get(GoalCode.SHORTFALL), '.0f')} moves {len(solution.moves)}",
        f"good after {_number(run.to_good_s, '.1f')} s, ended after {solution.wall_s:.1f} s ({run.cpu_s:.1f} CPU s)",
        f"{run.memory_mb:.0f} MB, {run.findings} findings",
    ]
    return ", ".join(told)


def table(runs: list[BenchRun]) -> list[str]:
    """Return the lines of a Markdown table: one row for each size and engine, medians and worst over the seeds."""
    titles = ["size", "engine", "seeds", "with plan", "within 0.1 %", "optimal", "median s to 0.1 %", "median s"]
    titles += ["longest s", "median CPU s", "median gap", "largest gap", "largest share open", "MB", "findings"]
    lines = [_row(titles), _row(["---"] * len(titles))]
    for (size, engine), members in _grouped(runs).items():
        gaps = [run.solution.gap for run in members if run.solution.gap is not None]
        opens = [run.share_open for run in members if run.share_open is not None]
        good = [run.to_good_s for run in members if run.to_good_s is not None]
        seconds = [run.solution.wall_s for run in members]
        cells = [size, engine, len(members), sum(run.solution.has_plan for run in members), len(good)]
        cells += [sum(run.is_optimal for run in members), _number(_median_reached(good, len(members)), ".1f")]
        cells += [f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}"]
        cells += [f"{statistics.median(run.cpu_s for run in members):.1f}"]
        cells += [_number(statistics.median(gaps) if gaps else None, ".1e"), _number(max(gaps, default=None), ".1e")]
        cells += [_number(max(opens, default=None), ".1e"), f"{max(run.memory_mb for run in members):.0f}"]
        lines.append(_row([*cells, sum(run.findings for run in members)]))
    return lines


def ratios(runs: list[BenchRun]) -> list[str]:
    """Return for each size how many times longer each engine took to a good gap than `auto` on the same seeds.

    Who never got there counts with all his time: the ratio is then a lower one.
    """
    lines = []
    by_key = {(run.size, run.seed, run.engine): run for run in runs}
    for size, engine in _grouped(runs):
        ours = [run for run in runs if run.size is size and run.engine is EngineName.AUTO and run.to_good_s]
        pairs = [(run, by_key.get((size, run.seed, engine))) for run in ours]
        known = [(other.to_good_s or other.solution.wall_s) / (run.to_good_s or 1.0) for run, other in pairs if other]
        if engine is not EngineName.AUTO and known:
            worst, middle = min(known), statistics.median(known)
            lines.append(f"{size} {engine}: {middle:.1f} times as long as auto to 0.1 % (median), at least {worst:.1f}")
    return lines


def growth(runs: list[BenchRun]) -> str | None:
    """Return the exponent of the median time to a good gap in the number of candidates, smallest to largest size."""
    points = []
    for (_, engine), members in _grouped(runs).items():
        good = [run.to_good_s for run in members if run.to_good_s is not None]
        if engine is EngineName.AUTO and len(good) > len(members) / 2:
            points.append((statistics.median(run.candidates for run in members), statistics.median(good)))
    if len(points) < 2:
        return None
    (few, short), (many, long) = min(points), max(points)
    return f"growth: exponent {math.log(long / short) / math.log(many / few):.2f} from {few:.0f} to {many:.0f} candidates"


def _median_reached(good: list[float], count: int) -> float | None:
    """Return the median time over all seeds; None if fewer than half of them got there."""
    times = sorted([*good, *[math.inf] * (count - len(good))])
    middle = statistics.median(times)
    return middle if math.isfinite(middle) else None


def _grouped(runs: Iterable[BenchRun]) -> dict[tuple[SizeName, EngineName], list[BenchRun]]:
    groups: dict[tuple[SizeName, EngineName], list[BenchRun]] = {}
    for run in runs:
        groups.setdefault((run.size, run.engine), []).append(run)
    return groups


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
