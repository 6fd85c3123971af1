"""Pages: the list of findings with its filters, one finding, acts on one and on many, export, the check itself."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from werkzeug.wrappers import Response

from staffing.accounts.queries import get_user
from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.exports import as_format
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.quality import exporting, operations, pictures, queries, wording
from staffing.quality.catalogue import ORDER
from staffing.quality.enums import FindingState, Severity
from staffing.quality.forms import AssignForm, CommentForm, IgnoreForm
from staffing.quality.models import QualityFinding
from staffing.quality.operations import Assignment
from staffing.quality.views.blueprint import KEEPERS, blueprint, the_finding, wanted_findings
from staffing.releases.leaving import hand_out
from staffing.schools.queries import get_county, list_school_choices


@blueprint.get("/")
@requires_role(RECORD_READERS)
def list_findings() -> str:
    """Show the findings that fit the filters, with counts and the state of the last check."""
    county_id, wanted = person().county_id, wanted_findings()
    asked = asked_page(sortable=tuple(queries.SORTABLE), default_sort="severity")
    rules = queries.count_rules(county_id, wanted)
    page = queries.list_findings(county_id, wanted, asked, rules)
    job = find_latest_job(f"{operations.CHECK_SUBJECT}{county_id}")
    states = queries.count_states(county_id, school_id=own_school_id())
    return render_template(
        "quality/list.html", wanted=wanted, page=page, views=[wording.describe(row, person().role) for row in page.rows], states=states,
        bar=pictures.draw_bar(states), open=queries.count_open(county_id, on=today(), school_id=own_school_id()),
        rules=sorted(rules.items(), key=lambda item: ORDER.get(item[0], 0)), severities=list(Severity), all_states=list(FindingState),
        schools=list_school_choices(county_id), own_school=own_school_id(), run=queries.find_latest_run(county_id),
        job=describe_job(job) if job else None, menders=queries.list_menders(county_id) if person().role in OFFICERS else [])


@blueprint.post("/check")
@requires_role(OFFICERS)
@writes
def check_county() -> Response:
    """Check the whole county in the background."""
    try:
        operations.ask_check(person().county_id, asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "warning")
    return redirect(url_for("quality.list_findings"))


@blueprint.get("/findings/<int:finding_id>")
@requires_role(RECORD_READERS)
def show_finding(finding_id: int) -> str:
    """Show one finding with its history and the way to mend it."""
    finding = the_finding(finding_id)
    return render_template("quality/finding.html", view=wording.describe(finding, person().role), form=CommentForm(),
                           may_work=person().role in KEEPERS)


@blueprint.post("/findings/<int:finding_id>/check")
@requires_role(KEEPERS)
@writes
def recheck_finding(finding_id: int) -> Response:
    """Look at the record again; only this can call the finding mended."""
    finding = the_finding(finding_id)
    operations.recheck(finding, made_by=person().id)
    if the_finding(finding_id).state is FindingState.MENDED:
        flash(_("Mended: the check sees it no longer."), "success")
    else:
        flash(_("The check still sees it."), "warning")
    return redirect(url_for("quality.show_finding", finding_id=finding_id))


@blueprint.post("/findings/<int:finding_id>/comment")
@requires_role(KEEPERS)
@writes
def comment_finding(finding_id: int) -> Response | str:
    """Write a comment."""
    finding, form = the_finding(finding_id), CommentForm()
    if form.validate_on_submit():
        operations.comment(finding, form.text.data or "")
        return redirect(url_for("quality.show_finding", finding_id=finding_id))
    return render_template("quality/finding.html", view=wording.describe(finding, person().role), form=form, may_work=True)


@blueprint.route("/findings/<int:finding_id>/ignore", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def ignore_finding(finding_id: int) -> Response | str:
    """Set a finding aside with the reason."""
    finding, form = the_finding(finding_id), IgnoreForm()
    if form.validate_on_submit():
        try:
            operations.ignore([finding], reason=form.reason.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("quality.show_finding", finding_id=finding_id))
    return render_template("quality/act.html", form=form, view=wording.describe(finding, person().role), heading=_("Ignore this finding"))


@blueprint.post("/findings/<int:finding_id>/take-up")
@requires_role(OFFICERS)
@writes
def take_up_finding(finding_id: int) -> Response:
    """Open an ignored finding again."""
    try:
        operations.take_up(the_finding(finding_id))
    except StaffingError as error:
        flash(str(error.message), "warning")
    return redirect(url_for("quality.show_finding", finding_id=finding_id))


@blueprint.route("/findings/<int:finding_id>/assign", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def assign_finding(finding_id: int) -> Response | str | tuple[str, int]:
    """Give a finding to somebody, until a day."""
    finding = the_finding(finding_id)
    form = offered(AssignForm(obj=finding, assignee=finding.assignee_id or 0), finding)
    form_seen(form, finding, finding.county_id)
    if form.validate_on_submit():
        try:
            operations.assign([finding], given(form), version=form.version.data)
        except StaleVersionError:
            stored = offered(AssignForm(obj=finding, formdata=None, assignee=finding.assignee_id or 0), finding)
            return show_conflict(form, stored, target=finding, county_id=finding.county_id, heading=wording.title_of(finding.rule))
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("quality.show_finding", finding_id=finding_id))
    return render_template("quality/act.html", form=form, view=wording.describe(finding, person().role), heading=_("Assign this finding"))


def offered(form: AssignForm, finding: QualityFinding) -> AssignForm:
    """Return the form with the accounts that can mend the finding."""
    form.offer(queries.list_menders(finding.county_id), finding.school_id)
    return form


def given(form: AssignForm) -> Assignment:
    """Return what the form assigns."""
    return Assignment(get_user(person().county_id, form.assignee.data) if form.assignee.data else None, form.due_on.data)


@blueprint.route("/many/ignore", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def ignore_many() -> Response | str:
    """Set the chosen findings aside with one reason."""
    chosen, form = chosen_findings(), IgnoreForm()
    if form.validate_on_submit():
        try:
            number = operations.ignore(chosen, reason=form.reason.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(ngettext("%(num)s finding is ignored.", "%(num)s findings are ignored.", number), "success")
            return redirect(url_for("quality.list_findings"))
    return render_template("quality/many.html", form=form, chosen=len(chosen), views=describe_some(chosen), heading=_("Ignore many findings"))


@blueprint.route("/many/assign", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def assign_many() -> Response | str:
    """Give the chosen findings to one account, until a day."""
    chosen, form = chosen_findings(), AssignForm()
    schools = {one.school_id for one in chosen}
    form.offer(queries.list_menders(person().county_id), schools.pop() if len(schools) == 1 else None)
    if form.validate_on_submit():
        try:
            number = operations.assign(chosen, given(form))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(ngettext("%(num)s finding is assigned.", "%(num)s findings are assigned.", number), "success")
            return redirect(url_for("quality.list_findings"))
    return render_template("quality/many.html", form=form, chosen=len(chosen), views=describe_some(chosen), heading=_("Assign many findings"))


def chosen_findings() -> list[QualityFinding]:
    """Return the open findings that are chosen one by one, or all that fit the filters of the address."""
    if request.args.get("all"):
        found = queries.all_findings(person().county_id, wanted_findings())
    else:
        found = queries.chosen_findings(person().county_id, request.args.getlist("chosen", type=int))
    return [one for one in found if one.state is FindingState.NEW]


def describe_some(chosen: list[QualityFinding]) -> list[wording.FindingView]:
    """Return the first of the chosen findings in words, so that one sees what one is about to do."""
    return [wording.describe(one, person().role) for one in chosen[:10]]


@blueprint.post("/export.<kind>")
@requires_role(RECORD_READERS)
@writes
def export_findings(kind: str) -> Response:
    """Hand out what is on screen as a list, with an audit line."""
    wanted = as_format(kind)
    exported = exporting.build_list(get_county(person().county_id), wanted_findings())
    return hand_out(exported, wanted, code=exporting.CODE, told={"list": exporting.CODE})
