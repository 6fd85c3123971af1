"""Page: ask for the plan again with few changes, with those who drop out."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import queries
from staffing.plans.answers.repairing import Repair, ask_repair
from staffing.plans.forms import RepairForm
from staffing.plans.views.asking import shown
from staffing.plans.views.blueprint import blueprint
from staffing.teachers.models import Teacher


@blueprint.route("/<int:plan_id>/repair", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def repair_plan(plan_id: int) -> Response | str:
    """Ask for a new plan close to the one shown."""
    plan, run = shown(plan_id)
    form = RepairForm()
    if form.validate_on_submit():
        try:
            wanted = Repair(form.name.data or "", named_persons(plan.county_id, form.dropped.data or "", field="dropped"), form.wanted_budget(), _("Drops out"))
            made = ask_repair(plan, run, wanted, asked_by=person().id)
            return redirect(url_for("plans.show_plan", plan_id=made.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.name.data = _("%(name)s, few changes", name=plan.name)
        form.dropped.data = request.args.get("person", "")
    return render_template("plans/answers/repair.html", plan=plan, form=form, marks=queries.list_marks(plan.id))


def named_persons(county_id: int, text: str, *, field: str) -> list[Teacher]:
    """Return the persons that the lines name; StaffingError beside the field if one is nobody or several."""
    found: dict[int, Teacher] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            teacher = queries.find_teacher(county_id, line)
        except StaffingError as error:
            raise StaffingError(_("%(line)s: %(fault)s", line=line, fault=str(error.message)), field=field) from None
        found[teacher.id] = teacher
    return list(found.values())
