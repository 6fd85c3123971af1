"""Pages: receipts of a version, one receipt, those of a school to print, making and checking them, cut-offs, one's own receipt."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import (
    COUNTY_READERS,
    OFFICERS,
    RECORD_READERS,
    own_school_id,
    person,
    requires_role,
)
from staffing.core.as_of import bind_pages
from staffing.core.pages import asked_page
from staffing.core.school_year import SchoolYear, today
from staffing.core.transactions import writes
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import find_newest_in_force, get_decided_plan
from staffing.receipts import operations, queries
from staffing.receipts.models import ReceiptKind
from staffing.receipts.personal import own_receipt
from staffing.receipts.publicity import is_public
from staffing.receipts.queries import Wanted
from staffing.receipts.showing import Frame, frame_of, show
from staffing.schools.queries import get_school, list_school_choices
from staffing.slips.personal import personal_page, requires_slip, visitor
from staffing.teachers.queries import get_teacher

blueprint = Blueprint("receipts", __name__)
bind_pages(blueprint, _l("Receipts belong to a decided version and do not change with the day."))


@blueprint.get("/receipts/")
@requires_role(RECORD_READERS)
def show_newest() -> Response | str:
    """Lead to the receipts of the version in force."""
    one = find_newest_in_force(person().county_id)
    return redirect(url_for("receipts.list_receipts", decided_plan_id=one.id)) if one else render_template("receipts/none.html")


def is_readable(one: DecidedPlan) -> bool:
    """True if the reader may see a version's receipts: the bureau always, schools once it is public."""
    return person().role in COUNTY_READERS or is_public(one)


def frame_for(one: DecidedPlan) -> Frame:
    """Return what the receipts of a version share."""
    return frame_of(one, dict(list_school_choices(one.county_id)), SchoolYear(one.year.school_year).starts_on)


@blueprint.get("/receipts/<int:decided_plan_id>")
@requires_role(RECORD_READERS)
def list_receipts(decided_plan_id: int) -> str:
    """Show the receipts of a version."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    if not is_readable(one):
        return render_template("receipts/not_yet.html", one=one)
    kind = request.args.get("kind", "")
    wanted = Wanted(ReceiptKind(kind) if kind in list(ReceiptKind) else None, own_school_id() or request.args.get("school", type=int))
    page = queries.list_receipts(one.id, wanted, asked_page(sortable=("number",), default_sort="number"))
    return render_template("receipts/list.html", one=one, page=page, wanted=wanted, counts=queries.count_kinds(one.id, school_id=wanted.school_id),
                           frame=frame_for(one), kinds=list(ReceiptKind), schools=list_school_choices(one.county_id) if own_school_id() is None else [])


@blueprint.post("/receipts/<int:decided_plan_id>/make")
@requires_role(OFFICERS)
@writes
def make_receipts(decided_plan_id: int) -> Response:
    """Make the receipts of a version anew."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    flash(_("%(number)d receipts were made.", number=operations.make_receipts(one)), "success")
    return redirect(url_for("receipts.list_receipts", decided_plan_id=one.id), code=303)


@blueprint.get("/receipts/<int:decided_plan_id>/check")
@requires_role(COUNTY_READERS)
def check_receipts(decided_plan_id: int) -> str:
    """Derive every reason again from the stored instance and show those that are not true."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    number = sum(queries.count_kinds(one.id).values())
    return render_template("receipts/check.html", one=one, number=number, found=operations.find_false(one) if number else [])


@blueprint.post("/receipts/<int:decided_plan_id>/cut-offs")
@requires_role(OFFICERS)
@writes
def derive_cut_offs(decided_plan_id: int) -> Response:
    """Derive the cut-offs of the version's year from its moves."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    flash(_("%(number)d cut-offs were derived.", number=operations.derive_year_cut_offs(one)), "success")
    return redirect(url_for("wishes.show_cut_offs", year=one.year.school_year), code=303)


@blueprint.get("/receipts/<int:decided_plan_id>/teachers/<int:teacher_id>")
@requires_role(RECORD_READERS)
def show_receipt(decided_plan_id: int, teacher_id: int) -> str:
    """Show one person's receipt, ready to print."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    teacher = get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    if not is_readable(one):
        return render_template("receipts/not_yet.html", one=one)
    receipt = queries.find_receipt(one.id, teacher.id)
    if receipt is None:
        raise LookupError("no receipt")
    return render_template("receipts/show.html", one=one, items=[show(receipt, frame_for(one))])


@blueprint.get("/receipts/<int:decided_plan_id>/schools/<int:school_id>")
@requires_role(RECORD_READERS)
def print_school(decided_plan_id: int, school_id: int) -> str:
    """Show the receipts of a school, a page for each, ready to print."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    if not is_readable(one):
        return render_template("receipts/not_yet.html", one=one)
    frame = frame_for(one)
    return render_template("receipts/print.html", one=one, school=school,
                           items=[show(receipt, frame) for receipt in queries.all_receipts(one.id, school_id=school.id)])


@blueprint.get("/receipts/<int:decided_plan_id>/all")
@requires_role(OFFICERS)
def print_all(decided_plan_id: int) -> str:
    """Show every receipt of a version, a page for each, ready to print or to be kept as one PDF."""
    one = get_decided_plan(person().county_id, decided_plan_id)
    frame = frame_for(one)
    return render_template("receipts/print.html", one=one, school=None, items=[show(receipt, frame) for receipt in queries.all_receipts(one.id)])


@blueprint.get("/my/receipt")
@requires_slip
def show_own() -> Response | str:
    """Show a teacher the own receipt."""
    receipt = own_receipt(visitor())
    if receipt is None:
        return redirect(url_for("slips.show_home"))
    return personal_page("receipts/own.html", items=[show(receipt, frame_for(receipt.decided_plan))])
