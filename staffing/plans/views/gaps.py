"""Page action: ask what a plan, a further rotation and no rotation leave short; the page of need shows it."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import operations, queries
from staffing.plans.views.blueprint import blueprint


@blueprint.post("/<int:plan_id>/gap-study")
@requires_role(OFFICERS)
@writes
def ask_gap_study(plan_id: int) -> Response:
    """Ask the worker for a study of the plan's gaps."""
    plan = queries.get_plan(person().county_id, plan_id)
    try:
        operations.ask_gap_study(plan, asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("needs.show_gaps", plan=plan.id))
