"""Pages: the moves of a year that were decided elsewhere; enter one, take one back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.decisions import competition, elsewhere
from staffing.decisions.forms import ElsewhereForm, TakeBackForm
from staffing.decisions.views.blueprint import blueprint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.operations import rules_of
from staffing.plans.queries import find_teacher, get_year
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import list_school_choices


@blueprint.get("/years/<int:year_id>/elsewhere")
@requires_role(COUNTY_READERS)
def list_elsewhere(year_id: int) -> str:
    """Show the moves decided elsewhere, their number by kind, and school entities without exactly one principal."""
    year = get_year(person().county_id, year_id)
    moves = elsewhere.list_elsewhere(year)
    return render_template("decisions/elsewhere.html", year=year, moves=moves, counts=elsewhere.count_kinds(moves), kinds=elsewhere.kinds_of(rules_of(year)),
                           faults=elsewhere.principal_faults(year, moves), placed=competition.list_placed(year), in_vain=competition.list_in_vain(year))


@blueprint.route("/years/<int:year_id>/elsewhere/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def enter_elsewhere(year_id: int) -> Response | str:
    """Enter a move decided elsewhere."""
    year = get_year(person().county_id, year_id)
    form = ElsewhereForm()
    form.kind.choices = [(code, kind.name) for code, kind in elsewhere.kinds_of(rules_of(year)).items()]
    form.to_school_id.choices = list_school_choices(year.county_id)
    if form.validate_on_submit():
        try:
            entered(year, form)
            flash(_("Entered. Every plan of this year takes the move as given."), "success")
            return redirect(url_for("decisions.list_elsewhere", year_id=year.id), code=303)
        except StaffingError as error:
            form.take_error(error)
    return render_template("decisions/enter.html", year=year, form=form)


@blueprint.route("/elsewhere/<int:move_id>/take-back", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def take_back_elsewhere(move_id: int) -> Response | str:
    """Take back a move with the rotation recorded for it."""
    one = elsewhere.get_elsewhere(person().county_id, move_id)
    year, form = get_year(one.county_id, one.rotation_year_id), TakeBackForm(data={"version": one.version})
    if form.validate_on_submit():
        try:
            elsewhere.take_back(one, reason=form.reason.data or "", version=form.version.data)
            return redirect(url_for("decisions.list_elsewhere", year_id=year.id), code=303)
        except StaffingError as error:
            form.take_error(error)
    return render_template("decisions/take_back.html", year=year, one=one, form=form)


def entered(year: RotationYear, form: ElsewhereForm) -> None:
    """Enter what the form says; the school left behind is the one on record."""
    teacher = find_teacher(year.county_id, form.person.data or "")
    origin = elsewhere.present_school(teacher, year.cut_off_on)
    if origin is None:
        raise StaffingError(_l("The records do not say at which school this person is. Complete the service record first."), field="person")
    elsewhere.enter(year, teacher, {
        "kind": form.kind.data, "from_school_id": origin, "to_school_id": form.to_school_id.data, "role": form.role.data,
        "starts_on": form.starts_on.data, "ends_on": form.ends_on.data, "basis": (form.basis.data or "").strip()})
    db.session.flush()
