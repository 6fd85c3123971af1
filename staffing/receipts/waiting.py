"""What receipts wait for in a rotation year: those of the version in force to be made."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.decisions.queries import find_in_force
from staffing.receipts.queries import count_kinds
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return that the receipts of the version in force were not made yet."""
    one = find_in_force(year.id) if school_id is None else None
    if one is None or count_kinds(one.id):
        return []
    return [WaitingItem(YearStep.NOTICE, Role.OFFICER, _l("The receipts of the teachers are not made yet."), "receipts.list_receipts",
                        (("decided_plan_id", one.id),), since=one.approved_at)]
