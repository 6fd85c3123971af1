"""Pages of the calendar: the deadlines of a year with their rules, setting one for this year, the changes of steps."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.rotation_years import operations, queries
from staffing.rotation_years.forms import DeadlineForm
from staffing.rotation_years.models import YearStep
from staffing.rotation_years.standing import standing_of
from staffing.rotation_years.views import blueprint as blueprint


@blueprint.get("/<int:school_year>/calendar")
@requires_role(RECORD_READERS)
def show_calendar(school_year: int) -> str:
    """Show the deadline of each step, the rule it rests on, and how the year went from step to step."""
    year = queries.get_rotation_year(person().county_id, school_year)
    standing = standing_of(year, on=today())
    names = queries.names_of_users(change.changed_by for change in standing.changes)
    return render_template("rotation_years/calendar.html", year=year, standing=standing, names=names)


@blueprint.route("/<int:school_year>/deadlines/<step>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def set_deadline(school_year: int, step: str) -> Response | str:
    """Set the deadline of a step for this year, or take the rule set's again."""
    year = queries.get_rotation_year(person().county_id, school_year)
    due = {line.value: one for line, one in standing_of(year, on=today()).dues.items()}.get(step)
    if due is None:
        raise LookupError("no such deadline")
    form = DeadlineForm(data={"due_on": due.on, "reason": due.set_by_hand.reason if due.set_by_hand else ""})
    if form.validate_on_submit():
        try:
            operations.set_deadline(year, YearStep(step), due_on=form.due_on.data, reason=form.reason.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("rotation_years.show_calendar", school_year=year.school_year), code=303)
    return render_template("rotation_years/deadline.html", form=form, year=year, due=due)
