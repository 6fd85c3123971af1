"""Pages of the bulk edits: choose what to set, look at the preview, confirm, undo; and the list of what was done."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.changes.queries import load_policy
from staffing.core.access import OFFICERS, SCHOOL_ROLES, own_school_id, person, requires_role
from staffing.core.pages import asked_page
from staffing.core.transactions import reading, writes
from staffing.editing import operations, queries, titles as titles
from staffing.editing.catalogue import form_for, may_set, offered, record_words, what_of
from staffing.editing.enums import ItemState
from staffing.editing.forms import StepForm
from staffing.editing.models import BulkEdit
from staffing.editing.wording import EDIT_LOOKS, EditWords
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job

blueprint = Blueprint("editing", __name__)
EDITORS = OFFICERS | SCHOOL_ROLES
Answer = Response | str | tuple[str, int]


@blueprint.get("/edits/")
@requires_role(EDITORS)
def list_edits() -> str:
    """Show what was changed for many at once, of schools their own."""
    page = queries.list_edits(person().county_id, asked_page(sortable=(), default_sort="id"), own_school_id=own_school_id())
    return render_template("editing/list.html", page=page, looks=EDIT_LOOKS, titles=titles.WORDS)


@blueprint.post("/edits/choose")
@requires_role(EDITORS)
@writes
def choose() -> Response:
    """Begin with the persons who were ticked, or with all of the list that the page showed."""
    county_id, scope, query = person().county_id, own_school_id(), request.form.get("query", "")
    with reading():
        ids, words = current_app.config["TEACHER_LIST"](county_id, query, scope)
        if "all" not in request.form:
            ids, words = queries.visible_ids(county_id, request.form.getlist("chosen", type=int), scope), [str(_("ticked one by one"))]
    try:
        edit = operations.choose(ids, "；".join(words) or str(_("everybody in the service")), maker=person(), own_school_id=scope)
    except StaffingError as error:
        db.session.rollback()
        flash(str(error.message), "warning")
        return redirect(f"{url_for('teachers.list_teachers', on=None)}?{query or 'view=all'}", code=303)
    return redirect(url_for("editing.show_edit", edit_id=edit.id), code=303)


@blueprint.get("/edits/<int:edit_id>")
@requires_role(EDITORS)
def show_edit(edit_id: int) -> str:
    """Show where an edit stands: what can be set, the preview, or what was done."""
    return show(edit_opened(edit_id))


@blueprint.route("/edits/<int:edit_id>/<what>/value", methods=["GET", "POST"])
@requires_role(EDITORS)
@writes
def set_value(edit_id: int, what: str) -> Answer:
    """Ask for the value, then show what it would do."""
    edit, wanted, policy = edit_opened(edit_id), what_of(what), load_policy(person().county_id)
    if not may_set(wanted, policy, person().role):
        raise LookupError("not for this role")
    form = form_for(wanted, edit.county_id)
    if form.validate_on_submit():
        try:
            operations.set_value(edit, wanted, form, policy=policy)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("editing.show_edit", edit_id=edit.id), code=303)
    return render_template("editing/value.html", edit=edit, what=wanted, form=form)


@blueprint.post("/edits/<int:edit_id>/confirm")
@requires_role(EDITORS)
@writes
def confirm(edit_id: int) -> Answer:
    """Do what the preview showed."""
    policy = load_policy(person().county_id)
    return step(edit_id, lambda edit, form: operations.confirm(edit, version=form.version.data, digest=form.digest.data or "", policy=policy))


@blueprint.post("/edits/<int:edit_id>/undo")
@requires_role(EDITORS)
@writes
def undo(edit_id: int) -> Answer:
    """Put back what stood there before."""
    return step(edit_id, lambda edit, form: operations.undo(edit, version=form.version.data, by=person()))


@blueprint.post("/edits/<int:edit_id>/discard")
@requires_role(EDITORS)
@writes
def discard(edit_id: int) -> Response:
    """Forget an edit that was never confirmed."""
    try:
        operations.discard(edit_opened(edit_id))
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("editing.show_edit", edit_id=edit_id), code=303)
    flash(_("Discarded; nothing was changed."), "success")
    return redirect(url_for("teachers.list_teachers", view="all"), code=303)


def step(edit_id: int, do: Any) -> Answer:
    """Take a step on an edit; a page that was overtaken is shown anew with word of it."""
    edit, form = edit_opened(edit_id), StepForm()
    try:
        do(edit, form)
    except StaffingError as error:
        db.session.rollback()
        return show(edit_opened(edit_id), fault=str(error.message)), 409
    return redirect(url_for("editing.show_edit", edit_id=edit_id), code=303)


def show(edit: BulkEdit, fault: str = "") -> str:
    """Return the page of an edit."""
    counts = queries.count_items(edit.id)
    wanted = request.args.get("state", "")
    state = ItemState(wanted) if wanted in {one.value for one in counts} else None
    asked = asked_page(sortable=(), default_sort="place")
    page = queries.page_items(edit.id, asked, state, counts.get(state, 0) if state else edit.persons)
    job = find_latest_job(operations.subject_of(edit.id))
    words = EditWords(edit) if edit.act else None
    return render_template(
        "editing/show.html", edit=edit, fault=fault, counts=counts, state=state, page=page, words=words, look=EDIT_LOOKS[edit.state],
        views=words.views(page.rows) if words else [], job=describe_job(job) if job else None, record_words=record_words,
        offered=offered(load_policy(edit.county_id), person().role),
        step=StepForm(formdata=None, data={"version": edit.version, "digest": edit.digest}))


def edit_opened(edit_id: int) -> BulkEdit:
    """Return the edit that an address names, within what the person may see."""
    return queries.get_edit(person().county_id, edit_id, own_school_id=own_school_id())
