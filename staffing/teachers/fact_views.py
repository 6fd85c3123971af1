"""Pages to add, correct, end and withdraw one fact about a teacher; the same four for every kind."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import DEFERRAL_READERS, OFFICERS, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.teachers import fact_operations, operations, queries
from staffing.teachers.fact_forms import EndForm, FactForm, WithdrawForm, fact_form
from staffing.teachers.fact_insertion import Insertion, find_gaps
from staffing.teachers.fact_kinds import FOLLOWING, LISTS, MODELS, PERIODS, RESTRICTED, FactKind, kind_of
from staffing.teachers.fact_lines import FactLine, lines_of
from staffing.teachers.fact_shifts import Shift
from staffing.teachers.models import Teacher
from staffing.teachers.panels import teacher_page
from staffing.teachers.views import blueprint

__all__ = ["blueprint"]


@dataclass(frozen=True, slots=True)
class PlanInWords:
    """What adding a fact does to others, as the page tells it."""

    plan: Insertion
    closed: list[FactLine]


@dataclass(frozen=True, slots=True)
class ShiftInWords:
    """What other days of a fact do to those around it, as the page tells it."""

    plan: Shift
    joined: list[FactLine]
    before: list[FactLine]
    after: list[FactLine]


@blueprint.route("/teachers/<int:teacher_id>/<kind>/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def add_fact(teacher_id: int, kind: str) -> Response | str:
    """Add a fact."""
    teacher, of_kind = teacher_of(teacher_id), kind_of(kind)
    form = fact_form(of_kind, teacher.county_id)
    suggest_days(form)
    plan = None
    if form.validate_on_submit():
        plan = unconfirmed(teacher, of_kind, form)
        if plan is None:
            try:
                fact_operations.add_fact(teacher, of_kind, form.columns(), content=answer(form, "restricted_text"),
                                         ends_running=bool(answer(form, "ends_running")))
            except StaffingError as error:
                form.take_error(error)
            else:
                return back_to(teacher_id, of_kind, _("Added."))
    return render_template("teachers/fact.html", form=form, teacher=teacher, kind=of_kind, fact=None, plan=describe_plan(teacher, of_kind, plan),
                           gaps=find_gaps(getattr(teacher, LISTS[of_kind])) if of_kind in FOLLOWING else [])


@blueprint.route("/teachers/<int:teacher_id>/<kind>/<int:fact_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def edit_fact(teacher_id: int, kind: str, fact_id: int) -> Response | str | tuple[str, int]:
    """Correct a fact that was recorded wrongly."""
    teacher, of_kind, fact = fact_of(teacher_id, kind, fact_id)
    form = fact_form(of_kind, teacher.county_id, fact)
    form_seen(form, fact, teacher.county_id)
    shift = None
    if form.validate_on_submit() and (shift := unseen_shift(teacher, of_kind, fact, form.columns(), form.version.data)) is None:
        try:
            fact_operations.correct_fact(teacher, of_kind, fact, form.columns(), version=form.version.data, content=answer(form, "restricted_text"))
        except StaleVersionError:
            return show_conflict(form, fact_form(of_kind, teacher.county_id, fact, formdata=None), target=fact,
                                 county_id=teacher.county_id, heading=f"{teacher.name} · {of_kind.label}")
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(teacher_id, of_kind, _("Saved."))
    return render_template("teachers/fact.html", form=form, teacher=teacher, kind=of_kind, fact=fact, lasting=of_kind in PERIODS,
                           shift=describe_shift(teacher, of_kind, shift))


@blueprint.route("/teachers/<int:teacher_id>/<kind>/<int:fact_id>/end", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def end_fact(teacher_id: int, kind: str, fact_id: int) -> Response | str:
    """End a lasting fact on a day."""
    teacher, of_kind, fact = fact_of(teacher_id, kind, fact_id)
    form = EndForm(data={"version": fact.version})
    shift = None
    if of_kind in PERIODS and form.validate_on_submit() and (shift := unseen_end(teacher, of_kind, fact, form)) is None:
        try:
            fact_operations.end_fact(teacher, of_kind, fact, day=form.day.data, version=form.version.data)
        except StaffingError as error:
            form.take_error(error)
            form.renew(fact.version)
        else:
            return back_to(teacher_id, of_kind, _("Ended."))
    return render_template("teachers/end.html", form=form, teacher=teacher, kind=of_kind, fact=fact, line=line_of(teacher, of_kind, fact),
                           shift=describe_shift(teacher, of_kind, shift))


@blueprint.route("/teachers/<int:teacher_id>/<kind>/<int:fact_id>/withdraw", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def withdraw_fact(teacher_id: int, kind: str, fact_id: int) -> Response | str:
    """Withdraw a fact that should never have been recorded."""
    teacher, of_kind, fact = fact_of(teacher_id, kind, fact_id)
    form = WithdrawForm(data={"version": fact.version})
    if form.validate_on_submit():
        try:
            fact_operations.withdraw_fact(teacher, of_kind, fact, reason=form.reason.data, version=form.version.data)
        except StaffingError as error:
            form.take_error(error)
            form.renew(fact.version)
        else:
            return back_to(teacher_id, of_kind, _("Withdrawn; the audit log keeps what it said."))
    return render_template("teachers/withdraw.html", form=form, teacher=teacher, kind=of_kind, fact=fact, line=line_of(teacher, of_kind, fact))


@blueprint.post("/teachers/<int:teacher_id>/<kind>/<int:fact_id>/content")
@requires_role(DEFERRAL_READERS)
@writes
def show_content(teacher_id: int, kind: str, fact_id: int) -> str:
    """Show the restricted text of a deferral or sanction, with an audit line."""
    teacher, of_kind, fact = fact_of(teacher_id, kind, fact_id)
    if of_kind not in RESTRICTED:
        raise LookupError("this kind of fact has no restricted text")
    content = operations.show_content(teacher, fact, role=person().role)
    return render_template("teachers/content.html", teacher=teacher, kind=of_kind, content=content)


def suggest_days(form: FactForm) -> None:
    """Fill the days that a link from the timeline suggests; what was typed stands above them."""
    for name, argument in (("valid_from", "from"), ("valid_to", "until")):
        if not form.is_submitted() and name in form:
            form[name].data = request.args.get(argument, type=dt.date.fromisoformat)


def unconfirmed(teacher: Teacher, kind: FactKind, form: FactForm) -> Insertion | None:
    """Return what adding would do to other entries, unless the officer has just seen and confirmed exactly that."""
    plan = fact_operations.plan_addition(teacher, kind, form.columns(), ends_running=bool(answer(form, "ends_running")))
    return plan if plan is not None and plan.touches and request.form.get("confirmed") != plan.digest else None


def describe_plan(teacher: Teacher, kind: FactKind, plan: Insertion | None) -> PlanInWords | None:
    """Return the plan with the entries it closes in words."""
    if plan is None:
        return None
    return PlanInWords(plan, lines_of(kind, plan.closed, teacher_page(teacher, person().role, today()).wording))


def unseen_shift(teacher: Teacher, kind: FactKind, fact: Any, values: Mapping[str, Any], version: int | None) -> Shift | None:
    """Return what other days do to the neighbours, unless the officer has just seen and confirmed exactly that.

    A form of an older state, and days that cannot be stored, are refused by the operation and not shown first.
    """
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if kind not in FOLLOWING or version != fact.version or begins is None or (ends is not None and ends <= begins):
        return None
    shift = fact_operations.plan_days(teacher, kind, fact, begins, ends)
    return shift if shift is not None and request.form.get("confirmed") != shift.digest else None


def unseen_end(teacher: Teacher, kind: FactKind, fact: Any, form: EndForm) -> Shift | None:
    """Return the same of an end."""
    return unseen_shift(teacher, kind, fact, {"valid_from": getattr(fact, "valid_from", None), "valid_to": form.day.data}, form.version.data)


def describe_shift(teacher: Teacher, kind: FactKind, shift: Shift | None) -> ShiftInWords | None:
    """Return what other days do, with the entries around in words."""
    if shift is None:
        return None
    wording = teacher_page(teacher, person().role, today()).wording

    def lines(*rows: Any) -> list[FactLine]:
        return lines_of(kind, [row for row in rows if row is not None], wording)

    return ShiftInWords(shift, lines(*shift.joined), lines(shift.before), lines(shift.after))


def teacher_of(teacher_id: int) -> Teacher:
    """Return the teacher with all facts, as the checks need them."""
    return queries.get_whole_teacher(person().county_id, teacher_id, on=today())


def fact_of(teacher_id: int, kind: str, fact_id: int) -> tuple[Teacher, FactKind, Any]:
    """Return the teacher, the kind and the fact that an address names."""
    teacher, of_kind = teacher_of(teacher_id), kind_of(kind)
    return teacher, of_kind, queries.get_fact(teacher, MODELS[of_kind], fact_id)


def line_of(teacher: Teacher, kind: FactKind, fact: Any) -> FactLine:
    """Return the fact in words, so that the officer sees what the step is about."""
    return lines_of(kind, [fact], teacher_page(teacher, person().role, today()).wording)[0]


def answer(form: FactForm, name: str) -> Any:
    """Return an answer that only some forms ask for; nothing where the form does not."""
    return (form[name].data or "") if name in form else ""


def back_to(teacher_id: int, kind: FactKind, message: str) -> Response:
    """Return to the panel of that kind on the teacher's page."""
    flash(message, "success")
    return redirect(url_for("teachers.show_teacher", teacher_id=teacher_id, _anchor=kind.value))
