"""What the bureau does with a request: agree, refuse, field by field or as a whole, or send it back; never the one who asked.

What is agreed goes through the record's own operation; if that refuses, nothing is decided. A field whose base changed since
the request was made can be agreed to only by somebody who says that he or she has looked at what stands there now.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _, lazy_gettext as _l

from staffing.attachments.operations import link_files
from staffing.attachments.subjects import subject_kind
from staffing.audit.occasions import because_of
from staffing.audit.record import record
from staffing.changes.comparing import present_text
from staffing.changes.enums import ChangeAct, ItemState, RequestState
from staffing.changes.evidence import PROVEN, REQUEST_CODE
from staffing.changes.models import ChangeItem, ChangeRequest
from staffing.changes.operations import codes_of, told
from staffing.changes.secrets import unseal_item
from staffing.changes.states import Step, outcome, require_step
from staffing.changes.targets import Target, refuse_faults
from staffing.core.access import OFFICERS, Person, demand_role
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.notices.operations import notify

SHORTEST_REASON: Final = 4
NOTICE_OF: Final = {
    RequestState.ACCEPTED: "change_accepted", RequestState.PARTLY: "change_partly", RequestState.REFUSED: "change_refused",
    RequestState.RETURNED: "change_returned",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one field; a refusal needs a reason. ``looked`` says that a changed base was looked at."""

    agreed: bool
    reason: str = ""
    looked: bool = False


def present_texts(request: ChangeRequest, target: Target | None) -> dict[int, str]:
    """Return what stands now in each field that a request speaks of, by item; nothing where the record is gone."""
    if target is None:
        return {}
    if request.act is ChangeAct.CORRECT:
        return {item.id: present_text(item.field, target.stored, target.row) for item in request.items}
    return {item.id: item.old_text for item in request.items}


def moved_items(request: ChangeRequest, target: Target | None) -> set[int]:
    """Return the items whose base is no longer what the request was made on."""
    if target is None or (request.act in (ChangeAct.END, ChangeAct.WITHDRAW) and target.row.version != request.base_version):
        return {item.id for item in request.items}
    present = present_texts(request, target)
    return {item.id for item in request.items if present[item.id] != item.old_text}


def seen_mark(request: ChangeRequest, target: Target | None) -> str:
    """Return a mark of everything a deciding page shows of the record; another mark means that it shows an older state."""
    version = target.row.version if target is not None and target.row is not None and request.act is not ChangeAct.CORRECT else 0
    shown = repr((version, target is None, sorted(present_texts(request, target).items())))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def decide(
    request: ChangeRequest, target: Target | None, verdicts: Mapping[int, Verdict], *, decider: Person, version: int | None, seen: str,
    note: str = "", address: str = "",
) -> None:
    """Answer every field of a request, change the record accordingly and tell who asked."""
    _require_right(request, decider, version, Step.DECIDE)
    if seen != seen_mark(request, target):
        raise StaleVersionError
    _check_verdicts(request, target, verdicts)
    agreed = [item for item in request.items if verdicts[item.id].agreed]
    if agreed and target is not None:
        _apply(request, target, agreed)
    for item in request.items:
        verdict = verdicts[item.id]
        item.state, item.refusal = (ItemState.ACCEPTED, "") if verdict.agreed else (ItemState.REFUSED, verdict.reason.strip())
    _close(request, outcome([item.state for item in request.items]), decider, note)
    fields = {"agreed": [None, codes_of(request.record, (item.field for item in agreed))],
              "refused": [None, codes_of(request.record, (item.field for item in request.items if item not in agreed))]}
    _tell(request, "change_decided", {"state": [RequestState.WAITING.value, request.state.value], **fields}, address)


def send_back(request: ChangeRequest, *, decider: Person, version: int | None, note: str, address: str = "") -> None:
    """Send a request back to be completed, with word of what is missing."""
    _require_right(request, decider, version, Step.RETURN)
    if len(note.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say what is missing."), field="note")
    request.state, request.decision = RequestState.RETURNED, note.strip()
    flush(db.session)
    _tell(request, "change_returned", {"state": [RequestState.WAITING.value, request.state.value]}, address)


def _require_right(request: ChangeRequest, decider: Person, version: int | None, step: Step) -> None:
    require_version(request, version)
    require_step(request.state, step)
    demand_role(decider, OFFICERS)
    if decider.id == request.asked_by:
        raise StaffingError(_l("You made this request yourself; another person must decide on it."))


def _check_verdicts(request: ChangeRequest, target: Target | None, verdicts: Mapping[int, Verdict]) -> None:
    moved = moved_items(request, target)
    for item in request.items:
        verdict = verdicts.get(item.id)
        if verdict is None:
            raise StaffingError(_l("Decide on every field."), field=f"verdict_{item.id}")
        if not verdict.agreed and len(verdict.reason.strip()) < SHORTEST_REASON:
            raise StaffingError(_l("Give a reason for the refusal."), field=f"reason_{item.id}")
        if verdict.agreed and target is None:
            raise StaffingError(_l("The record no longer exists; this can only be refused."), field=f"verdict_{item.id}")
        if verdict.agreed and item.id in moved and not verdict.looked:
            raise StaffingError(_l("The record has changed since the request was made. Look at its present value and say so."),
                                field=f"looked_{item.id}")
    if request.act is not ChangeAct.CORRECT and len({verdicts[item.id].agreed for item in request.items}) > 1:
        raise StaffingError(_l("An entry is agreed to or refused as a whole."))


def _apply(request: ChangeRequest, target: Target, agreed: Collection[ChangeItem]) -> None:
    version = target.row.version if target.row is not None else None
    with because_of(_("Change request %(number)d", number=request.id)):
        if request.act is ChangeAct.WITHDRAW:
            target.save(None, version=version, reason=request.reason)
            return
        form: Any = target.form_with({item.field: unseal_item(request, item) if item.new_cipher else item.new_text for item in agreed})
        refuse_faults(form)
        row_id = target.save(form, version=version)
        if row_id is not None and request.record in PROVEN:
            link_files(request.county_id, (REQUEST_CODE, request.id), subject_kind(request.record), row_id)


def _close(request: ChangeRequest, state: RequestState, decider: Person, note: str) -> None:
    request.state, request.decided_by, request.decided_at, request.decision = state, decider.id, utc_now(), note.strip()
    flush(db.session)


def _tell(request: ChangeRequest, action: str, changes: Mapping[str, Any], address: str) -> None:
    """Write the audit line and send the notice to whoever asked."""
    record(action, request, county_id=request.county_id, reason=request.decision, changes=told(request, changes))
    notify(request.asked_by, NOTICE_OF[request.state], county_id=request.county_id, address=address, number=request.id)
