"""What need offers for the page of one school: staff against need by subject, as diverging bars."""

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.needs.people import COMPULSORY
from staffing.schools.panels import SchoolPage


def needs_panel(page: SchoolPage) -> Panel | None:
    """Return the panel of need; the bars come after the page, because they take the whole county's expected staff."""
    if not any(section.stage in COMPULSORY for section in page.school.sections):
        return None
    return Panel("needs", _l("Staff against need"), "needs/_panel.html", {"school": page.school})
