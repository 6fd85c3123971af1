"""Pages of the ledger of service: months, one person with the certificate, allowances of a month, burdens over the years."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import (
    COUNTY_READERS,
    OFFICERS,
    RECORD_READERS,
    own_school_id,
    person,
    requires_role,
)
from staffing.core.as_of import answers_as_of, asked_day, honoured_day
from staffing.core.exports import Exported, as_format
from staffing.core.pages import Page, asked_page
from staffing.core.school_year import SchoolYear, today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.releases.leaving import hand_out
from staffing.rotation_years.queries import find_current_year, get_rotation_year, intents_by_teacher
from staffing.schools.models import County
from staffing.schools.queries import get_county
from staffing.service import exporting, wording
from staffing.service.burden_exporting import burden_list
from staffing.service.burdens import by_school
from staffing.service.fairness import burden_of_teacher, gather_burdens, spare
from staffing.service.forms import LedgerFilterForm, Reached, SpareForm
from staffing.service.history import ordered
from staffing.service.judging import months_by_school
from staffing.service.months import Month, month_of, month_start, next_month
from staffing.service.queries import (
    Ledger,
    LedgerRow,
    entitlements_of_teacher,
    gather_ledger,
    payment_list,
    rural_service,
)
from staffing.teachers.queries import get_teacher, names_and_numbers

blueprint = Blueprint("service", __name__, url_prefix="/service")
SORTS: Final = ("school", "number", "months", "rural", "weak", "rotations")
MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})")
FIRST_YEAR, LAST_YEAR, DECEMBER = 1990, 2100, 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of the ledger looks at: the ledger, the filters, the rows within them in the wished order."""

    county: County
    ledger: Ledger
    form: LedgerFilterForm
    rows: list[LedgerRow]


def asked_rows() -> Asked:
    """Return the rows within the filters of the address; school roles see those of their own school as it is staffed today."""
    county, own = get_county(person().county_id), own_school_id()
    ledger, form = gather_ledger(county, asked_day()), LedgerFilterForm(request.args)
    form.school_id.choices = [(school.id, school.name) for school in ledger.schools.values() if own in (None, school.id)]
    form.validate()
    rows = [row for row in ledger.rows if own in (None, row.school_id) and fits(row, form, ledger)]
    if own is not None and honoured_day() is not None:
        present = {row.entry.id for row in gather_ledger(county, today()).rows if row.school_id == own}
        rows = [row for row in rows if row.entry.id in present]
    return Asked(county, ledger, form, rows)


def fits(row: LedgerRow, form: LedgerFilterForm, ledger: Ledger) -> bool:
    """True if a row lies within the filters."""
    text = form.wanted_text()
    return (form.school_id.data in (None, row.school_id) and (form.reached.data is None or row_reaches(row, form.reached.data, ledger))
            and (not text or text in row.entry.name or text == row.entry.number))


def row_reaches(row: LedgerRow, reached: Reached, ledger: Ledger) -> bool:
    """True if a person's months stand so."""
    months, rules = row.service.months, ledger.rules.service
    enough = months >= rules.rural_months_for_senior_title.value
    return {Reached.TITLE: enough, Reached.SHORT: not enough, Reached.NONE: months == 0,
            Reached.PRINCIPAL: months >= rules.rural_months_for_principal.value}[reached]


def in_order(rows: list[LedgerRow], sort: str, *, descending: bool) -> list[LedgerRow]:
    """Return the rows in the wished order; by school as they stand in the ledger."""
    keys = {"number": lambda row: row.entry.number, "months": lambda row: row.service.months, "rural": lambda row: row.service.rural,
            "weak": lambda row: row.service.weak, "rotations": lambda row: row.service.counted_rotations}
    listed = sorted(rows, key=keys[sort]) if sort in keys else list(rows)
    return listed[::-1] if descending else listed


@blueprint.get("/")
@requires_role(RECORD_READERS)
@answers_as_of
def show_ledger() -> str:
    """Show the months of every person, narrowed and ordered."""
    asked, wanted = asked_rows(), asked_page(sortable=SORTS, default_sort="school")
    rows = in_order(asked.rows, wanted.sort, descending=wanted.descending)
    page = Page(rows[wanted.offset:wanted.offset + wanted.size], len(rows), wanted)
    counts = {one: sum(row_reaches(row, one, asked.ledger) for row in asked.rows) for one in Reached}
    return render_template("service/ledger.html", asked=asked, page=page, counts=counts, Reached=Reached)


@blueprint.get("/teachers/<int:teacher_id>")
@requires_role(RECORD_READERS)
@answers_as_of
def show_teacher(teacher_id: int) -> str:
    """Show one person's months by school, rotations, allowances of the last twelve months and what was carried."""
    get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    found, last = rural_service(person().county_id, teacher_id, asked_day()), month_of(asked_day())
    paid = entitlements_of_teacher(person().county_id, teacher_id, next_month(last, -11), last)
    return render_template("service/teacher.html", found=found, teacher=found.teacher, paid=paid, sums=months_by_school(found.service.stretches),
                           burden=burden_of_teacher(person().county_id, found), kinds=found.rules.exchange_kinds)


@blueprint.get("/teachers/<int:teacher_id>/summary")
@requires_role(RECORD_READERS)
@answers_as_of
def show_summary(teacher_id: int) -> str:
    """Answer the fragment with one person's figures, which the teacher's page asks for."""
    get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    found, month = rural_service(person().county_id, teacher_id, asked_day()), month_of(asked_day())
    paid = entitlements_of_teacher(person().county_id, teacher_id, month, month)
    return render_template("service/_summary.html", found=found, paid=paid[0] if paid else None, burden=burden_of_teacher(person().county_id, found))


@blueprint.get("/teachers/<int:teacher_id>/certificate")
@requires_role(RECORD_READERS)
@answers_as_of
def show_certificate(teacher_id: int) -> str:
    """Show the certificate of rural service, ready to be printed and sealed."""
    get_teacher(person().county_id, teacher_id, on=today(), own_school_id=own_school_id())
    found = rural_service(person().county_id, teacher_id, asked_day())
    county = get_county(person().county_id)
    return render_template("service/certificate.html", found=found, teacher=found.teacher, county=county, paper=wording.certificate(county, found))


def asked_month() -> Month:
    """Return the month of the address, the present one without; a month that is none is refused."""
    text = request.args.get("month", "")
    found = MONTH.fullmatch(text)
    if not text:
        return month_of(today())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or not 1 <= int(found[2]) <= DECEMBER:
        abort(400, _("Write the month as 2026-09."))
    return int(found[1]), int(found[2])


@blueprint.get("/allowances")
@requires_role(COUNTY_READERS)
def list_allowances() -> str:
    """Show the payment list of a month: every school, or the persons of one, with the difference to the month before."""
    paid, school_id = payment_list(person().county_id, asked_month()), request.args.get("school_id", type=int)
    if school_id is not None and school_id not in paid.schools:
        raise LookupError
    lines = [line for line in paid.lines if line.school_id == school_id]
    names = names_and_numbers(person().county_id, [line.teacher_id for line in lines]) if lines else {}
    return render_template("service/allowances.html", paid=paid, school=paid.schools.get(school_id or 0), names=names,
                           lines=sorted(lines, key=lambda line: names[line.teacher_id][1]), order=ordered(paid.totals, paid.schools),
                           before=next_month(paid.month, -1), after=next_month(paid.month))


@blueprint.get("/burdens")
@requires_role(COUNTY_READERS)
@answers_as_of
def list_burdens() -> str:
    """Show who carried what over the years, by person and by school, and who is proposed to be spared."""
    county = get_county(person().county_id)
    ledger, year = gather_ledger(county, asked_day()), find_current_year(county.id)
    rows, wanted = gather_burdens(county.id, ledger), asked_page(sortable=("points",), default_sort="points")
    shown = [one for one in rows if not one.burden.nothing and request.args.get("school_id", one.row.school_id, type=int) == one.row.school_id]
    schools = by_school((one.row.school_id, one.burden) for one in rows)
    return render_template("service/burdens.html", ledger=ledger, page=Page(shown[wanted.offset:wanted.offset + wanted.size], len(shown), wanted),
                           schools=sorted(schools.values(), key=lambda one: (-one.mean, one.school_id)), year=year, form=SpareForm(),
                           intents=intents_by_teacher(year.id) if year else {}, rule=ledger.rules.service.burden_points)


@blueprint.post("/burdens/spare")
@requires_role(OFFICERS)
@writes
def spare_persons() -> Response:
    """Settle that the chosen persons stay in the current rotation year."""
    county, chosen = get_county(person().county_id), request.form.getlist("teacher_id", type=int)
    burdens = {one.row.entry.id: one.burden for one in gather_burdens(county.id, gather_ledger(county, today()))}
    if not SpareForm().validate_on_submit() or not chosen or not set(chosen) <= burdens.keys():
        flash(_("Choose at least one person."), "danger")
        return redirect(url_for("service.list_burdens"), code=303)
    try:
        made = spare(get_rotation_year(county.id), [get_teacher(county.id, key, on=today()) for key in sorted(set(chosen))], burdens)
    except StaffingError as error:
        flash(str(error.message), "danger")
    else:
        flash(_("%(number)s persons stay in this rotation year; the plan will not send them.", number=len(made)), "success")
    return redirect(url_for("service.list_burdens"), code=303)


@blueprint.post("/export/<any(ledger, payments, period, burdens):listing>.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def export_list(listing: str, wanted: str) -> Response:
    """Hand out a list as it is shown, with an audit line."""
    if listing != "ledger" and own_school_id() is not None:
        abort(403)
    county, format_ = get_county(person().county_id), as_format(wanted)
    return hand_out(made_list(listing, county), format_, code=f"service_{listing}")


def made_list(listing: str, county: County) -> Exported:
    """Return the list that the address asks for."""
    if listing == "ledger":
        asked = asked_rows()
        return exporting.ledger_list(county, asked.ledger, asked.rows, made_by=person().name, on=honoured_day())
    if listing == "burdens":
        ledger = gather_ledger(county, asked_day())
        return burden_list(county, ledger, gather_burdens(county.id, ledger), made_by=person().name, on=honoured_day())
    month = asked_month()
    if listing == "payments":
        return exporting.payments_list(county, payment_list(county.id, month), school_id=request.args.get("school_id", type=int), made_by=person().name)
    first = month_of(SchoolYear.containing(month_start(month)).starts_on)
    return exporting.period_list(county, first, month, made_by=person().name)
