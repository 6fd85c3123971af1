"""Acts on cities and their runs: group counties, start a run, cancel all of it, start again what has not ended well.

Each county gets a plan and a job of its own, so that any worker on any machine can take it; the ledger of jobs does the rest.
"""

from decimal import Decimal

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.cities import queries, titles as titles
from staffing.cities.models import CityRun, CityRunCounty, Refusal
from staffing.cities.progress import UNFINISHED, entry_state
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import ACTIVE_STATES
from staffing.jobs.operations import cancel_job
from staffing.jobs.queries import find_active_job
from staffing.plans.models import Plan, PlanOrigin
from staffing.plans.operations import create_plan, propose, rules_of, subject_of
from staffing.plans.queries import find_eligibility_list, list_plans
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import get_rotation_year
from staffing.schools.models import City, County

NAME_TAKEN = _l("This city has a run of that name for the year already; start its unfinished counties again there, or choose another name.")

tell_constraint("uq_city_run_city_id_school_year_name", NAME_TAKEN, field="name")
tell_constraint("uq_city_code", _l("Another city has this code."), field="code")
tell_constraint("uq_city_name", _l("Another city has this name."), field="name")


def make_city(*, code: str, name: str) -> City:
    """Store a city without counties."""
    city = City(code=code.strip(), name=name.strip())
    db.session.add(city)
    flush(db.session)
    record("city.make", city, county_id=None, changes={"code": [None, city.code], "name": [None, city.name]})
    return city


def join_city(county: County, city: City) -> None:
    """Put a county into a city; its sums can then be seen by the accounts of that city."""
    if county.city_id == city.id:
        return
    county.city_id = city.id
    record("city.join", county, county_id=county.id)
    flush(db.session)


def start_run(city: City, *, school_year: int, name: str, asked_by: int | None, usual_s: float,
              time_limit_s: float | None = None) -> CityRun:
    """Ask for a plan in every county of the city; a county in which none can be asked for is kept with the reason.

    ``usual_s`` is the installation's longest search in seconds, ``time_limit_s`` that of this run's new plans.
    """
    counties = queries.list_counties(city.id)
    if not counties:
        raise StaffingError(_l("This city has no counties yet."))
    if queries.find_run(city.id, school_year, name.strip()) is not None:
        raise StaffingError(NAME_TAKEN, field="name")
    run = CityRun(city_id=city.id, school_year=school_year, name=name.strip(), time_limit_s=time_limit_s, created_by=asked_by)
    db.session.add(run)
    flush(db.session)
    for county in counties:
        entry = CityRunCounty(run=run, county=county)
        db.session.add(entry)
        _ask(entry, asked_by=asked_by, usual_s=usual_s)
    flush(db.session)
    record("city.start", run, county_id=None, changes={
        "school_year": [None, school_year], "name": [None, run.name], "counties": [None, [county.code for county in counties]]})
    return run


def restart(run: CityRun, *, asked_by: int | None, usual_s: float) -> int:
    """Ask again in the counties that failed, were cancelled or could not be asked; returns how many are on their way."""
    again = [entry for entry in queries.list_entries(run.id) if entry_state(entry) in UNFINISHED]
    if not again:
        raise StaffingError(_l("No county has to be started again."))
    for entry in again:
        _ask(entry, asked_by=asked_by, usual_s=usual_s)
    flush(db.session)
    record("city.restart", run, county_id=None, changes={"counties": [None, [entry.county.code for entry in again]]})
    return sum(entry.refusal is None for entry in again)


def cancel(run: CityRun) -> int:
    """Cancel what waits and ask to stop what runs; what has been found so far is kept. Returns how many were asked."""
    asked = 0
    for entry in queries.list_entries(run.id):
        if entry.job is not None and entry.job.state in ACTIVE_STATES and not entry.job.cancel_requested:
            try:
                cancel_job(entry.county_id, entry.job.id)
                asked += 1
            except StaffingError:
                continue  # it has ended in this very moment
    if asked == 0:
        raise StaffingError(_l("Nothing of this run is waiting or running any more."))
    record("city.cancel", run, county_id=None, changes={"tasks": [None, asked]})
    return asked


def _ask(entry: CityRunCounty, *, asked_by: int | None, usual_s: float) -> None:
    """Give the entry a plan and a job, or the reason why not."""
    entry.job, entry.refusal = None, None
    found = _ready_year(entry)
    if isinstance(found, Refusal):
        entry.refusal = found
        return
    plan = _plan_of(entry, found, asked_by=asked_by)
    if plan is None:
        entry.refusal = Refusal.NAME_TAKEN
    elif find_active_job(subject_of(plan)) is not None:
        entry.refusal = Refusal.BUSY
    else:
        entry.job = propose(plan, asked_by=asked_by, time_limit_s=usual_s)


def _ready_year(entry: CityRunCounty) -> RotationYear | Refusal:
    try:
        year = get_rotation_year(entry.county.id, entry.run.school_year)
    except LookupError:
        return Refusal.NO_YEAR
    if find_eligibility_list(year) is None:
        return Refusal.NO_LIST
    return Refusal.COUNTS_OPEN if rules_of(year).indicators.counts_at.value is None else year


def _plan_of(entry: CityRunCounty, year: RotationYear, *, asked_by: int | None) -> Plan | None:
    """Return the entry's plan, made if need be; None if the county has its own plan of that name, which is not touched."""
    if entry.plan_id is not None:
        return db.session.get_one(Plan, entry.plan_id)
    if any(plan.rotation_year_id == year.id and plan.name == entry.run.name for plan in list_plans(year.county_id)):
        return None
    limit = entry.run.time_limit_s
    differences = PlanDifferences(time_limit_s=Decimal(str(limit))) if limit is not None else None
    plan = create_plan(year, name=entry.run.name, origin=PlanOrigin.PROPOSED, created_by=asked_by, differences=differences)
    entry.plan_id = plan.id
    return plan
