"""Pages: sets of scenarios, one set with progress, a new scenario, solving together, choosing."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import queries as plan_queries
from staffing.plans.forms import goal_labels, quota_labels, read_tables, stated_values
from staffing.plans.operations import rules_of
from staffing.plans.presenting import LOOKS, verdict_line
from staffing.plans.scenarios import operations, queries
from staffing.plans.scenarios.blueprint import blueprint
from staffing.plans.scenarios.forms import ScenarioForm, ScenarioSetForm
from staffing.plans.scenarios.models import ScenarioSet
from staffing.plans.scenarios.presenting import lines_of
from staffing.plans.settings import DEFAULT_WEIGHTS, PlanDifferences, effective_settings
from staffing.plans.views.editing import time_limit_s
from staffing.plans.views.repairing import named_persons


@blueprint.get("/")
@requires_role(COUNTY_READERS)
def list_sets() -> str:
    """Show the sets of scenarios and the sweeps."""
    county_id = person().county_id
    return render_template("scenarios/list.html", sets=queries.list_sets(county_id), sweeps=queries.list_sweeps(county_id),
                           plans=plan_queries.list_plans(county_id))


@blueprint.route("/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def create_set() -> Response | str:
    """Begin a set of scenarios."""
    form = ScenarioSetForm()
    form.base.choices = [(plan.id, plan.name) for plan in plan_queries.list_plans(person().county_id)]
    if form.validate_on_submit():
        try:
            base = plan_queries.get_plan(person().county_id, form.base.data)
            made = operations.create_set(base, name=form.name.data or "", asked_by=person().id)
            return redirect(url_for("scenarios.show_set", set_id=made.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.base.data = request.args.get("plan", type=int)
    return render_template("scenarios/new_set.html", form=form)


@blueprint.get("/<int:set_id>")
@requires_role(COUNTY_READERS)
def show_set(set_id: int) -> str:
    """Show the scenarios of a set: settings in words, progress, results."""
    return render_template("scenarios/show.html", **_frame(queries.get_set(person().county_id, set_id)))


@blueprint.get("/<int:set_id>/progress")
@requires_role(COUNTY_READERS)
def watch_set(set_id: int) -> Response:
    """Answer the fragment that a page of running scenarios asks for; when the last has ended the page loads anew."""
    frame = _frame(queries.get_set(person().county_id, set_id))
    response = make_response(render_template("scenarios/_lines.html", **frame))
    if not frame["active"]:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.route("/<int:set_id>/add", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def add_scenario(set_id: int) -> Response | str:
    """Copy the base plan under other settings."""
    found = queries.get_set(person().county_id, set_id)
    form = ScenarioForm()
    form.offer(rules_of(_year(found)), [plan for plan in plan_queries.list_plans(found.county_id) if plan.rotation_year_id == found.rotation_year_id])
    if form.validate_on_submit():
        try:
            _add(found, form)
            return redirect(url_for("scenarios.show_set", set_id=set_id))
        except StaffingError as error:
            form.take_error(error)
            found = queries.get_set(person().county_id, set_id)
    elif request.method == "GET" and found.base is not None:
        form.show(found.base)
        form.name.data = _("Scenario %(number)d", number=len(found.scenarios) + 1)
    return _form_page(found, form)


@blueprint.post("/<int:set_id>/solve")
@requires_role(OFFICERS)
@writes
def solve_set(set_id: int) -> Response:
    """Solve all scenarios that have no result yet."""
    try:
        asked = operations.solve_all(queries.get_set(person().county_id, set_id), asked_by=person().id, time_limit_s=time_limit_s())
        flash(ngettext("%(num)d scenario is being solved.", "%(num)d scenarios are being solved.", asked) if asked
              else _("Every scenario has its result already."), "success")
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("scenarios.show_set", set_id=set_id))


@blueprint.post("/<int:set_id>/cancel")
@requires_role(OFFICERS)
@writes
def cancel_set(set_id: int) -> Response:
    """Cancel all scenarios that wait or run."""
    asked = operations.cancel_all(queries.get_set(person().county_id, set_id))
    flash(ngettext("%(num)d scenario is asked to stop.", "%(num)d scenarios are asked to stop.", asked), "success")
    return redirect(url_for("scenarios.show_set", set_id=set_id))


@blueprint.post("/one/<int:scenario_id>/choose")
@requires_role(OFFICERS)
@writes
def choose_scenario(scenario_id: int) -> Response:
    """Make a scenario a plan like any other."""
    plan = operations.choose(queries.get_scenario(person().county_id, scenario_id))
    flash(_("The scenario is a plan now and stands in the list of plans."), "success")
    return redirect(url_for("plans.show_plan", plan_id=plan.id))


@blueprint.post("/one/<int:scenario_id>/delete")
@requires_role(OFFICERS)
@writes
def delete_scenario(scenario_id: int) -> Response:
    """Delete a scenario."""
    scenario = queries.get_scenario(person().county_id, scenario_id)
    set_id = scenario.set_id
    try:
        operations.delete_scenario(scenario)
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("scenarios.show_set", set_id=set_id))


@blueprint.post("/<int:set_id>/delete")
@requires_role(OFFICERS)
@writes
def delete_set(set_id: int) -> Response:
    """Delete a set with all its scenarios."""
    try:
        operations.delete_set(queries.get_set(person().county_id, set_id))
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("scenarios.show_set", set_id=set_id))
    flash(_("The scenarios have been deleted."), "success")
    return redirect(url_for("scenarios.list_sets"))


def _year(found: ScenarioSet) -> Any:
    return plan_queries.get_year(found.county_id, found.rotation_year_id)


def _frame(found: ScenarioSet) -> dict[str, Any]:
    lines = lines_of(found, time_limit_s())
    return {"set": found, "lines": lines, "active": any(line.active for line in lines), "verdict_line": verdict_line, "looks": LOOKS,
            "waiting": [line for line in lines if line.scenario is not None and not line.active and operations.needs_solving(line.plan, line.run)]}


def _add(found: ScenarioSet, form: ScenarioForm) -> None:
    differences = form.differences(read_tables(request.form, rules_of(_year(found))))
    operations.add_scenario(found, name=form.name.data or "", differences=differences, reason=_("May not move in this scenario"),
                            staying=named_persons(found.county_id, form.staying.data or "", field="staying"), asked_by=person().id)


def _form_page(found: ScenarioSet, form: ScenarioForm) -> str:
    rules = rules_of(_year(found))
    stated = effective_settings(rules, PlanDifferences(), time_limit_s=time_limit_s())
    chosen = PlanDifferences.read(found.base.settings) if found.base is not None else PlanDifferences()
    return render_template(
        "scenarios/add.html", set=found, form=form, year=_year(found), stated=stated_values(stated), rules=rules, goals=goal_labels(),
        quotas=quota_labels(rules), chosen=chosen, posted=request.form, default_weights=DEFAULT_WEIGHTS)
