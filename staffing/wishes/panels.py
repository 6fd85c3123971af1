"""What slips and wishes offer for the page of the rotation year."""

from flask_babel import lazy_gettext as _l

from staffing.core.access import OFFICERS, SCHOOL_ROLES, own_school_id, person
from staffing.core.panels import Panel
from staffing.rotation_years.models import RotationYear
from staffing.wishes.operations import is_open
from staffing.wishes.queries import closes_on, list_wishers


def teachers_panel(year: RotationYear) -> Panel | None:
    """Return how many teachers handed in wishes, with the way to slips and wishes; for the bureau and schools."""
    if person().role not in OFFICERS | SCHOOL_ROLES:
        return None
    lines = list_wishers(year, school_id=own_school_id())
    facts = {"persons": len(lines), "handed_in": sum(one.receipt is not None for one in lines), "closes_on": closes_on(year), "open": is_open(year)}
    return Panel("teachers", _l("Slips and wishes"), "wishes/_year.html", facts)
