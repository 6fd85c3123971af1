"""Hidden values inside requests: stored encrypted, bound to their place, shown masked, read in full with an audit line."""

from typing import Final

from staffing.audit.conflicts import SECRET_FIELDS
from staffing.audit.record import HIDDEN, record
from staffing.changes.models import ChangeItem, ChangeRequest
from staffing.core import id_number
from staffing.core.access import DEFERRAL_READERS, OFFICERS, Role
from staffing.core.filters import NOTHING, mask_phone
from staffing.teachers.personal import field_cipher, tidy_id_number

READERS: Final = {"restricted_text": DEFERRAL_READERS, "id_number": OFFICERS, "phone": OFFICERS}


def seal_item(request: ChangeRequest, item: ChangeItem, value: str) -> None:
    """Store the new value of a hidden field; the item must have its id."""
    item.new_cipher = field_cipher().encrypt(value, place=_place(request, item))


def unseal_item(request: ChangeRequest, item: ChangeItem) -> str:
    """Return the new value of a hidden field in clear; for applying it, and for views that log the reading."""
    return field_cipher().decrypt(item.new_cipher, place=_place(request, item)) if item.new_cipher else ""


def masked_item(request: ChangeRequest, item: ChangeItem) -> str:
    """Return the new value of a hidden field as pages show it; nothing of a restricted text."""
    if item.field == "restricted_text":
        return NOTHING if not item.new_cipher else HIDDEN
    value = unseal_item(request, item)
    return id_number.mask(tidy_id_number(value)) if item.field == "id_number" else mask_phone(value) or NOTHING


def may_read(item: ChangeItem, role: Role) -> bool:
    """True if a role may read the hidden value of an item in full."""
    return item.field in SECRET_FIELDS and role in READERS.get(item.field, frozenset())


def show_item(request: ChangeRequest, item: ChangeItem, *, role: Role, reason: str) -> str:
    """Return a hidden value in full and log who read it."""
    if not may_read(item, role):
        raise LookupError("not for this role")
    record("change_content_shown", request, county_id=request.county_id, reason=reason.strip(), changes={"fields": [None, [f"{request.record}.{item.field}"]]})
    return unseal_item(request, item)


def _place(request: ChangeRequest, item: ChangeItem) -> str:
    return f"{request.county_id}:change_item:{item.id}:new"
