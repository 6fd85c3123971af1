"""Pages: ask for a sweep, its curves and table with progress, go on, delete."""

from decimal import Decimal

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.plans import queries as plan_queries
from staffing.plans.operations import rules_of
from staffing.plans.scenarios import operations, queries
from staffing.plans.scenarios.blueprint import blueprint
from staffing.plans.scenarios.forms import USUAL_POINTS, SweepForm
from staffing.plans.scenarios.presenting import curves_of, own_value, spread_keys, spread_name
from staffing.plans.scenarios.sweeping import setting_name, shown_value
from staffing.plans.views.editing import time_limit_s
from staffing.plans.wording import ENGINE_STATUS


@blueprint.route("/sweeps/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def start_sweep() -> Response | str:
    """Ask for a sweep over one setting of a plan."""
    plans = plan_queries.list_plans(person().county_id)
    if not plans:
        raise LookupError
    form = SweepForm()
    form.plan.choices = [(plan.id, plan.name) for plan in plans]
    form.offer(rules_of(plan_queries.get_year(person().county_id, plans[0].rotation_year_id)))
    if form.validate_on_submit():
        try:
            return redirect(url_for("scenarios.show_sweep", sweep_id=_start(form)))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.plan.data, form.number.data = request.args.get("plan", type=int), USUAL_POINTS
        form.setting.data, form.first.data, form.last.data = "max_distance_km", "10", "40"
    return render_template("scenarios/new_sweep.html", form=form)


def _start(form: SweepForm) -> int:
    """Start the sweep and return its number."""
    first, last = form.range()
    plan = plan_queries.get_plan(person().county_id, form.plan.data)
    made = operations.start_sweep(plan, setting=form.setting.data, first=first or Decimal(0), last=last or Decimal(0), number=int(form.number.data),
                                  asked_by=person().id, time_limit_s=time_limit_s())
    return made.id


@blueprint.get("/sweeps/<int:sweep_id>")
@requires_role(COUNTY_READERS)
def show_sweep(sweep_id: int) -> str:
    """Show the curves and the table of a sweep, and how far it is."""
    sweep = queries.get_sweep(person().county_id, sweep_id)
    job = find_latest_job(operations.sweep_subject(sweep.id))
    rules = rules_of(plan_queries.get_year(sweep.county_id, sweep.plan.rotation_year_id))
    own = own_value(sweep, time_limit_s())
    return render_template(
        "scenarios/sweep.html", sweep=sweep, job=describe_job(job) if job is not None else None, own=own, shown_value=shown_value,
        name=setting_name(sweep.setting, {code: stated.value.name for code, stated in rules.quotas.shares.items()}),
        curves=curves_of(sweep, own), rows=sorted(sweep.results, key=lambda row: row["value"]), spread_keys=spread_keys(sweep),
        spread_name=spread_name, engine_status=ENGINE_STATUS)


@blueprint.post("/sweeps/<int:sweep_id>/go-on")
@requires_role(OFFICERS)
@writes
def go_on(sweep_id: int) -> Response:
    """Solve the values that are left."""
    try:
        operations.go_on(queries.get_sweep(person().county_id, sweep_id), asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("scenarios.show_sweep", sweep_id=sweep_id))


@blueprint.post("/sweeps/<int:sweep_id>/delete")
@requires_role(OFFICERS)
@writes
def delete_sweep(sweep_id: int) -> Response:
    """Delete a sweep."""
    try:
        operations.delete_sweep(queries.get_sweep(person().county_id, sweep_id))
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("scenarios.show_sweep", sweep_id=sweep_id))
    flash(_("The sweep has been deleted."), "success")
    return redirect(url_for("scenarios.list_sets"))
