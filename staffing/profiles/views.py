"""The page of one school and the page of one teacher. Their addresses belong to the menu sections of schools and teachers."""

from flask import render_template

from staffing.core.access import RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day
from staffing.core.panels import collect
from staffing.core.school_year import today
from staffing.profiles.known_views import schools_blueprint, teachers_blueprint
from staffing.profiles.panels import SCHOOL_PANELS, TEACHER_PANELS
from staffing.schools.panels import school_page
from staffing.schools.queries import get_school
from staffing.teachers.panels import teacher_page
from staffing.teachers.queries import get_whole_teacher

__all__ = ["schools_blueprint", "teachers_blueprint"]


@schools_blueprint.get("/schools/<int:school_id>")
@requires_role(RECORD_READERS)
@answers_as_of
def show_school(school_id: int) -> str:
    """Show one school with what every feature knows of it."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    panels = collect(SCHOOL_PANELS, school_page(school, person().role, asked_day()))
    return render_template("profiles/school.html", school=school, panels=panels)


@teachers_blueprint.get("/teachers/<int:teacher_id>")
@requires_role(RECORD_READERS)
@answers_as_of
def show_teacher(teacher_id: int) -> str:
    """Show one teacher with what every feature knows of him or her."""
    teacher = get_whole_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    panels = collect(TEACHER_PANELS, teacher_page(teacher, person().role, asked_day()))
    return render_template("profiles/teacher.html", teacher=teacher, panels=panels)
