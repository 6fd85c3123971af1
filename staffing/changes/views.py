"""Pages of the requests: the list, one request with its answer, and the steps of school and bureau on it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request as web, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.attachments.queries import list_files
from staffing.audit.queries import list_events_since
from staffing.audit.readable import read_events
from staffing.changes import deciding, operations, queries, secrets, titles as titles
from staffing.changes.evidence import REQUEST_CODE
from staffing.changes.forms import (
    AGREE,
    REFUSE,
    CompleteForm,
    RequestFilterForm,
    ReturnForm,
    StepForm,
    decide_form,
)
from staffing.changes.models import ChangeRequest
from staffing.changes.policy import READERS
from staffing.changes.targets import RECORD_TITLES, Target, TargetKey, open_target
from staffing.changes.wording import field_names, item_views
from staffing.core.access import OFFICERS, SCHOOL_ROLES, Role, own_school_id, person, requires_role
from staffing.core.forms import StaffingForm
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.schools.queries import list_school_choices
from staffing.teachers.forms import RevealForm

blueprint = Blueprint("changes", __name__)


@blueprint.get("/changes/")
@requires_role(READERS)
def list_requests() -> str:
    """Show the requests of the county, to schools their own."""
    form = RequestFilterForm(web.args, data={"state": "open"})
    own = own_school_id()
    form.school_id.choices = [(one, name) for one, name in list_school_choices(person().county_id) if own in (None, one)]
    form.validate()
    asked = asked_page(sortable=queries.SORTABLE, default_sort=queries.DEFAULT_SORT)
    page = queries.list_requests(person().county_id, asked, form.wish(), own_school_id=own)
    return render_template("changes/list.html", form=form, page=page, records=RECORD_TITLES, field_names=field_names)


@blueprint.get("/changes/<int:request_id>")
@requires_role(READERS)
def show_request(request_id: int) -> str:
    """Show one request: what is asked, what stands now, what was answered."""
    request = queries.get_request(person().county_id, request_id, own_school_id=own_school_id())
    return show(request, target_of(request))


@blueprint.post("/changes/<int:request_id>/decide")
@requires_role(OFFICERS)
@writes
def decide(request_id: int) -> Response | str | tuple[str, int]:
    """Answer every field of a request."""
    request = queries.get_request(person().county_id, request_id)
    target, form = target_of(request), decide_form(request)
    if form.validate_on_submit():
        try:
            deciding.decide(
                request, target, form.verdicts(request, web.form.get("whole", "")), decider=person(), version=form.version.data,
                seen=form.seen.data or "", note=form.note.data or "", address=address_of(request_id))
        except StaleVersionError:
            return overtaken(request_id)
        except StaffingError as error:
            form.take_error(error)
        else:
            return answered(_("Decided. Whoever asked has been told."))
    return show(request, target, deciding_form=form)


@blueprint.post("/changes/<int:request_id>/return")
@requires_role(OFFICERS)
@writes
def send_back(request_id: int) -> Response | str | tuple[str, int]:
    """Send a request back to be completed."""
    request, form = queries.get_request(person().county_id, request_id), ReturnForm()
    return step(request, form, "return_form", _("Sent back. Whoever asked has been told."), lambda: deciding.send_back(
        request, decider=person(), version=form.version.data, note=form.note.data or "", address=address_of(request_id)))


@blueprint.post("/changes/<int:request_id>/complete")
@requires_role(SCHOOL_ROLES)
@writes
def complete(request_id: int) -> Response | str | tuple[str, int]:
    """Send a returned request to the bureau again."""
    request, form = queries.get_request(person().county_id, request_id, own_school_id=own_school_id()), CompleteForm()
    return step(request, form, "complete_form", _("Sent to the bureau again."), lambda: operations.complete_request(
        request, asker=person(), reason=form.reason.data or "", version=form.version.data))


@blueprint.post("/changes/<int:request_id>/take-back")
@requires_role(SCHOOL_ROLES)
@writes
def take_back(request_id: int) -> Response | str | tuple[str, int]:
    """Take a request back."""
    request, form = queries.get_request(person().county_id, request_id, own_school_id=own_school_id()), StepForm()
    return step(request, form, "take_back_form", _("Taken back."), lambda: operations.take_back(request, version=form.version.data))


@blueprint.route("/changes/<int:request_id>/items/<int:item_id>", methods=["GET", "POST"])
@requires_role(OFFICERS | {Role.LEADER})
@writes
def show_hidden(request_id: int, item_id: int) -> str:
    """Show the hidden value that a request wants, after a reason, with an audit line."""
    request = queries.get_request(person().county_id, request_id)
    item = next((one for one in request.items if one.id == item_id), None)
    if item is None or not secrets.may_read(item, person().role):
        raise LookupError("no such hidden value for this role")
    form, value = RevealForm(), None
    if form.validate_on_submit():
        value = secrets.show_item(request, item, role=person().role, reason=form.reason.data or "")
    view = next(one for one in item_views(request, target_of(request)) if one.item.id == item_id)
    return render_template("changes/hidden.html", request=request, view=view, form=form, value=value)


def step(request: ChangeRequest, form: StaffingForm, name: str, message: str, do: Any) -> Response | str | tuple[str, int]:
    """Take one step on a request and go back to it."""
    if form.validate_on_submit():
        try:
            do()
        except StaleVersionError:
            return overtaken(request.id)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(message, "success")
            return redirect(address_of(request.id), code=303)
    return show(request, target_of(request), **{name: form})


def show(request: ChangeRequest, target: Target | None, **forms: StaffingForm) -> str:
    """Return the page of a request; forms that were refused are shown again as they were sent."""
    names = queries.names_of_users([request.asked_by, request.decided_by])
    mine = request.asked_by == person().id
    made: dict[str, Any] = {
        "deciding_form": decide_form(request, formdata=None, data={"version": request.version, "seen": deciding.seen_mark(request, target)}),
        "return_form": ReturnForm(formdata=None, data={"version": request.version}),
        "complete_form": CompleteForm(formdata=None, data={"version": request.version, "reason": request.reason}),
        "take_back_form": StepForm(formdata=None, data={"version": request.version}),
    }
    return render_template(
        "changes/show.html", request=request, target=target, views=item_views(request, target), names=names, mine=mine,
        record=RECORD_TITLES[request.record], files=list_files(request.county_id, REQUEST_CODE, request.id), may_read=secrets.may_read, answers=(AGREE, REFUSE), **{**made, **forms})


def overtaken(request_id: int) -> tuple[str, int]:
    """Return the conflict page: somebody else was here first, or the record changed under the page."""
    db.session.rollback()
    request = queries.get_request(person().county_id, request_id, own_school_id=own_school_id())
    events = list_events_since(request.county_id, "ChangeRequest", request.id, 0)
    return render_template("changes/overtaken.html", request=request, views=item_views(request, target_of(request)),
                           events=read_events(events, request.county_id, restricted=True)), 409


def target_of(request: ChangeRequest) -> Target | None:
    """Return the record that a request speaks of, None if it is gone."""
    key = TargetKey(request.record, request.owner_id, request.act, request.row_id, request.period)
    try:
        return open_target(key, request.county_id)
    except LookupError:
        return None


def address_of(request_id: int) -> str:
    """Return the address of a request's page."""
    return url_for("changes.show_request", request_id=request_id)


def answered(message: str) -> Response:
    """Go back to the list of what waits."""
    flash(message, "success")
    return redirect(url_for("changes.list_requests"), code=303)
