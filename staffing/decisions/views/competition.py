"""Page: carry the cross-school round of 县管校聘 over into the moves decided elsewhere."""

import datetime as dt

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.school_year import SchoolYear, add_months
from staffing.core.transactions import writes
from staffing.decisions import competition
from staffing.decisions.elsewhere import kinds_of
from staffing.decisions.forms import CarryForm
from staffing.decisions.views.blueprint import blueprint
from staffing.errors import StaffingError
from staffing.plans.operations import rules_of
from staffing.plans.queries import get_year
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import list_school_choices

PREFIX = "school-"


@blueprint.route("/years/<int:year_id>/elsewhere/competition", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def carry_competition(year_id: int) -> Response | str:
    """Show who was placed across schools, and enter the moves of those whose school is told."""
    year = get_year(person().county_id, year_id)
    form = CarryForm(data=usual_term(year))
    schools = list_school_choices(year.county_id)
    if form.validate_on_submit():
        try:
            number = competition.carry_over(year, sent_schools({key for key, _name in schools}), form.term())
            flash(_("Carried over: %(number)d.", number=number), "success")
            return redirect(url_for("decisions.list_elsewhere", year_id=year.id), code=303)
        except StaffingError as error:
            form.take_error(error)
    return render_template("decisions/competition.html", year=year, form=form, placed=competition.list_placed(year), schools=schools, prefix=PREFIX)


def usual_term(year: RotationYear) -> dict[str, dt.date]:
    """Return the term that the form begins with: from 1 September, for the shortest length of the kind."""
    start = SchoolYear(year.school_year).starts_on
    kind = kinds_of(rules_of(year)).get(competition.COMPETITION)
    return {"starts_on": start, "ends_on": add_months(start, kind.shortest_months if kind else 0) - dt.timedelta(days=1)}


def sent_schools(known: set[int]) -> dict[int, int]:
    """Return {teacher: school} of the rows in which one of the county's schools was chosen."""
    rows = ((name.removeprefix(PREFIX), request.form.get(name, type=int)) for name in request.form if name.startswith(PREFIX))
    return {int(teacher): school for teacher, school in rows if teacher.isdecimal() and school in known}
