"""What the confirmation of facts waits for in a rotation year: objections for the bureau, answers of a school."""

from flask_babel import lazy_gettext as _l

from staffing.confirmations.queries import count_open, count_progress
from staffing.core.access import Role
from staffing.eligibility.queries import find_latest_list
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return the objections to be decided, and for a school how many persons it has not answered for."""
    listed = find_latest_list(year.id)
    if listed is None or listed.fixed_at is not None:
        return []
    if school_id is None:
        number = count_open(year.id)
        return [WaitingItem(YearStep.CONFIRMATION, Role.OFFICER, _l("Objections to the facts not decided yet."), "confirmations.list_objections",
                            number=number, look="warn")] if number else []
    row = next((one for one in count_progress(listed) if one.school_id == school_id), None)
    missing = row.persons - row.school if row else 0
    return [WaitingItem(YearStep.CONFIRMATION, Role.CLERK, _l("Persons whose facts the school has not confirmed yet."), "confirmations.show_progress",
                        number=missing)] if missing else []
