"""How the log calls evidence and what is done with it."""

from flask_babel import lazy_gettext as _l

from staffing.attachments.models import Attachment, AttachmentLink
from staffing.attachments.retention import TITLES
from staffing.audit.titles import tell_actions, tell_readings, tell_record, tell_values

tell_record(Attachment, _l("Attachment"), {
    "id": _l("Record number"), "county_id": _l("County"), "display_name": _l("File name"), "storage_name": _l("Name in the store"),
    "file_kind": _l("Kind of file"), "size": _l("Size"), "pages": _l("Pages"), "sha256": _l("Digest"), "retention": _l("Kind of retention"),
    "keep_until": _l("Kept until"), "uploaded_by": _l("Added by"), "removed_at": _l("Removed on"), "removed_by": _l("Removed by"),
    "subject_kind": _l("Kind of record"), "subject_id": _l("Record number"),
})
tell_record(AttachmentLink, _l("Link of an attachment"), {
    "id": _l("Record number"), "attachment_id": _l("Attachment"), "subject_kind": _l("Kind of record"), "subject_id": _l("Record number"),
})
tell_values(Attachment, "retention", TITLES)
tell_actions({
    "attachment_added": _l("Attachment added"), "attachment_linked": _l("Attachment linked to a record"),
    "attachment_removed": _l("Attachment removed"),
})
tell_readings({"attachment_read": _l("Attachment read")})
