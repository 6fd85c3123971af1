"""Pages: the three lists and the leaders, one verdict with its reasons, override, decide anew, fix, export."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import bind_pages
from staffing.core.exports import Exported, as_format
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.transactions import writes
from staffing.eligibility import exporting, operations, queries, titles as titles, wording
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.forms import FixForm, OverrideForm
from staffing.eligibility.models import EligibilityList
from staffing.eligibility.queries import VerdictFilter
from staffing.errors import StaffingError
from staffing.releases.leaving import hand_out
from staffing.rotation_years.queries import find_current_year, get_rotation_year
from staffing.schools.queries import get_county
from staffing.teachers.roster import load_roster

blueprint = Blueprint("eligibility", __name__, url_prefix="/eligibility")
bind_pages(blueprint, _l("The list was decided for the cut-off day of its rotation year, from the records of the day on which it was decided."))
TABS = ("eligible", "deferred", "out", "leaders")


@blueprint.app_template_global()
def reason_words() -> Any:
    """Give the templates the words of reasons."""
    return wording


@blueprint.get("/")
@requires_role(RECORD_READERS)
def list_verdicts() -> str:
    """Show one of the lists of the current rotation year."""
    year = find_current_year(person().county_id)
    listed = queries.find_latest_list(year.id) if year else None
    if year is None or listed is None:
        return render_template("eligibility/none.html", year=year)
    tab = request.args.get("list", "eligible")
    wanted = asked_filter(tab)
    asked = asked_page(sortable=tuple(queries.SORTABLE), default_sort="school")
    return render_template(
        "eligibility/list.html", year=year, listed=listed, tab=tab, wanted=wanted, counts=queries.count_list(listed.id),
        page=queries.list_verdicts(listed.id, wanted, asked), rules=queries.count_rules(listed.id, wanted),
        schools=queries.school_names(person().county_id), own_school=own_school_id())


def asked_filter(tab: str) -> VerdictFilter:
    """Return what the address narrows the list to; school roles see their own school only."""
    state = EligibilityState(tab) if tab in [member.value for member in EligibilityState] else None
    return VerdictFilter(
        state=state, leaders=tab == "leaders", school_id=own_school_id() or request.args.get("school", type=int),
        rule=request.args.get("rule", ""), text=request.args.get("text", ""), backbone="backbone" in request.args,
        overridden="overridden" in request.args)


@blueprint.get("/verdicts/<int:verdict_id>")
@requires_role(RECORD_READERS)
def show_verdict(verdict_id: int) -> str:
    """Show one verdict with rule, clause and inputs of each reason."""
    verdict = queries.get_verdict(person().county_id, verdict_id, school_id=own_school_id())
    override = operations.standing_overrides(verdict.eligibility_list.rotation_year_id).get(verdict.teacher_id)
    return render_template("eligibility/verdict.html", verdict=verdict, override=override, cut_off=queries.cut_off_of(verdict),
                           schools=queries.school_names(person().county_id))


@blueprint.route("/verdicts/<int:verdict_id>/override", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def override_verdict(verdict_id: int) -> Response | str:
    """Let an officer decide differently, with a reason."""
    verdict = queries.get_verdict(person().county_id, verdict_id)
    form = OverrideForm(state=verdict.state.value)
    if form.validate_on_submit():
        try:
            operations.override_verdict(get_rotation_year(person().county_id), verdict, state=EligibilityState(form.state.data),
                                        reason=form.reason.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("eligibility.show_verdict", verdict_id=verdict_id))
    return render_template("eligibility/override.html", verdict=verdict, form=form)


@blueprint.post("/verdicts/<int:verdict_id>/withdraw")
@requires_role(OFFICERS)
@writes
def withdraw_override(verdict_id: int) -> Response:
    """Take an override back."""
    operations.withdraw_override(get_rotation_year(person().county_id), queries.get_verdict(person().county_id, verdict_id))
    return redirect(url_for("eligibility.show_verdict", verdict_id=verdict_id))


@blueprint.post("/decide")
@requires_role(OFFICERS)
@writes
def decide_list() -> Response:
    """Decide everybody anew from the records as they are now."""
    listed = operations.decide_list(get_rotation_year(person().county_id))
    flash(_("%(total)s persons were decided.", total=listed.summary["total"]), "success")
    return redirect(url_for("eligibility.list_verdicts"))


@blueprint.post("/fix")
@requires_role(OFFICERS)
@writes
def fix_list() -> Response | str:
    """Freeze the current list; where the features above name open matters, only with a reason."""
    listed, form = current_list(), FixForm()
    matters = [words for demand in current_app.config.get("FIX_DEMANDS", ()) for words in demand(listed)]
    if matters and not form.validate_on_submit():
        return render_template("eligibility/fix.html", listed=listed, matters=matters, form=form)
    operations.fix_list(listed, reason=form.reason.data or "")
    return redirect(url_for("eligibility.list_verdicts"))


@blueprint.post("/export/<code>.<kind>")
@requires_role(RECORD_READERS)
@writes
def export_list(code: str, kind: str) -> Response:
    """Hand out one of the lists as a file, with an audit line."""
    chosen = next((item for item in exporting.LISTS if item.code == code), None)
    if chosen is None:
        raise LookupError("no such list")
    listed, county = current_list(), get_county(person().county_id)
    roster = load_roster(county.id, today()).by_id()
    sheet = exporting.build_sheet(listed, chosen, roster, queries.school_names(county.id), school_id=own_school_id())
    exported = Exported(ListMeta(chosen.title, county.bureau_name, today(), person().name, county.synthetic), [sheet])
    return hand_out(exported, as_format(kind), code=f"eligibility_{code}", subject=listed, told={"list": code})


def current_list() -> EligibilityList:
    """Return the newest list of the current rotation year; LookupError without one."""
    listed = queries.find_latest_list(get_rotation_year(person().county_id).id)
    if listed is None:
        raise LookupError("no list yet")
    return listed
