"""Pages: submit a plan, and the steps of review, return, approval and withdrawal."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.queries import list_events_since
from staffing.audit.readable import read_events
from staffing.core.access import DECIDERS, OFFICERS, Role, person, requires_role
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.decisions import operations, queries
from staffing.decisions.forms import DecideForm, SubmitForm
from staffing.decisions.models import DecidedPlan
from staffing.decisions.opinion_words import counted
from staffing.decisions.telling import tell_leaders, tell_submitter
from staffing.decisions.views.blueprint import blueprint
from staffing.decisions.views.versions import step_form, version_frame
from staffing.decisions.wording import LOOKS
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.plans.presenting import LOOKS as PLAN_LOOKS, verdict_line
from staffing.plans.queries import find_shown_run, get_plan


@blueprint.route("/plans/<int:plan_id>/submit", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def submit_plan(plan_id: int) -> Response | str:
    """Submit what a valid plan shows."""
    plan = get_plan(person().county_id, plan_id)
    form = SubmitForm()
    if form.validate_on_submit():
        try:
            made = operations.submit(plan, who=person(), remark=form.remark.data or "")
            flash(_("Submitted. Another person reviews it, then a leader approves it."), "success")
            return redirect(url_for("decisions.show_version", decided_plan_id=made.id), code=303)
        except StaffingError as error:
            form.take_error(error)
    run, asked = find_shown_run(plan.county_id, plan.id), queries.list_rounds_of_plan(plan.id)
    return render_template(
        "decisions/submit.html", plan=plan, run=run, form=form, look=PLAN_LOOKS[plan.state], verdict=verdict_line(plan, run) if run else "",
        former=queries.find_in_force(plan.rotation_year_id), waiting=queries.find_waiting(plan.rotation_year_id), asked=asked[0] if asked else None,
        counted=counted(asked[0].opinions, today()) if asked else {})


@blueprint.post("/<int:decided_plan_id>/review")
@requires_role(DECIDERS)
@writes
def review(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Note that a version was reviewed; the leaders are told."""
    def do(one: DecidedPlan, form: DecideForm) -> None:
        operations.review(one, who=person(), version=form.version.data, seen=form.seen.data or "", remark=form.remark.data or "")
        tell_leaders(one)

    return step(decided_plan_id, do, _("Reviewed. A leader can approve it now."))


@blueprint.post("/<int:decided_plan_id>/return")
@requires_role(DECIDERS)
@writes
def give_back(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Return a version with what has to change."""
    def do(one: DecidedPlan, form: DecideForm) -> None:
        operations.give_back(one, who=person(), version=form.version.data, remark=form.remark.data or "")
        tell_submitter(one, "decision_returned")

    return step(decided_plan_id, do, _("Returned. Whoever submitted it has been told."))


@blueprint.post("/<int:decided_plan_id>/approve")
@requires_role(Role.LEADER)
@writes
def approve(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Approve exactly the content that the page showed."""
    def do(one: DecidedPlan, form: DecideForm) -> None:
        operations.approve(one, who=person(), version=form.version.data, seen=form.seen.data or "", remark=form.remark.data or "")
        tell_submitter(one, "decision_approved")

    return step(decided_plan_id, do, _("Approved. It can be made public now."))


@blueprint.post("/<int:decided_plan_id>/withdraw")
@requires_role(OFFICERS)
@writes
def withdraw(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Take back a version that nobody approved yet."""
    return step(decided_plan_id, lambda one, form: operations.withdraw(one, who=person(), version=form.version.data, remark=form.remark.data or ""),
                _("Withdrawn."))


def step(decided_plan_id: int, do: Callable[[DecidedPlan, DecideForm], None], message: str) -> Response | str | tuple[str, int]:
    """Take one step on a version and go back to it; a page that showed an older state gets the conflict page."""
    one, form = queries.get_decided_plan(person().county_id, decided_plan_id), DecideForm()
    if form.validate_on_submit():
        try:
            do(one, form)
        except StaleVersionError:
            return overtaken(decided_plan_id)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(message, "success")
            return redirect(url_for("decisions.show_version", decided_plan_id=decided_plan_id), code=303)
    shown = step_form(one)
    shown.form_errors, shown.remark.errors, shown.remark.data = form.form_errors, form.remark.errors, form.remark.data
    return render_template("decisions/show.html", form=shown, **version_frame(one))


def overtaken(decided_plan_id: int) -> tuple[str, int]:
    """Return the conflict page: somebody else was here first."""
    db.session.rollback()
    one = queries.get_decided_plan(person().county_id, decided_plan_id)
    events = read_events(list_events_since(one.county_id, "DecidedPlan", one.id, 0), one.county_id, restricted=True)
    return render_template("decisions/overtaken.html", one=one, events=events, looks=LOOKS), 409
