"""What is done with evidence: add, read, link to another record, remove. Each with its audit line."""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.attachments import storage
from staffing.attachments.checking import check_file, safe_name
from staffing.attachments.models import Attachment, AttachmentLink
from staffing.attachments.queries import list_files
from staffing.attachments.retention import keep_until
from staffing.attachments.subjects import SubjectKind
from staffing.audit.record import record
from staffing.core.crypto import DecryptionError
from staffing.core.database import utc_now
from staffing.core.school_year import today
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db

SHORTEST_REASON: Final = 4
GONE: Final = _l("The content of this file is missing or was changed. Ask the administrator to look for it in the backup.")


def add_file(county_id: int, kind: SubjectKind, subject_id: int, *, name: str, content: bytes, uploaded_by: int | None) -> Attachment:
    """Check a file, store it encrypted and link it to a record."""
    if len(list_files(county_id, kind.code, subject_id)) >= storage.config().attachments_each:
        raise StaffingError(_l("This record has %(most)d files already. Remove one first.", most=storage.config().attachments_each), field="file")
    checked = check_file(content, storage.config())
    digest = hashlib.sha256(checked.content).hexdigest()
    if any(file.sha256 == digest for file, _ in list_files(county_id, kind.code, subject_id)):
        raise StaffingError(_l("The same file is here already."), field="file")
    file = Attachment(
        county_id=county_id, display_name=safe_name(name, checked.kind), storage_name=secrets.token_hex(16), file_kind=checked.kind,
        size=len(checked.content), pages=checked.pages, sha256=digest, retention=kind.retention,
        keep_until=keep_until(kind.retention, today()), uploaded_by=uploaded_by)
    file.links = [AttachmentLink(subject_kind=kind.code, subject_id=subject_id)]
    # The content first: a row without content would be a promise, a content without row is found by the check and removed.
    storage.store(county_id, file.storage_name, checked.content)
    db.session.add(file)
    flush(db.session)
    record("attachment_added", file, county_id=county_id, changes={
        "subject_kind": [None, kind.code], "subject_id": [None, subject_id], "display_name": [None, file.display_name],
        "sha256": [None, digest], "keep_until": [None, file.keep_until]})
    return file


def read_file(file: Attachment) -> bytes:
    """Return the content and log who read it."""
    try:
        content = storage.load(file.county_id, file.storage_name)
    except (FileNotFoundError, DecryptionError) as error:
        raise StaffingError(GONE) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise StaffingError(GONE)
    record("attachment_read", file, county_id=file.county_id, changes={"display_name": [file.display_name, file.display_name]})
    return content


def link_files(county_id: int, source: tuple[str, int], kind: SubjectKind, subject_id: int) -> int:
    """Let the files of one record prove another too and return how many did not yet; the longer retention holds."""
    number = 0
    known = {file.id for file, _ in list_files(county_id, kind.code, subject_id)}
    for file, _ in list_files(county_id, *source):
        if file.id in known:
            continue
        file.links.append(AttachmentLink(subject_kind=kind.code, subject_id=subject_id))
        file.keep_until = max(file.keep_until, keep_until(kind.retention, today()))
        flush(db.session)
        record("attachment_linked", file, county_id=county_id, changes={
            "subject_kind": [source[0], kind.code], "subject_id": [source[1], subject_id], "keep_until": [None, file.keep_until]})
        number += 1
    return number


def remove_file(file: Attachment, *, removed_by: int | None, reason: str) -> None:
    """Mark a file as gone; its content is deleted by ``delete_contents`` once this is committed."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say why the file is removed."), field="reason")
    file.removed_at, file.removed_by = utc_now(), removed_by
    flush(db.session)
    record("attachment_removed", file, county_id=file.county_id, reason=reason.strip(), changes={
        "display_name": [file.display_name, None], "sha256": [file.sha256, None]})


def delete_contents(names: Iterable[str]) -> None:
    """Delete contents from disk; only after the transaction that marked their rows."""
    for name in names:
        storage.remove(name)
