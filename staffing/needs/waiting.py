"""What needs wait for in a rotation year: the changes expected until 1 September."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.needs.people import load_changes
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return one item as long as nobody entered who goes and comes: then need speaks of today's staff."""
    if school_id is not None or load_changes(year.county_id, year.school_year):
        return []
    return [WaitingItem(YearStep.NEEDS, Role.OFFICER, _l("No change of staff expected until 1 September has been entered."), "needs.show_needs")]
