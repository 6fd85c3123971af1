"""Pages: the rotation year with its steps, opening one, who is settled before planning, one teacher's intent and wishes."""

from typing import Final

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role, roles_of
from staffing.core.as_of import bind_pages
from staffing.core.pages import asked_page
from staffing.core.panels import collect
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.rotation_years import operations, queries
from staffing.rotation_years.forms import WISH_FIELDS, IntentForm, RotationYearForm, StepForm
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.standing import standing_of
from staffing.rotation_years.waiting import list_waiting
from staffing.schools.queries import get_county, section_names
from staffing.teachers.models import Teacher
from staffing.teachers.queries import get_teacher

blueprint = Blueprint("rotation_years", __name__, url_prefix="/rotation-year")
# The pages of rooms above, by name; a room that this installation has not is left out.
STEP_PAGES: Final = {
    YearStep.SCHEME: "allotments.show_allotments", YearStep.ELIGIBILITY: "eligibility.list_verdicts", YearStep.NEEDS: "needs.show_needs",
    YearStep.PLANNING: "plans.list_plans", YearStep.CONFIRMATION: "confirmations.show_progress", YearStep.WISHES: "wishes.list_wishes_of_schools",
    YearStep.DECISION: "decisions.list_versions", YearStep.NOTICE: "public_notices.list_notices", YearStep.APPEALS: "public_notices.list_notices",
    YearStep.ORDERS: "orders.show_orders", YearStep.ARRIVAL: "postings.show_postings",
    YearStep.ASSESSMENT: "postings.show_postings", YearStep.RETURN: "postings.list_returns",
}
bind_pages(blueprint, _l("A rotation year counts by its own cut-off day."))


@blueprint.app_template_global()
def step_page(step: YearStep) -> str | None:
    """Return the page where a step's work is done, None where there is none or the reader may not open it."""
    endpoint = STEP_PAGES.get(step, "")
    if endpoint not in current_app.view_functions or person().role not in (roles_of(current_app, endpoint) or ()):
        return None
    return url_for(endpoint)


@blueprint.get("/")
@requires_role(RECORD_READERS)
def show_current() -> str:
    """Show a rotation year, the latest where the address names none."""
    asked = request.args.get("year", type=int)
    years = queries.list_rotation_years(person().county_id)
    year = queries.get_rotation_year(person().county_id, asked) if asked or years else None
    if year is None:
        return render_template("rotation_years/none.html", county=get_county(person().county_id))
    return year_page(year, StepForm(version=year.version))


def year_page(year: RotationYear, form: StepForm) -> str:
    """Return the page of a year: its timeline, what waits for whom, what rooms above add."""
    return render_template(
        "rotation_years/current.html", year=year, years=queries.list_rotation_years(year.county_id), standing=standing_of(year, on=today()),
        waiting=list_waiting(year, own_school_id()), form=form, counts=queries.count_intents(year.id),
        panels=collect(current_app.config["YEAR_PANELS"], year))


@blueprint.route("/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def open_year() -> Response | str:
    """Open a rotation year."""
    county = get_county(person().county_id)
    form = RotationYearForm(school_year=county.school_year + 1)
    if form.validate_on_submit():
        try:
            year = operations.open_rotation_year(county, school_year=form.school_year.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("rotation_years.show_current", year=year.school_year))
    return render_template("rotation_years/new.html", form=form)


@blueprint.post("/<int:school_year>/step")
@requires_role(OFFICERS)
@writes
def advance_year(school_year: int) -> Response | str:
    """Move a rotation year to a step that may follow; going back is the counter-step."""
    year, form = queries.get_rotation_year(person().county_id, school_year), StepForm()
    if form.validate_on_submit():
        try:
            operations.advance(year, step=form.step.data, reason=form.reason.data or "", changed_by=person().id, version=form.version.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("The rotation year %(year)s stands at: %(step)s", year=year.school_year, step=year.step.label), "success")
            return redirect(url_for("rotation_years.show_current", year=year.school_year))
    form.version.data, form.version.raw_data = year.version, None
    return year_page(year, form)


@blueprint.get("/intents")
@requires_role(RECORD_READERS)
def list_intents() -> str:
    """Show about whom something is settled; a school sees its own people."""
    year = queries.get_rotation_year(person().county_id, request.args.get("year", type=int))
    asked = asked_page(sortable=("name", "number"), default_sort="number")
    page = queries.list_settled(year.id, asked, kind=request.args.get("kind", ""), school_id=own_school_id())
    return render_template("rotation_years/intents.html", year=year, page=page, kind=request.args.get("kind", ""),
                           counts=queries.count_intents(year.id) if own_school_id() is None else None,
                           wishes=queries.wishes_by_teacher(year.id), sections=section_names(person().county_id))


@blueprint.route("/teachers/<int:teacher_id>/intent", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def settle_intent(teacher_id: int) -> Response | str:
    """Settle one teacher's intent and wishes for the current rotation year."""
    teacher = get_teacher(person().county_id, teacher_id, on=today())
    year = queries.get_rotation_year(person().county_id)
    form = intent_form(year, teacher)
    if form.validate_on_submit():
        try:
            store_intent(year, teacher, form)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("teachers.show_teacher", teacher_id=teacher_id) + "#intent")
    return render_template("rotation_years/intent.html", form=form, teacher=teacher, year=year, wish_fields=WISH_FIELDS)


def intent_form(year: RotationYear, teacher: Teacher) -> IntentForm:
    """Return the form with what is settled so far."""
    intent = queries.find_intent(year.id, teacher.id)
    wishes = [wish.section_id for wish in queries.list_wishes(year.id, teacher.id)]
    settled = {name: getattr(intent, name) for name in ("volunteer", "must_move", "must_stay", "reason")} if intent else {}
    form = IntentForm(data={**settled, **dict(zip(WISH_FIELDS, wishes, strict=False))})
    form.offer(list(section_names(person().county_id).items()))
    return form


def store_intent(year: RotationYear, teacher: Teacher, form: IntentForm) -> None:
    """Store what the form says."""
    operations.settle_intent(year, teacher, volunteer=form.volunteer.data, must_move=form.must_move.data,
                             must_stay=form.must_stay.data, reason=form.reason.data or "")
    operations.set_wishes(year, teacher, section_ids=form.wishes())
