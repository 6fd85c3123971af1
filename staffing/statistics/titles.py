"""How the log calls lists that left the county; loaded with the page of all exports."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_object_names, tell_readings, tell_record, tell_values
from staffing.core.exports import ExportedList, title_of
from staffing.indicators.codes import Basis

# Lists are no stored class: what is told of a list is told here, whichever feature sent it.
tell_record(ExportedList, _l("List"), {
    "as_of": _l("As of"),
    "format": _l("Format"), "rows": _l("Number of rows"), "personal": _l("Holds personal data"), "list": _l("List"),
    "school_year": _l("School year"), "basis": _l("Where a teacher counts"), "run": _l("Run"),
})
tell_readings({"list_exported": _l("List exported")})
tell_values(ExportedList, "basis", {basis.value: basis.label for basis in Basis})
tell_object_names(ExportedList, title_of)
