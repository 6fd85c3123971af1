"""Pages for the bureau: the rounds, a new one, how far the schools are, taking files back, merging."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from werkzeug.wrappers import Response

from staffing.audit.record import record
from staffing.collecting import operations, packing, queries, wording
from staffing.collecting.choosing import optional_columns
from staffing.collecting.forms import BookForm, DueDayForm, RoundForm
from staffing.collecting.jobs import sheets_of
from staffing.collecting.models import RoundState
from staffing.collecting.views.blueprint import COLLECTORS, blueprint, own_county, own_round
from staffing.collecting.views.frames import round_frame
from staffing.core.access import OFFICERS, own_school_id, person, requires_role
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.jobs.queries import find_latest_job
from staffing.jobs.watching import progress_of
from staffing.releases.leaving import hand_out_file
from staffing.schools.queries import list_schools_of_county


@blueprint.get("/")
@requires_role(COLLECTORS)
def list_rounds() -> str:
    """Show the rounds, for a clerk those that ask the own school."""
    asked = asked_page(sortable=queries.SORTABLE, default_sort="due_on")
    page = queries.list_rounds(person().county_id, school_id=own_school_id(), asked=asked)
    return render_template("collecting/list.html", page=page, looks=wording.ROUND_LOOKS, own_school=own_school_id())


@blueprint.route("/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def open_round() -> str | Response:
    """Ask for a round, then have its books made."""
    county, form = own_county(), RoundForm()
    sheets = sheets_of(county)
    form.offer(list_schools_of_county(county.id), sheets)
    if form.validate_on_submit():
        try:
            one = operations.open_round(
                who=person(), name=form.name.data, school_year=form.school_year.data, due_on=form.due_on.data, note=form.note.data or "",
                school_ids=form.schools.data, sheets=form.chosen_columns(sheets))
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("collecting.show_round", round_id=one.id))
    elif not form.is_submitted():
        form.school_year.data = county.school_year
    return render_template("collecting/new.html", form=form, sheets=[(sheet, optional_columns(sheet)) for sheet in sheets],
                           sent=request.form if form.is_submitted() else None)


@blueprint.get("/<int:round_id>")
@requires_role(COLLECTORS)
def show_round(round_id: int) -> str | Response:
    """Show how far each school is; a clerk is led to the own school."""
    one = own_round(round_id)
    school_id = own_school_id()
    if school_id is not None:
        return redirect(url_for("collecting.show_school", round_id=one.id, school_id=school_id))
    return render_template("collecting/show.html", form=BookForm(), due_form=DueDayForm(obj=one), **round_frame(one))


@blueprint.get("/<int:round_id>/progress")
@requires_role(OFFICERS)
def watch_round(round_id: int) -> Response:
    """Answer the fragment by which the page follows the worker."""
    return progress_of(find_latest_job(operations.subject_of(own_round(round_id).id)))


@blueprint.post("/<int:round_id>/books")
@requires_role(OFFICERS)
@writes
def make_books(round_id: int) -> Response:
    """Have the books made anew."""
    operations.make_books(own_round(round_id), who=person())
    return redirect(url_for("collecting.show_round", round_id=round_id))


@blueprint.post("/<int:round_id>/books.zip")
@requires_role(OFFICERS)
@writes
def download_books(round_id: int) -> Response:
    """Send all books as one zip; the audit log keeps who took them."""
    one = own_round(round_id)
    made = packing.packed_books(one)
    record("collection_books_taken", one, county_id=one.county_id, changes={"schools": [None, made.schools]})
    return hand_out_file(made.content, name=packing.plain_name(one.name), suffix="zip", code="collection_books", rows=made.rows)


@blueprint.post("/<int:round_id>/marked.zip")
@requires_role(OFFICERS)
@writes
def download_marked(round_id: int) -> Response:
    """Send the marked copies of all files with faults as one zip."""
    one = own_round(round_id)
    made = packing.packed_copies(one)
    record("collection_marked_taken", one, county_id=one.county_id, changes={"schools": [None, made.schools]})
    return hand_out_file(made.content, name=packing.plain_name(f"{one.name}_待改"), suffix="zip", code="collection_marked", rows=made.rows)


@blueprint.post("/<int:round_id>/files")
@requires_role(OFFICERS)
@writes
def hand_in(round_id: int) -> str | Response:
    """Take a workbook or a zip of workbooks back."""
    one, form = own_round(round_id), BookForm()
    if form.validate_on_submit():
        try:
            deliveries, later = operations.hand_in(one, form.file.data.read(), file_name=form.file.data.filename or "", who=person())
            if not later:
                operations.look_at_once(one, deliveries[0], who=person())
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(ngettext("%(num)s file has come in.", "%(num)s files have come in.", len(deliveries)), "info")
            return redirect(url_for("collecting.show_round", round_id=one.id))
    return render_template("collecting/show.html", form=form, due_form=DueDayForm(obj=one), **round_frame(one))


@blueprint.post("/<int:round_id>/files/again")
@requires_role(OFFICERS)
@writes
def look_again(round_id: int) -> Response:
    """Go on with files that nobody has looked at, because the task was cancelled or failed."""
    operations.take_waiting(own_round(round_id), who=person())
    return redirect(url_for("collecting.show_round", round_id=round_id))


@blueprint.post("/<int:round_id>/merge")
@requires_role(OFFICERS)
@writes
def merge(round_id: int) -> Response:
    """Have the chosen schools' files stored, exactly as they were shown."""
    one = own_round(round_id)
    try:
        chosen = {int(number): request.form.get(f"digest-{number}", "") for number in request.form.getlist("part")}
    except ValueError as error:
        raise LookupError from error
    operations.ask_to_merge(one, chosen, who=person())
    return redirect(url_for("collecting.show_round", round_id=one.id))


@blueprint.post("/<int:round_id>/due")
@requires_role(OFFICERS)
@writes
def change_due_day(round_id: int) -> str | Response:
    """Set another day until when to hand in."""
    one, form = own_round(round_id), DueDayForm()
    if form.validate_on_submit():
        operations.change_due_day(one, form.due_on.data)
        flash(_("The day is changed; workbooks handed out still show the old one."), "success")
        return redirect(url_for("collecting.show_round", round_id=one.id))
    return render_template("collecting/show.html", form=BookForm(), due_form=form, **round_frame(one))


@blueprint.post("/<int:round_id>/close")
@requires_role(OFFICERS)
@writes
def close_round(round_id: int) -> Response:
    """Take no more files."""
    one = own_round(round_id)
    if one.state is RoundState.OPEN:
        operations.close_round(one)
        flash(_("The collection is closed."), "success")
    return redirect(url_for("collecting.show_round", round_id=one.id))
