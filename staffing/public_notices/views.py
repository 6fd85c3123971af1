"""Pages of notices for the county, and the one page that everybody may read while a notice runs."""

from collections.abc import Callable

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, open_to_all, person, requires_role
from staffing.core.as_of import bind_pages
from staffing.core.forms import StaffingForm
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.decisions.exporting import notice_rows
from staffing.decisions.queries import find_newest_in_force, get_decided_plan
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import limiter
from staffing.plans.exporting import NOTICE_COLUMNS
from staffing.plans.models import Plan
from staffing.plans.operations import rules_of
from staffing.plans.queries import find_teacher
from staffing.public_notices import operations, queries
from staffing.public_notices.forms import UPHELD, AnswerForm, AppealForm, CloseForm, ObjectionForm, OpenForm
from staffing.public_notices.models import Appeal, NoticeObjection
from staffing.public_notices.operations import Answer
from staffing.public_notices.terms import notice_period
from staffing.public_notices.wording import CASE_LOOKS, notice_state, public_words
from staffing.schools.queries import get_county

blueprint = Blueprint("public_notices", __name__)
bind_pages(blueprint, _l("A notice shows the version that was approved."))
GONE = 410


@blueprint.get("/public-notices/")
@requires_role(COUNTY_READERS)
def list_notices() -> str:
    """Show the county's notices and appeals."""
    appeals = queries.list_appeals(person().county_id)
    return render_template("public_notices/list.html", notices=queries.list_notices(person().county_id), appeals=appeals, day=today(),
                           state_of=notice_state, looks=CASE_LOOKS, in_force=find_newest_in_force(person().county_id))


@blueprint.route("/public-notices/versions/<int:decided_plan_id>/open", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def open_notice(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Make a version public from a day on."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    found = queries.find_notice_of(one.id)
    if found is not None:
        return redirect(url_for("public_notices.show_notice", notice_id=found.id))
    form = OpenForm(data={"version": one.version, "starts_on": today()})
    return entered(
        form, lambda: operations.open_notice(one, starts_on=form.starts_on.data, who=person(), version=form.version.data).id,
        lambda notice_id: url_for("public_notices.show_notice", notice_id=notice_id), "public_notices/open.html", one=one,
        period=notice_period(form.starts_on.data or today(), rules_of(one.year).procedure))


@blueprint.get("/public-notices/<int:notice_id>")
@requires_role(COUNTY_READERS)
def show_notice(notice_id: int) -> str:
    """Show a notice: its address, days, and the objections that came in."""
    notice = queries.get_notice(person().county_id, notice_id)
    versions = queries.versions_of_plans({case.repair_plan_id for case in notice.objections if case.repair_plan_id})
    return render_template("public_notices/show.html", notice=notice, one=notice.decided_plan, day=today(), state_of=notice_state, looks=CASE_LOOKS,
                           versions=versions, form=CloseForm(formdata=None, data={"version": notice.version}))


@blueprint.post("/public-notices/<int:notice_id>/close")
@requires_role(OFFICERS)
@writes
def close_notice(notice_id: int) -> Response:
    """End a notice early."""
    notice, form = queries.get_notice(person().county_id, notice_id), CloseForm()
    operations.close_notice(notice, on=today(), reason=form.reason.data or "", version=form.version.data)
    flash(_("Closed. The public page shows the list no more."), "success")
    return redirect(url_for("public_notices.show_notice", notice_id=notice_id), code=303)


@blueprint.route("/public-notices/<int:notice_id>/objections/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def register_objection(notice_id: int) -> Response | str | tuple[str, int]:
    """Register an objection."""
    notice, form = queries.get_notice(person().county_id, notice_id), ObjectionForm(data={"received_on": today()})

    def do() -> int:
        about = find_teacher(notice.county_id, form.person.data) if (form.person.data or "").strip() else None
        return operations.register_objection(notice, objector=form.objector.data or "", teacher=about, ground=form.ground.data or "",
                                             received_on=form.received_on.data).notice_id

    return entered(form, do, lambda made: registered(url_for("public_notices.show_notice", notice_id=made)), "public_notices/register.html",
                   heading=_("Register an objection"), back=url_for("public_notices.show_notice", notice_id=notice_id))


@blueprint.route("/public-notices/objections/<int:objection_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def answer_objection(objection_id: int) -> Response | str | tuple[str, int]:
    """Answer an objection."""
    case = queries.get_objection(person().county_id, objection_id)
    return answered(case, operations.answer_objection, url_for("public_notices.show_notice", notice_id=case.notice_id))


@blueprint.route("/public-notices/versions/<int:decided_plan_id>/appeals/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def register_appeal(decided_plan_id: int) -> Response | str | tuple[str, int]:
    """Register an appeal against a version."""
    one, form = get_decided_plan(person().county_id, decided_plan_id), AppealForm(data={"received_on": today()})

    def do() -> int:
        return operations.register_appeal(one, teacher=find_teacher(one.county_id, form.person.data or ""), channel=form.channel.data,
                                          ground=form.ground.data or "", received_on=form.received_on.data).id

    return entered(form, do, lambda _made: registered(url_for("public_notices.list_notices")), "public_notices/register.html",
                   heading=_("Register an appeal"), back=url_for("public_notices.list_notices"))


@blueprint.route("/public-notices/appeals/<int:appeal_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def answer_appeal(appeal_id: int) -> Response | str | tuple[str, int]:
    """Decide an appeal."""
    case = queries.get_appeal(person().county_id, appeal_id)
    return answered(case, operations.answer_appeal, url_for("public_notices.list_notices"))


@blueprint.get("/notice/<token>")
@open_to_all
@limiter.limit("60 per minute")
def show_public(token: str) -> Response:
    """Show the list to everybody while its days run; before and afterwards nothing of it."""
    notice = queries.find_by_token(token)
    if notice is None or today() < notice.starts_on:
        raise LookupError
    shown, bureau = queries.is_shown(notice, today()), get_county(notice.county_id).bureau_name
    title, told = public_words(notice, bureau, shown=shown)
    page = render_template("public_notices/public.html", title=title, told=told, bureau=bureau, columns=NOTICE_COLUMNS,
                           rows=notice_rows(notice.decided_plan) if shown else [])
    response = make_response(page, 200 if shown else GONE)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def registered(address: str) -> str:
    """Tell that a case is registered, and return where to go on."""
    flash(_("Registered; it waits for an answer."), "success")
    return address


def entered(form: StaffingForm, do: Callable[[], int], address: Callable[[int], str], template: str, **frame: object) -> Response | str | tuple[str, int]:
    """Enter what a form says and go on; what was refused stands beside its field."""
    code = 200
    if form.validate_on_submit():
        try:
            return redirect(address(do()), code=303)
        except StaffingError as error:
            code = 409 if isinstance(error, StaleVersionError) else 200
            form.take_error(error)
    return render_template(template, form=form, **frame), code


def answered(case: NoticeObjection | Appeal, answer: Callable[..., Plan | None], back: str) -> Response | str | tuple[str, int]:
    """Answer a case; where the list changes, go to the plan that was asked for."""
    form = AnswerForm(data={"version": case.version, "remedy": case.remedy})

    def do() -> int:
        made = answer(case, Answer(form.outcome.data == UPHELD, form.answer.data or "", form.remedy.data), on=today(), who=person(), version=form.version.data)
        return made.id if made is not None else 0

    def address(plan_id: int) -> str:
        flash(_("Answered. The plan with the fewest changes is being looked for; submit it when it is valid.") if plan_id
              else _("Answered. The list stays as it is."), "success")
        return url_for("plans.show_plan", plan_id=plan_id) if plan_id else back

    return entered(form, do, address, "public_notices/answer.html",
                   case=case, back=back, looks=CASE_LOOKS)
