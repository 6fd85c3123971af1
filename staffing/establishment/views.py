"""Pages of establishment: the ledger, the total, loans from the pool, proposals to share posts out anew."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.exports import as_format
from staffing.core.pages import table_page
from staffing.core.school_year import SchoolYear, today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.establishment import exporting, operations, queries
from staffing.establishment.distribution import Grounds
from staffing.establishment.forms import (
    AdoptForm,
    LoanChangeForm,
    LoanForm,
    ProposalForm,
    StepForm,
    TotalForm,
)
from staffing.establishment.ledger import Ledger, gather_ledger
from staffing.establishment.models import PostProposal, ProposalState
from staffing.releases.leaving import hand_out
from staffing.schools.queries import get_county, get_school, list_school_choices

blueprint = Blueprint("establishment", __name__, url_prefix="/establishment")
STATES = ("vacant", "over", "unknown")


def the_ledger() -> Ledger:
    """Return the ledger of the signed-in person's county as of today."""
    return gather_ledger(get_county(person().county_id), today())


@blueprint.get("/")
@requires_role(COUNTY_READERS)
def show_ledger() -> str:
    """Show the county's posts, every school's, and what is due."""
    ledger, state = the_ledger(), request.args.get("state", "")
    rows = [row for row in ledger.rows if state not in STATES or row.state == state]
    counts = {one: sum(row.state == one for row in ledger.rows) for one in STATES}
    return render_template("establishment/ledger.html", ledger=ledger, rows=rows, page=table_page(rows), wanted=state, counts=counts,
                           totals=queries.list_county_posts(person().county_id))


@blueprint.route("/total", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def file_total() -> Response | str:
    """File the county's total from a day on."""
    form = TotalForm()
    if form.validate_on_submit():
        try:
            operations.file_total(county_id=person().county_id, valid_from=form.valid_from.data, posts=form.posts.data, source=form.source.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            return back(_("Saved."))
    return render_template("establishment/edit.html", form=form, heading=_("File the county's total of posts"), back="establishment.show_ledger")


@blueprint.get("/loans")
@requires_role(COUNTY_READERS)
def list_loans() -> str:
    """Show the pool: its size, who has what until when, what came back."""
    return render_template("establishment/loans.html", ledger=the_ledger(), today=today())


@blueprint.route("/loans/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def lend_posts() -> Response | str:
    """Lend posts of the pool to a school."""
    form = LoanForm()
    form.school_id.choices = list_school_choices(person().county_id)
    if form.validate_on_submit():
        try:
            school = get_school(person().county_id, form.school_id.data)
            operations.lend(the_ledger(), county_id=person().county_id, school=school, posts=form.posts.data, lent_on=form.lent_on.data,
                            due_on=form.due_on.data, reason=form.reason.data or "", source=form.source.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            return back(_("Saved."), "establishment.list_loans")
    return render_template("establishment/edit.html", form=form, heading=_("Lend posts of the pool"), back="establishment.list_loans")


@blueprint.route("/loans/<int:loan_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def change_loan(loan_id: int) -> Response | str | tuple[str, int]:
    """Prolong a loan or record its return."""
    loan = queries.get_loan(person().county_id, loan_id)
    form = LoanChangeForm(obj=loan)
    form_seen(form, loan, loan.county_id)
    if form.validate_on_submit():
        try:
            operations.change_loan(loan, version=form.version.data, due_on=form.due_on.data, returned_on=form.returned_on.data, reason=form.reason.data or "")
        except StaleVersionError:
            return show_conflict(form, LoanChangeForm(obj=loan, formdata=None), target=loan, county_id=loan.county_id, heading=loan.school.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back(_("Saved."), "establishment.list_loans")
    return render_template("establishment/edit.html", form=form, heading=_("Loan to %(school)s", school=loan.school.name), back="establishment.list_loans")


@blueprint.route("/proposals", methods=["GET", "POST"])
@requires_role(COUNTY_READERS)
@writes
def list_proposals() -> Response | str:
    """Show the proposals; an officer makes a new one."""
    ledger = the_ledger()
    form = ProposalForm(data={"reserve": ledger.pool}) if request.method == "GET" else ProposalForm()
    if person().role in OFFICERS and form.validate_on_submit():
        try:
            made = operations.propose(ledger, county_id=person().county_id, name=form.name.data or "", school_year=SchoolYear.containing(ledger.on).first,
                                      reserve=form.reserve.data, created_by=person().id)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("establishment.show_proposal", proposal_id=made.id), code=303)
    return render_template("establishment/proposals.html", form=form, ledger=ledger, proposals=queries.list_proposals(person().county_id))


@blueprint.get("/proposals/<int:proposal_id>")
@requires_role(COUNTY_READERS)
def show_proposal(proposal_id: int) -> str:
    """Show a proposal before and after, with its grounds."""
    return proposal_page(queries.get_proposal(person().county_id, proposal_id), AdoptForm(formdata=None))


def proposal_page(proposal: PostProposal, form: AdoptForm) -> str:
    """Return the page of a proposal."""
    form.version.data, form.version.raw_data = proposal.version, None
    rows = sorted(proposal.rows, key=lambda row: row.id)
    return render_template("establishment/proposal.html", proposal=proposal, rows=rows, form=form, grounds={one.value: one for one in Grounds}, states=ProposalState)


@blueprint.post("/proposals/<int:proposal_id>/adjust")
@requires_role(OFFICERS)
@writes
def adjust_proposal(proposal_id: int) -> Response:
    """Settle the posts of schools by hand."""
    proposal, form = queries.get_proposal(person().county_id, proposal_id), StepForm()
    wanted = {row.id: request.form.get(f"posts-{row.id}", "").strip() for row in proposal.rows}
    bad = [row.school.name for row in proposal.rows if wanted[row.id] and not (wanted[row.id].isdecimal() and len(wanted[row.id]) <= 5)]
    if bad:
        flash(_("Write whole numbers of posts: %(schools)s", schools="、".join(bad)), "danger")
    elif form.validate_on_submit():
        return step(proposal_id, lambda: operations.adjust(
            proposal, version=form.version.data, posts={key: int(text) for key, text in wanted.items() if text}), _("Saved."))
    return redirect(url_for("establishment.show_proposal", proposal_id=proposal_id), code=303)


@blueprint.post("/proposals/<int:proposal_id>/adopt")
@requires_role(OFFICERS)
@writes
def adopt_proposal(proposal_id: int) -> Response | str:
    """Make a proposal the authorised posts of the schools from a day on."""
    proposal, form = queries.get_proposal(person().county_id, proposal_id), AdoptForm()
    if not form.validate_on_submit():
        return proposal_page(proposal, form)
    return step(proposal_id, lambda: operations.adopt(
        proposal, version=form.version.data, effective_on=form.effective_on.data, source=form.source.data or "", adopted_by=person().id),
        _("Adopted: the schools' authorised posts hold from %(day)s.", day=form.effective_on.data.isoformat()))


@blueprint.post("/proposals/<int:proposal_id>/discard")
@requires_role(OFFICERS)
@writes
def discard_proposal(proposal_id: int) -> Response:
    """Put a draft aside."""
    proposal, form = queries.get_proposal(person().county_id, proposal_id), StepForm()
    form.validate()
    return step(proposal_id, lambda: operations.discard(proposal, version=form.version.data), _("Discarded; it stays readable."))


def step(proposal_id: int, act: Callable[[], object], message: str) -> Response:
    """Do a step and return to the proposal; a refusal or a newer version is told there."""
    try:
        act()
    except StaleVersionError:
        flash(_("Somebody changed this proposal meanwhile. It is shown as it stands now; nothing of yours was stored."), "danger")
    except StaffingError as error:
        flash(str(error.message), "danger")
    else:
        flash(message, "success")
    return redirect(url_for("establishment.show_proposal", proposal_id=proposal_id), code=303)


def back(message: str, endpoint: str = "establishment.show_ledger") -> Response:
    """Return to a page with a word."""
    flash(message, "success")
    return redirect(url_for(endpoint), code=303)


@blueprint.post("/export/<any(ledger, proposal):listing>.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out the filing sheet, with an audit line."""
    county, format_ = get_county(person().county_id), as_format(wanted)
    if listing == "ledger":
        exported = exporting.filing_list(county, the_ledger(), made_by=person().name)
    else:
        proposal = queries.get_proposal(county.id, request.args.get("proposal_id", 0, type=int))
        exported = exporting.proposal_list(county, proposal, made_by=person().name)
    return hand_out(exported, format_, code=f"establishment_{listing}")
