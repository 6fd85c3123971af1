"""What the quality of records waits for in a rotation year: errors that a school has to mend before lists are decided."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.quality.enums import Severity
from staffing.quality.queries import count_open
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the open errors, of one school for its people."""
    errors = count_open(year.county_id, on=today(), school_id=school_id).by_severity.get(Severity.ERROR, 0)
    if not errors:
        return []
    return [WaitingItem(YearStep.SCHEME, Role.CLERK, _l("Errors in the records to be mended."), "quality.list_findings",
                        (("severity", Severity.ERROR.value),), errors, look="bad")]
