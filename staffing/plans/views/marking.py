"""Pages: pin a person to a section or keep him from one, before solving."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import operations, queries
from staffing.plans.forms import MarkForm
from staffing.plans.models import MarkKind, Plan
from staffing.plans.views.blueprint import blueprint
from staffing.schools.queries import list_sections


@blueprint.route("/<int:plan_id>/marks", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def mark_teacher(plan_id: int) -> Response | str:
    """Show the pins and forbids of a plan and take a new one."""
    plan = queries.get_plan(person().county_id, plan_id)
    form = MarkForm()
    form.section.choices = [(section.id, section.name) for section in list_sections(plan.county_id)]
    if form.validate_on_submit():
        try:
            _mark(plan, form)
            return redirect(url_for("plans.mark_teacher", plan_id=plan.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.person.data = request.args.get("person", "")
        form.section.data = request.args.get("section", type=int)
        form.kind.data = request.args.get("kind", MarkKind.PIN.value)
    return render_template("plans/marks.html", plan=plan, form=form, marks=queries.list_marks(plan.id))


def _mark(plan: Plan, form: MarkForm) -> None:
    teacher = queries.find_teacher(plan.county_id, form.person.data or "")
    operations.mark_teacher(plan, teacher_id=teacher.id, section_id=form.section.data, kind=MarkKind(form.kind.data),
                            reason=form.reason.data or "")
    flash(_("Settled. Propose again so that the plan follows."), "success")


@blueprint.post("/<int:plan_id>/marks/<int:mark_id>/delete")
@requires_role(OFFICERS)
@writes
def unmark(plan_id: int, mark_id: int) -> Response:
    """Take back a pin or a forbid."""
    plan = queries.get_plan(person().county_id, plan_id)
    try:
        operations.unmark(plan, mark_id)
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("plans.mark_teacher", plan_id=plan.id))
