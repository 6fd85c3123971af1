"""Pages: all exports of the county, their downloads, and requests for lists that need a second person or the worker."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import DECIDERS, RECORD_READERS, person, requires_role
from staffing.core.as_of import answers_as_of, honoured_day
from staffing.core.exports import ExportFormat, as_format, get_export, list_exports as exports_for, title_of
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.transactions import reading, writes
from staffing.errors import StaffingError
from staffing.releases import operations, queries
from staffing.releases.leaving import let_leave, ready_list, send_content
from staffing.releases.models import RequestState
from staffing.releases.wording import LOOKS
from staffing.statistics import titles as titles

blueprint = Blueprint("statistics", __name__, url_prefix="/exports")
# Whoever may agree that a large list with personal data leaves; never the person who asked.


@blueprint.get("/")
@requires_role(RECORD_READERS)
@answers_as_of
def list_exports() -> str:
    """Show every list that the person may export."""
    waiting = queries.count_waiting_requests(person().county_id, not_by=person().id) if person().role in DECIDERS else 0
    return render_template("statistics/exports.html", kinds=exports_for(person().role), waiting=waiting, most=operations.settings().export_rows_alone)


@blueprint.post("/<code>.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def download(code: str, wanted: str) -> Response:
    """Send one list, or note the request where the worker makes it or a second person must agree."""
    kind, asked, county_id = get_export(code, person().role), as_format(wanted), person().county_id
    if kind.personal and asked is not ExportFormat.HTML and queries.has_more_teachers(county_id, operations.settings().export_teachers_at_once):
        operations.ask_worker(operations.ask(kind.code, asked.value, county_id=county_id, asked_by=person().id, title=kind.title, as_of=honoured_day()))
        return redirect(url_for("statistics.list_requests"))
    try:
        # A list of tens of thousands of rows takes seconds: others can save meanwhile.
        with reading():
            leaving = ready_list(kind.made(county_id, honoured_day()), asked, code=kind.code, personal=kind.personal)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("statistics.list_exports"))
    return let_leave(leaving, asked, told={"as_of": honoured_day()} if honoured_day() else None)


@blueprint.get("/requests")
@requires_role(RECORD_READERS)
def list_requests() -> str:
    """Show the requests for large lists: those who may agree see all, others their own."""
    decider = person().role in DECIDERS
    rows = queries.list_requests(person().county_id, asked_by=None if decider else person().id)
    return render_template("statistics/requests.html", rows=rows, looks=LOOKS, states=RequestState, title_of=title_of, decider=decider,
                           may_take=operations.may_take, most=operations.settings().export_rows_alone)


@blueprint.post("/requests/<int:release_id>/decide")
@requires_role(DECIDERS)
@writes
def decide(release_id: int) -> Response:
    """Agree or refuse."""
    agreed = request.form.get("agreed") == "1"
    operations.decide(queries.get_request(person().county_id, release_id), agreed=agreed, who=person())
    flash(_("Agreed; the list can now be downloaded by the person who asked.") if agreed else _("Refused; the list is removed."), "success")
    return redirect(url_for("statistics.list_requests"))


@blueprint.post("/requests/<int:release_id>/file")
@requires_role(RECORD_READERS)
@writes
def take(release_id: int) -> Response:
    """Send a list that may leave to the person who asked for it."""
    one = queries.get_request(person().county_id, release_id)
    return send_content(operations.take(one, who=person()), ListMeta(one.title or title_of(one.code)), one.suffix)
