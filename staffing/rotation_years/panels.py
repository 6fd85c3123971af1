"""What the rotation year offers for the page of one teacher: intent and wishes of the current year."""


from flask_babel import lazy_gettext as _l

from staffing.core.access import OFFICERS
from staffing.core.panels import Panel
from staffing.rotation_years import titles as titles
from staffing.rotation_years.queries import find_current_year, find_intent, list_wishes
from staffing.teachers.panels import TeacherPage


def intent_panel(page: TeacherPage) -> Panel | None:
    """Return what is settled about the teacher for the current rotation year; nothing before a year is open."""
    year = find_current_year(page.teacher.county_id)
    if year is None:
        return None
    facts = {"teacher": page.teacher, "year": year, "intent": find_intent(year.id, page.teacher.id),
             "wishes": list_wishes(year.id, page.teacher.id), "may_edit": page.role in OFFICERS}
    return Panel("intent", _l("Intent and wishes"), "rotation_years/_intent.html", facts)
