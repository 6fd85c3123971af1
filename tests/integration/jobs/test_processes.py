"""Real processes killed with signal 9 in the middle of a solve: nothing half done, the job ends or is tried again.

Each test has a committed database of its own, SQLite always and PostgreSQL where TEST_DATABASE_URL is set.
"""

import contextlib
import itertools
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url

from staffing import create_app
from staffing.config import Config
from staffing.core.migrating import upgrade
from staffing.extensions import db
from staffing.jobs.delivery import delivery
from staffing.jobs.models import Job, JobState
from staffing.jobs.operations import cancel_job
from staffing.plans import operations, queries
from staffing.plans.models import Move, Plan, PlanState, SolveRun
from tests.factories.plans import TinyCounty, create_plan, create_tiny_county

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500), pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="needs /proc")]

ROUNDS = 5
# Generous, because the machine may be busy with other tests; an idle one needs a few seconds.
PATIENCE_S = 180
# On a machine under load the second attempt may lose its lease; the promise is one result, not two attempts.
SECOND_OR_LATER = (2, 3)
ROOT = pathlib.Path(__file__).parents[3]
SECRET = "for-tests-only-" + "x" * 32
_names = itertools.count(1)


def fresh_postgres() -> str:
    """Return the address of an empty database on the test server."""
    url = make_url(os.environ["TEST_DATABASE_URL"])
    name = f"{url.database}_kill_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


class World:
    """An installation with its own database, and the worker processes started on it."""

    def __init__(self, folder: pathlib.Path, url: str) -> None:
        self.settings = {
            "mode": "testing", "database_url": url, "instance_dir": str(folder), "secret_key": SECRET, "field_key": SECRET,
            "index_key": SECRET, "audit_key": SECRET, "queue": "postgres" if url.startswith("postgresql") else "sqlite",
            "job_lease_s": "3", "job_resend_s": "1", "worker_threads": "1"}
        self.app = create_app(Config(**self.settings))
        self.gate = folder / "gate"
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TEST_SOLVER_GATE": str(self.gate), **{f"STAFFING_{key.upper()}": value for key, value in self.settings.items()}}
        process = subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment)
        self.workers.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start("tests.helpers.worker_process")

    def let_pass(self) -> None:
        """Let every solve go on."""
        self.gate.touch()

    def hold(self) -> None:
        """Let every solve wait from now on."""
        self.gate.unlink(missing_ok=True)

    def close(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.kill()
            process.wait()
        delivery(self.app).close()


@pytest.fixture(params=["sqlite", "postgres"])
def world(request, tmp_path: pathlib.Path) -> Iterator[World]:
    if request.param == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("needs TEST_DATABASE_URL")
    url = fresh_postgres() if request.param == "postgres" else f"sqlite:///{tmp_path / 'own.sqlite3'}"
    made = World(tmp_path, url)
    with made.app.app_context():
        upgrade(db.engine)
        yield made
        made.close()
        db.session.rollback()
        db.engine.dispose()


@pytest.fixture
def tiny(world: World) -> TinyCounty:
    made = create_tiny_county()
    db.session.commit()
    return made


def ask(tiny: TinyCounty) -> Plan:
    """Make a plan and ask for its proposal."""
    plan = create_plan(tiny, name=f"方案{next(_names)}")
    operations.propose(plan, asked_by=None, time_limit_s=20)
    db.session.commit()
    return plan


def job_of(plan_id: int) -> Job:
    """Return the job as it stands, without keeping a transaction open: on SQLite that would lock the worker out."""
    with db.sessionmaker() as session:
        session.connection(execution_options={"read_only": True})
        job = session.scalars(select(Job).where(Job.subject == f"plan:{plan_id}")).one()
        session.expunge(job)
        return job


def wait_for(plan: Plan, condition: Callable[[Job], bool]) -> Job:
    plan_id = plan.id
    db.session.rollback()
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        job = job_of(plan_id)
        if condition(job):
            return job
        time.sleep(0.05)
    raise AssertionError(f"waited in vain; the job is {job.state} after {job.attempts} attempts: {job.error}")


def is_solving(job: Job) -> bool:
    return job.state is JobState.RUNNING and job.progress.get("phase") == "model"


def children_of(pid: int) -> list[int]:
    tasks = pathlib.Path(f"/proc/{pid}/task")
    found: list[int] = []
    for task in tasks.iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread may end between listing and reading
            found += map(int, (task / "children").read_text().split())
    return found


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def assert_published_once(plan: Plan) -> None:
    db.session.rollback()
    db.session.refresh(plan)
    assert plan.state is PlanState.VALID
    assert db.session.scalar(select(func.count(SolveRun.id)).where(SolveRun.plan_id == plan.id)) == 1
    run = queries.find_shown_run(plan.county_id, plan.id)
    moves = db.session.scalar(select(func.count(Move.id)).where(Move.run_id == run.id))
    assert moves == run.statistics["moved"] >= 2
    db.session.rollback()


def solver_child(worker: subprocess.Popen[bytes]) -> int:
    """Return the process that solves: the youngest child that is no resource tracker."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        for pid in sorted(children_of(worker.pid), reverse=True):
            if b"spawn_main" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        time.sleep(0.02)
    raise AssertionError("no child solves")


def test_job_is_finished_by_the_next_worker_when_one_is_killed_in_the_middle(world, tiny):
    worker = world.start_worker()
    for _ in range(ROUNDS):
        world.hold()
        plan = ask(tiny)
        wait_for(plan, is_solving)
        child = solver_child(worker)
        worker.kill()
        worker.wait()
        world.let_pass()
        worker = world.start_worker()
        job = wait_for(plan, lambda job: job.state not in (JobState.QUEUED, JobState.RUNNING))
        assert job.state is JobState.DONE
        assert job.attempts in SECOND_OR_LATER
        assert_published_once(plan)
        assert not is_alive(child), "the killed worker left a solver behind"


def test_job_is_tried_again_when_its_child_is_killed(world, tiny):
    worker = world.start_worker()
    for _ in range(ROUNDS):
        world.hold()
        plan = ask(tiny)
        wait_for(plan, is_solving)
        os.kill(solver_child(worker), signal.SIGKILL)
        world.let_pass()
        job = wait_for(plan, lambda job: job.state not in (JobState.QUEUED, JobState.RUNNING))
        assert job.state is JobState.DONE
        assert job.attempts in SECOND_OR_LATER
        assert_published_once(plan)


def test_job_fails_in_words_when_its_child_is_killed_every_time(world, tiny):
    worker = world.start_worker()
    plan = ask(tiny)
    for attempt in (1, 2, 3):
        wait_for(plan, lambda job, attempt=attempt: is_solving(job) and job.attempts == attempt)
        os.kill(solver_child(worker), signal.SIGKILL)
    job = wait_for(plan, lambda job: job.state not in (JobState.QUEUED, JobState.RUNNING))
    assert (job.state, job.error) == (JobState.FAILED, "child_died")
    assert queries.find_shown_run(plan.county_id, plan.id) is None


def test_job_is_sent_later_when_the_web_process_dies_right_after_its_commit(world, tiny):
    plans = [create_plan(tiny, name=f"方案{next(_names)}") for _ in range(ROUNDS)]
    db.session.commit()
    world.let_pass()
    world.start_worker()
    for plan in plans:
        web = world.start("tests.helpers.dying_web", str(plan.id))
        db.session.rollback()
        assert web.wait(timeout=PATIENCE_S) == -signal.SIGKILL
        job = wait_for(plan, lambda job: job.state not in (JobState.QUEUED, JobState.RUNNING))
        assert (job.state, job.attempts) == (JobState.DONE, 1)
        assert_published_once(plan)


def test_running_job_is_handed_back_without_counting_when_the_worker_is_told_to_stop(world, tiny):
    worker = world.start_worker()
    plan = ask(tiny)
    wait_for(plan, is_solving)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE_S) == 0
    job = job_of(plan.id)
    db.session.rollback()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    world.let_pass()
    world.start_worker()
    assert wait_for(plan, lambda job: job.state is JobState.DONE).attempts == 1
    assert_published_once(plan)


def test_running_job_is_cancelled_soon_when_the_officer_asks(world, tiny):
    world.start_worker()
    plan = ask(tiny)
    job = wait_for(plan, is_solving)
    cancel_job(tiny.county.id, job.id)
    db.session.commit()
    job = wait_for(plan, lambda job: job.state not in (JobState.QUEUED, JobState.RUNNING))
    assert job.state is JobState.CANCELLED


