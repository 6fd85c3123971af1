"""How the log calls rounds, schools' parts and files that came; loaded with the operations."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_readings, tell_record
from staffing.collecting.models import CollectionRound, Delivery, SchoolReturn

tell_record(CollectionRound, _l("Data collection"), {
    "id": _l("Record number"), "county_id": _l("County"), "name": _l("Name of the collection"), "school_year": _l("School year"), "due_on": _l("To be handed in by"),
    "note": _l("Note to the schools"), "sheets": _l("Sheets"), "state": _l("State"), "created_by": _l("Opened by"), "schools": _l("Schools"),
    "rows": _l("Number of rows"),
})
tell_record(SchoolReturn, _l("School's part in a collection"), {
    "id": _l("Record number"), "round_id": _l("Data collection"), "school_id": _l("School"), "token": _l("Collection number"), "state": _l("State"),
    "book": _l("Workbook handed out (encrypted)"), "made_at": _l("Made at"), "known_rows": _l("Known rows by sheet"),
    "content": _l("Content (encrypted)"), "file_name": _l("File"), "file_sha256": _l("Digest of the file (SHA-256)"), "batch_id": _l("Import file"),
    "fault_count": _l("Number of faults"), "record_count": _l("Records to write"), "received_at": _l("Received at"),
    "handed_in_at": _l("Handed in at"), "merged_at": _l("Merged at"),
})
tell_record(Delivery, _l("File received"), {
    "id": _l("Record number"), "round_id": _l("Data collection"), "return_id": _l("School's part in a collection"), "file_name": _l("File"),
    "file_sha256": _l("Digest of the file (SHA-256)"), "way": _l("How it came"), "state": _l("State"), "reason": _l("Reason"), "params": _l("Details"),
    "fault_count": _l("Number of faults"), "content": _l("Content (encrypted)"), "received_by": _l("Handed in by"),
})
tell_actions({
    "collection_opened": _l("Data collection opened"), "collection_closed": _l("Data collection closed"),
    "collection_due_changed": _l("Day of handing in changed"), "collection_books_made": _l("Workbooks of the schools made"),
    "collection_received": _l("File received"), "collection_handed_over": _l("File handed in by the school"),
    "collection_merge_asked": _l("Merging confirmed"), "collection_merged": _l("School's file merged"),
})
tell_readings({"collection_books_taken": _l("Workbooks handed out"), "collection_marked_taken": _l("Marked copies taken")})
