"""How the log calls allotments."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.allotments.models import AllotmentKind, AllotmentTotal, SchoolAllotment
from staffing.audit.titles import tell_actions, tell_fields, tell_record
from staffing.rotation_years.models import RotationYear

ALLOTMENT: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "kind": _l("What is allotted"), "school_id": _l("School"),
    "computed": _l("By the rules"), "places": _l("Allotted"), "reason": _l("Reason"),
}
TOTAL: Final = {"id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "kind": _l("What is allotted"), "total": _l("Places of the county")}

tell_record(SchoolAllotment, _l("Allotment of a school"), ALLOTMENT)
tell_record(AllotmentTotal, _l("Places of the county"), TOTAL)
tell_fields(RotationYear, {f"allotted_{kind.value}": kind.label for kind in AllotmentKind})
tell_actions({
    "allotments_computed": _l("Allotments computed"), "allotment_settled": _l("Allotment of a school settled"),
    "allotment_total_set": _l("Places of the county set"),
})
