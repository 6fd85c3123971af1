"""Page action: solve the plan once more with the goals in the other order."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import queries
from staffing.plans.answers.orders import LEXICOGRAPHIC, order_of, propose_other_order
from staffing.plans.views.blueprint import blueprint
from staffing.plans.views.editing import time_limit_s


@blueprint.post("/<int:plan_id>/other-order")
@requires_role(OFFICERS)
@writes
def ask_other_order(plan_id: int) -> Response:
    """Make a plan with the other order of goals and ask for its proposal."""
    plan = queries.get_plan(person().county_id, plan_id)
    name = _("%(name)s, goals weighed", name=plan.name) if order_of(plan.settings) == LEXICOGRAPHIC else \
        _("%(name)s, goals one after the other", name=plan.name)
    try:
        made = propose_other_order(plan, name=name, asked_by=person().id, time_limit_s=time_limit_s())
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("plans.show_plan", plan_id=plan_id))
    return redirect(url_for("plans.show_plan", plan_id=made.id))
