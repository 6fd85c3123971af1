"""Pages of orders: what is issued for the decision in force, the register, one paper, making void, batches."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import (
    find_newest_in_force,
    get_newest_in_force,
    list_decided_moves,
)
from staffing.documents.making import Maker
from staffing.documents.operations import SUFFIXES, ask, note_made
from staffing.documents.registry import DocumentKind, Filled, get_kind
from staffing.documents.responses import file_response, wanted_suffix
from staffing.errors import StaffingError, StaleVersionError
from staffing.orders import operations, queries
from staffing.orders.forms import IssueForm, RegisterForm, VoidForm
from staffing.orders.gate import why_not_yet
from staffing.orders.models import IssuedOrder, OrderKind, OrderState
from staffing.orders.operations import Issue
from staffing.orders.papers import school_changes
from staffing.schools.queries import get_county, get_school

blueprint = Blueprint("orders", __name__, url_prefix="/orders")
OF_MOVES = "rotation_form"
OF_SCHOOLS = "school_changes"


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_orders() -> str:
    """Show the moves of the decision in force with the papers each person has, and what can be issued."""
    decided = find_newest_in_force(person().county_id)
    if decided is None:
        return render_template("orders/none.html")
    form = IssueForm(formdata=None, data={"issued_on": today(), "prefix": queries.last_prefix(person().county_id, OrderKind.NOTICE)})
    return orders_page(decided, form)


def orders_page(decided: DecidedPlan, form: IssueForm) -> str:
    """Return the page of a decision's papers."""
    moves = list_decided_moves(decided.id, school_id=own_school_id())
    orders = queries.orders_of_year(decided.rotation_year_id, school_id=own_school_id())
    have = {(one.teacher_id, one.kind): one for one in orders}
    return render_template(
        "orders/show.html", decided=decided, moves=moves, have=have, kinds=OrderKind, form=form, refusal=why_not_yet(decided, today()),
        overtaken=operations.overtaken(orders, moves), names=operations.kind_names(decided), notices=[one for one in orders if one.kind is OrderKind.NOTICE],
        counts={kind: sum(one.kind is kind for one in orders) for kind in OrderKind}, own=own_school_id())


@blueprint.post("/issue")
@requires_role(OFFICERS)
@writes
def issue_orders() -> Response | str:
    """Issue a notice, or a paper for everybody who has none yet."""
    decided, form = get_newest_in_force(person().county_id), IssueForm()
    if form.validate_on_submit():
        how = Issue(form.prefix.data or "", form.issued_on.data, form.report_by.data, person().id, form.override_reason.data or "")
        try:
            made = operations.issue(decided, form.kind.data, list_decided_moves(decided.id), how, county=get_county(person().county_id))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Issued: %(first)s to %(last)s, %(count)s in all.", first=made[0].full_number, last=made[-1].full_number, count=len(made)), "success")
            return redirect(url_for("orders.show_orders"), code=303)
    return orders_page(get_newest_in_force(person().county_id), form)


@blueprint.get("/register")
@requires_role(RECORD_READERS)
def show_register() -> str:
    """Show the register of papers, void ones among them."""
    form = RegisterForm(request.args)
    asked = asked_page(sortable=("number",), default_sort="number")
    page = queries.list_register(person().county_id, asked, kind=form.kind.data or "", state=form.state.data or "", year=form.year.data, school_id=own_school_id())
    return render_template("orders/register.html", page=page, form=form, states=OrderState)


@blueprint.post("/papers/<int:order_id>")
@requires_role(RECORD_READERS)
@writes
def take_paper(order_id: int) -> Response:
    """Send one issued paper as Word or PDF."""
    order = queries.get_order(person().county_id, order_id, school_id=own_school_id())
    kind, filled = get_kind(order.kind.value), Filled(f"{order.full_number}_{order.title}", order.facts, order.template_id, shipped=order.template_id is None)
    return send_one(kind, filled, order.teacher_id)


def send_one(kind: DocumentKind, filled: Filled, teacher_id: int | None) -> Response:
    """Return one document, with its line in the log; a template that cannot be filled or printed is told."""
    county, suffix = get_county(person().county_id), wanted_suffix()
    try:
        content = Maker(county, kind, [filled]).make(filled, suffix)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("orders.show_orders"), code=303)
    note_made(kind, county_id=county.id, teacher_id=teacher_id, suffix=suffix)
    return file_response(content, filled.name, suffix)


@blueprint.post("/forms/<int:decided_move_id>")
@requires_role(OFFICERS)
@writes
def take_form(decided_move_id: int) -> Response:
    """Send one person's form of approval."""
    kind = get_kind(OF_MOVES)
    found = kind.gather(person().county_id, [decided_move_id])
    if not found:
        raise LookupError
    return send_one(kind, found[0], None)


@blueprint.post("/schools/<int:school_id>/changes")
@requires_role(RECORD_READERS)
@writes
def take_changes(school_id: int) -> Response:
    """Send one school's list of leaving and arriving staff."""
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    found = school_changes(get_newest_in_force(person().county_id), school_id=school.id)
    if not found:
        flash(_("Nobody leaves this school and nobody comes."), "warning")
        return redirect(url_for("orders.show_orders"), code=303)
    return send_one(get_kind(OF_SCHOOLS), Filled(f"{school.name}_变动表", found[0]), None)


@blueprint.post("/batch")
@requires_role(OFFICERS)
@writes
def make_batch() -> Response:
    """Have the worker make all papers of a kind as one zip."""
    decided, code = get_newest_in_force(person().county_id), request.form.get("kind", "")
    suffix = request.form.get("suffix", "")
    try:
        members = members_of(decided, code)
        ask(get_kind(code), members, suffix if suffix in SUFFIXES else SUFFIXES[0], who=person())
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("orders.show_orders"), code=303)
    return redirect(url_for("documents.list_kinds"), code=303)


def members_of(decided: DecidedPlan, code: str) -> list[int]:
    """Return the ids that a kind counts by; LookupError for a kind that is none of ours."""
    if code == OF_SCHOOLS:
        return [decided.id]
    if code == OF_MOVES:
        return [move.id for move in list_decided_moves(decided.id)]
    if code not in set(OrderKind):
        raise LookupError
    return [one.id for one in queries.orders_of_year(decided.rotation_year_id) if one.kind is OrderKind(code)]


@blueprint.route("/papers/<int:order_id>/void", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def void_order(order_id: int) -> Response | str:
    """Make a paper void, with the reason; it stays in the register."""
    order, form = queries.get_order(person().county_id, order_id), VoidForm()
    if form.validate_on_submit():
        try:
            operations.void(order, reason=form.reason.data or "", version=form.version.data, voided_by=person().id)
        except (StaleVersionError, StaffingError) as error:
            form.take_error(error)
            order = queries.get_order(person().county_id, order_id)
        else:
            flash(_("%(number)s is void; its number stays in the register.", number=order.full_number), "success")
            return redirect(url_for("orders.show_register"), code=303)
    return void_page(order, form)


def void_page(order: IssuedOrder, form: VoidForm) -> str:
    """Return the page on which a paper is made void."""
    form.version.data, form.version.raw_data = order.version, None
    return render_template("orders/void.html", order=order, form=form)


