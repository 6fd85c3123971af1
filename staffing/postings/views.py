"""Pages of postings: moves in the records, arrival, one stint with its end and assessments, who returns."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, Role, own_school_id, person, requires_role
from staffing.core.school_year import SchoolYear, today
from staffing.core.transactions import writes
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import (
    find_newest_in_force,
    get_newest_in_force,
    list_decided_moves,
)
from staffing.errors import StaffingError, StaleVersionError
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.jobs.queries import find_latest_job
from staffing.jobs.watching import progress_of
from staffing.jobs.wording import describe_job
from staffing.orders.facts import move_key
from staffing.orders.gate import why_not_yet
from staffing.postings import operations, queries
from staffing.postings.forms import ArrivalForm, AssessmentForm, EndForm, PostForm, ReasonForm
from staffing.postings.jobs import POST, REVERSE
from staffing.postings.models import AWAY, Arrival, Posting, PostingState, StintEnd
from staffing.postings.operations import JOB_KIND, SHORTEST_REASON, End, subject_of
from staffing.postings.wording import LOOKS

blueprint = Blueprint("postings", __name__, url_prefix="/postings")
# The receiving school confirms and assesses; the bureau may do it for it.
RECEIVERS = OFFICERS | {Role.CLERK, Role.PRINCIPAL}


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_postings() -> str:
    """Show the moves of the decision in force, what stands in the records, who has arrived; schools see who comes to them."""
    decided = find_newest_in_force(person().county_id)
    if decided is None:
        return render_template("postings/none.html")
    form = PostForm(formdata=None, data={"day": SchoolYear(decided.year.school_year).starts_on})
    return postings_page(decided, form, ReasonForm(formdata=None))


def postings_page(decided: DecidedPlan, form: PostForm, back: ReasonForm) -> str:
    """Return the page of a decision's postings."""
    moves = list_decided_moves(decided.id)
    postings = queries.list_postings(decided.rotation_year_id, to_school_id=own_school_id())
    keys = {move.teacher_id: move_key(move) for move in moves}
    job: Job | None = find_latest_job(subject_of(decided.rotation_year_id))
    if own_school_id() is not None:
        moves = [move for move in moves if move.to_section.school_id == own_school_id()]
    return render_template(
        "postings/show.html", decided=decided, moves=moves, posted={one.teacher_id: one for one in postings}, form=form, back=back, today=today(),
        refusal=why_not_yet(decided, today()), view=describe_job(job) if job else None, looks=LOOKS, arrivals=Arrival,
        overtaken=[one for one in postings if keys.get(one.teacher_id) != move_key(one.move)], late=[one for one in postings if one.is_late(today())])


@blueprint.post("/post")
@requires_role(OFFICERS)
@writes
def post_moves() -> Response | str:
    """Have the worker write all moves into the records; those that stand there are passed over."""
    decided, form = get_newest_in_force(person().county_id), PostForm()
    if form.validate_on_submit():
        refusal = why_not_yet(decided, today())
        if refusal is None or len((form.reason.data or "").strip()) >= SHORTEST_REASON:
            return ask_worker(decided, {"act": POST, "day": form.day.data.isoformat(), "reason": form.reason.data or ""})
        form.take_error(StaffingError(_("%(why)s Give the reason why the papers leave before.", why=refusal), field="reason"))
    return postings_page(get_newest_in_force(person().county_id), form, ReasonForm(formdata=None))


@blueprint.post("/reverse-all")
@requires_role(OFFICERS)
@writes
def reverse_all() -> Response | str:
    """Have the worker take back every posting of the year."""
    decided, form = get_newest_in_force(person().county_id), ReasonForm()
    if form.validate_on_submit():
        return ask_worker(decided, {"act": REVERSE, "reason": form.reason.data})
    return postings_page(decided, PostForm(formdata=None, data={"day": SchoolYear(decided.year.school_year).starts_on}), form)


def ask_worker(decided: DecidedPlan, payload: dict[str, object]) -> Response:
    """Enqueue the work; one at a time for a year."""
    try:
        enqueue(JOB_KIND, subject_of(decided.rotation_year_id), county_id=decided.county_id, created_by=person().id,
                payload={**payload, "decided_plan_id": decided.id})
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("postings.show_postings"), code=303)


@blueprint.get("/progress")
@requires_role(RECORD_READERS)
def watch() -> Response:
    """Answer how far the work is."""
    return progress_of(find_latest_job(subject_of(get_newest_in_force(person().county_id).rotation_year_id)))


@blueprint.get("/<int:posting_id>")
@requires_role(RECORD_READERS)
def show_posting(posting_id: int) -> str:
    """Show one stint: arrival, assessments, its end."""
    return posting_page(seen(posting_id))


def seen(posting_id: int) -> Posting:
    """Return a posting that the person may see: schools those who come to them."""
    return queries.get_posting(person().county_id, posting_id, to_school_id=own_school_id())


def posting_page(posting: Posting, **forms: object) -> str:
    """Return the page of a stint, with the forms as they were sent."""
    made: dict[str, object] = {
        "arrival": ArrivalForm(formdata=None, data={"arrival": posting.arrival, "arrived_on": posting.arrived_on or today(), "note": posting.arrival_note}),
        "end": EndForm(formdata=None), "undo": ReasonForm(formdata=None), "reversal": ReasonForm(formdata=None),
        "assessment": AssessmentForm(formdata=None, data={"school_year": SchoolYear.containing(posting.day).first}), **forms}
    return render_template("postings/posting.html", posting=posting, forms=made, looks=LOOKS, states=PostingState, ends=StintEnd, away=AWAY, receivers=RECEIVERS)


def step(posting_id: int, act: Callable[[], object], message: str) -> Response:
    """Do a step and return to the stint; a refusal or a newer version is told there."""
    try:
        act()
    except StaleVersionError as error:
        flash(str(error.message), "danger")
    except StaffingError as error:
        flash(str(error.message), "danger")
    else:
        flash(message, "success")
    return redirect(url_for("postings.show_posting", posting_id=posting_id), code=303)


@blueprint.post("/<int:posting_id>/arrival")
@requires_role(RECEIVERS)
@writes
def note_arrival(posting_id: int) -> Response | str:
    """Note that the person has reported, or has not."""
    posting, form = seen(posting_id), ArrivalForm()
    if not form.validate_on_submit():
        return posting_page(posting, arrival=form)
    return step(posting_id, lambda: operations.note_arrival(
        posting, arrival=form.arrival.data, arrived_on=form.arrived_on.data, note=form.note.data or "", version=form.version.data), _("Saved."))


@blueprint.post("/<int:posting_id>/assessment")
@requires_role(RECEIVERS)
@writes
def assess(posting_id: int) -> Response | str:
    """Record the assessment of a school year."""
    posting, form = seen(posting_id), AssessmentForm()
    if not form.validate_on_submit():
        return posting_page(posting, assessment=form)
    return step(posting_id, lambda: operations.assess(
        posting, school_year=form.school_year.data, grade=form.grade.data, final=form.final.data, note=form.remark.data or "", assessed_by=person().id), _("Saved."))


@blueprint.post("/<int:posting_id>/end")
@requires_role(OFFICERS)
@writes
def end(posting_id: int) -> Response | str:
    """Record the end or the extension of a stint, in the records too."""
    posting, form = seen(posting_id), EndForm()
    if not form.validate_on_submit():
        return posting_page(posting, end=form)
    how = End(form.outcome.data, form.on.data, form.reason.data or "", form.relation_moves.data)
    return step(posting_id, lambda: operations.end(posting, how, version=form.version.data), _("Written into the records."))


@blueprint.post("/<int:posting_id>/undo-end")
@requires_role(OFFICERS)
@writes
def undo_end(posting_id: int) -> Response | str:
    """Take the newest end or extension back."""
    posting, form = seen(posting_id), ReasonForm()
    if not form.validate_on_submit():
        return posting_page(posting, undo=form)
    return step(posting_id, lambda: operations.undo_end(posting, reason=form.reason.data or "", version=form.version.data), _("Taken back; the records are as before."))


@blueprint.post("/<int:posting_id>/reverse")
@requires_role(OFFICERS)
@writes
def reverse(posting_id: int) -> Response | str:
    """Take a posting back."""
    posting, form = seen(posting_id), ReasonForm()
    if not form.validate_on_submit():
        return posting_page(posting, reversal=form)
    return step(posting_id, lambda: operations.reverse(posting, reason=form.reason.data or "", version=form.version.data), _("Taken back; the records are as before."))


@blueprint.get("/returns")
@requires_role(RECORD_READERS)
def list_returns() -> str:
    """Show whose stint ends within a school year."""
    year = request.args.get("school_year", 0, type=int)
    chosen = year if 2000 <= year <= 2199 else SchoolYear.containing(today()).first
    return render_template("postings/returns.html", postings=queries.list_returns(person().county_id, chosen, school_id=own_school_id()), year=chosen, looks=LOOKS)
