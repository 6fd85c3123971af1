"""Pages: frozen yearly snapshots and their comparison with the present."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators import operations, queries
from staffing.indicators.codes import Basis
from staffing.indicators.comparison import compare
from staffing.indicators.definitions import BY_CODE
from staffing.indicators.gathering import assess_county
from staffing.indicators.matrix import assessment_on, names_of
from staffing.indicators.views.blueprint import asked_figures, blueprint
from staffing.schools.enums import Stage
from staffing.schools.queries import get_county


@blueprint.get("/snapshots")
@requires_role(COUNTY_READERS)
def list_snapshots() -> str:
    """List what was frozen."""
    county = get_county(person().county_id)
    return render_template("indicators/snapshots.html", snapshots=queries.list_snapshots(county.id), county=county,
                           years=sorted({*queries.list_reported_years(county.id), county.school_year}, reverse=True), bases=Basis)


@blueprint.post("/snapshots")
@requires_role(OFFICERS)
@writes
def take_snapshot() -> Response:
    """Freeze the figures of a school year."""
    asked = asked_figures()
    try:
        snapshot = operations.take_snapshot(asked.county, asked.figures, asked.rules, taken_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(url_for("indicators.list_snapshots"))
    flash(_("The figures of %(year)s were frozen.", year=snapshot.school_year), "success")
    return redirect(url_for("indicators.show_snapshot", snapshot_id=snapshot.id))


@blueprint.get("/snapshots/<int:snapshot_id>")
@requires_role(COUNTY_READERS)
def show_snapshot(snapshot_id: int) -> str:
    """Show a snapshot beside the present figures of its year."""
    snapshot = queries.get_snapshot(person().county_id, snapshot_id)
    county = get_county(snapshot.county_id)
    figures = assess_county(county.id, snapshot.school_year, queries.rules_of(county, snapshot.school_year))
    default = Basis(snapshot.counts_at) if snapshot.counts_at in tuple(Basis) else Basis.HOST
    basis = next((one for one in Basis if one == request.args.get("basis")), default)
    comparison = compare(snapshot.content, assessment_on(figures, basis), names_of(figures.sections))
    return render_template("indicators/snapshot.html", snapshot=snapshot, comparison=comparison, basis=basis, bases=Basis, Stage=Stage,
                           by_code=BY_CODE, intact=operations.is_intact(snapshot))
