"""Questions about cities: one, its counties, its runs, a run's counties with their jobs, and what the jobs have found."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only

from staffing.cities.models import CityRun, CityRunCounty
from staffing.extensions import db
from staffing.plans.models import SolveRun
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import City, County

BRIEF = (SolveRun.job_id, SolveRun.plan_id, SolveRun.status, SolveRun.cost, SolveRun.bound, SolveRun.gap, SolveRun.findings,
         SolveRun.parameters, SolveRun.finished_at, SolveRun.wall_s)


def find_city(name: str) -> City | None:
    """Return the city of that name or code."""
    return db.session.scalar(select(City).where((City.name == name) | (City.code == name)).order_by(City.id).limit(1))


def get_city(city_id: int | None) -> City:
    """Return the city; LookupError if there is none."""
    city = db.session.get(City, city_id) if city_id is not None else None
    if city is None:
        raise LookupError
    return city


def list_cities() -> list[City]:
    """Return all cities by code; for the command line only, a page knows one city."""
    return list(db.session.scalars(select(City).order_by(City.code, City.id)))


def list_counties(city_id: int) -> list[County]:
    """Return the counties of a city by code."""
    return list(db.session.scalars(select(County).where(County.city_id == city_id).order_by(County.code, County.id)))


def latest_year(city_id: int) -> int | None:
    """Return the latest rotation year that any county of the city has opened; None before any has."""
    statement = select(func.max(RotationYear.school_year)).join(County, County.id == RotationYear.county_id)
    return db.session.scalar(statement.where(County.city_id == city_id))


def list_runs(city_id: int) -> list[CityRun]:
    """Return the runs of a city, the latest first."""
    return list(db.session.scalars(select(CityRun).where(CityRun.city_id == city_id).order_by(CityRun.id.desc())))


def get_run(city_id: int | None, run_id: int) -> CityRun:
    """Return a run of the city; LookupError if it has no such run."""
    run = db.session.scalar(select(CityRun).where(CityRun.id == run_id, CityRun.city_id == city_id))
    if city_id is None or run is None:
        raise LookupError
    return run


def find_run(city_id: int, school_year: int, name: str) -> CityRun | None:
    """Return the run of that year and name."""
    return db.session.scalar(select(CityRun).where(CityRun.city_id == city_id, CityRun.school_year == school_year, CityRun.name == name))


def list_entries(run_id: int) -> list[CityRunCounty]:
    """Return the counties of a run by code, with their jobs as they stand now (one statement)."""
    statement = select(CityRunCounty).join(County).where(CityRunCounty.run_id == run_id).options(
        joinedload(CityRunCounty.county), joinedload(CityRunCounty.job))
    return list(db.session.scalars(statement.order_by(County.code, County.id).execution_options(populate_existing=True)))


def solved_runs(entries: Iterable[CityRunCounty], *, with_statistics: bool = False) -> dict[int, SolveRun]:
    """Return the finished solver run of each entry's job by county id, without the stored texts.

    A later proposal that a county asks for by itself does not change what the city's run found.
    """
    counties = {entry.job_id: entry.county_id for entry in entries if entry.job_id is not None and entry.plan_id is not None}
    columns = (*BRIEF, SolveRun.statistics) if with_statistics else BRIEF
    statement = select(SolveRun).where(SolveRun.job_id.in_(counties), SolveRun.finished_at.is_not(None)).options(load_only(*columns))
    return {counties[run.job_id]: run for run in db.session.scalars(statement.order_by(SolveRun.id)) if run.job_id is not None}
