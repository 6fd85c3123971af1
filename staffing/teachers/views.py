"""Pages about teachers: list and search, basic data, hidden numbers. The page of one teacher is put together in profiles."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.schools.queries import list_school_choices
from staffing.teachers import listing, operations, queries
from staffing.teachers.forms import RevealForm, TeacherFilterForm, TeacherForm
from staffing.teachers.models import Teacher
from staffing.teachers.personal import looks_like_id_number

blueprint = Blueprint("teachers", __name__)


@blueprint.get("/teachers/")
@requires_role(RECORD_READERS)
@answers_as_of
def list_teachers() -> str | Response:
    """Show the county's teachers, of schools their own."""
    if looks_like_id_number(request.args.get("search", "")):
        return find_by_number(request.args["search"])
    form = TeacherFilterForm(request.args)
    form.offer(own_schools())
    form.validate()
    asked = asked_page(sortable=listing.SORTABLE, default_sort=listing.DEFAULT_SORT)
    page = listing.list_teachers(person().county_id, asked, form.wish(), on=asked_day(), own_school_id=own_school_id())
    return render_template("teachers/list.html", form=form, page=page)


@blueprint.post("/teachers/search")
@requires_role(RECORD_READERS)
@answers_as_of
def search() -> Response:
    """Take the filters; a whole identity number never enters an address, everything else does."""
    text = request.form.get("search", "").strip()
    if looks_like_id_number(text):
        return find_by_number(text)
    wishes: dict[str, Any] = {field.short_name: request.form.get(field.short_name) or None for field in TeacherFilterForm()}
    return redirect(url_for("teachers.list_teachers", **wishes), code=303)


@blueprint.route("/teachers/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def create_teacher() -> Response | str:
    """Record a person who is not on file yet."""
    form = TeacherForm()
    if form.validate_on_submit():
        try:
            teacher = operations.create_teacher(
                county_id=person().county_id, id_number=form.id_number.data or "", phone=form.phone.data or "", **form.columns())
            operations.set_partner(teacher, form.partner(person().county_id))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Recorded. Add now how the person is employed and where he or she serves."), "success")
            return redirect(url_for("teachers.show_teacher", teacher_id=teacher.id))
    return render_template("teachers/edit.html", form=form, teacher=None)


@blueprint.route("/teachers/<int:teacher_id>/edit", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def edit_teacher(teacher_id: int) -> Response | str | tuple[str, int]:
    """Correct a teacher's basic data."""
    teacher = queries.get_teacher(person().county_id, teacher_id, on=today())
    form = TeacherForm.of(teacher)
    form_seen(form, teacher, teacher.county_id)
    if form.validate_on_submit():
        try:
            save_teacher(teacher, form)
        except StaleVersionError:
            return show_conflict(form, TeacherForm.of(teacher, formdata=None), target=teacher, county_id=teacher.county_id,
                                 heading=teacher.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("teachers.show_teacher", teacher_id=teacher_id))
    return render_template("teachers/edit.html", form=form, teacher=teacher)


@blueprint.route("/teachers/<int:teacher_id>/personal/<any(id_number, phone):column>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def show_personal_number(teacher_id: int, column: str) -> str:
    """Show a hidden number in full, after a reason, with an audit line."""
    teacher = queries.get_teacher(person().county_id, teacher_id, on=today())
    form, number = RevealForm(), None
    if form.validate_on_submit():
        try:
            number = operations.show_personal_number(teacher, column, reason=form.reason.data)
        except StaffingError as error:
            form.take_error(error)
    return render_template("teachers/personal.html", form=form, teacher=teacher, column=column, number=number)


def save_teacher(teacher: Teacher, form: TeacherForm) -> None:
    """Store what the form says."""
    partner = form.partner(teacher.county_id)
    operations.correct_teacher(
        teacher, version=form.version.data, changes=form.columns(), id_number=form.id_number.data or "", phone=form.phone.data or "",
        remove_phone=form.remove_phone.data)
    if (partner.id if partner else None) != teacher.partner_id:
        operations.set_partner(teacher, partner)


def own_schools() -> list[tuple[int, str]]:
    """Return the schools the person may choose among."""
    own = own_school_id()
    return [(school_id, name) for school_id, name in list_school_choices(person().county_id) if own in (None, school_id)]


def find_by_number(text: str) -> Response:
    """Go to the teacher with that identity number, or back to the list with word that there is none."""
    found = queries.find_by_id_number(person().county_id, text, on=today(), own_school_id=own_school_id())
    if found is None:
        flash(_("Nobody here has this identity number."), "warning")
        return redirect(url_for("teachers.list_teachers"), code=303)
    return redirect(url_for("teachers.show_teacher", teacher_id=found.id), code=303)
