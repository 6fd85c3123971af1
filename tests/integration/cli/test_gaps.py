"""The study of gaps as the demonstration runs it: after the proposal, once for each run, told in one line a kind."""

import pytest
from sqlalchemy import func, select

from solvers.linear import QuietControl
from solvers.rotation import child
from solvers.rotation.gaps import entry
from staffing.cli.gaps import current_study, study_plan
from staffing.cli.running import application
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.needs.models import GapStudy
from staffing.plans import gap_jobs, jobs
from staffing.plans.models import Plan, PlanOrigin, PlanState
from staffing.plans.operations import create_plan
from staffing.plans.settings import PlanDifferences
from staffing.plans.solving import ChildDiedError
from tests.factories.plans import HALF, create_tiny_county

PLAN = "县域交流轮岗建议方案"


@pytest.fixture
def quick_solvers(monkeypatch) -> None:
    """Let solves run in this process: children take seconds to start, and are tested elsewhere."""

    def solve_text(text, search, **_listeners):
        return child.solve_text(text, search.params, QuietControl())

    def study_texts(instance_text, solution_text, search, **_listeners):
        return entry.study_text(instance_text, solution_text, search.params, QuietControl())

    monkeypatch.setattr(jobs, "solve_text", solve_text)
    monkeypatch.setattr(gap_jobs, "study_texts", study_texts)


@pytest.fixture
def planned(staffing, quick_solvers) -> int:
    """Store the tiny county with a proposed plan; returns the plan's number."""
    assert staffing("db", "upgrade").code == 0
    with application():
        tiny = create_tiny_county()
        plan = create_plan(tiny.year, name=PLAN, origin=PlanOrigin.PROPOSED, created_by=None,
                           differences=PlanDifferences(school_outflow_share=HALF, cell_outflow_share=HALF))
        number = plan.id
        db.session.commit()
    assert staffing("propose", "--name", PLAN, "--seconds", "20").code == 0
    return number


def study(number: int) -> tuple[int, bool]:
    """Study the plan; returns how many studies are stored, and whether the present run has one."""
    with application() as app:
        plan = db.session.get_one(Plan, number)
        study_plan(app, plan.county_id, number)
        found = current_study(db.session.get_one(Plan, number)) is not None
        return db.session.scalar(select(func.count()).select_from(GapStudy)), found


def test_study_is_made_once_told_and_made_anew_after_another_proposal(staffing, planned, capsys, monkeypatch):
    assert study(planned) == (1, True)
    told = capsys.readouterr().err
    assert "学科教师" in told
    assert study(planned) == (1, True)
    assert "学科教师" in capsys.readouterr().err
    assert staffing("propose", "--name", PLAN, "--seconds", "20").code == 0

    def fail(*_args, **_kwargs):
        raise ChildDiedError("out of memory")

    monkeypatch.setattr(gap_jobs, "study_texts", fail)
    assert study(planned) == (1, False)
    assert "内存" in capsys.readouterr().err


def test_plan_that_is_not_valid_is_left_alone(staffing, planned):
    with application() as app:
        plan = db.session.get_one(Plan, planned)
        plan.state = PlanState.INVALID
        db.session.commit()
        study_plan(app, plan.county_id, planned)
        assert db.session.scalar(select(Job).where(Job.kind == gap_jobs.STUDY_KIND)) is None
