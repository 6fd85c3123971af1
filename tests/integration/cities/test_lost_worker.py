"""Two worker processes share a city; one is killed with signal 9 while it solves, and the other finishes its county too."""

import os
import pathlib
from collections.abc import Iterator

import pytest

from staffing.cities import operations
from staffing.cities.gathering import lines_of
from staffing.cities.models import CityRun
from staffing.cities.progress import EntryState, total_of
from staffing.cities.queries import get_run
from staffing.core.migrating import upgrade
from staffing.extensions import db
from staffing.plans.models import Plan
from tests.factories.plans import YEAR, create_tiny_county
from tests.helpers.killed_solving import run_worker_at_gate
from tests.helpers.killing import Installation, fresh_url

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="needs /proc")]


@pytest.fixture(params=["sqlite", "postgres"])
def installation(request, tmp_path: pathlib.Path) -> Iterator[Installation]:
    """Return an installation whose leases run out soon."""
    if request.param == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("needs TEST_DATABASE_URL")
    made = Installation(tmp_path, fresh_url(request.param, tmp_path, "city"), job_lease_s=2, job_resend_s=1)
    with made.app.app_context():
        upgrade(db.engine)
        yield made
        made.close()
        db.session.rollback()
        db.engine.dispose()


def start(seconds: int = 20) -> tuple[int, int]:
    """Store a city of two counties and start its run; returns the ids of both."""
    city = operations.make_city(code="420000", name="演示市")
    for _ in range(2):
        operations.join_city(create_tiny_county().county, city)
    run: CityRun = operations.start_run(city, school_year=YEAR, name="全市方案", asked_by=None, usual_s=seconds)
    for plan in db.session.query(Plan):
        plan.settings = {"school_outflow_share": "0.5", "cell_outflow_share": "0.5"}
    db.session.commit()
    ids = city.id, run.id
    db.session.rollback()
    return ids


def look(ids: tuple[int, int]) -> list:
    """Return the counties as they stand, without keeping a transaction open."""
    db.session.rollback()
    db.session.connection(execution_options={"read_only": True})
    lines = lines_of(get_run(*ids))
    db.session.expunge_all()
    db.session.rollback()
    return lines


def test_county_of_a_killed_worker_is_solved_by_the_other_one(installation):
    ids, gate = start(), installation.mark("gate")
    lost, left = (installation.start(run_worker_at_gate, str(gate)) for _ in range(2))
    installation.wait(lambda: all(line.state is EntryState.RUNNING and line.view.job.progress.get("phase") == "model" for line in look(ids)),
                      "both counties should be solved at the same time")
    lost.kill()
    lost.join()
    gate.touch()
    installation.wait(lambda: not total_of(look(ids)).active, "the run should end")
    lines = look(ids)
    assert left.is_alive()
    assert [line.state for line in lines] == [EntryState.DONE, EntryState.DONE]
    assert all(line.value is not None for line in lines)
    attempts = sorted(line.view.job.attempts for line in lines)
    assert attempts[0] == 1
    assert attempts[1] in (2, 3)
