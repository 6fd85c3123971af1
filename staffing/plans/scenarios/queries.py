"""Questions about scenarios and sweeps: one, all of a county."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from staffing.extensions import db
from staffing.plans.scenarios.models import Scenario, ScenarioSet, Sweep


def list_sets(county_id: int) -> list[ScenarioSet]:
    """Return the county's sets of scenarios, newest first, with scenarios and plans."""
    statement = select(ScenarioSet).where(ScenarioSet.county_id == county_id).options(
        joinedload(ScenarioSet.base), selectinload(ScenarioSet.scenarios).joinedload(Scenario.plan))
    return list(db.session.scalars(statement.order_by(ScenarioSet.id.desc())))


def get_set(county_id: int, set_id: int) -> ScenarioSet:
    """Return a set of the county; LookupError if there is none."""
    found = db.session.scalar(select(ScenarioSet).where(ScenarioSet.id == set_id, ScenarioSet.county_id == county_id).options(
        joinedload(ScenarioSet.base), selectinload(ScenarioSet.scenarios).joinedload(Scenario.plan)))
    if found is None:
        raise LookupError
    return found


def get_scenario(county_id: int, scenario_id: int) -> Scenario:
    """Return a scenario of the county; LookupError if there is none."""
    found = db.session.scalar(select(Scenario).join(ScenarioSet).where(Scenario.id == scenario_id, ScenarioSet.county_id == county_id))
    if found is None:
        raise LookupError
    return found


def list_sweeps(county_id: int) -> list[Sweep]:
    """Return the county's sweeps, newest first, with their plans."""
    statement = select(Sweep).where(Sweep.county_id == county_id).options(joinedload(Sweep.plan))
    return list(db.session.scalars(statement.order_by(Sweep.id.desc())))


def get_sweep(county_id: int, sweep_id: int) -> Sweep:
    """Return a sweep of the county; LookupError if there is none."""
    found = db.session.scalar(select(Sweep).where(Sweep.id == sweep_id, Sweep.county_id == county_id).options(joinedload(Sweep.plan)))
    if found is None:
        raise LookupError
    return found
