"""Many counties on several worker processes: ``python -m tests.benchmarks.city --size M --counties 20 --workers 2``.

Invented counties (`solvers.rotation.generate`, one seed each) become one job each in a real ledger; real worker processes
take them from the queue, solve each in a child process, and publish plan, bound and time. Prints a line per county and the
seconds in all, from asking to the end of the last job; reading each instance's text is part of it, inventing it is not.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from solvers.rotation.generate import SizeName, generate
from solvers.rotation.io import format_instance
from staffing import create_app
from staffing.config import Config
from staffing.core.migrating import upgrade
from staffing.extensions import db
from staffing.jobs.models import ACTIVE_STATES, Job, JobState
from staffing.jobs.operations import enqueue
from staffing.jobs.registry import register_kinds
from staffing.schools.models import County
from tests.benchmarks.city_worker import INSTANCE_COUNTY

LOOK_EVERY_S = 0.1
SCHOOL_YEAR = 2026
# Not with -m: a solving child would import the worker's module, and with it the whole application, once more.
WORKER = "from tests.benchmarks.city_worker import run; run()"


def main() -> None:
    """Measure and print."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        config = Config(instance_dir=Path(folder), worker_threads=1)
        paths = invent(Path(folder), options)
        app = create_app(config)
        register_kinds(app, [INSTANCE_COUNTY])
        with app.app_context():
            upgrade(db.engine)
            environment = {**os.environ, "STAFFING_INSTANCE_DIR": folder, "STAFFING_WORKER_THREADS": "1"}
            workers = [subprocess.Popen([sys.executable, "-c", WORKER], env=environment) for _ in range(options.workers)]
            try:
                print_result(*measure(paths, options), options)
            finally:
                for worker in workers:
                    worker.terminate()
                for worker in workers:
                    worker.wait()
                db.engine.dispose()


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="Solve many invented counties on several worker processes.")
    parser.add_argument("--size", choices=[size.value for size in SizeName], default="S")
    parser.add_argument("--counties", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="worker processes, one county at a time each")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--gap", type=float, default=0.001, help="a county is finished at this gap")
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds for each county")
    return parser.parse_args()


def invent(folder: Path, options: argparse.Namespace) -> list[Path]:
    """Write the counties as texts, as a run's instance is stored."""
    paths = []
    for seed in range(options.first_seed, options.first_seed + options.counties):
        paths.append(folder / f"county-{seed}.json")
        paths[-1].write_text(format_instance(generate(SizeName(options.size), seed)), encoding="utf-8")
    return paths


def measure(paths: list[Path], options: argparse.Namespace) -> tuple[float, list[Job]]:
    """Return the seconds from asking to the end of the last county, and the jobs."""
    began = time.perf_counter()
    for number, path in enumerate(paths):
        county = County(code=f"{990000 + number}", name=path.stem, bureau_name=path.stem, ruleset="demo", school_year=SCHOOL_YEAR, synthetic=True)
        db.session.add(county)
        db.session.flush()
        enqueue(INSTANCE_COUNTY.code, path.stem, county_id=county.id, created_by=None, payload={
            "path": str(path), "gap": options.gap, "time_limit_s": options.time_limit})
    db.session.commit()
    while True:
        db.session.rollback()
        db.session.connection(execution_options={"read_only": True})
        jobs = list(db.session.scalars(select(Job).order_by(Job.id).execution_options(populate_existing=True)))
        if not any(job.state in ACTIVE_STATES for job in jobs):
            return time.perf_counter() - began, jobs
        db.session.rollback()
        time.sleep(LOOK_EVERY_S)


def print_result(seconds: float, jobs: list[Job], options: argparse.Namespace) -> None:
    """Print the table and the whole."""
    say("| county | state | attempts | seconds | cost | bound | gap |\n|---|---|---|---|---|---|---|")
    gaps, worked = [], 0.0
    for job in jobs:
        result = job.result if job.state is JobState.DONE else {}
        took = (job.finished_at - job.started_at).total_seconds() if job.finished_at and job.started_at else 0.0
        gap, worked = result.get("gap"), worked + took
        gaps.append(gap)
        figures = ["—" if value is None else f"{value:,.1f}" for value in (result.get("cost"), result.get("bound"))]
        say(f"| {job.subject} | {job.state.value} | {job.attempts} | {took:.1f} | {' | '.join(figures)} | {'—' if gap is None else f'{gap:.4%}'} |")
    within = sum(gap is not None and gap <= options.gap for gap in gaps)
    say(f"\n{len(jobs)} counties of size {options.size}, {options.workers} worker processes: {seconds:.1f} s in all, {worked:.1f} s of single counties; "
        f"{within} within {options.gap:.3%}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
