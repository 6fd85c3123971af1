"""Pages: what was known of a teacher or a school at a past moment, shown apart from what is known now (当时所知)."""

import datetime as dt

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.core.as_of import answers_as_of, honoured_day
from staffing.core.school_year import COUNTY_TIME, today
from staffing.profiles.known import compare_known, school_lines, teacher_lines, years_of
from staffing.profiles.products import list_products
from staffing.schools import known as schools_known
from staffing.schools.part_views import blueprint as schools_blueprint
from staffing.schools.queries import get_school
from staffing.teachers import known as teachers_known
from staffing.teachers.fact_views import blueprint as teachers_blueprint
from staffing.teachers.panels import teacher_page
from staffing.teachers.queries import get_whole_teacher

__all__ = ["schools_blueprint", "teachers_blueprint"]

NOT_A_MOMENT = _l("The moment in the address is none: write known=2024-09-01.")


@teachers_blueprint.get("/teachers/<int:teacher_id>/known")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_known_teacher(teacher_id: int) -> str:
    """Show what was known of a teacher at a moment, as differences to what is known now; also of a record that is gone."""
    county_id, moment = person().county_id, asked_moment()
    removed = teachers_known.find_removed_teacher(county_id, teacher_id)
    try:
        teacher = get_whole_teacher(county_id, teacher_id, on=today())
        history, removed = teachers_known.teacher_history(teacher), None
    except LookupError:
        if removed is None:
            raise
        teacher, history = removed, teachers_known.removed_history(teacher_id)
    found = compare_known(history, moment, honoured_day(), teachers_known.says_about)
    wording = teacher_page(teacher, person().role, today()).wording
    lines = teacher_lines(found, history, moment, county_id=county_id, wording=wording, role=person().role)
    return render_template("profiles/known_teacher.html", teacher=teacher, removed=removed, lines=lines, moment=moment, today=today(),
                           products=list_products(county_id, teacher_id=teacher_id))


@schools_blueprint.get("/schools/<int:school_id>/known")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_known_school(school_id: int) -> str:
    """Show what was known of a school at a moment, as differences to what is known now."""
    county_id, moment = person().county_id, asked_moment()
    school = get_school(county_id, school_id)
    history = schools_known.school_history(school)
    found = compare_known(history, moment, honoured_day(), schools_known.says_about)
    lines = school_lines(found, history, moment, county_id=county_id, years=years_of(school, found))
    return render_template("profiles/known_school.html", school=school, lines=lines, moment=moment, today=today(), products=list_products(county_id))


def asked_moment() -> dt.datetime:
    """Return the moment in the address: the end of a day in the county's time, or the moment itself; without one the end of yesterday."""
    text = request.args.get("known", "").strip()
    if not text:
        return _end_of(today() - dt.timedelta(days=1))
    try:
        if len(text) == len("2024-09-01"):
            return _end_of(dt.date.fromisoformat(text))
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        abort(400, NOT_A_MOMENT)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=COUNTY_TIME)


def _end_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day in the county's time."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=COUNTY_TIME)
