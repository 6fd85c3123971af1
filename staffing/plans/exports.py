"""What plans offer on the page of all exports: the lists of the newest plan of the county that is valid, else of the newest."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.errors import StaffingError
from staffing.plans import titles as titles
from staffing.plans.exporting import TITLES, Stock, full_list, load_stock, notice_list, school_changes
from staffing.plans.models import PlanState
from staffing.plans.queries import list_plans, shown_runs


def newest_stock(county_id: int) -> Stock:
    """Return what the county's newest valid plan, else its newest plan with moves, is written from."""
    plans = list_plans(county_id)
    runs = {plan_id: run for plan_id, run in shown_runs(plans).items() if run.cost is not None}
    with_moves = [plan for plan in plans if plan.id in runs]
    if not with_moves:
        raise StaffingError(_l("There is no plan with moves yet. Propose one first."))
    newest = max(with_moves, key=lambda plan: (plan.state is PlanState.VALID, runs[plan.id].id))
    return load_stock(newest, runs[newest.id])


def _of_newest(make: Callable[[Stock], Exported]) -> Callable[[int], Exported]:
    return lambda county_id: make(newest_stock(county_id))


PLAN_EXPORTS = (
    ExportKind("plan_moves", TITLES["moves"], COUNTY_READERS, _of_newest(full_list),
               _l("All moves of the newest valid plan with dates and figures")),
    ExportKind("plan_notice", TITLES["notice"], COUNTY_READERS, _of_newest(notice_list),
               _l("The list for public notice: seven columns and nothing else")),
    ExportKind("plan_schools", TITLES["schools"], COUNTY_READERS, _of_newest(school_changes),
               _l("What changes at each school, who leaves and who comes")),
)
