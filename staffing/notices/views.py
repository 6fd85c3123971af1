"""Pages: one's own notices, opening one, marking all as read."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import EVERYONE, person, requires_role
from staffing.core.addresses import safe_next
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.notices import operations, queries
from staffing.notices.wording import sentence_of

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices/")
@requires_role(EVERYONE)
def list_notices() -> str:
    """Show the person's own notices."""
    unread_only = "unread" in request.args
    page = queries.list_notices(person().id, asked_page(sortable=(), default_sort="id"), unread_only=unread_only)
    return render_template("notices/list.html", page=page, unread_only=unread_only, sentence_of=sentence_of)


@blueprint.post("/notices/<int:notice_id>/open")
@requires_role(EVERYONE)
@writes
def open_notice(notice_id: int) -> Response:
    """Mark a notice read and go to what it speaks of."""
    notice = queries.get_notice(person().id, notice_id)
    operations.mark_read(notice)
    return redirect(safe_next(notice.address) if notice.address else url_for("notices.list_notices"), code=303)


@blueprint.post("/notices/read")
@requires_role(EVERYONE)
@writes
def mark_all_read() -> Response:
    """Mark all one's notices read."""
    operations.mark_all_read(person().id)
    flash(_("All notices are marked as read."), "success")
    return redirect(url_for("notices.list_notices"), code=303)
