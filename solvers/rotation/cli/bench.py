"""bench: sizes × seeds × engines; each run on a line of its own, then a table of medians."""

import argparse
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from solvers.linear import EngineName, SolveParams
from solvers.rotation.check import check
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.solution import Solution
from solvers.rotation.solve import solve_in_child
from solvers.rotation.vocabulary import SolutionStatus


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One solve of one invented county."""

    size: SizeName
    seed: int
    engine: EngineName
    solution: Solution
    findings: int


def run_bench(arguments: argparse.Namespace) -> int:
    """Solve everything asked for; returns 1 if the checker found anything in any plan."""
    limits = SolveParams(time_limit_s=arguments.time_limit, gap=arguments.gap, workers=arguments.workers)
    runs = []
    for run in _runs(arguments.sizes, arguments.seeds, arguments.engines, limits):
        print(_line(run), file=sys.stderr, flush=True)
        runs.append(run)
    print("\n".join(table(runs)))
    return FINDINGS if any(run.findings for run in runs) else CLEAN


def _runs(
    sizes: list[SizeName], seeds: list[int], engines: list[EngineName], limits: SolveParams
) -> Iterator[BenchRun]:
    for size in sizes:
        for seed in seeds:
            instance = generate(size, seed)
            for engine in engines:
                solution = solve_in_child(instance, replace(limits, engine=engine)).solution
                yield BenchRun(size, seed, engine, solution, len(check(instance, solution)))


def _line(run: BenchRun) -> str:
    solution = run.solution
    cost = "-" if solution.cost is None else f"{solution.cost:.1f}"
    gap = "-" if solution.gap is None else f"{solution.gap:.2e}"
    return (
        f"{run.size} seed {run.seed} {run.engine}: {solution.status} cost {cost} gap {gap}"
        f" {solution.wall_s:.2f} s, {run.findings} findings"
    )


def table(runs: list[BenchRun]) -> list[str]:
    """Return the lines of a Markdown table: one row for each size and engine, medians over the seeds."""
    lines = [
        "| size | engine | seeds | with plan | optimal | median s | longest s | median gap | largest gap | findings |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    groups: dict[tuple[SizeName, EngineName], list[BenchRun]] = {}
    for run in runs:
        groups.setdefault((run.size, run.engine), []).append(run)
    for (size, engine), members in groups.items():
        seconds = [run.solution.wall_s for run in members]
        gaps = [run.solution.gap for run in members if run.solution.gap is not None]
        plans = sum(run.solution.has_plan for run in members)
        optimal = sum(run.solution.status is SolutionStatus.OPTIMAL for run in members)
        shown = [f"{statistics.median(gaps):.1e}", f"{max(gaps):.1e}"] if gaps else ["-", "-"]
        cells = [size, engine, len(members), plans, optimal]
        cells += [f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}", *shown]
        cells.append(sum(run.findings for run in members))
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return lines
