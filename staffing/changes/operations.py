"""What a school does: save what it may change by itself, ask for the rest, complete a request, take it back. With audit lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import pending_changes, record
from staffing.changes.comparing import FieldChange, answers, differences
from staffing.changes.enums import ChangeAct, FieldMode, RequestState
from staffing.changes.models import ChangeItem, ChangeRequest
from staffing.changes.policy import FieldRule, Policy, policy_field
from staffing.changes.queries import list_open_items
from staffing.changes.secrets import seal_item
from staffing.changes.states import Step, require_step
from staffing.changes.targets import Target, refuse_faults
from staffing.core.access import Person
from staffing.core.conflicts import VersionedForm
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db

SHORTEST_REASON: Final = 4
WHOLE_ENTRY: Final = "entry"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form that a school sent: how many fields were saved at once, and the request for the others."""

    saved: int
    request: ChangeRequest | None


def submit(target: Target, form: VersionedForm, *, policy: Policy, asker: Person, reason: str) -> Outcome:
    """Save what the asker may change by itself and make a request of the rest."""
    version = form.version.data
    if target.row is not None:
        require_version(target.row, version)
    changes = (answers(form, target.stored) if target.key.act is ChangeAct.ADD
               else differences(form, target.stored, target.row))
    if target.key.act is not ChangeAct.CORRECT:
        return _submit_act(target, form, changes, policy.strictest(target.key.record, [one.field for one in changes], asker.role,
                                                                   act=target.key.act), asker=asker, reason=reason)
    modes = {one.field: policy.rule(target.key.record, one.field, asker.role).mode for one in changes}
    _refuse_kept(modes.values())
    free = [one for one in changes if modes[one.field] is FieldMode.FREE]
    asked = [one for one in changes if modes[one.field] is FieldMode.APPROVAL]
    request = _ask(target, asked, asker=asker, reason=reason) if asked else None
    if free:
        _save_free(target, free, version)
    if request is not None:
        request.base_version = target.row.version if target.row is not None else None
        db.session.flush()
    return Outcome(len(free), request)


def ask_withdrawal(target: Target, line: str, *, policy: Policy, asker: Person, reason: str, version: int | None) -> Outcome:
    """Ask that an entry be withdrawn, or withdraw it where the county lets schools do so; ``line`` is what the entry says."""
    require_version(target.row, version)
    rule = policy.strictest(target.key.record, (), asker.role, act=ChangeAct.WITHDRAW)
    _refuse_kept([rule.mode])
    _require_reason(reason)
    if rule.mode is FieldMode.FREE:
        target.save(None, version=version, reason=reason)
        return Outcome(1, None)
    return Outcome(0, _ask(target, [FieldChange(WHOLE_ENTRY, line, "")], asker=asker, reason=reason))


def complete_request(request: ChangeRequest, *, asker: Person, reason: str, version: int | None) -> None:
    """Send a returned request to the bureau again, with a better reason or evidence."""
    require_version(request, version)
    require_step(request.state, Step.COMPLETE)
    _require_reason(reason)
    request.state, request.reason, request.asked_by = RequestState.WAITING, reason.strip(), asker.id
    _log(request, "change_completed")


def take_back(request: ChangeRequest, *, version: int | None) -> None:
    """Take a request back before it is decided."""
    require_version(request, version)
    require_step(request.state, Step.TAKE_BACK)
    request.state = RequestState.TAKEN_BACK
    _log(request, "change_taken_back")


def _submit_act(target: Target, form: Any, changes: list[FieldChange], rule: FieldRule, *, asker: Person, reason: str) -> Outcome:
    _refuse_kept([rule.mode])
    if rule.mode is FieldMode.FREE:
        target.save(form, version=form.version.data)
        return Outcome(len(changes), None)
    return Outcome(0, _ask(target, changes, asker=asker, reason=reason))


def _save_free(target: Target, free: Iterable[FieldChange], version: int | None) -> None:
    form = target.form_with({one.field: one.new for one in free})
    refuse_faults(form)
    target.save(form, version=version)


def _ask(target: Target, changes: list[FieldChange], *, asker: Person, reason: str) -> ChangeRequest:
    _require_reason(reason)
    key = target.key
    if key.act is not ChangeAct.ADD:
        _refuse_second(key, {one.field for one in changes})
    if key.act in (ChangeAct.ADD, ChangeAct.CORRECT):
        refuse_faults(target.form_with({one.field: one.new for one in changes}))
    request = ChangeRequest(
        county_id=target.county_id, school_id=asker.school_id, teacher_id=target.teacher.id if target.teacher else None,
        record=key.record, act=key.act, owner_id=key.owner_id, row_id=key.row_id, period=key.period, reason=reason.strip(),
        asked_by=asker.id, asked_role=asker.role, base_version=target.row.version if target.row is not None else None)
    db.session.add(request)
    request.items = [ChangeItem(field=one.field, old_text=one.old, new_text="" if one.secret else one.new) for one in changes]
    flush(db.session)
    for item, one in zip(request.items, changes, strict=True):
        if one.secret:
            seal_item(request, item, one.new)
    db.session.flush()
    record("change_requested", request, county_id=request.county_id, reason=request.reason, changes=told(request, {
        "act": [None, request.act.value], "fields": [None, codes_of(key.record, (one.field for one in changes))]}))
    return request


def told(request: ChangeRequest, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a line about a request says: whose record it speaks of, and the changes."""
    about = {"teacher_id": [request.teacher_id, request.teacher_id]} if request.teacher_id else {}
    return {"record": [request.record, request.record], **about, **changes}


def codes_of(record_code: str, fields: Iterable[str]) -> list[str]:
    """Return how a line speaks of fields: with their kind of record, because the same field is called differently in each."""
    return list(dict.fromkeys(f"{record_code}.{policy_field(record_code, field)}" for field in fields))


def _log(request: ChangeRequest, action: str) -> None:
    changes = pending_changes(request)
    flush(db.session)
    record(action, request, county_id=request.county_id, changes=told(request, changes))


def _refuse_second(key: Any, fields: set[str]) -> None:
    """Refuse a second open request about a field of the same record; the two could only contradict each other."""
    if list_open_items(key, fields):
        raise StaffingError(_l("A request about the same field is already open. Take it back first, or wait for the answer."))


def _refuse_kept(modes: Iterable[FieldMode]) -> None:
    if any(mode is FieldMode.NEVER for mode in modes):
        raise StaffingError(_l("The bureau keeps this; schools cannot change it."))


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say why the record should be changed, and on what it rests."), field="reason")

