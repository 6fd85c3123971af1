"""How long scenarios and a sweep take at 5 000 teachers: ``python -m tests.benchmarks.scenarios instance/``.

Works on a copy of an installation that holds the demonstration county with a solved plan (``python3 run.py --no-serve``), with a
worker process as in use: several scenarios of that plan solved together, their progress told, then one setting swept.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from staffing import create_app
from staffing.config import Config
from staffing.extensions import db
from staffing.jobs.models import ACTIVE_STATES, Job
from staffing.plans.models import Plan, PlanState
from staffing.plans.queries import find_shown_run
from staffing.plans.scenarios.models import ScenarioSet
from staffing.plans.scenarios.operations import add_scenario, create_set, solve_all, start_sweep
from staffing.plans.settings import PlanDifferences

LOOK_EVERY_S = 0.5
SCENARIOS = (
    ("nearer", {"max_distance_km": 15}), ("farther", {"max_distance_km": 40}), ("small schools", {"school_outflow_share": "0.10"}),
    ("small subjects", {"cell_outflow_share": "0.34"}), ("couples near", {"couple_distance_km": 10}),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="instance folder of an installation with the demonstration county")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each scenario")
    parser.add_argument("--points", type=int, default=7)
    parser.add_argument("--from-km", type=Decimal, default=Decimal(10))
    parser.add_argument("--to-km", type=Decimal, default=Decimal(40))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as copied:
        folder = Path(copied) / "instance"
        shutil.copytree(options.folder, folder)
        app = create_app(Config(instance_dir=folder))
        worker = subprocess.Popen([sys.executable, "-m", "staffing", "work"], env={**os.environ, "STAFFING_INSTANCE_DIR": str(folder)})
        try:
            with app.app_context():
                plan = db.session.scalars(select(Plan).where(Plan.state == PlanState.VALID).order_by(Plan.id)).first()
                if plan is None:
                    raise SystemExit("this installation holds no solved plan; run: python3 run.py --no-serve")
                solve_scenarios(plan, options.time_limit)
                sweep_distance(plan, options)
                db.engine.dispose()
        finally:
            worker.terminate()
            worker.wait()


def solve_scenarios(plan: Plan, time_limit_s: float) -> None:
    """Solve the scenarios together and print what each came to."""
    found = create_set(plan, name="benchmark", asked_by=None)
    for name, differences in SCENARIOS:
        chosen = PlanDifferences.read({**plan.settings, **differences})
        add_scenario(found, name=name, differences=chosen, staying=[], reason="", asked_by=None)
    solve_all(found, asked_by=None, time_limit_s=time_limit_s)
    set_id, (seconds, told) = found.id, measured()
    found = db.session.get_one(ScenarioSet, set_id)
    say(f"{len(found.scenarios)} scenarios together: {seconds:.0f} s, {told} different states of progress\n")
    say("| scenario | state | cost | gap | s |\n|---|---|---|---|---|")
    for scenario in found.scenarios:
        run = find_shown_run(found.county_id, scenario.plan_id)
        if run is None or run.cost is None or run.bound is None:
            say(f"| {scenario.name} | {scenario.plan.state.value} | — | — | — |")
            continue
        say(f"| {scenario.name} | {scenario.plan.state.value} | {run.cost:,.1f} | {(run.cost - run.bound) / run.cost:.4%} | {run.wall_s:.1f} |")


def sweep_distance(plan: Plan, options: argparse.Namespace) -> None:
    """Sweep the largest distance and print the curve."""
    sweep = start_sweep(plan, setting="max_distance_km", first=options.from_km, last=options.to_km, number=options.points, asked_by=None,
                        time_limit_s=options.time_limit)
    seconds, told = measured()
    db.session.refresh(sweep)
    say(f"\nsweep of {options.points} points: {seconds:.0f} s, {told} different states of progress\n")
    say("| km | status | gap | failing | missing | moved | s |\n|---|---|---|---|---|---|---|")
    for row in sweep.results:
        figures = [row.get(name) for name in ("failing", "missing", "moved", "wall_s")]
        gap = row.get("gap")
        say(f"| {row['value']:g} | {row['status']} | {'—' if gap is None else f'{gap:.4%}'} | "
            + " | ".join("—" if value is None else f"{value:g}" for value in figures) + " |")


def measured() -> tuple[float, int]:
    """Store what was asked for, wait until nothing is left to do; return the seconds and how often the progress had changed."""
    db.session.commit()
    began = time.perf_counter()
    seen: set[object] = set()
    for jobs in iter(active_jobs, []):
        seen.update((job.id, job.state, str(job.progress)) for job in jobs)
        db.session.rollback()
        time.sleep(LOOK_EVERY_S)
    return time.perf_counter() - began, len(seen)


def active_jobs() -> Sequence[Job]:
    """Return the jobs that wait or run."""
    db.session.rollback()
    db.session.connection(execution_options={"read_only": True})
    return list(db.session.scalars(select(Job).where(Job.state.in_(ACTIVE_STATES)).execution_options(populate_existing=True)))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
