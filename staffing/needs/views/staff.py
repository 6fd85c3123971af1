"""Pages: the expected state of 1 September line by line, and the expected changes it is made of."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.needs import operations
from staffing.needs.expected import COMING, GOING, LineKind
from staffing.needs.forms import ChangeForm
from staffing.needs.from_ruleset import build_curriculum
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.needs.operations import ChangeFacts
from staffing.needs.people import COMPULSORY
from staffing.needs.queries import NeedYear, get_change, get_county_section, need_year
from staffing.needs.retiring import DueRetirement, due_retirements
from staffing.needs.views.blueprint import Asked, asked_needs, blueprint
from staffing.schools.models import County
from staffing.schools.queries import get_county, list_sections
from staffing.teachers.models import Teacher
from staffing.teachers.queries import find_by_number

LINES = (LineKind.PRESENT, *GOING, *COMING)


@blueprint.get("/expected")
@requires_role(COUNTY_READERS)
def show_expected() -> str:
    """Show how those present become those expected, each line with its list."""
    asked = asked_needs()
    chosen = next((line for line in LINES if line.value == request.args.get("line")), None)
    state = asked.needs.staff.state
    shown = [entry for line in ([chosen] if chosen else LINES[1:]) for entry in state.line(line)]
    return render_template(
        "needs/expected.html", asked=asked, lines=LINES, chosen=chosen, state=state, entries=shown,
        total=sum(state.total(line) for line in LINES), persons=persons_of(asked),
        names={str(row.id): row.name for row in list_sections(asked.county.id)}, due=due_of(asked), changes=asked.needs.changes)


def persons_of(asked: Asked) -> dict[str, tuple[str, str]]:
    """Return name and staff number of everybody the lines may speak of, by id."""
    known = {str(place.entry.id): (place.entry.name, place.entry.number) for place in asked.needs.staff.places}
    named = {str(change.teacher.id): (change.teacher.name, change.teacher.number) for change in asked.needs.changes if change.teacher}
    return {**known, **named}


def due_of(asked: Asked) -> list[DueRetirement]:
    """Return who reaches the retirement age and is not listed as going; a returner or recruit stays."""
    return due_retirements(asked.needs.staff.places, asked.year.rules.retirement, asked.needs.on)


@blueprint.route("/expected/changes/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def add_change() -> Response | str:
    """Add an expected change."""
    county = get_county(person().county_id)
    form, year = change_form(county), need_year(county)
    if form.validate_on_submit():
        try:
            operations.add_change(county, year.school_year, facts_of(form, county, year))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("The change was added."), "success")
            return redirect(url_for("needs.show_expected"))
    return render_template("needs/change.html", form=form, change=None, year=year)


@blueprint.route("/expected/changes/<int:change_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def correct_change(change_id: int) -> Response | str:
    """Correct an expected change."""
    county = get_county(person().county_id)
    change, year = get_change(county.id, change_id), need_year(county)
    form = change_form(county, change)
    if form.validate_on_submit():
        try:
            operations.correct_change(change, facts_of(form, county, year))
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("The change was corrected."), "success")
            return redirect(url_for("needs.show_expected"))
    return render_template("needs/change.html", form=form, change=change, year=year)


@blueprint.post("/expected/changes/<int:change_id>/remove")
@requires_role(OFFICERS)
@writes
def remove_change(change_id: int) -> Response:
    """Take an expected change back."""
    operations.remove_change(get_change(person().county_id, change_id))
    flash(_("The change was taken back."), "success")
    return redirect(url_for("needs.show_expected"))


@blueprint.post("/expected/retirements")
@requires_role(OFFICERS)
@writes
def add_retirements() -> Response:
    """Add everybody who reaches the retirement age as an expected retirement."""
    asked = asked_needs()
    try:
        number = operations.add_retirements(asked.county, asked.year.school_year, [due.place for due in due_of(asked)])
    except StaffingError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("%(number)s retirements were added.", number=number), "success")
    return redirect(url_for("needs.show_expected"))


def change_form(county: County, change: ExpectedChange | None = None) -> ChangeForm:
    """Return the form of a change with its choices, filled from a stored one."""
    year = need_year(county)
    start = {} if change is None else {
        "kind": change.kind.value, "number": change.teacher.number if change.teacher else "", "section": change.section_id,
        "subject": change.subject, "persons": change.persons, "above_degree": change.above_degree, "remark": change.remark}
    form = ChangeForm(data=start) if start else ChangeForm()
    subjects = list(build_curriculum(year.rules, year.rules.load.curriculum.value).lessons)
    if change is not None and change.subject and change.subject not in subjects:
        subjects.append(change.subject)
    form.offer([(row.id, row.name) for row in list_sections(county.id) if row.stage in COMPULSORY], subjects)
    return form


def facts_of(form: ChangeForm, county: County, year: NeedYear) -> ChangeFacts:
    """Return what the form says; StaffingError names the field that cannot be."""
    teacher = teacher_of(form, county)
    section_id = form.section.data or section_on_record(teacher, year)
    if not section_id:
        raise StaffingError(_("Choose the section."), field="section")
    return ChangeFacts(kind=ChangeKind(form.kind.data), section=get_county_section(county.id, section_id), teacher=teacher,
                       subject=form.subject.data or "", persons=form.persons.data, above_degree=form.above_degree.data,
                       remark=form.remark.data or "")


def teacher_of(form: ChangeForm, county: County) -> Teacher | None:
    """Return the person named by staff number."""
    number = (form.number.data or "").strip()
    if not number:
        return None
    teacher = find_by_number(county.id, number)
    if teacher is None:
        raise StaffingError(_("Nobody in the county has this staff number."), field="number")
    return teacher


def section_on_record(teacher: Teacher | None, year: NeedYear) -> int | None:
    """Return the section a person teaches at, from the latest appointment."""
    spans = [span for span in teacher.appointments if span.section_id is not None] if teacher else []
    return spans[-1].section_id if spans else None
