"""What the features above the rotation year offer for its page: list, needs, plan."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS, person
from staffing.core.panels import Offer, Panel
from staffing.dashboard.queries import find_newest_valid_plan
from staffing.eligibility.queries import count_list, find_latest_list
from staffing.plans.queries import find_shown_run
from staffing.rotation_years.models import RotationYear


def progress_panel(year: RotationYear) -> Panel | None:
    """Return how far the year's list and plan are; for the bureau's readers."""
    if person().role not in COUNTY_READERS:
        return None
    listed, plan = find_latest_list(year.id), find_newest_valid_plan(year.id)
    facts = {"listed": listed, "counts": count_list(listed.id) if listed else None, "plan": plan,
             "run": find_shown_run(year.county_id, plan.id) if plan else None}
    return Panel("progress", _l("How far the year is"), "dashboard/_year.html", facts)


YEAR_PANELS: Final[tuple[Offer[RotationYear], ...]] = (progress_panel,)
