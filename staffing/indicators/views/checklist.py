"""Pages: the staff checklist of an inspection, what is behind an item, reporting an item."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.as_of import answers_as_of
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators import operations, queries
from staffing.indicators.checklist import ITEM_BY_CODE, ITEMS, ItemDefinition, ItemState
from staffing.indicators.checklist_gathering import REPORTED, Checklist, gather_checklist
from staffing.indicators.checklist_rows import heading_of, rows_behind
from staffing.indicators.forms import ItemForm
from staffing.indicators.models import SupervisionState
from staffing.indicators.views.blueprint import Asked, asked_figures, asked_year, blueprint
from staffing.schools.queries import get_county
from staffing.teachers.queries import teacher_names_of

STATE_KINDS = {ItemState.MET: "good", ItemState.NOT_MET: "bad", ItemState.NO_DATA: "info", ItemState.TO_BE_JUDGED: "wait"}


def the_checklist(asked: Asked) -> Checklist:
    """Return the checklist of the school year asked for."""
    reported = queries.reported_items(asked.county.id, asked.school_year)
    return gather_checklist(asked.figures, asked.rules, reported, asked.county.id)


@blueprint.get("/checklist")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_checklist() -> str:
    """Show every item with value, required value, evidence and state."""
    asked = asked_figures()
    return render_template("indicators/checklist.html", asked=asked, items=ITEMS, checklist=the_checklist(asked), kinds=STATE_KINDS,
                           reported=queries.reported_items(asked.county.id, asked.school_year), reportable=REPORTED)


@blueprint.get("/checklist/<item>")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_item(item: str) -> str:
    """Show the persons, classes or schools behind an item."""
    asked, definition = asked_figures(), item_of(item)
    checklist = the_checklist(asked)
    moved = {*checklist.rotation.counted, *checklist.rotation.left_out} if item.startswith("rotation") else set()
    rows = rows_behind(checklist, item, teacher_names_of(asked.county.id, moved) if moved else {})
    return render_template("indicators/item.html", asked=asked, definition=definition, result=checklist.results[item], rows=rows,
                           heading=heading_of(item), kinds=STATE_KINDS)


def item_of(code: str) -> ItemDefinition:
    """Return an item of the checklist; LookupError for an unknown code."""
    if code not in ITEM_BY_CODE:
        raise LookupError("no such item")
    return ITEM_BY_CODE[code]


@blueprint.route("/checklist/<item>/report", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def report_item(item: str) -> Response | str:
    """Report value, evidence and state of an item that the records do not tell."""
    definition, county = item_of(item), get_county(person().county_id)
    if item not in REPORTED:
        raise LookupError("computed from the records")
    year = asked_year(county)
    stored = queries.reported_items(county.id, year).get(item)
    form = ItemForm(obj=stored)
    if form.validate_on_submit():
        try:
            operations.report_item(county.id, year, item, value=form.value.data or "", evidence=form.evidence.data or "",
                                   state=SupervisionState(form.state.data))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Reported."), "success")
            return redirect(url_for("indicators.show_checklist", year=year))
    return render_template("indicators/report_item.html", form=form, definition=definition, school_year=year)
