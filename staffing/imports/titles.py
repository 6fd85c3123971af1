"""How the log calls files handed in, and what is done with them; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import OBJECT_TITLES, tell_actions, tell_record, tell_values
from staffing.imports.catalogue import TABLES
from staffing.imports.models import ColumnMapping, ImportBatch

BATCH: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School"), "file_name": _l("File"), "state": _l("State"), "original": _l("File as it came (encrypted)"), "mapping": _l("Meaning of the columns"), "headings": _l("Headings"),
    "file_sha256": _l("Digest of the file (SHA-256)"), "bytes": _l("Size in bytes"), "content": _l("Content (encrypted)"),
    "counts": _l("Rows by sheet"), "faults": _l("Faults"), "fault_count": _l("Number of faults"), "message": _l("Answer to the officer"),
    "records": _l("Records to write"), "records_digest": _l("Digest of the preview"), "digest": _l("Digest of the preview"),
    "accepted": _l("Accepted"), "left_out": _l("Left out"), "left_out_names": _l("Left out: whom and what"), "dropped": _l("Not stored because something left out belongs to it"),
    "ended": _l("Persons whose service was ended"), "scope": _l("Scope of the decision"), "leaving": _l("How they left"), "leaves_on": _l("Left on"),
    "table": _l("Kind of record"), "rows": _l("Records"), "reason": _l("Reason"), "uploaded_by": _l("Handed in by"), "stored_at": _l("Stored at"),
}

tell_record(ImportBatch, _l("Import file"), BATCH)
tell_record(ColumnMapping, _l("Column mapping"), {
    "id": _l("Record number"), "county_id": _l("County"), "name": _l("Name"), "headings": _l("Headings"), "words": _l("Words"), "constants": _l("Values for all rows"),
})
tell_actions({
    "import_handed_in": _l("File handed in"), "import_checked": _l("File checked"), "import_refused": _l("File refused"),
    "import_rows_added": _l("Records added from a file"), "import_rows_changed": _l("Records changed from a file"),
    "import_rows_removed": _l("Records replaced from a file"),
    "import_confirmed": _l("Preview confirmed"), "import_stored": _l("Records of the file stored"), "import_discarded": _l("File discarded"),
    "import_looked_at": _l("Foreign file looked at"), "import_mapped": _l("Columns of the file mapped"), "column_mapping_kept": _l("Column mapping kept"),
    "import_rows_left_out": _l("Rows with faults left out"), "import_person_told": _l("Said who a row means"),
    "import_decided": _l("Changes of the preview decided"), "import_marked_taken": _l("Marked copy taken"),
})
tell_values(ImportBatch, "table", {
    "grade": _l("Pupils and classes"), "distance": _l("Road distance"),
    **{name: OBJECT_TITLES[table.model.__name__] for name, table in TABLES.items() if table.model.__name__ in OBJECT_TITLES},
})
tell_values(ImportBatch, "rows", {"columns": _l("Columns:"), "rows": _l("Rows:")})
