"""What planning waits for in a rotation year: a valid plan."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role
from staffing.plans.models import PlanState
from staffing.plans.queries import list_plans
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return that there is no valid plan yet; for the bureau."""
    if school_id is not None:
        return []
    states = [plan.state for plan in list_plans(year.county_id) if plan.rotation_year_id == year.id]
    if PlanState.VALID in states:
        return []
    return [WaitingItem(YearStep.PLANNING, Role.OFFICER, _l("There is no valid plan of this year yet."), "plans.list_plans",
                        number=max(1, len(states)))]
