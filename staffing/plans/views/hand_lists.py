"""Pages: bring in a list made by hand, see what is wrong with it by row, complete it by the solver."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.spreadsheets.isolated import read_isolated
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.plans import operations, queries
from staffing.plans.forms import HandListForm
from staffing.plans.handlist import RowFault, read_list
from staffing.plans.known import known_persons, known_places
from staffing.plans.matching import Matching, match_rows
from staffing.plans.views.blueprint import blueprint
from staffing.plans.views.editing import time_limit_s
from staffing.plans.wording_lists import word_list_fault
from staffing.rotation_years.models import RotationYear


@blueprint.route("/import", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def import_list() -> Response | str:
    """Take a list; a faulty one is told by row and nothing is stored."""
    form = HandListForm()
    form.year.choices = [(year.id, str(year.school_year)) for year in queries.list_years(person().county_id)]
    faults: list[RowFault] = []
    if form.validate_on_submit():
        try:
            year = queries.get_year(person().county_id, form.year.data)
            matching = _matched(year, form.file.data.read(), form.file.data.filename or "")
            if not matching.faults:
                plan = operations.import_moves(year, name=form.name.data or "", moves=matching.moves, asked_by=person().id,
                                               time_limit_s=time_limit_s())
                return redirect(url_for("plans.show_plan", plan_id=plan.id))
            faults = sorted(matching.faults, key=lambda fault: fault.row)
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.name.data = _("List made by hand %(number)d", number=len(queries.list_plans(person().county_id)) + 1)
    return render_template("plans/import.html", form=form, faults=[(fault.row, word_list_fault(fault)) for fault in faults])


def _matched(year: RotationYear, content: bytes, name: str) -> Matching:
    read = read_list(read_isolated(content, name=name))
    matching = match_rows(read.rows, known_persons(year), known_places(year.county_id))
    matching.faults.extend(read.faults)
    return matching


@blueprint.post("/<int:plan_id>/complete")
@requires_role(OFFICERS)
@writes
def complete_list(plan_id: int) -> Response:
    """Keep every move of the list and let the solver find the rest."""
    plan = queries.get_plan(person().county_id, plan_id)
    run = queries.find_shown_run(plan.county_id, plan.id)
    if run is None or run.cost is None:
        raise StaffingError(_("The list has not been checked yet."))
    try:
        made = operations.complete(plan, run, name=_("%(name)s, completed", name=plan.name), asked_by=person().id,
                                   time_limit_s=time_limit_s())
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("plans.show_plan", plan_id=plan.id))
    return redirect(url_for("plans.show_plan", plan_id=made.id))
