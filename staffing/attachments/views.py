"""Pages of evidence: of one record, one file to look at or take along, what is due to be deleted."""

import base64
import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.attachments import operations, queries, storage, titles as titles
from staffing.attachments.access import file_for, may_add, may_read, subject_for
from staffing.attachments.checking import preview_of
from staffing.attachments.forms import DueForm, RemoveForm, UploadForm
from staffing.attachments.jobs import JOB_KIND
from staffing.attachments.retention import TITLES
from staffing.core.access import OFFICERS, RECORD_READERS, SCHOOL_ROLES, person, requires_role
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.jobs.operations import enqueue

blueprint = Blueprint("attachments", __name__)
# A handed-out file may run nothing, load nothing and belongs to no page, whatever a browser makes of it.
SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


@blueprint.route("/attachments/of/<subject>/<int:subject_id>", methods=["GET", "POST"])
@requires_role(RECORD_READERS)
@writes
def list_files(subject: str, subject_id: int) -> Response | str:
    """Show the evidence of a record and take more."""
    kind, facts = subject_for(subject, subject_id)
    form = UploadForm()
    if may_add(facts) and form.validate_on_submit():
        try:
            operations.add_file(person().county_id, kind, subject_id, name=form.file.data.filename or "",
                                content=form.file.data.read(), uploaded_by=person().id)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("The file was checked and stored encrypted."), "success")
            return redirect(url_for("attachments.list_files", subject=subject, subject_id=subject_id), code=303)
    files = queries.list_files(person().county_id, subject, subject_id)
    return render_template("attachments/list.html", kind=kind, facts=facts, form=form, files=files, may_add=may_add(facts), may_read=may_read,
                           limits=storage.config())


@blueprint.post("/attachments/<int:attachment_id>/open")
@requires_role(RECORD_READERS)
@writes
def open_file(attachment_id: int) -> str:
    """Show a file on a page, with a line in the log."""
    file, facts = file_for(attachment_id)
    content = operations.read_file(file)
    shown = [base64.b64encode(one).decode() for one in preview_of(content, storage.config())]
    return render_template("attachments/show.html", file=file, facts=facts, shown=shown, may_add=may_add(facts), form=RemoveForm(formdata=None))


@blueprint.post("/attachments/<int:attachment_id>/download")
@requires_role(RECORD_READERS)
@writes
def download(attachment_id: int) -> Response:
    """Hand out a file, with a line in the log; never to be shown inside a page of ours."""
    file, _facts = file_for(attachment_id)
    content = io.BytesIO(operations.read_file(file))
    answer: Response = send_file(content, mimetype=file.file_kind.mimetype, as_attachment=True, download_name=file.display_name, max_age=0)
    answer.headers.update(SANDBOX)
    return answer


@blueprint.post("/attachments/<int:attachment_id>/remove")
@requires_role(OFFICERS | SCHOOL_ROLES)
@writes
def remove(attachment_id: int) -> Response:
    """Remove a file that does not belong here."""
    file, facts = file_for(attachment_id)
    if not may_add(facts):
        raise LookupError("this record takes and loses no files from this person")
    link = file.links[0]
    operations.remove_file(file, removed_by=person().id, reason=request.form.get("reason", ""))
    ask_deletion([file.id])
    flash(_("Removed; the audit log keeps its name and digest."), "success")
    return redirect(url_for("attachments.list_files", subject=link.subject_kind, subject_id=link.subject_id), code=303)


@blueprint.route("/attachments/due", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def list_due() -> Response | str:
    """Show the files whose time is over and have the ticked ones deleted."""
    form = DueForm()
    ids = [int(one) for one in request.form.getlist("file") if one.isdigit()]
    if form.validate_on_submit():
        if ids:
            ask_deletion(ids)
            flash(_("The files are being deleted in the background: %(number)d.", number=len(ids)), "success")
            return redirect(url_for("attachments.list_due"), code=303)
        form.take_error(StaffingError(_("Tick the files that are to be deleted.")))
    page = queries.list_due(person().county_id, asked_page(sortable=(), default_sort="id"), on=today())
    return render_template("attachments/due.html", form=form, page=page, retention=TITLES)


def ask_deletion(ids: list[int]) -> None:
    """Let the worker delete files; contents go only after the rows that spoke of them are marked for good."""
    enqueue(JOB_KIND, f"attachments:{person().county_id}", county_id=person().county_id, created_by=person().id,
            payload={"ids": ids, "county_id": person().county_id})
