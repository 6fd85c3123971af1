"""Pages: files handed in, one file with its faults or preview, confirming, discarding, the template and the report."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, Role, own_school_id, person, requires_role
from staffing.core.exports import Exported, ExportFormat
from staffing.core.pages import PageRequest, asked_page
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.imports import batches, decisions, operations, queries
from staffing.imports.catalogue import county_sheets, ruleset_of, words_of
from staffing.imports.forms import UploadForm
from staffing.imports.holders import holder_of, require_own
from staffing.imports.models import BatchState, ChangeKind, ImportBatch
from staffing.imports.report import TITLE, report_sheets
from staffing.imports.template import TITLE as TEMPLATE_TITLE, template_workbook
from staffing.imports.wording import LOOKS, describe_batch
from staffing.jobs.queries import find_latest_job
from staffing.jobs.watching import progress_of
from staffing.jobs.wording import describe_job
from staffing.releases.leaving import hand_out, send_content
from staffing.schools.models import County

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
IMPORTERS = OFFICERS | {Role.CLERK}
FIRST_CHANGES = PageRequest(number=1, size=20, sort="id", descending=False)


@blueprint.get("/")
@requires_role(IMPORTERS)
def list_batches() -> str:
    """Show the files handed in so far."""
    asked = asked_page(sortable=queries.SORTABLE, default_sort="created_at")
    page = queries.list_batches(person().county_id, school_id=own_school_id(), asked=asked)
    return render_template("imports/list.html", page=page, looks=LOOKS)


@blueprint.route("/new", methods=["GET", "POST"])
@requires_role(IMPORTERS)
@writes
def hand_in() -> str | Response:
    """Take a file; a small one is checked at once, a large one by the worker."""
    form = UploadForm()
    if form.validate_on_submit():
        content = form.file.data.read()
        try:
            batch = operations.hand_in(content, file_name=form.file.data.filename or "", who=person(), school_id=own_school_id())
        except StaffingError as error:
            form.take_error(error)
        else:
            if operations.is_direct(content):
                batches.note_outcome(batch, batches.check_file(batches.open_upload(batch.id)))
            return redirect(url_for("imports.show_batch", batch_id=batch.id))
    return render_template("imports/new.html", form=form, clerk=own_school_id() is not None)


@blueprint.get("/<int:batch_id>")
@requires_role(IMPORTERS)
def show_batch(batch_id: int) -> str:
    """Show a file: refused, faulty, waiting for the word, or stored."""
    batch = _batch(batch_id)
    latest = find_latest_job(operations.subject_of(batch.id))
    job = describe_job(latest) if latest is not None else None
    return render_template("imports/show.html", view=describe_batch(batch), states=BatchState, job=job,
                           groups=queries.list_change_groups(batch.id), first=queries.list_changes(batch.id, asked=FIRST_CHANGES), kinds=ChangeKind, decided=decisions.decided_token(batch.id),
                           interrupted=batch.state in (BatchState.READING, BatchState.STORING) and (job is None or not job.active),
                           twin=queries.find_stored_twin(batch), holder=holder_of(batch))


@blueprint.get("/<int:batch_id>/progress")
@requires_role(IMPORTERS)
def watch_batch(batch_id: int) -> Response:
    """Answer the fragment by which the page of a file follows the worker, also for a clerk, who may see no other task."""
    return progress_of(find_latest_job(operations.subject_of(_batch(batch_id).id)))


@blueprint.post("/<int:batch_id>/confirm")
@requires_role(IMPORTERS)
@writes
def confirm_batch(batch_id: int) -> Response:
    """Store what the preview showed, and only that."""
    batch = _batch(batch_id)
    require_own(batch)
    if (request.form.get("digest"), request.form.get("decided")) != (batch.records_digest, decisions.decided_token(batch.id)):
        raise StaleVersionError
    if operations.confirm(batch, who=person()):
        flash(_("The records are being stored; this page tells when it is done."), "info")
    elif batches.store_outcome(batch, batches.check_again(batches.open_upload(batch.id))):
        flash(_("The records are stored."), "success")
    else:
        flash(_("Records have changed since the preview was made, so nothing was stored. Look at the new preview."), "warning")
    return redirect(url_for("imports.show_batch", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/discard")
@requires_role(IMPORTERS)
@writes
def discard_batch(batch_id: int) -> Response:
    """Drop a file."""
    batch = _batch(batch_id)
    require_own(batch)
    operations.discard(batch)
    flash(_("The file is discarded; nothing of it was stored."), "success")
    return redirect(url_for("imports.list_batches"))


@blueprint.post("/<int:batch_id>/report.xlsx")
@requires_role(IMPORTERS)
@writes
def download_report(batch_id: int) -> Response:
    """Send faults, changes and counts as a workbook."""
    view = describe_batch(_batch(batch_id))
    if not view.sheets:
        abort(404)
    county = _county()
    meta = ListMeta(TITLE, county=county.name, made_on=today(), made_by=person().name, synthetic=county.synthetic, extra=(view.batch.file_name,))
    return hand_out(Exported(meta, report_sheets(view, queries.all_changes(view.batch.id))), ExportFormat.XLSX, code="import_report", told={"list": view.batch.file_name})


@blueprint.get("/template.xlsx")
@requires_role(IMPORTERS)
def download_template() -> Response:
    """Send the empty workbook with instructions."""
    county = _county()
    sheets = county_sheets(words_of(ruleset_of(county)), bureau=own_school_id() is None)
    content = template_workbook(sheets, county=county.name, synthetic=county.synthetic, made_on=today())
    return send_content(content, ListMeta(TEMPLATE_TITLE, made_on=today()), "xlsx")


def _batch(batch_id: int) -> ImportBatch:
    return queries.get_batch(person().county_id, batch_id, school_id=own_school_id())


def _county() -> County:
    return db.session.get_one(County, person().county_id)
