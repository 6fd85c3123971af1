"""solve: a plan for an instance file, with progress on standard error; interrupting keeps the best plan."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from solvers.linear import Progress, SolveParams
from solvers.rotation.cli.check import finding_line
from solvers.rotation.cli.exits import CLEAN
from solvers.rotation.io import read_instance, write_solution
from solvers.rotation.solution import Solution
from solvers.rotation.solve import solve_in_child


class Interrupt:
    """Remembers that the user pressed Ctrl-C; the run then ends with its best plan."""

    def __init__(self) -> None:
        self.pressed = False

    def press(self, _signal: int, _frame: FrameType | None) -> None:
        """Take the signal."""
        self.pressed = True

    def is_pressed(self) -> bool:
        """True once the user wants no more."""
        return self.pressed


def params_of(arguments: argparse.Namespace) -> SolveParams:
    """Return the limits that the arguments ask for."""
    return SolveParams(
        engine=arguments.engine,
        time_limit_s=arguments.time_limit,
        gap=arguments.gap,
        workers=arguments.workers,
        seed=arguments.seed,
    )


def refuse_unwritable(path: Path) -> None:
    """Raise OSError before the work is done rather than after it."""
    with path.open("a", encoding="utf-8"):
        pass


def run_solve(arguments: argparse.Namespace) -> int:
    """Solve and write the solution, whatever its status."""
    instance = read_instance(arguments.instance)
    refuse_unwritable(arguments.out)
    interrupt = Interrupt()
    before = signal.signal(signal.SIGINT, interrupt.press)
    try:
        result = solve_in_child(
            instance, params_of(arguments), on_progress=show_progress, is_cancelled=interrupt.is_pressed
        )
    finally:
        signal.signal(signal.SIGINT, before)
    write_solution(result.solution, arguments.out)
    print(summary(result.solution))
    for finding in (*result.obstacles, *result.solution.findings):
        print(finding_line(finding))
    return CLEAN


def show_progress(progress: Progress) -> None:
    """Write one line of progress."""
    value = "-" if progress.value is None else f"{progress.value:.2f}"
    bound = "-" if progress.bound is None else f"{progress.bound:.2f}"
    print(f"{progress.elapsed_s:8.1f} s  {progress.phase:<12} cost {value}  bound {bound}", file=sys.stderr)


def summary(solution: Solution) -> str:
    """Return status, cost, bound and gap on one line."""
    if solution.cost is None:
        return f"{solution.status}: no plan"
    bound = "none" if solution.bound is None else f"{solution.bound:.6f}"
    gap = "none" if solution.gap is None else f"{solution.gap:.2e}"
    return (
        f"{solution.status}: {len(solution.moves)} moves, cost {solution.cost:.6f}, bound {bound}, gap {gap}"
    )
