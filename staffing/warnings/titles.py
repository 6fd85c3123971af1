"""How the log calls warnings; and the notices they send."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.notices.wording import tell_notices
from staffing.warnings.models import IndicatorWarning, RectificationLine, WarningRun

LINE: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "place": _l("Section or stage"), "stage": _l("Stage"), "section_id": _l("Section"),
    "school_id": _l("School"), "indicator": _l("Indicator"), "level": _l("Level"), "state": _l("State"), "value": _l("Present figure"),
    "threshold": _l("Threshold"), "missing": _l("Missing"), "opened_on": _l("On the ledger since"), "closed_on": _l("Taken off on"), "measure": _l("Measure"),
    "responsible": _l("Responsible"), "due_on": _l("To be put right by"),
}
RUN: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "compared_with": _l("Compared with"),
    "ruleset_digest": _l("Fingerprint of the rules"), "checked_on": _l("Checked on"), "checked_at": _l("Checked at"), "counts": _l("What was found"),
}

tell_record(RectificationLine, _l("Line of the rectification ledger"), LINE)
WARNING: Final = {
    "id": _l("Record number"), "line_id": _l("Line of the rectification ledger"), "kind": _l("Kind of warning"), "level": _l("Level"),
    "value": _l("Present figure"), "before": _l("Figure before"), "threshold": _l("Threshold"), "missing": _l("Missing"), "year": _l("Year"),
    "since": _l("Seen since"), "gone_on": _l("No longer since"),
}

tell_record(IndicatorWarning, _l("Warning of an indicator"), WARNING)
tell_record(WarningRun, _l("Check for warnings"), RUN)
tell_actions({"warnings_checked": _l("Indicators checked for warnings"), "line_settled": _l("Measure of a line settled")})
tell_notices({"warnings_new": _l("New warnings of indicators: %(number)d, of them red: %(red)d.")})
