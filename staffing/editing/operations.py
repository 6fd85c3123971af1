"""What is done with a bulk edit: choose persons, set a value and see what it does, confirm, undo, discard.

Small edits are done at once, larger ones by the worker in parts; each part is stored whole or not at all.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any, Final

from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import delete, insert, update
from werkzeug.datastructures import MultiDict

from staffing.audit.occasions import because_of
from staffing.audit.record import record
from staffing.changes.comparing import text_of
from staffing.changes.enums import ChangeAct
from staffing.changes.policy import Policy
from staffing.changes.targets import NO_CSRF
from staffing.core.access import Person
from staffing.core.conflicts import answer_fields
from staffing.core.database import utc_now
from staffing.core.school_year import today
from staffing.core.transactions import flush
from staffing.core.versions import require_version
from staffing.editing.applying import carry_out, rehearse, take_back
from staffing.editing.catalogue import REMOVE_PHONE, What, columns_of, form_for, may_set
from staffing.editing.enums import EditState, ItemState
from staffing.editing.looking import Change
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.editing.queries import DRAFTS, count_items, list_drafts, list_marks, next_items
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.operations import enqueue
from staffing.jobs.queries import find_active_job
from staffing.teachers.models import Teacher
from staffing.teachers.personal import field_cipher
from staffing.teachers.queries import list_whole_teachers

AT_ONCE: Final = 300
"""So many persons are done within the request; a technical limit: about two seconds."""
PART: Final = 200
RESTRICTED: Final = "restricted_text"
JOB_KIND: Final = "bulk_edit"
Each = Callable[[BulkEdit, Change, Teacher | None, BulkEditItem], None]


def choose(ids: Sequence[int], chosen_by: str, *, maker: Person, own_school_id: int | None) -> BulkEdit:
    """Begin a bulk edit with the persons it is for; what the same maker began before and never confirmed is forgotten."""
    if not ids:
        raise StaffingError(_l("Nobody is chosen. Tick persons in the list first."))
    for draft in list_drafts(maker.id):
        if find_active_job(subject_of(draft.id)) is None:
            discard(draft)
    edit = BulkEdit(county_id=maker.county_id, school_id=own_school_id, made_by=maker.id, made_role=maker.role,
                    chosen_by=chosen_by[:500], persons=len(ids))
    db.session.add(edit)
    db.session.flush()
    db.session.execute(insert(BulkEditItem), [
        {"edit_id": edit.id, "teacher_id": teacher_id, "place": place, "state": ItemState.PLANNED, "before": {}, "closed": [], "base": "", "refusal": []}
        for place, teacher_id in enumerate(ids, start=1)])
    return edit


def discard(edit: BulkEdit) -> None:
    """Forget an edit that changed nothing."""
    if edit.state not in DRAFTS:
        raise StaffingError(_l("This was carried out already; it can be undone, not discarded."))
    db.session.execute(delete(BulkEditItem).where(BulkEditItem.edit_id == edit.id))
    db.session.delete(edit)
    db.session.flush()


def set_value(edit: BulkEdit, what: What, form: Any, *, policy: Policy) -> None:
    """Take what is to be set and show what it would do to each person; no record stays changed."""
    require_state(edit, *DRAFTS)
    if not may_set(what, policy, edit.made_role):
        raise StaffingError(_l("This field needs the bureau's consent; ask for the change on the person's page."))
    answers = {field.short_name: text_of(field) for field in answer_fields(form)}
    secret = answers.pop(RESTRICTED, "")
    edit.record, edit.act, edit.field, edit.answers, edit.digest = what.record, what.act, what.field, answers, ""
    edit.secret_cipher = field_cipher().encrypt(secret, place=_place(edit)) if secret else None
    edit.state = EditState.CHOSEN
    db.session.execute(update(BulkEditItem).where(BulkEditItem.edit_id == edit.id).values(state=ItemState.PLANNED))
    db.session.flush()
    _do_or_enqueue(edit, show_preview)


def confirm(edit: BulkEdit, *, version: int | None, digest: str, policy: Policy) -> None:
    """Do exactly what the preview showed, or go on with what was interrupted."""
    require_state(edit, EditState.SHOWN, EditState.APPLYING)
    require_version(edit, version)
    if digest != edit.digest:
        raise StaffingError(_l("The preview has changed since you opened this page. Look at it again."))
    if not may_set(what_is_set(edit), policy, edit.made_role):
        raise StaffingError(_l("This field needs the bureau's consent; ask for the change on the person's page."))
    if not count_items(edit.id).get(ItemState.PLANNED) and edit.state is EditState.SHOWN:
        raise StaffingError(_l("There is nothing to change."))
    edit.state = EditState.APPLYING
    _do_or_enqueue(edit, apply)


def undo(edit: BulkEdit, *, version: int | None, by: Person) -> None:
    """Put back what stood there before, person by person, as a change of its own."""
    require_state(edit, EditState.DONE, EditState.UNDOING, EditState.APPLYING)
    require_version(edit, version)
    edit.state, edit.undone_by = EditState.UNDOING, by.id
    _do_or_enqueue(edit, put_back)


def show_preview(edit: BulkEdit, part: Callable[..., Any]) -> None:
    """Rehearse the change at every person and mark what was seen."""
    _for_each(edit, ItemState.PLANNED, part, lambda _edit, change, teacher, item: _rehearse(change, teacher, item))
    with part(None):
        edit.digest, edit.state = digest_of(edit), EditState.SHOWN
        db.session.flush()


def apply(edit: BulkEdit, part: Callable[..., Any]) -> None:
    """Carry the change out at every person for whom it is planned."""
    _for_each(edit, ItemState.PLANNED, part, lambda _edit, change, teacher, item: carry_out(change, teacher, item))
    with part(None):
        edit.state, edit.done_at = EditState.DONE, utc_now()
        _tell(edit, "bulk_edit_done")


def put_back(edit: BulkEdit, part: Callable[..., Any]) -> None:
    """Undo the change at every person who was changed."""
    reason = _("Bulk edit %(number)d undone", number=edit.id)
    _for_each(edit, ItemState.CHANGED, part, lambda edit, _change, teacher, item: take_back(what_is_set(edit), teacher, item, reason=reason))
    with part(None):
        edit.state, edit.undone_at = EditState.UNDONE, utc_now()
        _tell(edit, "bulk_edit_undone")


STEPS: Final = {step.__name__: step for step in (show_preview, apply, put_back)}


def what_is_set(edit: BulkEdit) -> What:
    """Return what an edit sets; only once that was chosen."""
    assert edit.act is not None
    return What(edit.record, edit.act, edit.field)


def change_of(edit: BulkEdit) -> Change:
    """Return what an edit sets, as values."""
    what = what_is_set(edit)
    form = form_for(what, edit.county_id, formdata=MultiDict(edit.answers), meta=NO_CSRF)
    content = field_cipher().decrypt(edit.secret_cipher, place=_place(edit)) if edit.secret_cipher else ""
    return Change(
        what, columns_of(what, form), content, ends_running=edit.answers.get("ends_running") == "y",
        day=form["day"].data if what.act is ChangeAct.END else None, remove_phone=edit.answers.get(REMOVE_PHONE) == "y")


def digest_of(edit: BulkEdit) -> str:
    """Return the mark of everything a preview shows: what is set, and every person's row, version, old values and outcome."""
    shown: list[Any] = [edit.record, str(edit.act), edit.field, edit.answers, edit.secret_cipher]
    shown += [[item.teacher_id, item.state.value, item.row_id, item.version, item.before, item.base, item.refusal] for item in list_marks(edit.id)]
    return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def require_state(edit: BulkEdit, *states: EditState) -> None:
    """Refuse a step that the present state does not allow, or while the worker is at it."""
    if edit.state not in states or find_active_job(subject_of(edit.id)) is not None:
        raise StaffingError(_l("This step is not possible now; load the page again to see where the edit stands."))


def subject_of(edit_id: int) -> str:
    """Return how the ledger of jobs names an edit."""
    return f"bulk_edit:{edit_id}"


def _do_or_enqueue(edit: BulkEdit, step: Callable[[BulkEdit, Callable[..., Any]], None]) -> None:
    flush(db.session)
    if edit.persons > AT_ONCE:
        enqueue(JOB_KIND, subject_of(edit.id), county_id=edit.county_id, created_by=edit.undone_by or edit.made_by,
                payload={"step": step.__name__})
    else:
        step(edit, in_request)


@contextmanager
def in_request(_done: int | None) -> Any:
    """One part within the request's own transaction."""
    yield
    db.session.flush()


def _for_each(edit: BulkEdit, state: ItemState, part: Callable[..., Any], each: Each) -> None:
    """Work through the persons of an edit in a state, so many at a time; what an interrupted run has done is not in that state any more."""
    after, more = 0, True
    while more:
        with part(after), because_of(_("Bulk edit %(number)d", number=edit.id)):
            change = change_of(edit)
            items = next_items(edit.id, state, after=after, number=PART)
            teachers = list_whole_teachers(edit.county_id, [item.teacher_id for item in items], on=today(), own_school_id=edit.school_id)
            for item in items:
                each(edit, change, teachers.get(item.teacher_id), item)
            db.session.flush()
            more, after = len(items) == PART, items[-1].place if items else after


def _rehearse(change: Change, teacher: Teacher | None, item: BulkEditItem) -> None:
    if teacher is None:
        item.state = ItemState.STALE
    else:
        rehearse(change, teacher, item)


def _tell(edit: BulkEdit, action: str) -> None:
    flush(db.session)
    counts = count_items(edit.id)
    changes: dict[str, Any] = {"what": [None, what_is_set(edit).code], "persons": [None, edit.persons]}
    record(action, edit, county_id=edit.county_id, changes=changes | {state.value: [None, number] for state, number in counts.items()})


def _place(edit: BulkEdit) -> str:
    return f"{edit.county_id}:bulk_edit:{edit.id}:new"
