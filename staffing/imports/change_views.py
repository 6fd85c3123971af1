"""Pages of the difference: every change with old and new, accepted or left out by group, by row or by field."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from staffing.core.access import own_school_id, person, requires_role
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.imports import deciding, queries
from staffing.imports.forms import DecisionForm, LeavingForm
from staffing.imports.holders import require_decider
from staffing.imports.models import BatchState, ChangeKind, ImportBatch
from staffing.imports.views import IMPORTERS, blueprint

__all__ = ["blueprint"]


@blueprint.get("/<int:batch_id>/changes")
@requires_role(IMPORTERS)
def list_changes(batch_id: int) -> str:
    """Show the changes of a file, of one kind if asked."""
    batch = _batch(batch_id)
    kind = _asked_kind()
    text = request.args.get("text", "").strip()
    page = queries.list_changes(batch.id, kind=kind, text=text, asked=asked_page(sortable=(), default_sort="id"))
    return render_template("imports/changes.html", batch=batch, page=page, kind=kind, text=text, kinds=ChangeKind,
                           groups=queries.list_change_groups(batch.id), form=DecisionForm(), leaving_form=LeavingForm(),
                           open=batch.state is BatchState.READY)


@blueprint.post("/<int:batch_id>/changes")
@requires_role(IMPORTERS)
@writes
def decide_changes(batch_id: int) -> Response:
    """Accept changes or leave them out."""
    batch, form = _batch(batch_id), DecisionForm()
    try:
        require_decider(batch)
        form.require()
        count = deciding.decide(batch, accepted=form.accepted, kind=form.group, owner=form.owner, changes=form.ticked)
    except StaffingError as error:
        flash(str(error.message), "warning")
    else:
        told = (ngettext("%(num)s change is accepted.", "%(num)s changes are accepted.", count) if form.accepted
                else ngettext("%(num)s change is left out.", "%(num)s changes are left out.", count))
        flash(told, "success")
    return _back(batch)


@blueprint.post("/<int:batch_id>/absent")
@requires_role(IMPORTERS)
@writes
def decide_absent(batch_id: int) -> Response:
    """Say of absent persons that they have left, or that nothing happens."""
    batch, form = _batch(batch_id), LeavingForm()
    try:
        require_decider(batch)
        form.require()
        count = deciding.decide_absent(batch, leaving=form.leaving.data, leaves_on=form.leaves_on.data, changes=form.ticked)
    except StaffingError as error:
        flash(str(error.message), "warning")
    else:
        flash(ngettext("Decided for %(num)s person.", "Decided for %(num)s persons.", count), "success")
    return _back(batch)


def _back(batch: ImportBatch) -> Response:
    kept = {name: value for name in ("kind", "text", "page", "size") if (value := request.args.get(name))}
    return redirect(url_for("imports.list_changes", batch_id=batch.id, **kept))  # type: ignore[arg-type]


def _asked_kind() -> ChangeKind | None:
    asked = request.args.get("kind", "")
    return ChangeKind(asked) if asked in {kind.value for kind in ChangeKind} else None


def _batch(batch_id: int) -> ImportBatch:
    return queries.get_batch(person().county_id, batch_id, school_id=own_school_id())
