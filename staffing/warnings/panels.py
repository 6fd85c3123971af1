"""What warnings offer for the page of one school: its open lines, red ones first."""

from flask_babel import lazy_gettext as _l

from staffing.core.panels import Panel
from staffing.schools.panels import SchoolPage
from staffing.warnings.queries import LineFilter, all_lines


def warnings_panel(page: SchoolPage) -> Panel | None:
    """Return the school's open lines; nothing where none is open."""
    lines = all_lines(page.school.county_id, LineFilter(school_id=page.school.id))
    return Panel("warnings", _l("Warnings of indicators"), "warnings/_panel.html", {"lines": lines}) if lines else None
