"""Pages: how far the schools are, one school's persons, entering for somebody, receipts, hardship, cut-offs, one's own wishes."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import (
    DEFERRAL_READERS,
    OFFICERS,
    RECORD_READERS,
    SCHOOL_ROLES,
    Role,
    own_school_id,
    person,
    requires_role,
)
from staffing.core.as_of import bind_pages
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.rotation_years.forms import WISH_FIELDS
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import (
    find_current_year,
    find_intent,
    get_rotation_year,
    list_rotation_years,
    list_wishes,
)
from staffing.schools.queries import get_school, section_names
from staffing.slips.personal import personal_page, requires_slip, visitor
from staffing.teachers.models import Teacher
from staffing.teachers.queries import get_teacher
from staffing.wishes import operations, queries
from staffing.wishes.chances import all_unlikely
from staffing.wishes.choices import Choice, Post, list_choices, post_of
from staffing.wishes.forms import WishesForm
from staffing.wishes.models import WishReceipt, WishWay

blueprint = Blueprint("wishes", __name__)
bind_pages(blueprint, _l("Wishes belong to a rotation year and show the present."))
HANDS = OFFICERS | SCHOOL_ROLES


@blueprint.get("/wishes/")
@requires_role(HANDS)
def list_wishes_of_schools() -> str:
    """Show how far each school is; of one school its persons."""
    year = find_current_year(person().county_id)
    if year is None:
        return render_template("slips/none.html")
    school_id = own_school_id() or request.args.get("school", type=int)
    closing = queries.closes_on(year)
    if school_id is None:
        return render_template("wishes/schools.html", year=year, rows=queries.count_wishes(year), closing=closing)
    school = get_school(person().county_id, school_id, own_school_id=own_school_id())
    return render_template("wishes/persons.html", year=year, school=school, closing=closing, open=operations.is_open(year),
                           lines=queries.list_wishers(year, school_id=school.id), sections=section_names(person().county_id))


@blueprint.route("/wishes/teachers/<int:teacher_id>", methods=["GET", "POST"])
@requires_role(HANDS)
@writes
def enter_for(teacher_id: int) -> Response | str:
    """Let the school or the bureau enter what a teacher handed in on paper."""
    teacher = get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    year, post = get_rotation_year(person().county_id), required_post(teacher)
    choices = list_choices(year, post)
    form = wishes_form(year, teacher, choices)
    way = WishWay.BUREAU if person().role is Role.OFFICER else WishWay.SCHOOL
    receipt = hand_in_by(form, year, teacher, way, person().id) if form.validate_on_submit() else None
    if receipt is not None:
        return redirect(url_for("wishes.show_receipt", receipt_id=receipt.id), code=303)
    return render_template("wishes/enter.html", **page_facts(year, teacher, post, choices, form), own=False)


def required_post(teacher: Teacher) -> Post:
    """Return where the teacher works; LookupError for somebody without a post, who has nothing to wish from."""
    post = post_of(teacher)
    if post is None:
        raise LookupError("no post")
    return post


def wishes_form(year: RotationYear, teacher: Teacher, choices: list[Choice]) -> WishesForm:
    """Return the form with what was handed in so far."""
    wishes = [wish.section_id for wish in list_wishes(year.id, teacher.id)]
    intent, last = find_intent(year.id, teacher.id), queries.find_receipt(year.id, teacher.id)
    form = WishesForm(data={**dict(zip(WISH_FIELDS, wishes, strict=False)), "volunteer": bool(intent and intent.volunteer)})
    form.offer(choices)
    if not form.is_submitted():
        form.seen.data = last.id if last else None
    return form


def hand_in_by(form: WishesForm, year: RotationYear, teacher: Teacher, way: WishWay, entered_by: int | None) -> WishReceipt | None:
    """Hand in what the form says; None with the fault on the form where it is refused."""
    try:
        return operations.hand_in(year, teacher, section_ids=form.wishes(), volunteer=form.volunteer.data, way=way, entered_by=entered_by,
                                  seen=form.seen.data, statement=form.statement.data or "", remove_statement=form.remove_statement.data)
    except StaffingError as error:
        form.take_error(error)
        return None


def page_facts(year: RotationYear, teacher: Teacher, post: Post, choices: list[Choice], form: WishesForm) -> dict[str, Any]:
    """Return what the page of wishes shows, for whoever enters them."""
    statement = queries.find_statement(year.id, teacher.id)
    return {"year": year, "teacher": teacher, "post": post, "choices": choices, "form": form, "wish_fields": WISH_FIELDS,
            "closing": queries.closes_on(year), "open": operations.is_open(year), "receipt": queries.find_receipt(year.id, teacher.id),
            "stated": statement is not None and statement.content_cipher is not None}


@blueprint.get("/wishes/receipts/<int:receipt_id>")
@requires_role(HANDS)
def show_receipt(receipt_id: int) -> str:
    """Show a receipt, ready to print."""
    receipt = queries.get_receipt(person().county_id, receipt_id)
    get_teacher(person().county_id, receipt.teacher_id, on=today(), own_school_id=own_school_id())
    return render_template("wishes/receipt.html", receipt=receipt, unlikely=wishes_unlikely(receipt), holds=holds(receipt))


def holds(receipt: WishReceipt) -> bool:
    """True if no later receipt has taken this one's place."""
    newest = queries.find_receipt(receipt.rotation_year_id, receipt.teacher_id)
    return newest is not None and newest.id == receipt.id


def wishes_unlikely(receipt: WishReceipt) -> bool:
    """True if by what is known today every wish of a receipt is unlikely."""
    post = post_of(receipt.teacher)
    if post is None:
        return False
    chances = {one.section_id: one.chance for one in list_choices(receipt.rotation_year, post)}
    return all_unlikely([chances[one["section"]] for one in receipt.wishes if one["section"] in chances])


@blueprint.post("/wishes/teachers/<int:teacher_id>/hardship")
@requires_role(DEFERRAL_READERS)
@writes
def show_hardship(teacher_id: int) -> str:
    """Show a hardship statement; the reading is logged."""
    teacher = get_teacher(person().county_id, teacher_id, on=today())
    one = queries.find_statement(get_rotation_year(person().county_id).id, teacher.id)
    if one is None:
        raise LookupError("no statement")
    return render_template("wishes/hardship.html", teacher=teacher, words=operations.read_statement(one), since=one.updated_at)


@blueprint.get("/wishes/cut-offs")
@requires_role(RECORD_READERS)
def show_cut_offs() -> str:
    """Show the cut-offs of a year."""
    year = get_rotation_year(person().county_id, request.args.get("year", type=int))
    return render_template("wishes/cut_offs.html", year=year, years=list_rotation_years(person().county_id), rows=queries.list_cut_offs(year.id),
                           sections=section_names(person().county_id))


@blueprint.route("/my/wishes", methods=["GET", "POST"])
@requires_slip
@writes
def show_own() -> Response | str:
    """Let a teacher hand in wishes."""
    year, teacher, post = visitor().year, visitor().teacher, post_of(visitor().teacher)
    if post is None:
        flash(_("There is no post of yours on record; ask your school."), "warning")
        return redirect(url_for("slips.show_home"))
    choices = list_choices(year, post)
    form = wishes_form(year, teacher, choices)
    receipt = hand_in_by(form, year, teacher, WishWay.SLIP, None) if form.validate_on_submit() else None
    if receipt is not None:
        return redirect(url_for("wishes.show_own_receipt"), code=303)
    return personal_page("wishes/own.html", **page_facts(year, teacher, post, choices, form), own=True)


@blueprint.get("/my/wishes/receipt")
@requires_slip
def show_own_receipt() -> Response | str:
    """Show the teacher the receipt that holds."""
    receipt = queries.find_receipt(visitor().year.id, visitor().teacher.id)
    if receipt is None:
        return redirect(url_for("wishes.show_own"))
    return personal_page("wishes/own_receipt.html", receipt=receipt, unlikely=wishes_unlikely(receipt), holds=True)
