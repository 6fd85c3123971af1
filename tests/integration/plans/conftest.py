"""Fixtures of plans: a tiny county, and the solver in this process where its child is not what is tested."""

import json

import pytest
from flask import current_app
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation import child
from solvers.rotation.explanations import entry
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import jobs
from staffing.plans.answers import jobs as answer_jobs
from staffing.plans.solving import explanation_json
from tests.factories.plans import TinyCounty, create_plan, create_tiny_county, propose


@pytest.fixture
def tiny(county) -> TinyCounty:
    """Return the tiny county; the clients of this test belong to it."""
    county.ruleset, county.school_year = "demo", 2026
    return create_tiny_county(county=county)


@pytest.fixture
def quick_solver(monkeypatch) -> None:
    """Let jobs solve in this process: a child takes seconds to start."""

    def solve_text(text, search, **_listeners):
        return child.solve_text(text, search.params, QuietControl())

    def explain_text(text, search, **_listeners):
        return explanation_json(child.explain_text(text, search.params, QuietControl()))

    monkeypatch.setattr(jobs, "solve_text", solve_text)
    monkeypatch.setattr(jobs, "explain_text", explain_text)


@pytest.fixture
def proposed(tiny, quick_solver):
    """Return a plan with a valid proposal."""
    return propose(tiny, create_plan(tiny))


@pytest.fixture
def quick_answers(monkeypatch) -> None:
    """Let questions be answered in this process: a child takes seconds to start."""

    def answer_text(kind, arguments, texts, search, **_listeners):
        return json.loads(json.dumps(entry.answer_text(kind.value, arguments, *texts, search.params, QuietControl())))

    monkeypatch.setattr(answer_jobs, "answer_text", answer_text)


@pytest.fixture
def work(app):
    """Return a function that lets the waiting jobs run and reads what they stored."""

    def run() -> Job:
        run_waiting_jobs(current_app._get_current_object())
        db.session.expire_all()
        return db.session.scalar(select(Job).order_by(Job.id.desc()).limit(1))

    return run
