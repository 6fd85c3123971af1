"""Pages on which a school fills in or mends its sheets in the browser."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.collecting import filling, wording
from staffing.collecting.grid import NEW_ROWS, ROWS_SHOWN, GridSheet, sent_rows
from staffing.collecting.models import CollectionRound, ReturnState, RoundState, SchoolReturn
from staffing.collecting.views.blueprint import COLLECTORS, blueprint, own_part
from staffing.core.access import person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError

LONGEST_PAGE = 200


@blueprint.get("/<int:round_id>/schools/<int:school_id>/sheets/<code>")
@requires_role(COLLECTORS)
def fill_sheet(round_id: int, school_id: int, code: str) -> str:
    """Show one sheet of the school's file as a grid, twenty rows at a time."""
    one, item = own_part(round_id, school_id, with_files=True)
    if one.state is not RoundState.OPEN or (item.book is None and item.content is None):
        raise LookupError
    grid = _sheet(one, item, code)[code]
    faulty_only = request.args.get("rows") == "faulty"
    rows = filling.grid_rows(grid, item, wording.faults_of(item), faulty_only=faulty_only)
    last = max(1, -(-len(rows) // ROWS_SHOWN))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    new = [] if faulty_only or number < last else list(range(len(grid.rows), len(grid.rows) + NEW_ROWS))
    return render_template(
        "collecting/fill.html", round=one, item=item, grid=grid, rows=rows[(number - 1) * ROWS_SHOWN:number * ROWS_SHOWN], new=new, number=number,
        last=last, total=len(rows), faulty_only=faulty_only, sheets=filling.asked_sheets(one), **filling.grid_words(one, item, grid))


@blueprint.post("/<int:round_id>/schools/<int:school_id>/sheets/<code>")
@requires_role(COLLECTORS)
@writes
def save_sheet(round_id: int, school_id: int, code: str) -> Response:
    """Take the rows of a page, make the file anew and check it."""
    one, item = own_part(round_id, school_id, with_files=True)
    if request.form.get("file") != item.file_sha256:
        raise StaleVersionError
    grids = _sheet(one, item, code)
    places = request.form.getlist("place", type=int)[:LONGEST_PAGE]
    for place, texts in sorted(sent_rows(request.form, grids[code].sheet, places).items()):
        grids[code].set(place, texts)
    try:
        filling.save_grid(one, item, grids, who=person())
    except StaffingError as error:
        flash(str(error.message), "danger")
    else:
        _tell(item)
    return redirect(url_for("collecting.fill_sheet", round_id=round_id, school_id=school_id, code=code, page=request.args.get("page", 1, type=int),
                            rows=request.args.get("rows") or None))


def _sheet(one: CollectionRound, item: SchoolReturn, code: str) -> dict[str, GridSheet]:
    grids = filling.open_grid(one, item)
    if code not in grids:
        raise LookupError
    return grids


def _tell(item: SchoolReturn) -> None:
    if item.state is ReturnState.FAULTY:
        flash(_("Saved. Faults left: %(number)s.", number=item.fault_count), "warning")
    else:
        flash(_("Saved; there are no faults."), "success")
