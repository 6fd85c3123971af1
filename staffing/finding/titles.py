"""How kept lists are called in the log."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_readings, tell_record
from staffing.finding.models import FirstList, SavedList

tell_record(SavedList, _l("Kept list"), {
    "id": _l("Record number"), "county_id": _l("County"), "owner_id": _l("Kept by"), "name": _l("Name of the list"), "query": _l("Filters of the list"),
    "shared": _l("Shared in the county"), "first": _l("Opens first"),
})
tell_record(FirstList, _l("First list"), {"id": _l("Record number"), "user_id": _l("Account"), "saved_list_id": _l("Kept list")})
tell_readings({
    "list_kept": _l("List kept"), "list_shared": _l("List shared in the county"), "list_withdrawn": _l("List no longer shared"),
    "list_put_first": _l("First list chosen"), "list_removed": _l("List removed"),
})
