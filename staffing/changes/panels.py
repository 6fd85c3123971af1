"""What the requests offer for the page of one teacher and one school: the newest requests about it."""

from flask_babel import lazy_gettext as _l

from staffing.changes.policy import READERS
from staffing.changes.queries import RequestLine, list_about
from staffing.changes.targets import RECORD_TITLES
from staffing.changes.wording import field_names
from staffing.core.access import SCHOOL_ROLES, own_school_id
from staffing.core.panels import Panel
from staffing.schools.panels import SchoolPage
from staffing.teachers.panels import TeacherPage


def teacher_changes_panel(page: TeacherPage) -> Panel | None:
    """Return the newest requests about a teacher, to a school its own."""
    if page.role not in READERS:
        return None
    lines = list_about(page.teacher.county_id, teacher_id=page.teacher.id)
    own = own_school_id() if page.role in SCHOOL_ROLES else None
    return _panel([line for line in lines if own in (None, line.request.school_id)])


def school_changes_panel(page: SchoolPage) -> Panel | None:
    """Return the newest requests about a school's own records."""
    if page.role not in READERS:
        return None
    return _panel(list_about(page.school.county_id, school_id=page.school.id))


def _panel(lines: list[RequestLine]) -> Panel | None:
    if not lines:
        return None
    return Panel("changes", _l("Change requests"), "changes/_panel.html", {"lines": lines, "records": RECORD_TITLES, "field_names": field_names})
