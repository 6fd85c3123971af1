"""What officers decide about a preview: accept or leave out by group, by row or by field; who is absent has left, or not."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from staffing.audit.record import record
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports.leavers import require_leaving_day
from staffing.imports.models import BatchState, ChangeKind, ImportBatch, ImportChange, LeavingKind
from staffing.imports.queries import absent_numbers


def decide(
    batch: ImportBatch, *, accepted: bool, kind: ChangeKind | None = None, owner: str = "", changes: Collection[int] = (),
) -> int:
    """Accept or leave out a whole group, what is about one person or school, or single changes; returns how many."""
    _require_waiting(batch)
    statement = update(ImportChange).where(ImportChange.batch_id == batch.id, ImportChange.kind != ChangeKind.ABSENT)
    if changes:
        statement = statement.where(ImportChange.id.in_(changes))
    elif owner:
        statement = statement.where(ImportChange.owner == owner)
    elif kind is not None:
        statement = statement.where(ImportChange.kind == kind)
    else:
        raise StaffingError(_l("Tick at least one change."))
    found: Any = db.session.execute(statement.values(accepted=accepted))
    _record(batch, {"accepted": accepted, "scope": kind.value if kind and not changes and not owner else "owner" if owner else "chosen",
                    "records": found.rowcount})
    return int(found.rowcount)


def decide_absent(
    batch: ImportBatch, *, leaving: LeavingKind | None, leaves_on: dt.date | None, changes: Collection[int],
) -> int:
    """Say that absent persons have left, how and from which day, or that they stay as they are."""
    _require_waiting(batch)
    if not changes:
        raise StaffingError(_l("Tick at least one person."))
    numbers = absent_numbers(batch.id, changes)
    if leaving is not None:
        if leaves_on is None:
            raise StaffingError(_l("Give the first day on which they no longer belong to the school."), field="leaves_on")
        require_leaving_day(batch.county_id, numbers, leaves_on)
    statement = update(ImportChange).where(
        ImportChange.batch_id == batch.id, ImportChange.kind == ChangeKind.ABSENT, ImportChange.id.in_(changes))
    db.session.execute(statement.values(leaving=leaving, leaves_on=leaves_on if leaving else None))
    _record(batch, {"leaving": leaving.value if leaving else "", "leaves_on": leaves_on.isoformat() if leaving and leaves_on else None,
                    "records": len(numbers)})
    return len(numbers)


def _require_waiting(batch: ImportBatch) -> None:
    if batch.state is not BatchState.READY:
        raise StaffingError(_l("This file waits for no decision."))


def _record(batch: ImportBatch, told: dict[str, Any]) -> None:
    record("import_decided", batch, county_id=batch.county_id, changes={name: [None, value] for name, value in told.items()})
    flush(db.session)
