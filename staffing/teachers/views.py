"""Pages about teachers: list and search, basic data, hidden numbers. The page of one teacher is put together in profiles."""


from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.teachers import operations, queries
from staffing.teachers.forms import RevealForm, TeacherForm
from staffing.teachers.models import Teacher

blueprint = Blueprint("teachers", __name__)


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
