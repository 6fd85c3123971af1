"""The scenarios' part of the world: a set with one scenario, and a sweep with two solved values."""

from staffing.extensions import db
from staffing.plans.models import Plan
from staffing.plans.scenarios.models import Sweep
from staffing.plans.scenarios.operations import add_scenario, create_set
from staffing.plans.settings import PlanDifferences
from tests.factories.plans import TinyCounty


def build(_tiny: TinyCounty, ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them on the world's plan."""
    plan = db.session.get_one(Plan, ids["plan_id"])
    found = create_set(plan, name="演示情景组", asked_by=None)
    scenario = add_scenario(found, name="放宽距离", differences=PlanDifferences(max_distance_km=40), staying=[], reason="", asked_by=None)
    solved = {"status": "optimal", "gap": 0.0, "wall_s": 1.0, "findings": 0, "moved": 3, "failing": 2, "missing": 4, "spreads": {"primary.backbone": 0.3},
              "mean_km": 5.0, "goals": {}}
    sweep = Sweep(county_id=plan.county_id, plan_id=plan.id, setting="max_distance_km", points=[10.0, 20.0, 30.0],
                  results=[{"value": 10.0, "status": "infeasible"}, {"value": 20.0, **solved}])
    db.session.add(sweep)
    db.session.flush()
    return {"set_id": found.id, "scenario_id": scenario.id, "sweep_id": sweep.id}, {}
