"""How long the main pages take, quiet and while a solve uses all processors: ``python -m tests.benchmarks.pages instance/``.

Works on a copy of an installation that holds the demonstration county (``python3 run.py --no-serve``), with a real web
server and a real worker on a free port; the installation itself is not touched.
"""

import argparse
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from staffing import create_app
from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.audit.record import record
from staffing.config import Config
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.jobs.queries import find_latest_job
from staffing.plans.models import PlanOrigin, PlanState
from staffing.plans.operations import create_plan, propose, subject_of
from staffing.plans.queries import list_plans
from staffing.rotation_years.queries import find_current_year
from staffing.schools.models import County

START_S = 60
# A solver needs this long until its search uses every processor.
WARM_S = 8
AFTER_CHANGE = "/ after a change"


class Site:
    """A running copy of an installation and a signed-in officer."""

    def __init__(self, folder: Path, seconds: float) -> None:
        """Open the copy and start its web server."""
        self.environment = {**os.environ, "STAFFING_INSTANCE_DIR": str(folder), "STAFFING_SOLVER_TIME_LIMIT_S": str(seconds)}
        self.app = create_app(Config(instance_dir=folder))
        with self.app.app_context():
            officer = db.session.scalars(select(User).where(User.role == Role.OFFICER)).first()
            county = db.session.scalars(select(County)).first()
            if officer is None or county is None:
                raise SystemExit("this installation holds no demonstration county; run: python3 run.py --no-serve")
            officer.must_change_password = False
            self.county_id, self.officer_id = county.id, officer.id
            self.token = sessions.start_session(officer, address="127.0.0.1")
            self.plan_id = next(plan.id for plan in list_plans(county.id) if plan.state is PlanState.VALID)
            db.session.commit()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.processes = [self._start("serve", "--port", str(self.port))]
        self._wait(self._answers, "the web server did not start")

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "staffing", *words], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _answers(self) -> bool:
        try:
            return self.ask("/") > 0
        except OSError:
            return False

    def _wait(self, condition: Callable[[], bool], complaint: str) -> None:
        end = time.monotonic() + START_S
        while not condition():
            if time.monotonic() > end:
                raise SystemExit(complaint)
            time.sleep(0.2)

    def ask(self, page: str) -> float:
        """Return how many seconds the whole page took."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        connection.request("GET", page, headers={"Cookie": f"{sessions.COOKIE}={self.token}"})
        answer = connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - began
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{page} answered {answer.status}")
        return seconds

    def cpu_s(self) -> float:
        """Return the processor seconds that the web server has used so far; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.processes[0].pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def change_something(self) -> None:
        """Let the pages believe that a record has changed."""
        with self.app.app_context():
            county = db.session.get_one(County, self.county_id)
            record("school_corrected", county, county_id=county.id, changes={})
            db.session.commit()

    def solve(self) -> int:
        """Start a worker and a solve, wait until it searches; returns the job."""
        with self.app.app_context():
            year = find_current_year(self.county_id)
            if year is None:
                raise SystemExit("no rotation year is open")
            plan = create_plan(year, name=f"benchmark {time.time():.0f}", origin=PlanOrigin.PROPOSED, created_by=self.officer_id)
            job = propose(plan, asked_by=self.officer_id, time_limit_s=float(self.environment["STAFFING_SOLVER_TIME_LIMIT_S"]))
            db.session.commit()
            subject, job_id = subject_of(plan), job.id
            self.processes.append(self._start("work"))
            self._wait(lambda: self._is_running(subject), "the solve did not start")
        time.sleep(WARM_S)
        return job_id

    @staticmethod
    def _is_running(subject: str) -> bool:
        db.session.rollback()
        job = find_latest_job(subject)
        running = job is not None and job.state is JobState.RUNNING and bool(job.progress)
        db.session.rollback()
        return running

    def is_over(self, job_id: int) -> bool:
        """True if the solve ended before the measurement did."""
        with self.app.app_context():
            return db.session.get_one(Job, job_id).state is not JobState.RUNNING

    def close(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.kill()
            process.wait()


@dataclass(slots=True)
class Taken:
    """What a page took: seconds of the clock for each request, and of the server's processors for all of them."""

    wall_s: list[float] = field(default_factory=list)
    cpu_s: float = 0.0


def measure(site: Site, rounds: int) -> dict[str, Taken]:
    """Return what each page takes, the workbench also right after a change."""
    pages = ["/", "/teachers/", "/indicators/", f"/plans/{site.plan_id}"]
    taken = {name: Taken() for name in (AFTER_CHANGE, *pages)}
    for page in pages:
        site.ask(page)
    for _ in range(rounds):
        site.change_something()
        for name, one in taken.items():
            before = site.cpu_s()
            one.wall_s.append(site.ask("/" if name == AFTER_CHANGE else name))
            one.cpu_s += site.cpu_s() - before
    return taken


def tell(load: str, taken: dict[str, Taken]) -> None:
    """Print the middle and the slow end of every page."""
    for page, one in taken.items():
        figures = [statistics.median(one.wall_s), statistics.quantiles(one.wall_s, n=20, method="inclusive")[-1], max(one.wall_s),
                   one.cpu_s / len(one.wall_s)]
        sys.stdout.write(f"| {load} | {page} | {' | '.join(f'{figure * 1000:.0f}' for figure in figures)} |\n")
    sys.stdout.flush()


def main() -> None:
    """Measure quiet, then during a solve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path, help="folder of an installation with the demonstration county")
    parser.add_argument("--rounds", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--seconds", type=float, default=90, help="time limit of the solve")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "instance"
        shutil.copytree(options.instance, copy)
        site = Site(copy, options.seconds)
        try:
            sys.stdout.write("| load | page | median ms | p95 ms | longest ms | CPU ms |\n|---|---|---|---|---|---|\n")
            tell("quiet", measure(site, options.rounds))
            job_id = site.solve()
            tell("during a solve", measure(site, options.rounds))
            if site.is_over(job_id):
                raise SystemExit("the solve ended before the measurement; give more --seconds or fewer --rounds")
        finally:
            site.close()


if __name__ == "__main__":
    main()
