"""Pages: two to four plans side by side."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.plans import comparing, operations, queries
from staffing.plans.names import load_names
from staffing.plans.presenting import LOOKS
from staffing.plans.views.blueprint import blueprint
from staffing.schools.enums import Stage

FEWEST, MOST = 2, 4


@blueprint.get("/compare")
@requires_role(COUNTY_READERS)
def compare_plans() -> Response | str:
    """Compare the plans that the address names."""
    county_id = person().county_id
    plans = [queries.get_plan(county_id, plan_id) for plan_id in dict.fromkeys(request.args.getlist("plan", type=int))]
    found = queries.shown_runs(plans)
    plans = [plan for plan in plans if plan.id in found and found[plan.id].cost is not None]
    if not FEWEST <= len(plans) <= MOST:
        flash(_("Choose two to four plans that have moves."), "warning")
        return redirect(url_for("plans.list_plans"))
    runs = [found[plan.id] for plan in plans]
    names = load_names(county_id)
    rules = operations.rules_of(queries.get_year(county_id, plans[0].rotation_year_id))
    return render_template(
        "plans/compare.html", plans=plans, runs=runs, looks=LOOKS, verdicts=comparing.verdicts(plans, runs),
        quotas=comparing.quota_figures(runs, {code: stated.value.name for code, stated in rules.quotas.shares.items()}),
        goals=comparing.goal_figures(runs), spreads=comparing.spread_figures(runs, {stage.value: str(stage.label) for stage in Stage}),
        persons=comparing.different_persons([queries.list_moves(run) for run in runs], names))
