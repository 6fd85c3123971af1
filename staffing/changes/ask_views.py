"""Pages on which a school changes its records: the same forms as the bureau's, with what it may not change shown and explained."""

from typing import Any

from flask import flash, redirect, render_template, request as web, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.changes import operations, queries
from staffing.changes.asking import Asking
from staffing.changes.comparing import texts_of, with_kept
from staffing.changes.enums import ChangeAct
from staffing.changes.forms import AskForm
from staffing.changes.targets import FIGURES, SCHOOL, TEACHER, Target, TargetKey, open_target
from staffing.changes.views import address_of, blueprint
from staffing.core.access import SCHOOL_ROLES, own_school_id, person, requires_role
from staffing.core.conflicts import VersionedForm
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.teachers.fact_forms import WithdrawForm
from staffing.teachers.fact_kinds import kind_of
from staffing.teachers.fact_lines import lines_of
from staffing.teachers.panels import teacher_page

__all__ = ["blueprint"]
Answer = Response | str | tuple[str, int]


@blueprint.route("/changes/teachers/<int:teacher_id>/edit", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def edit_teacher(teacher_id: int) -> Answer:
    """Change a teacher's basic data."""
    return ask(TargetKey(TEACHER, teacher_id))


@blueprint.route("/changes/teachers/<int:teacher_id>/<kind>/new", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def add_fact(teacher_id: int, kind: str) -> Answer:
    """Add a fact about a teacher."""
    return ask(TargetKey(kind_of(kind).value, teacher_id, ChangeAct.ADD))


@blueprint.route("/changes/teachers/<int:teacher_id>/<kind>/<int:fact_id>", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def edit_fact(teacher_id: int, kind: str, fact_id: int) -> Answer:
    """Correct a fact about a teacher."""
    return ask(TargetKey(kind_of(kind).value, teacher_id, ChangeAct.CORRECT, fact_id))


@blueprint.route("/changes/teachers/<int:teacher_id>/<kind>/<int:fact_id>/end", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def end_fact(teacher_id: int, kind: str, fact_id: int) -> Answer:
    """End a lasting fact on a day."""
    return ask(TargetKey(kind_of(kind).value, teacher_id, ChangeAct.END, fact_id))


@blueprint.route("/changes/teachers/<int:teacher_id>/<kind>/<int:fact_id>/withdraw", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def withdraw_fact(teacher_id: int, kind: str, fact_id: int) -> Answer:
    """Ask that a fact be withdrawn."""
    key = TargetKey(kind_of(kind).value, teacher_id, ChangeAct.WITHDRAW, fact_id)
    target, policy = open_target(key, person().county_id, own_school_id=own_school_id()), queries.load_policy(person().county_id)
    form, line = WithdrawForm(data={"version": target.row.version}), line_of(target)
    if form.validate_on_submit():
        try:
            outcome = operations.ask_withdrawal(target, line, policy=policy, asker=person(), reason=form.reason.data or "", version=form.version.data)
        except StaffingError as error:
            form.take_error(error)
            form.renew(target.row.version)
        else:
            return done(outcome, target)
    return render_template("changes/withdraw.html", form=form, target=target, line=line, asking=Asking(target, policy, person().role))


@blueprint.route("/changes/schools/<int:school_id>/edit", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def edit_school(school_id: int) -> Answer:
    """Change a school's basic data."""
    return ask(TargetKey(SCHOOL, school_id))


@blueprint.route("/changes/schools/<int:school_id>/sections/<int:section_id>/<int:school_year>", methods=["GET", "POST"])
@requires_role(SCHOOL_ROLES)
@writes
def edit_figures(school_id: int, section_id: int, school_year: int) -> Answer:
    """Record or change a section's figures of one school year."""
    if not 1990 <= school_year <= 2100:
        raise LookupError("no such year")
    return ask(TargetKey(FIGURES, school_id, ChangeAct.CORRECT, section_id, school_year))


def ask(key: TargetKey) -> Answer:
    """Show a record's form to a school and take what it sends."""
    target = open_target(key, person().county_id, own_school_id=own_school_id())
    asking = Asking(target, queries.load_policy(target.county_id), person().role)
    form, why = form_of(target, asking), AskForm()
    if asking.open and form.validate_on_submit() and why.validate():
        try:
            outcome = operations.submit(target, form, policy=asking.policy, asker=person(), reason=why.reason.data or "")
        except StaleVersionError:
            if key.act is not ChangeAct.END:
                return conflict(target, form, why)
            form.take_error(StaleVersionError())
        except StaffingError as error:
            (why if error.field in why else form).take_error(error)
        else:
            return done(outcome, target)
    return render_template("changes/ask.html", form=form, why=why, target=target, asking=asking)


def form_of(target: Target, asking: Asking) -> VersionedForm:
    """Return the record's form; what the school may not change is filled from the record, whatever was sent."""
    if web.method == "POST":
        return target.form(with_kept(MultiDict(web.form), texts_of(target.stored), asking.kept))
    form = target.form(None)
    if target.key.act is ChangeAct.END:
        form.version.data = target.row.version
    elif target.row is not None:
        form_seen(form, target.row, target.county_id)
    return form


def conflict(target: Target, mine: VersionedForm, why: AskForm) -> tuple[str, int]:
    """Return the conflict page, which keeps the reason that was typed."""
    fresh = open_target(target.key, target.county_id, own_school_id=own_school_id())
    return show_conflict(mine, fresh.form(None), target=fresh.row, county_id=target.county_id, heading=target.name,
                         keep={"reason": why.reason.data or ""})


def line_of(target: Target) -> str:
    """Return the entry in words, so that the request tells what it is about."""
    assert target.teacher is not None
    line = lines_of(kind_of(target.key.record), [target.row], teacher_page(target.teacher, person().role, today()).wording)[0]
    return " ".join([line.when, line.title, *line.details])


def done(outcome: operations.Outcome, target: Target) -> Response:
    """Tell what was saved and what waits; a new request is shown at once."""
    if outcome.saved:
        flash(_("Saved at once: fields %(number)d.", number=outcome.saved), "success")
    if outcome.request is not None:
        flash(_("Sent to the bureau. You will get a notice when it is decided."), "success")
        return redirect(address_of(outcome.request.id), code=303)
    if not outcome.saved:
        flash(_("You have changed nothing."), "warning")
    return redirect(page_of(target), code=303)


def page_of(target: Target) -> str:
    """Return the page of the teacher or school that a record belongs to."""
    where: dict[str, Any] = {FIGURES: {"_anchor": "pupils"}, SCHOOL: {}, TEACHER: {}}
    if target.key.record in (SCHOOL, FIGURES):
        return url_for("schools.show_school", school_id=target.key.owner_id, **where[target.key.record])
    return url_for("teachers.show_teacher", teacher_id=target.key.owner_id, **where.get(target.key.record, {"_anchor": target.key.record}))
