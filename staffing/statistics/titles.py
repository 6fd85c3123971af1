"""How the log calls lists that left the county and tables that were kept; loaded with the page of all exports."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_object_names, tell_readings, tell_record, tell_values
from staffing.core.exports import ExportedList, title_of
from staffing.indicators.codes import Basis
from staffing.statistics.models import SavedTable

# Lists are no stored class: what is told of a list is told here, whichever feature sent it.
tell_record(ExportedList, _l("List"), {
    "as_of": _l("As of"),
    "format": _l("Format"), "rows": _l("Number of rows"), "personal": _l("Holds personal data"), "list": _l("List"),
    "school_year": _l("School year"), "basis": _l("Where a teacher counts"), "run": _l("Run"),
})
tell_record(SavedTable, _l("Kept table"), {
    "id": _l("Record number"), "county_id": _l("County"), "name": _l("Name of the table"), "query": _l("Address"), "created_by": _l("Kept by"),
})
tell_actions({"table_saved": _l("Table kept"), "table_removed": _l("Kept table removed")})
tell_readings({"list_exported": _l("List exported")})
tell_values(ExportedList, "basis", {basis.value: basis.label for basis in Basis})
tell_object_names(ExportedList, title_of)
