"""Page: what all files of a round that wait would change, by kind and by school, and decisions about a kind in all of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.collecting import deciding, queries, wording
from staffing.collecting.models import RoundState
from staffing.collecting.views.blueprint import blueprint, own_round
from staffing.core.access import OFFICERS, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.imports.models import ChangeKind
from staffing.imports.queries import list_change_groups

ACTS = {"accept": True, "leave_out": False}


@blueprint.get("/<int:round_id>/changes")
@requires_role(OFFICERS)
def list_changes(round_id: int) -> str:
    """Show the kinds of change over all files that wait to be merged, and how many there are in each school's."""
    one = own_round(round_id)
    ready = queries.list_ready(one.id)
    decided = queries.decided_of(ready)
    lines = [wording.describe_return(item, one, today(), decided.get(item.batch_id or 0)) for item in ready]
    groups = list_change_groups(*decided) if decided else []
    return render_template("collecting/changes.html", round=one, lines=lines, groups=groups, kinds=ChangeKind, open=one.state is RoundState.OPEN)


@blueprint.post("/<int:round_id>/changes")
@requires_role(OFFICERS)
@writes
def decide_changes(round_id: int) -> Response:
    """Accept a kind of change in all files that wait, or leave it out."""
    one, (act, _sep, kind) = own_round(round_id), request.form.get("do", "").partition(":")
    if act not in ACTS or kind not in {known.value for known in ChangeKind}:
        raise LookupError
    try:
        changes, schools = deciding.decide_everywhere(one, ChangeKind(kind), accepted=ACTS[act])
    except StaffingError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("Decided: %(changes)d changes in the files of %(schools)d schools.", changes=changes, schools=schools), "success")
    return redirect(url_for("collecting.list_changes", round_id=one.id), code=303)
