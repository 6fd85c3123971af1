"""bench: sizes × seeds × engines on invented counties whose hashes are committed; each run on a line, then tables."""

import argparse
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

from solvers.linear import EngineName, Progress, SolveParams
from solvers.rotation.candidates import find_candidates
from solvers.rotation.check import amounts, check, total_cost
from solvers.rotation.cli.bench_table import GOOD_GAP, BenchRun, growth, ratios, run_line, table
from solvers.rotation.cli.exits import CLEAN, FINDINGS
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256
from solvers.rotation.records import GoalWeights
from solvers.rotation.solve import solve_in_child

INSTANCES = "bench_instances.tsv"
ONLY_RULES = GoalWeights(0, 0, 0, 0, 0, 1, 300, 0)
"""Weights of the plan that keeps the rules and spares the persons, and asks for nothing else."""


class ChangedInstanceError(Exception):
    """The generator no longer makes the county whose hash is committed: figures could not be compared."""


class _Clock:
    """Notes when plan and bound first came near enough."""

    def __init__(self) -> None:
        self.to_good_s: float | None = None

    def listen(self, progress: Progress) -> None:
        """Take note of one progress."""
        value, bound = progress.value, progress.bound
        if self.to_good_s is not None or value is None or bound is None:
            return
        if value - bound <= GOOD_GAP * max(1.0, abs(value)):
            self.to_good_s = progress.elapsed_s


def run_bench(arguments: argparse.Namespace) -> int:
    """Solve everything asked for; returns 1 if the checker found anything in any plan."""
    limits = SolveParams(time_limit_s=arguments.time_limit, gap=arguments.gap, workers=arguments.workers)
    runs = []
    for run in _runs(arguments, limits):
        print(run_line(run), file=sys.stderr, flush=True)
        runs.append(run)
    print("\n".join(table(runs)))
    print("\n".join([*ratios(runs), *filter(None, [growth(runs)])]))
    return FINDINGS if any(run.findings for run in runs) else CLEAN


def _runs(arguments: argparse.Namespace, limits: SolveParams) -> Iterator[BenchRun]:
    known = committed_hashes()
    for size in arguments.sizes:
        for seed in arguments.seeds:
            instance = generate(size, seed)
            expected = known.get((size, seed))
            if expected is not None and expected != instance_sha256(instance):
                raise ChangedInstanceError(f"{size} seed {seed} is no longer the county of {INSTANCES}")
            quota_cost = _quota_cost(instance, limits) if arguments.worth else None
            for engine in arguments.engines:
                yield _run(size, seed, instance, replace(limits, engine=engine), quota_cost)


def _run(size: SizeName, seed: int, instance: Instance, params: SolveParams, quota_cost: float | None) -> BenchRun:
    clock, spent = _Clock(), _cpu_of_children()
    solution = solve_in_child(instance, params, on_progress=clock.listen).solution
    to_good = clock.to_good_s
    if to_good is None and solution.gap is not None and solution.gap <= GOOD_GAP:
        to_good = solution.wall_s
    return BenchRun(
        size=size,
        seed=seed,
        engine=params.engine,
        solution=solution,
        findings=len(check(instance, solution)),
        candidates=len(find_candidates(instance)),
        to_good_s=to_good,
        cpu_s=_cpu_of_children() - spent,
        memory_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        quota_cost=quota_cost,
    )


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _quota_cost(instance: Instance, limits: SolveParams) -> float | None:
    """Return what the plan that only keeps the rules costs by the county's own weights."""
    sparing = replace(instance, goal_weights=ONLY_RULES)
    solution = solve_in_child(sparing, replace(limits, engine=EngineName.AUTO, gap=GOOD_GAP)).solution
    return total_cost(instance, amounts(instance, solution.moves)) if solution.has_plan else None


def committed_hashes() -> dict[tuple[SizeName, int], str]:
    """Return the hash of each committed county."""
    text = (files(__package__) / INSTANCES).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(SizeName(size), int(seed)): sha256 for size, seed, sha256 in rows}

