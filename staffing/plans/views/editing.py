"""Pages: make a plan, change its settings, ask for a proposal, delete it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.config import Config
from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import operations, queries
from staffing.plans.forms import PlanForm, goal_labels, quota_labels, read_tables, stated_values
from staffing.plans.models import Plan, PlanOrigin
from staffing.plans.settings import DEFAULT_WEIGHTS, PlanDifferences, effective_settings
from staffing.plans.views.blueprint import blueprint
from staffing.quality.panels import plan_note
from staffing.rotation_years.models import RotationYear


def time_limit_s() -> float:
    """Return how long the installation lets a search take."""
    config: Config = current_app.config["STAFFING"]
    return config.solver_time_limit_s


@blueprint.route("/years/<int:year_id>/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def create_plan(year_id: int) -> Response | str:
    """Make a plan of a rotation year."""
    year = queries.get_year(person().county_id, year_id)
    form = _form(year)
    if form.validate_on_submit():
        try:
            differences = form.differences(read_tables(request.form, operations.rules_of(year)))
            plan = operations.create_plan(year, name=form.name.data or "", origin=PlanOrigin.PROPOSED, created_by=person().id,
                                          differences=differences, remark=form.remark.data or "")
            return redirect(url_for("plans.show_plan", plan_id=plan.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.name.data = _("Plan %(number)d", number=len(queries.list_plans(year.county_id)) + 1)
    return _page(form, year, None)


@blueprint.route("/<int:plan_id>/settings", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def change_plan(plan_id: int) -> Response | str:
    """Change name and settings of a plan."""
    plan = queries.get_plan(person().county_id, plan_id)
    year = queries.get_year(plan.county_id, plan.rotation_year_id)
    form = _form(year, except_id=plan.id)
    if form.validate_on_submit():
        try:
            operations.change_plan(plan, name=form.name.data or "", remark=form.remark.data or "",
                                   differences=form.differences(read_tables(request.form, operations.rules_of(year))))
            return redirect(url_for("plans.show_plan", plan_id=plan.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.show(plan)
    return _page(form, year, plan)


@blueprint.post("/<int:plan_id>/propose")
@requires_role(OFFICERS)
@writes
def propose(plan_id: int) -> Response:
    """Ask the worker for a proposal."""
    plan = queries.get_plan(person().county_id, plan_id)
    try:
        operations.propose(plan, asked_by=person().id, time_limit_s=time_limit_s())
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("plans.show_plan", plan_id=plan.id))


@blueprint.post("/<int:plan_id>/delete")
@requires_role(OFFICERS)
@writes
def delete_plan(plan_id: int) -> Response:
    """Delete a plan."""
    plan = queries.get_plan(person().county_id, plan_id)
    try:
        operations.delete_plan(plan)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("plans.show_plan", plan_id=plan_id))
    flash(_("The plan has been deleted."), "success")
    return redirect(url_for("plans.list_plans"))


def _form(year: RotationYear, *, except_id: int | None = None) -> PlanForm:
    form = PlanForm()
    form.offer(operations.rules_of(year), [plan for plan in queries.list_plans(year.county_id) if plan.id != except_id])
    return form


def _page(form: PlanForm, year: RotationYear, plan: Plan | None) -> str:
    rules = operations.rules_of(year)
    stated = effective_settings(rules, PlanDifferences(), time_limit_s=time_limit_s())
    chosen = PlanDifferences.read(plan.settings) if plan is not None else PlanDifferences()
    return render_template(
        "plans/settings.html", quality=plan_note(year.county_id) if plan is None else None, form=form, plan=plan, year=year, stated=stated_values(stated), rules=rules, goals=goal_labels(),
        quotas=quota_labels(rules), chosen=chosen, posted=request.form, default_weights=DEFAULT_WEIGHTS)
