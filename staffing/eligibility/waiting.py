"""What eligibility waits for in a rotation year: a list to be decided, then fixed."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.eligibility.queries import find_latest_list
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return what the bureau still has to do with the list."""
    if school_id is not None:
        return []
    listed = find_latest_list(year.id)
    if listed is None:
        return [WaitingItem(YearStep.ELIGIBILITY, Role.OFFICER, _l("Who qualifies has not been decided yet."), "eligibility.list_verdicts", look="warn")]
    if listed.fixed_at is None:
        return [WaitingItem(YearStep.CONFIRMATION, Role.OFFICER, _l("The eligibility list is not fixed yet; overrides are still possible."),
                            "eligibility.list_verdicts", since=listed.decided_at)]
    return []
