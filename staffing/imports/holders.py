"""Whose a file is that came by another road than the page of imports: that feature stores it, and its decisions are the bureau's."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.access import Role, person
from staffing.errors import StaffingError
from staffing.imports.models import ImportBatch


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a file is stored instead, and whether the bureau has it in hand already."""

    name: str
    address: str
    at_bureau: bool


HolderOf = Callable[[ImportBatch], Holder | None]
HELD = _l("This file belongs to the collection “%(name)s”: it is stored and replaced there.")
BUREAU_DECIDES = _l("The school has handed this file in: the bureau decides now what of it is taken over.")


def holder_of(batch: ImportBatch) -> Holder | None:
    """Return what holds a file, None for one of the page of imports."""
    known: tuple[HolderOf, ...] = current_app.config.get("BATCH_HOLDERS", ())
    return next((holder for ask in known if (holder := ask(batch)) is not None), None)


def require_own(batch: ImportBatch) -> None:
    """Refuse to store or drop here what another feature holds."""
    holder = holder_of(batch)
    if holder is not None:
        raise StaffingError(LazyString(lambda: str(HELD) % {"name": holder.name}))


def require_decider(batch: ImportBatch) -> None:
    """Refuse a school's decisions about a file that it has handed in."""
    holder = holder_of(batch)
    if holder is not None and holder.at_bureau and person().role is not Role.OFFICER:
        raise StaffingError(BUREAU_DECIDES)
