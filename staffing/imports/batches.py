"""The life of a batch between upload and end: sealed content, checking, storing. Nothing here commits."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import undefer

from staffing.audit.models import AuditEvent
from staffing.audit.record import Actor, lock_chain, record
from staffing.config import Config
from staffing.core.collecting import collection_paused
from staffing.core.database import utc_now
from staffing.core.facts import SheetImport
from staffing.core.import_report import ImportReport
from staffing.core.spreadsheets.book import Book, load_book
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import Limits
from staffing.core.spreadsheets.isolated import read_isolated_json
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports import decisions, mapped
from staffing.imports.accepting import keep_accepted
from staffing.imports.catalogue import ALL_SHEETS, Scope
from staffing.imports.checking import Checked, check_book, nothing_told
from staffing.imports.foreign.mapping import BookMapping
from staffing.imports.leavers import end_service, require_leaving_day
from staffing.imports.models import BatchState, ImportBatch
from staffing.imports.reading import is_ours
from staffing.imports.row_lines import RowLines
from staffing.imports.storing import write_changes
from staffing.teachers.personal import field_cipher

LISTED_FAULTS: Final = 1000
OURS: Final = tuple(SheetImport(sheet, lambda row: None) for sheet in ALL_SHEETS)
KEPT_COUNTS: Final = frozenset({"shown", "words"})
RECORDS_CHANGED: Final = "records_changed"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """What is needed of a batch to check it, read before the transaction ends."""

    batch_id: int
    scope: Scope
    file_name: str
    content: bytes
    mapping: BookMapping | None = None


@dataclass(slots=True)
class Outcome:
    """What checking found: the refusal of the whole file, or the checked rows with the book they came from."""

    refusal: BadFile | None = None
    checked: Checked | None = None
    foreign: tuple[BookMapping, dict[str, Any]] | None = None
    kept: bytes = b""
    told: str = ""
    head: int = -1


def limits() -> Limits:
    """Return what an uploaded file may cost in this installation."""
    config: Config = current_app.config["STAFFING"]
    return Limits(file_mb=config.upload_limit_mb)


def get_content(batch_id: int) -> ImportBatch:
    """Return a batch with its content; LookupError if it is gone."""
    batch = db.session.scalar(select(ImportBatch).where(ImportBatch.id == batch_id).options(undefer(ImportBatch.content)))
    if batch is None:
        raise LookupError
    return batch


def seal_file(batch: ImportBatch, content: bytes) -> None:
    """Keep a batch's content encrypted and bound to the batch."""
    batch.content = field_cipher().seal(content, place=_place(batch))


def keep_original(batch: ImportBatch, content: bytes) -> None:
    """Keep the file as it came, encrypted, so that it can be given back with its faults marked."""
    batch.original = field_cipher().seal(content, place=f"{_place(batch)}:original")


def open_original(batch_id: int) -> bytes:
    """Return the file as it came; LookupError if it is not kept any more."""
    sealed = db.session.scalar(select(ImportBatch.original).where(ImportBatch.id == batch_id))
    if sealed is None:
        raise LookupError
    return field_cipher().unseal(sealed, place=f"{_place(get_content(batch_id))}:original")


def open_upload(batch_id: int) -> Upload:
    """Return what a batch holds, in clear, in memory only."""
    batch = get_content(batch_id)
    if batch.content is None:
        raise LookupError
    content = field_cipher().unseal(batch.content, place=_place(batch))
    mapping = BookMapping.from_json(batch.mapping) if batch.mapping else None
    return Upload(batch.id, Scope(batch.county_id, batch.school_id), batch.file_name, content, mapping)


def check_file(upload: Upload, progress: Progress = nothing_told) -> Outcome:
    """Read and check an uploaded file against the records; takes a reading transaction only."""
    try:
        with collection_paused():
            content = read_isolated_json(upload.content, limits(), name=upload.file_name)
            book, kept = load_book(content), zlib.compress(content, 1)
            # The checking below takes its own memory: what was read goes before.
            del content
            if not is_ours(book, OURS):
                foreign = mapped.look_at_book(book, upload.scope.county_id)
                if foreign is not None:
                    return Outcome(foreign=foreign, kept=kept, told=book.told)
            return _checked(book, upload, kept, progress)
    except BadFile as refusal:
        return Outcome(refusal=refusal)


def check_again(upload: Upload, progress: Progress = nothing_told) -> Outcome:
    """Check the rows of a confirmed batch once more, as the records may have changed since."""
    with collection_paused():
        try:
            return _checked(load_book(zlib.decompress(upload.content)), upload, upload.content, progress)
        except BadFile as refusal:
            return Outcome(refusal=refusal)


def _checked(book: Book, upload: Upload, kept: bytes, progress: Progress) -> Outcome:
    head = audit_head(upload.scope.county_id)
    return Outcome(checked=check_book(book, upload.scope, progress, mapping=upload.mapping), kept=kept, told=book.told, head=head)


def note_outcome(batch: ImportBatch, outcome: Outcome) -> None:
    """Write into the batch what checking found; content stays only where there is something to confirm."""
    if outcome.refusal is not None:
        batch.state, batch.message, batch.content = BatchState.REFUSED, outcome.refusal.code, None
        batch.counts = {"params": outcome.refusal.params}
        _record(batch, "import_refused", {"reason": outcome.refusal.code})
        return
    if outcome.foreign is not None:
        _note_foreign(batch, outcome)
        return
    checked = outcome.checked
    assert checked is not None
    report = checked.report
    batch.counts = {name: value for name, value in (batch.counts or {}).items() if name in KEPT_COUNTS} | counts_of(report, outcome.told)
    batch.faults = [fault.as_json() for fault in report.faults[:LISTED_FAULTS]]
    batch.fault_count = report.fault_count
    batch.records_digest = checked.digest
    if report.fault_count:
        batch.state = BatchState.FAULTY
        # A foreign file can be checked once more, with another mapping or without its faulty rows.
        if batch.mapping is None:
            batch.content = None
    else:
        batch.state = BatchState.READY
        seal_file(batch, outcome.kept)
    decisions.note_changes(batch, None if report.fault_count else checked)
    _record(batch, "import_checked", {"faults": report.fault_count, "records": checked.changes.count})


def _note_foreign(batch: ImportBatch, outcome: Outcome) -> None:
    assert outcome.foreign is not None
    mapping, shown = outcome.foreign
    batch.state, batch.mapping = BatchState.MAPPING, mapping.as_json()
    batch.counts = {"read_as": outcome.told, "shown": shown}
    seal_file(batch, outcome.kept)
    _record(batch, "import_looked_at", {"headings": sum(len(sheet.columns) for sheet in mapping.sheets)})


def counts_of(report: ImportReport, told: str) -> dict[str, Any]:
    """Return counts by sheet and the listed changes, as they are stored and shown."""
    return {
        "read_as": told, "told": [[code, params] for code, params in report.told],
        "sheets": {sheet: dict(counts) for sheet, counts in report.row_counts.items()},
        "faults": dict(report.fault_counts), "remarks": [one.as_json() for one in report.remarks[:LISTED_FAULTS]],
        "remark_count": report.remark_count, "faulty_rows": [list(one) for one in sorted(report.faulty_rows)],
    }


def store_outcome(batch: ImportBatch, outcome: Outcome, *, actor: Actor | None = None) -> bool:
    """Store what was confirmed, all or nothing in the caller's transaction; False if the records have changed meanwhile.

    ``outcome`` was computed before this transaction took the write lock. If the audit log has moved since, it is
    computed once more; if what would be written is then not what the officer saw, nothing is, and the new preview waits.
    """
    lock_chain(str(batch.county_id))
    if audit_head(batch.county_id) != outcome.head:
        outcome = check_again(open_upload(batch.id))
    checked = outcome.checked
    assert checked is not None
    if checked.report.fault_count or checked.digest != batch.records_digest or not _still_leave(batch):
        note_outcome(batch, outcome)
        batch.message = RECORDS_CHANGED
        return False
    _write(batch, checked, actor)
    return True


def _write(batch: ImportBatch, checked: Checked, actor: Actor | None) -> None:
    """Write what was accepted, end what was decided to end, and say both in the audit line."""
    told = decisions.told_decisions(batch.id)
    accepted = keep_accepted(checked.changes, checked.units, decisions.left_out_keys(batch.id), checked.stored.ids)
    with collection_paused():
        write_changes(accepted.changes, checked.stored, RowLines(batch, actor), nothing_told)
    told["ended"] = end_service(batch.county_id, decisions.leavings(batch.id))
    told["dropped"] = accepted.dropped
    batch.state, batch.content, batch.stored_at, batch.message = BatchState.STORED, None, utc_now(), ""
    _record(batch, "import_stored", {"records": accepted.changes.count, "digest": batch.records_digest, **told}, actor)


def _still_leave(batch: ImportBatch) -> bool:
    """True if everybody said to have left can still leave on that day; otherwise that decision is to be made again."""
    late = []
    for number, _, day in decisions.leavings(batch.id):
        try:
            require_leaving_day(batch.county_id, [number], day)
        except StaffingError:
            late.append(number)
    decisions.undo_leavings(batch.id, late)
    return not late


def audit_head(county_id: int) -> int:
    """Return the last number of the county's audit chain: while it stands still, no record has changed."""
    return db.session.scalar(select(AuditEvent.sequence).where(AuditEvent.chain == str(county_id))
                             .order_by(AuditEvent.sequence.desc()).limit(1)) or 0


def digest_of_file(content: bytes) -> str:
    """Return the SHA-256 of an upload."""
    return hashlib.sha256(content).hexdigest()


def _record(batch: ImportBatch, action: str, facts: Mapping[str, Any], actor: Actor | None = None) -> None:
    changes = {"file_sha256": [None, batch.file_sha256], **{name: [None, value] for name, value in facts.items()}}
    record(action, batch, county_id=batch.county_id, changes=changes, actor=actor)


def _place(batch: ImportBatch) -> str:
    return f"{batch.county_id}:import_batch:{batch.id}:content"
