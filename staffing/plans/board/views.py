"""Pages: the planning board of a plan, and the acts on it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.addresses import safe_next
from staffing.core.as_of import bind_pages
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.plans import queries as plan_queries
from staffing.plans.board import operations
from staffing.plans.board.frame import asked, board_frame, step_of
from staffing.plans.models import Plan
from staffing.plans.views.editing import time_limit_s

blueprint = Blueprint("board", __name__, url_prefix="/board")
bind_pages(blueprint, _l("A plan keeps the records from which it was solved."))
Act = Callable[[operations.Board, int], Any]
OVERTAKEN = _l("Another officer changed this board meanwhile. Your step was not made; what you see now is the board as it stands.")


@blueprint.get("/<int:plan_id>")
@requires_role(OFFICERS)
def show_board(plan_id: int) -> Response | str:
    """Show the board: sections, persons, consequences."""
    plan = plan_queries.get_plan(person().county_id, plan_id)
    try:
        board = operations.open_board(plan)
    except StaffingError as error:
        flash(str(error.message), "warning")
        return redirect(url_for("plans.show_plan", plan_id=plan.id))
    return render_template("board/show.html", **board_frame(board, asked()))


@blueprint.post("/<int:plan_id>/steps")
@requires_role(OFFICERS)
@writes
def make_step(plan_id: int) -> Response:
    """Put one step in force."""
    return _act(plan_id, lambda board, version: operations.make_step(
        board, step_of(board), version=version, asked_by=person().id))


@blueprint.post("/<int:plan_id>/undo")
@requires_role(OFFICERS)
@writes
def undo(plan_id: int) -> Response:
    """Take back the last step."""
    return _act(plan_id, lambda board, version: operations.undo(board, version=version, asked_by=person().id))


@blueprint.post("/<int:plan_id>/redo")
@requires_role(OFFICERS)
@writes
def redo(plan_id: int) -> Response:
    """Do the last step again that was taken back."""
    return _act(plan_id, lambda board, version: operations.redo(board, version=version, asked_by=person().id))


@blueprint.post("/<int:plan_id>/discard")
@requires_role(OFFICERS)
@writes
def discard(plan_id: int) -> Response:
    """Throw the draft away."""
    return _act(plan_id, lambda board, version: operations.discard(board, version=version))


@blueprint.post("/<int:plan_id>/take-over")
@requires_role(OFFICERS)
@writes
def take_over(plan_id: int) -> Response:
    """Make a plan of what stands on the board."""
    return _make(plan_id, lambda board, version: operations.take_over(
        board, name=_new_name(), version=version, asked_by=person().id, time_limit_s=time_limit_s()))


@blueprint.post("/<int:plan_id>/complete")
@requires_role(OFFICERS)
@writes
def complete(plan_id: int) -> Response:
    """Let the solver find the rest."""
    return _make(plan_id, lambda board, version: operations.complete(
        board, name=_new_name(), version=version, asked_by=person().id, time_limit_s=time_limit_s()))


@blueprint.post("/<int:plan_id>/repair")
@requires_role(OFFICERS)
@writes
def repair(plan_id: int) -> Response:
    """Let the solver mend what is broken with the fewest further changes."""
    return _make(plan_id, lambda board, version: operations.repair(
        board, name=_new_name(), version=version, asked_by=person().id))


def _act(plan_id: int, act: Act) -> Response:
    """Do something on the board and show it again; a refusal is told on top of it."""
    plan = plan_queries.get_plan(person().county_id, plan_id)
    try:
        act(operations.open_board(plan), request.form.get("version", 0, type=int))
    except StaffingError as error:
        _tell(error)
    return redirect(safe_next(request.form.get("next") or url_for("board.show_board", plan_id=plan.id)))


def _make(plan_id: int, act: Callable[[operations.Board, int], Plan]) -> Response:
    """Make a new plan of the board and show it; a refusal is told on top of the board."""
    plan = plan_queries.get_plan(person().county_id, plan_id)
    try:
        made = act(operations.open_board(plan), request.form.get("version", 0, type=int))
    except StaffingError as error:
        _tell(error)
        return redirect(safe_next(request.form.get("next") or url_for("board.show_board", plan_id=plan_id)))
    return redirect(url_for("plans.show_plan", plan_id=made.id))


def _new_name() -> str:
    name = request.form.get("name", "").strip()
    if not name:
        raise StaffingError(_("Give the new plan a name."))
    return name[:80]


def _tell(error: StaffingError) -> None:
    flash(str(OVERTAKEN if isinstance(error, StaleVersionError) else error.message), "danger")
