"""Pages: agreement with the education statistics, figures of one school, a pasted table."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import COUNTY_READERS, OFFICERS, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.inspection.codes import Figure
from staffing.inspection.forms import FiguresForm, PasteForm
from staffing.inspection.operations import enter_figures, enter_table
from staffing.inspection.pasting import read_table
from staffing.inspection.reconciling import find_reported, gather_reconciliation
from staffing.inspection.views.blueprint import asked_year, blueprint
from staffing.schools.directory import SchoolDirectory
from staffing.schools.models import School
from staffing.schools.queries import get_school


@blueprint.get("/statistics")
@requires_role(COUNTY_READERS)
def show_reconciliation() -> str:
    """Show every school's counts beside what it reported."""
    county, year, years = asked_year()
    return render_template("inspection/statistics.html", found=gather_reconciliation(county, year), year=year, years=years, figures=Figure)


@blueprint.route("/statistics/paste", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def paste_figures() -> Response | str:
    """Take a table from a spreadsheet; nothing is stored while a row is not understood."""
    county, year, _years = asked_year()
    form = PasteForm()
    if form.validate_on_submit():
        rows, faults = read_table(form.table.data or "", SchoolDirectory(county.id))
        form.table.errors = [*form.table.errors, *faults]
        if not faults:
            flash(_("The figures of %(number)s schools were stored.", number=enter_table(county.id, year, rows)), "success")
            return redirect(url_for("inspection.show_reconciliation", year=year), code=303)
    return render_template("inspection/paste.html", form=form, year=year)


@blueprint.route("/statistics/<int:school_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def edit_figures(school_id: int) -> Response | str | tuple[str, int]:
    """Enter or correct what one school reported."""
    county, year, _years = asked_year()
    school, stored = get_school(county.id, school_id), find_reported(county.id, school_id, year)
    form = FiguresForm(obj=stored)
    if stored is not None:
        form_seen(form, stored, county.id)
    if form.validate_on_submit():
        try:
            return save(form, school, year)
        except StaleVersionError:
            return show_conflict(form, FiguresForm(obj=stored, formdata=None), target=stored, county_id=county.id, heading=school.name)
        except StaffingError as error:
            form.take_error(error)
    return render_template("inspection/figures.html", form=form, school=school, year=year)


def save(form: FiguresForm, school: School, year: int) -> Response:
    """Store the figures of a form and return to the table."""
    figures = {figure.value: getattr(form, figure.value).data for figure in Figure}
    enter_figures(school, school_year=year, version=form.version.data, figures={**figures, "explanation": (form.explanation.data or "").strip()})
    flash(_("Saved."), "success")
    return redirect(url_for("inspection.show_reconciliation", year=year), code=303)


