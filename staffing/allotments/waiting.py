"""What allotments wait for in a rotation year: numbers for the schools."""

from flask_babel import lazy_gettext as _l

from staffing.allotments.queries import list_allotments
from staffing.core.access import Role
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return that no school has its number yet; for the bureau."""
    if school_id is not None or list_allotments(year.id):
        return []
    return [WaitingItem(YearStep.SCHEME, Role.OFFICER, _l("No school has its allotment yet."), "allotments.show_allotments", (("year", year.school_year),))]
