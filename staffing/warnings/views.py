"""Pages of warnings: the list with filters, a line with its history and what is done about it, the check, exports."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import (
    COUNTY_READERS,
    OFFICERS,
    RECORD_READERS,
    own_school_id,
    person,
    requires_role,
)
from staffing.core.exports import as_format
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.indicators.definitions import BY_CODE, QUALITY_INDICATORS
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.releases.leaving import hand_out
from staffing.schools.enums import Stage
from staffing.schools.queries import get_county, list_school_choices
from staffing.warnings import exporting, operations, queries
from staffing.warnings.forms import LineForm
from staffing.warnings.models import LineState, WarningKind, WarningLevel
from staffing.warnings.wording import LOOKS, STATE_LOOKS, missing_words, sentence_of

blueprint = Blueprint("warnings", __name__, url_prefix="/warnings")
ANY = "any"


@blueprint.app_template_global()
def warning_words() -> dict[str, object]:
    """Return what the templates tell warnings with."""
    return {"LOOKS": LOOKS, "STATE_LOOKS": STATE_LOOKS, "BY_CODE": BY_CODE, "sentence_of": sentence_of, "missing_words": missing_words}


def asked_filter() -> queries.LineFilter:
    """Return what the address narrows the list to; nonsense narrows to nothing, a school's people see their own."""
    asked = request.args
    state = asked.get("state", LineState.OPEN.value)
    return queries.LineFilter(
        state=None if state == ANY else LineState(state) if state in list(LineState) else LineState.OPEN,
        level=WarningLevel(asked["level"]) if asked.get("level") in list(WarningLevel) else None,
        kind=WarningKind(asked["kind"]) if asked.get("kind") in list(WarningKind) else None,
        indicator=asked.get("indicator", "") if asked.get("indicator") in BY_CODE else "",
        stage=Stage(asked["stage"]) if asked.get("stage") in list(Stage) else None,
        school_id=own_school_id() or asked.get("school", type=int), overdue_on=today() if asked.get("overdue") else None,
        text=asked.get("text", ""))


@blueprint.get("/")
@requires_role(RECORD_READERS)
def list_lines() -> str:
    """Show the lines with their warnings, red ones first; a school sees its own."""
    county_id, wanted = person().county_id, asked_filter()
    job = find_latest_job(f"{operations.SUBJECT}{county_id}") if own_school_id() is None else None
    return render_template(
        "warnings/list.html", page=queries.list_lines(county_id, wanted, asked_page(sortable=queries.SORTABLE, default_sort="level")), wanted=wanted,
        run=queries.find_latest_run(county_id), job=describe_job(job) if job else None, counts=queries.count_open(county_id, school_id=own_school_id()),
        overdue=sum(queries.count_open(county_id, school_id=own_school_id(), overdue_on=today()).values()), today=today(),
        schools=list_school_choices(county_id), own_school=own_school_id(), indicators=QUALITY_INDICATORS, levels=WarningLevel, kinds=WarningKind,
        states=LineState, stages=(Stage.PRIMARY, Stage.JUNIOR))


@blueprint.post("/check")
@requires_role(OFFICERS)
@writes
def check_county() -> Response:
    """Ask for a check of the county's indicators."""
    try:
        operations.ask_check(person().county_id, asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("warnings.list_lines"), code=303)


@blueprint.route("/<int:line_id>", methods=["GET", "POST"])
@requires_role(RECORD_READERS)
@writes
def show_line(line_id: int) -> Response | str | tuple[str, int]:
    """Show a line with its warnings and history; an officer settles what is done about it."""
    line = queries.get_line(person().county_id, line_id, school_id=own_school_id())
    form = LineForm(obj=line)
    form_seen(form, line, line.county_id)
    if person().role in OFFICERS and form.validate_on_submit():
        try:
            operations.settle_line(line, version=form.version.data, measure=form.measure.data or "", responsible=form.responsible.data or "", due_on=form.due_on.data)
        except StaleVersionError:
            return show_conflict(form, LineForm(obj=line, formdata=None), target=line, county_id=line.county_id, heading=exporting.whose(line))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("warnings.show_line", line_id=line.id), code=303)
    return render_template("warnings/line.html", line=line, form=form, earlier=queries.earlier_lines(line), states=LineState)


@blueprint.post("/export/<any(warnings, ledger):listing>.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out the list as narrowed, with an audit line."""
    county, format_ = get_county(person().county_id), as_format(wanted)
    lines = queries.all_lines(county.id, asked_filter())
    make = exporting.warnings_list if listing == "warnings" else exporting.ledger_list
    code = "warnings" if listing == "warnings" else "rectification"
    return hand_out(make(county, lines, made_by=person().name), format_, code=code, personal=False)
