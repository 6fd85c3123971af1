"""The changes of a batch as they wait for the officer's decision, and what was decided. Nothing here commits."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import delete, insert, select

from staffing.extensions import db
from staffing.imports.checking import Checked
from staffing.imports.models import ChangeKind, ImportBatch, ImportChange, LeavingKind

CHUNK: Final = 5000
TOLD_LEFT_OUT: Final = 200
ABSENT_KEY: Final = "absent|"
NOTHING_DECIDED: Final = hashlib.sha256(b"").hexdigest()


def note_changes(batch: ImportBatch, checked: Checked | None) -> None:
    """Write what the file would change; decisions made on an earlier preview stay with the changes they were made on."""
    earlier = {row.change_key: row for row in db.session.execute(_decided(batch.id))}
    db.session.execute(delete(ImportChange).where(ImportChange.batch_id == batch.id))
    if checked is None:
        return
    rows: list[dict[str, Any]] = []
    for row in _rows(batch, checked):
        before = earlier.get(row["change_key"])
        if before is not None:
            row |= {"accepted": before.accepted, "leaving": before.leaving, "leaves_on": before.leaves_on}
        rows.append(row)
        if len(rows) == CHUNK:
            db.session.execute(insert(ImportChange), rows)
            rows = []
    if rows:
        db.session.execute(insert(ImportChange), rows)


def _rows(batch: ImportBatch, checked: Checked) -> Iterator[dict[str, Any]]:
    open_row = {"batch_id": batch.id, "accepted": True, "leaving": None, "leaves_on": None}
    for unit in checked.units:
        yield {**open_row, "change_key": unit.key, "kind": unit.kind, "owner": unit.owner[:60], "label": unit.label[:160], "sheet": unit.origin[0][:80],
               "row": unit.origin[1], "heading": unit.heading[:120], "old": unit.old, "new": unit.new}
    for one in checked.coverage.absences:
        key = hashlib.sha256(f"{ABSENT_KEY}{one.number}".encode()).hexdigest()[:32]
        yield {**open_row, "change_key": key, "kind": ChangeKind.ABSENT, "owner": one.number, "label": f"{one.number} {one.name}", "sheet": "", "row": 0,
               "heading": "", "old": one.school, "new": ""}


def _decided(*batch_ids: int) -> Any:
    columns = (ImportChange.batch_id, ImportChange.change_key, ImportChange.accepted, ImportChange.leaving, ImportChange.leaves_on)
    return select(*columns).where(ImportChange.batch_id.in_(batch_ids), ImportChange.accepted.is_(False) | ImportChange.leaving.is_not(None)).order_by(
        ImportChange.batch_id, ImportChange.change_key)


def decided_token(batch_id: int) -> str:
    """Return a digest of what was decided, by which a confirmation proves that it saw the same decisions."""
    return decided_tokens([batch_id]).get(batch_id, NOTHING_DECIDED)


def decided_tokens(batch_ids: Collection[int]) -> dict[int, str]:
    """Return the same of many batches in one statement; a batch in which nothing was decided is left out."""
    told: dict[int, list[str]] = {}
    for row in db.session.execute(_decided(*batch_ids)) if batch_ids else ():
        told.setdefault(row.batch_id, []).append(f"{row.change_key}|{row.accepted}|{row.leaving}|{row.leaves_on}")
    return {batch_id: hashlib.sha256("\n".join(lines).encode()).hexdigest() for batch_id, lines in told.items()}


def left_out_keys(batch_id: int) -> set[str]:
    """Return the changes that are not to be stored."""
    return set(db.session.scalars(select(ImportChange.change_key).where(ImportChange.batch_id == batch_id, ImportChange.accepted.is_(False))))


def leavings(batch_id: int) -> list[tuple[str, LeavingKind, Any]]:
    """Return the absent persons whom the officer says have left: staff number, how, from which day."""
    rows = db.session.execute(select(ImportChange.owner, ImportChange.leaving, ImportChange.leaves_on).where(
        ImportChange.batch_id == batch_id, ImportChange.leaving.is_not(None)).order_by(ImportChange.owner))
    return [(row.owner, row.leaving, row.leaves_on) for row in rows if row.leaving is not None]


def undo_leavings(batch_id: int, numbers: Collection[str]) -> None:
    """Forget the decision that these persons have left."""
    for change in db.session.scalars(select(ImportChange).where(
            ImportChange.batch_id == batch_id, ImportChange.kind == ChangeKind.ABSENT, ImportChange.owner.in_(numbers))):
        change.leaving = change.leaves_on = None


def told_decisions(batch_id: int) -> dict[str, Any]:
    """Return what was accepted and what was left out, for the audit line: counts by kind, and the first left out by name."""
    accepted: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    named: list[str] = []
    columns = (ImportChange.kind, ImportChange.accepted, ImportChange.leaving, ImportChange.owner, ImportChange.heading)
    for row in db.session.execute(select(*columns).where(ImportChange.batch_id == batch_id).order_by(ImportChange.id)):
        taken = row.leaving is not None if row.kind is ChangeKind.ABSENT else row.accepted
        (accepted if taken else left_out)[row.kind.value] += 1
        if not taken and row.kind is not ChangeKind.ABSENT and len(named) < TOLD_LEFT_OUT:
            named.append(" ".join(filter(None, (row.owner, row.heading))))
    return {"accepted": dict(accepted), "left_out": dict(left_out), "left_out_names": named}
