"""Pages: slips of a school for clerk and officer, the printed sheet, the signature list; and for the teacher the entry and home page."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, SCHOOL_ROLES, open_to_all, own_school_id, person, requires_role
from staffing.core.as_of import bind_pages
from staffing.core.conflicts import VersionedForm
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.extensions import limiter
from staffing.rotation_years.queries import find_current_year, get_rotation_year
from staffing.schools.queries import get_school, list_school_choices
from staffing.slips import operations, queries, sessions
from staffing.slips.forms import CodeForm
from staffing.slips.models import PersonalSlip
from staffing.slips.personal import cards_for, keep_language, personal_page, requires_slip, visitor
from staffing.slips.printing import printed_slip
from staffing.slips.queries import Holder
from staffing.teachers.queries import get_teacher

blueprint = Blueprint("slips", __name__)
bind_pages(blueprint, _l("Slips belong to a rotation year and show the present."))
blueprint.after_app_request(sessions.touch_session)
blueprint.after_app_request(keep_language)
PRINTERS = OFFICERS | SCHOOL_ROLES
FOUND_NOTHING = _l("This code opens nothing. Look at the slip again; after several wrong codes it pauses for a while.")


@blueprint.get("/slips/")
@requires_role(PRINTERS)
def list_slips() -> str:
    """Show who of a school has a slip; officers without a school see how far all schools are."""
    year = find_current_year(person().county_id)
    if year is None:
        return render_template("slips/none.html")
    school_id, everybody = own_school_id() or request.args.get("school", type=int), "everybody" in request.args
    if school_id is None:
        return render_template("slips/schools.html", year=year, rows=queries.count_printing(year))
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    holders = queries.list_holders(year, school_id=school.id, everybody=everybody)
    return render_template("slips/list.html", year=year, school=school, holders=holders, everybody=everybody,
                           schools=list_school_choices(person().county_id) if own_school_id() is None else [])


@blueprint.post("/slips/schools/<int:school_id>/print")
@requires_role(PRINTERS)
@writes
def print_slips(school_id: int) -> Response | str:
    """Make slips for the persons of a school who have none and show them once, ready to print."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    year, everybody = get_rotation_year(person().county_id), "everybody" in request.form
    holders = queries.list_holders(year, school_id=school.id, everybody=everybody)
    codes = operations.print_slips(year, [one.teacher_id for one in holders], printed_by=person().id)
    if not codes:
        flash(_("Everybody here has a slip already. Print a lost one again from its row."), "info")
        return redirect(url_for("slips.list_slips", school=school.id), code=303)
    slips = [printed_slip(one, codes[one.teacher_id]) for one in holders if one.teacher_id in codes]
    return render_template("slips/sheet.html", year=year, school=school, slips=slips)


def slip_in_reach(slip_id: int) -> PersonalSlip:
    """Return a slip of somebody whom the person may see; LookupError otherwise."""
    slip = queries.get_slip(person().county_id, slip_id)
    get_teacher(person().county_id, slip.teacher_id, on=today(), own_school_id=own_school_id())
    return slip


@blueprint.post("/slips/<int:slip_id>/reprint")
@requires_role(PRINTERS)
@writes
def reprint_slip(slip_id: int) -> str:
    """Give one person a new code, shown once; the old one ends."""
    slip, form = slip_in_reach(slip_id), VersionedForm()
    code = operations.reprint_slip(slip, version=form.version.data or 0, printed_by=person().id)
    year = get_rotation_year(person().county_id)
    holder = next((one for one in queries.list_holders(year, everybody=True) if one.teacher_id == slip.teacher_id), None)
    if holder is None:
        raise LookupError("no longer on the roster")
    return render_template("slips/sheet.html", year=year, school=get_school(person().county_id, holder.school_id),
                           slips=[printed_slip(holder, code)])


@blueprint.post("/slips/<int:slip_id>/withdraw")
@requires_role(PRINTERS)
@writes
def withdraw_slip(slip_id: int) -> Response:
    """Let a slip open nothing any more."""
    slip, form = slip_in_reach(slip_id), VersionedForm()
    operations.withdraw_slip(slip, version=form.version.data or 0)
    flash(_("The slip opens nothing any more. Print it again to give a new code."), "success")
    return redirect(url_for("slips.list_slips", school=request.form.get("school", type=int)), code=303)


@blueprint.get("/slips/schools/<int:school_id>/signatures")
@requires_role(PRINTERS)
def show_signatures(school_id: int) -> str:
    """Show the list on which teachers sign for their slips; it carries no code."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    year = get_rotation_year(person().county_id)
    holders: list[Holder] = [one for one in queries.list_holders(year, school_id=school.id, everybody=True) if one.slip]
    return render_template("slips/signatures.html", year=year, school=school, holders=holders)


@blueprint.route("/my/", methods=["GET", "POST"])
@open_to_all
@limiter.limit("10 per minute; 60 per hour", methods=["POST"], deduct_when=lambda response: response.status_code == 401)
@writes
def enter() -> Response | str | tuple[str, int]:
    """Let a teacher in with the code of the slip."""
    form = CodeForm()
    if not form.validate_on_submit():
        return personal_page("slips/enter.html", form=form)
    slip = operations.enter_with(form.code.data, address=request.remote_addr or "")
    if slip is None:
        form.form_errors.append(FOUND_NOTHING)
        form.code.data = ""
        return personal_page("slips/enter.html", form=form), 401
    response = redirect(url_for("slips.show_home"), code=303)
    sessions.set_cookie(response, sessions.start_session(slip))
    return response


@blueprint.get("/my/home")
@requires_slip
def show_home() -> str:
    """Show the teacher what can be looked at and what waits."""
    return personal_page("slips/home.html", cards=cards_for(visitor()), ends_at=g.slip_session.ends_at)


@blueprint.post("/my/leave")
@requires_slip
@writes
def leave() -> Response:
    """End the session, so that the next person at this computer sees nothing."""
    sessions.end_session(g.slip_session)
    response = redirect(url_for("slips.enter"), code=303)
    response.delete_cookie(sessions.COOKIE, path=sessions.PATH)
    return response


@blueprint.errorhandler(StaffingError)
def tell_refusal(error: StaffingError) -> Response:
    """Tell an officer or clerk on the list why nothing was changed."""
    flash(str(error.message), "danger")
    return redirect(url_for("slips.list_slips"), code=303)
