"""Pages of allotments: the numbers of every school with what they do to the county, computing, settling, the export."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.allotments import operations, queries
from staffing.allotments.effects import backbone_effects, effects_of
from staffing.allotments.exporting import allotment_list
from staffing.allotments.forms import SettleForm, TotalForm
from staffing.allotments.gathering import Ground, gather_ground
from staffing.allotments.models import AllotmentKind
from staffing.core.access import (
    COUNTY_READERS,
    OFFICERS,
    RECORD_READERS,
    own_school_id,
    person,
    requires_role,
)
from staffing.core.as_of import bind_pages
from staffing.core.exports import as_format
from staffing.core.panels import collect
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators.gathering import assess_county
from staffing.indicators.matrix import assessment_on, chosen_basis
from staffing.indicators.queries import list_reported_years, rules_of
from staffing.releases.leaving import hand_out
from staffing.rotation_years.queries import get_rotation_year
from staffing.schools.queries import get_county

blueprint = Blueprint("allotments", __name__, url_prefix="/allotments")
bind_pages(blueprint, _l("A rotation year counts by its own cut-off day."))
LONGEST_NUMBER = 4


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_allotments() -> str:
    """Show the numbers of every school; a school sees its own."""
    year = get_rotation_year(person().county_id, request.args.get("year", type=int))
    tab = request.args.get("tab", "rotation")
    operations.kinds_of(tab)
    if own_school_id() is not None:
        rows = queries.rows_by_kind(queries.list_allotments(year.id, school_id=own_school_id()))
        return render_template("allotments/own.html", year=year, rows={kind: next(iter(of_kind.values())) for kind, of_kind in rows.items()}, kinds=AllotmentKind)
    return table_page(gather_ground(year), tab, SettleForm(), TotalForm())


def table_page(ground: Ground, tab: str, form: SettleForm, total_form: TotalForm) -> str:
    """Return the table of a tab with what its numbers do."""
    listed = queries.list_allotments(ground.year.id)
    rows = queries.rows_by_kind(listed)
    form.stamp.data, form.stamp.raw_data = queries.stamp_of(listed), None
    totals = queries.totals_by_kind(ground.year.id)
    if tab != "rotation" and AllotmentKind(tab) in totals and total_form.total.data is None:
        total_form.total.data = totals[AllotmentKind(tab)].total
    numbers = queries.numbers_of(rows)
    return render_template(
        "allotments/table.html", ground=ground, tab=tab, kinds=operations.kinds_of(tab), rows=rows, form=form, total_form=total_form,
        bonuses=ground.bonuses(), Kind=AllotmentKind, **told_effects(ground, tab, numbers),
        panels=collect(current_app.config["ALLOTMENT_PANELS"], ground.year) if tab == "rotation" else [])


def told_effects(ground: Ground, tab: str, numbers: Mapping[AllotmentKind, Mapping[int, int]]) -> dict[str, Any]:
    """Return what the numbers of a tab do, as its fragment reads it."""
    if tab == "rotation":
        return {"effects": effects_of(ground, numbers), "stages": []}
    given = numbers.get(AllotmentKind(tab), {})
    stages = l2_effects(ground, given) if tab == AllotmentKind.HONOUR.value and given else []
    return {"effects": None, "given": sum(given.values()), "stages": stages}


def l2_effects(ground: Ground, places: Mapping[int, int]) -> list[Any]:
    """Return what so many newly named backbone teachers do to L2 of the latest reported year; nothing before figures were reported."""
    county = get_county(ground.year.county_id)
    years = list_reported_years(county.id)
    if not years:
        return []
    figures = assess_county(county.id, years[0], rules_of(county, years[0]))
    return backbone_effects(assessment_on(figures, chosen_basis(figures, "")), places)


def sent_numbers(tab: str) -> dict[AllotmentKind, dict[int, int]]:
    """Return the numbers of the form by kind and school; StaffingError names what is no number."""
    wanted: dict[AllotmentKind, dict[int, int]] = {kind: {} for kind in operations.kinds_of(tab)}
    for name, text in request.form.items():
        code, _dash, school = name.partition("-")
        kind = next((one for one in wanted if one.value == code), None)
        if kind is None or not school.isdecimal():
            continue
        if not (text.strip().isdecimal() and len(text.strip()) <= LONGEST_NUMBER):
            raise StaffingError(_l("Write whole numbers: “%(text)s” is none.", text=text))
        wanted[kind][int(school)] = int(text)
    return wanted


@blueprint.post("/<int:school_year>/preview/<tab>")
@requires_role(OFFICERS)
def preview_effects(school_year: int, tab: str) -> str:
    """Show what the numbers in the form would do, without storing them."""
    ground = gather_ground(get_rotation_year(person().county_id, school_year))
    try:
        told = told_effects(ground, tab, sent_numbers(tab))
    except StaffingError as error:
        return render_template("allotments/_effects.html", ground=ground, tab=tab, message=error.message)
    return render_template("allotments/_effects.html", ground=ground, tab=tab, unsaved=True, **told)


@blueprint.post("/<int:school_year>/settle/<tab>")
@requires_role(OFFICERS)
@writes
def settle_numbers(school_year: int, tab: str) -> Response | str:
    """Settle the numbers of a tab by hand."""
    year, form = get_rotation_year(person().county_id, school_year), SettleForm()
    if form.validate_on_submit():
        try:
            changed = operations.settle_numbers(year, sent_numbers(tab), reason=form.reason.data or "", stamp=form.stamp.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back(tab, year.school_year, _("Numbers changed: %(number)d.", number=changed))
    return table_page(gather_ground(year), tab, form, TotalForm(formdata=None))


@blueprint.post("/<int:school_year>/compute")
@requires_role(OFFICERS)
@writes
def compute_rotation(school_year: int) -> Response:
    """Compute how many every school sends and receives."""
    year = get_rotation_year(person().county_id, school_year)
    try:
        kept = operations.allot_rotation(gather_ground(year))
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("allotments.show_allotments", year=school_year), code=303)
    return back("rotation", school_year, _("Computed by the rules. Numbers set by hand that stayed: %(number)d.", number=kept))


@blueprint.post("/<int:school_year>/share/<tab>")
@requires_role(OFFICERS)
@writes
def share_places(school_year: int, tab: str) -> Response | str:
    """Share the county's places of a kind out."""
    ground, form = gather_ground(get_rotation_year(person().county_id, school_year)), TotalForm()
    if form.validate_on_submit():
        kind = operations.kinds_of(tab)[0]
        kept = operations.share_places(ground, kind, form.total.data)
        return back(tab, school_year, _("Computed by the rules. Numbers set by hand that stayed: %(number)d.", number=kept))
    return table_page(ground, tab, SettleForm(formdata=None), form)


def back(tab: str, school_year: int, message: str) -> Response:
    """Return to the table with a word."""
    flash(message, "success")
    return redirect(url_for("allotments.show_allotments", year=school_year, tab=tab), code=303)


@blueprint.post("/<int:school_year>/export.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_allotments(school_year: int, wanted: str) -> Response:
    """Hand out 名额分配表, with an audit line."""
    county, format_ = get_county(person().county_id), as_format(wanted)
    exported = allotment_list(county, get_rotation_year(county.id, school_year), made_by=person().name)
    return hand_out(exported, format_, code="allotments", personal=False)
