"""How the log calls what is stored around the wishes."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_fields, tell_readings, tell_record
from staffing.rotation_years.models import RotationYear
from staffing.wishes.models import CutOff, HardshipStatement, WishReceipt

OF_YEAR = {"id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year")}
OF_TEACHER = OF_YEAR | {"teacher_id": _l("Teacher")}
tell_record(WishReceipt, _l("Receipt of wishes"), OF_TEACHER | {
    "number": _l("Number of the receipt"), "given_at": _l("Handed in at"), "way": _l("Wishes handed in"), "entered_by": _l("Entered by"),
    "volunteer": _l("Volunteers"), "with_statement": _l("Hardship stated"), "wishes": _l("Wishes in their order"),
})
tell_record(HardshipStatement, _l("Hardship statement"), OF_TEACHER | {"content_cipher": _l("Words of the statement")})
tell_record(CutOff, _l("Cut-off"), OF_YEAR | {
    "section_id": _l("Section"), "subject": _l("Subject"), "wished": _l("Wished for it"), "admitted": _l("Sent there on a wish"),
    "arrived": _l("Arrived in all"), "last_place": _l("Last wish met"), "least_years": _l("Fewest years of those sent"),
})
tell_fields(RotationYear, {"cut_offs": _l("Cut-offs")})
tell_actions({
    "wishes_handed_in": _l("Wishes handed in"), "hardship_stated": _l("Hardship stated"),
    "hardship_withdrawn": _l("Hardship statement withdrawn"), "cut_offs_derived": _l("Cut-offs derived from decided moves"),
})
tell_readings({"hardship_read": _l("Hardship statement read")})
