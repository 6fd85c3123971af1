"""Pages: two to four plans side by side."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.plans import comparing, operations, queries
from staffing.plans.models import Plan, SolveRun
from staffing.plans.names import load_names
from staffing.plans.presenting import LOOKS
from staffing.plans.setting_words import setting_words
from staffing.plans.settings import PlanDifferences, effective_settings
from staffing.plans.views.blueprint import blueprint
from staffing.plans.views.editing import time_limit_s
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
    return render_template("plans/compare.html", plans=plans, runs=runs, looks=LOOKS, everything=request.args.get("all") == "1",
                           **levels_of(plans, runs))


def levels_of(plans: Sequence[Plan], runs: Sequence[SolveRun]) -> dict[str, Any]:
    """Return the four levels of a comparison and its picture."""
    county_id = person().county_id
    names, listed = load_names(county_id), {plan.id: plan.name for plan in queries.list_plans(county_id)}
    rules = operations.rules_of(queries.get_year(county_id, plans[0].rotation_year_id))
    quota_names = {code: stated.value.name for code, stated in rules.quotas.shares.items()}
    settings = [effective_settings(rules, PlanDifferences.read(plan.settings), time_limit_s=time_limit_s()) for plan in plans]
    return {
        "verdicts": comparing.verdicts(plans, runs), "settings": comparing.setting_figures([setting_words(one, quota_names, listed) for one in settings]),
        "rules": comparing.rule_figures(runs), "quotas": comparing.quota_figures(runs, quota_names), "goals": comparing.goal_figures(runs),
        "spreads": comparing.spread_figures(runs, {stage.value: str(stage.label) for stage in Stage}),
        "schools": comparing.school_figures(runs, names), "picture": comparing.draw_comparison(runs),
        "persons": comparing.different_persons([queries.list_moves(run) for run in runs], names)}
