"""Pages: all exports of the county, and their downloads."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from staffing.audit.record import record
from staffing.core.access import RECORD_READERS, person, requires_role
from staffing.core.as_of import answers_as_of, honoured_day
from staffing.core.exports import (
    ExportedList,
    as_format,
    export_response,
    get_export,
    list_exports as exports_for,
)
from staffing.core.transactions import reading, writes
from staffing.errors import StaffingError
from staffing.statistics import titles as titles

blueprint = Blueprint("statistics", __name__, url_prefix="/exports")


@blueprint.get("/")
@requires_role(RECORD_READERS)
@answers_as_of
def list_exports() -> str:
    """Show every list that the person may export."""
    return render_template("statistics/exports.html", kinds=exports_for(person().role))


@blueprint.post("/<code>.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def download(code: str, wanted: str) -> Response:
    """Send one list; the audit log keeps who took it and how many rows it had."""
    kind, asked, county_id = get_export(code, person().role), as_format(wanted), person().county_id
    try:
        # A list of tens of thousands of rows takes seconds: others can save meanwhile.
        with reading():
            exported = kind.made(county_id, honoured_day()).settled()
            response = export_response(exported, asked)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("statistics.list_exports"))
    record("list_exported", ExportedList(code), county_id=county_id,
           changes={"format": [None, asked.value], "rows": [None, exported.rows], "personal": [None, kind.personal],
                    **({"as_of": [None, honoured_day()]} if honoured_day() else {})})
    return response
