"""A city of two tiny counties, and one county outside it; the solver in this process."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation import child
from staffing.cities import operations
from staffing.cities.models import CityRun
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import jobs
from staffing.plans.models import Plan
from staffing.schools.models import City
from tests.factories.accounts import create_user
from tests.factories.plans import YEAR, TinyCounty, create_tiny_county
from tests.helpers.pages import sign_in_client

NAME = "第一次总体安排"


@dataclass(frozen=True)
class CityWorld:
    """The city with its two counties, and a county of another city."""

    city: City
    first: TinyCounty
    second: TinyCounty
    outside: TinyCounty

    def client(self, app: Flask, role: Role, *, county: TinyCounty | None = None, **fields) -> FlaskClient:
        """Return a client signed in at a county of the city."""
        return sign_in_client(app, create_user(county=(county or self.first).county, role=role, **fields))


@pytest.fixture
def world(app) -> CityWorld:
    """Return the city."""
    city, other = (operations.make_city(code=code, name=name) for code, name in (("420000", "演示市"), ("430000", "别处市")))
    tiny = [create_tiny_county() for _ in range(3)]
    for one, owner in zip(tiny, (city, city, other), strict=True):
        operations.join_city(one.county, owner)
    return CityWorld(city, *tiny)


@pytest.fixture
def quick_solver(monkeypatch) -> None:
    """Let jobs solve in this process: a child takes seconds to start."""
    monkeypatch.setattr(jobs, "solve_text", lambda text, search, **_: child.solve_text(text, search.params, QuietControl()))


@pytest.fixture
def started(world) -> CityRun:
    """Return a run whose jobs wait."""
    run = operations.start_run(world.city, school_year=YEAR, name=NAME, asked_by=None, usual_s=20)
    for plan in db.session.scalars(select(Plan)):
        # Twelve teachers: the rule set's share of a school would round down to nobody.
        plan.settings = {"school_outflow_share": "0.5", "cell_outflow_share": "0.5"}
    db.session.flush()
    return run


@pytest.fixture
def solved(app, started, quick_solver) -> CityRun:
    """Return a run whose counties are solved."""
    run_waiting_jobs(app)
    db.session.expire_all()
    return started
