"""Pages of one school's part in a round: its book, its file with the faults, handing in."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.record import record
from staffing.collecting import files, operations, packing
from staffing.collecting.forms import BookForm
from staffing.collecting.marking import marked_copy
from staffing.collecting.models import DeliveryState
from staffing.collecting.views.blueprint import COLLECTORS, blueprint, own_part
from staffing.collecting.views.frames import part_frame
from staffing.collecting.wording import faults_of
from staffing.core.access import Role, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.releases.leaving import hand_out_file


@blueprint.get("/<int:round_id>/schools/<int:school_id>")
@requires_role(COLLECTORS)
def show_school(round_id: int, school_id: int) -> str:
    """Show a school's part: what is asked, what came, every fault."""
    one, item = own_part(round_id, school_id)
    return render_template("collecting/school.html", form=BookForm(), **part_frame(one, item))


@blueprint.post("/<int:round_id>/schools/<int:school_id>/book.xlsx")
@requires_role(COLLECTORS)
@writes
def download_book(round_id: int, school_id: int) -> Response:
    """Send a school's book."""
    one, item = own_part(round_id, school_id, with_files=True)
    record("collection_books_taken", item, county_id=one.county_id, changes={"school_id": [None, school_id]})
    return hand_out_file(files.open_book(item), name=packing.book_name(one, item), suffix="xlsx", code="collection_books", rows=packing.rows_of(item))


@blueprint.post("/<int:round_id>/schools/<int:school_id>/marked.xlsx")
@requires_role(COLLECTORS)
@writes
def download_copy(round_id: int, school_id: int) -> Response:
    """Send the school's own file back with its faults marked."""
    one, item = own_part(round_id, school_id, with_files=True)
    try:
        content = marked_copy(files.open_content(item), faults_of(item))
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("collecting.show_school", round_id=round_id, school_id=school_id))
    record("collection_marked_taken", item, county_id=one.county_id, changes={"school_id": [None, school_id]})
    return hand_out_file(content, name=f"{packing.book_name(one, item)}_待改", suffix="xlsx", code="collection_marked", rows=packing.rows_of(item))


@blueprint.post("/<int:round_id>/schools/<int:school_id>/file")
@requires_role(COLLECTORS)
@writes
def hand_in_for(round_id: int, school_id: int) -> str | Response:
    """Take the school's file and check it at once."""
    one, item = own_part(round_id, school_id)
    form = BookForm()
    if form.validate_on_submit():
        try:
            delivery = operations.hand_in_for(one, item, form.file.data.read(), file_name=form.file.data.filename or "", who=person())
        except StaffingError as error:
            form.take_error(error)
        else:
            _tell(delivery.state)
            return redirect(url_for("collecting.show_school", round_id=round_id, school_id=school_id))
    return render_template("collecting/school.html", form=form, **part_frame(one, item))


@blueprint.post("/<int:round_id>/schools/<int:school_id>/hand-over")
@requires_role(Role.CLERK)
@writes
def hand_over(round_id: int, school_id: int) -> Response:
    """Hand the checked file in to the bureau."""
    one, item = own_part(round_id, school_id)
    operations.hand_over(item, one)
    flash(_("Handed in to the bureau. Until it is merged you can still hand in another file."), "success")
    return redirect(url_for("collecting.show_school", round_id=round_id, school_id=school_id))


def _tell(state: DeliveryState) -> None:
    if state is DeliveryState.CLEAN:
        flash(_("The file has no faults."), "success")
    elif state is DeliveryState.FAULTY:
        flash(_("The file has faults; they are listed below."), "warning")
    else:
        flash(_("The file was not taken; the reason stands below."), "danger")
