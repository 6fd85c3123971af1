"""Officers' acts on the board: make a step, undo, do again, discard, take over, let the solver complete or repair.

Every act names the version of the draft it was made on; on an older one it is refused, so that nobody overwrites another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from solvers.rotation.check import check
from solvers.rotation.io import format_instance, instance_sha256
from solvers.rotation.vocabulary import SectionId, TeacherId
from staffing.audit.record import record
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.jobs.operations import enqueue
from staffing.plans.answers.repairing import REPAIR_KIND
from staffing.plans.board import titles as titles
from staffing.plans.board.models import BoardDraft
from staffing.plans.board.pictures import Picture, picture_of
from staffing.plans.board.queries import find_draft, get_run
from staffing.plans.board.steps import Standing, Step, replay, take
from staffing.plans.models import MarkKind, Plan, PlanMark, PlanOrigin, SolveRun
from staffing.plans.operations import create_plan, marks_digest, plan_basis, propose, subject_of
from staffing.plans.queries import find_shown_run
from staffing.plans.runs import hand_solution, store_result
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear
from staffing.teachers.models import Teacher

NO_MOVES = _l("This plan has no moves yet. Propose it first, or bring in a list.")
# Whoever moved first made the draft: the other one sees it and decides again.
tell_constraint("uq_board_draft_plan_id", StaleVersionError().message)


@dataclass(frozen=True, slots=True)
class Board:
    """A plan's board: the run it stands on, the draft (None before the first step), what stands now."""

    plan: Plan
    run: SolveRun
    draft: BoardDraft | None
    picture: Picture
    standing: Standing

    @property
    def steps(self) -> list[Step]:
        """Return the steps in force."""
        return [] if self.draft is None else [Step.read(row) for row in self.draft.steps[:self.draft.done]]

    @property
    def version(self) -> int:
        """Return the version that an act on this board must name; 0 before the first step."""
        return 0 if self.draft is None else self.draft.version


def open_board(plan: Plan) -> Board:
    """Return the board of a plan; StaffingError if it has no moves to stand on."""
    draft = find_draft(plan.county_id, plan.id)
    run = get_run(plan.county_id, draft.run_id) if draft is not None else find_shown_run(plan.county_id, plan.id)
    if run is None or run.cost is None:
        raise StaffingError(NO_MOVES)
    picture = picture_of(run)
    steps = [] if draft is None else [Step.read(row) for row in draft.steps[:draft.done]]
    return Board(plan, run, draft, picture, replay(picture.instance, picture.base, steps))


def make_step(board: Board, step: Step, *, version: int, asked_by: int) -> None:
    """Put a step in force; what was undone before can no longer be done again."""
    require_same(board, version)
    take(board.picture.instance, board.standing, step)
    draft = board.draft
    if draft is None:
        draft = BoardDraft(county_id=board.plan.county_id, plan_id=board.plan.id, run_id=board.run.id, steps=[], done=0)
        db.session.add(draft)
    draft.steps = [*draft.steps[:draft.done], step.stored()]
    draft.done, draft.changed_by = len(draft.steps), asked_by
    flush(db.session)
    record("board.step", draft, county_id=draft.county_id, changes={"plan_id": [None, draft.plan_id], "step": [None, step.kind.value],
                                                                    "done": [draft.done - 1, draft.done]})


def undo(board: Board, *, version: int, asked_by: int) -> None:
    """Take back the last step in force."""
    _go(board, -1, version=version, asked_by=asked_by)


def redo(board: Board, *, version: int, asked_by: int) -> None:
    """Do again the step that was taken back last."""
    _go(board, 1, version=version, asked_by=asked_by)


def _go(board: Board, by: int, *, version: int, asked_by: int) -> None:
    require_same(board, version)
    draft = board.draft
    if draft is None or not 0 <= draft.done + by <= len(draft.steps):
        raise StaffingError(_l("There is nothing to take back.") if by < 0 else _l("There is nothing to do again."))
    draft.done, draft.changed_by = draft.done + by, asked_by
    flush(db.session)
    record("board.undo" if by < 0 else "board.redo", draft, county_id=draft.county_id,
           changes={"plan_id": [None, draft.plan_id], "done": [draft.done - by, draft.done]})


def discard(board: Board, *, version: int) -> None:
    """Throw the draft away; the plan stays as it is."""
    require_same(board, version)
    if board.draft is not None:
        record("board.discard", board.draft, county_id=board.plan.county_id,
               changes={"plan_id": [board.plan.id, None], "done": [board.draft.done, None]})
        db.session.delete(board.draft)
        flush(db.session)


def take_over(board: Board, *, name: str, version: int, asked_by: int, time_limit_s: float) -> Plan:
    """Make a plan of what stands on the board (采用), judged by the independent checker; the draft is used up."""
    require_same(board, version)
    made = _new_plan(board, name, PlanOrigin.HAND_MADE, asked_by)
    _mark(made, board.standing.pins, board.standing.forbids)
    instance = board.standing.amended(board.picture.instance)
    solution = hand_solution(instance, tuple(board.standing.moves.values()))
    run = SolveRun(plan_id=made.id, instance_text=format_instance(instance), instance_sha256=instance_sha256(instance),
                   ruleset=board.run.ruleset, ruleset_digest=board.run.ruleset_digest, eligibility_list_id=board.run.eligibility_list_id,
                   parameters={"settings": made.settings, "marks": marks_digest(made)})
    db.session.add(run)
    flush(db.session)
    store_result(run, made, instance, solution, check(instance, solution), plan_basis(made, time_limit_s=time_limit_s).settings)
    record("board.take_over", made, county_id=made.county_id, changes={
        "against": [None, board.plan.id], "run": [None, run.id], "state": [None, made.state.value],
        "instance": [None, run.instance_sha256], "solution": [None, run.solution_sha256]})
    if board.draft is not None:
        db.session.delete(board.draft)
        flush(db.session)
    return made


def complete(board: Board, *, name: str, version: int, asked_by: int, time_limit_s: float) -> Plan:
    """Make a plan that keeps every move on the board and ask the solver for the rest (补全); the draft stays."""
    require_same(board, version)
    made = _new_plan(board, name, PlanOrigin.PROPOSED, asked_by)
    decided = board.picture.instance.index.decided
    ends = {who: move.to_section for who, move in board.standing.moves.items() if who not in decided}
    _mark(made, {**ends, **board.standing.pins}, board.standing.forbids, reason=board.plan.name)
    propose(made, asked_by=asked_by, time_limit_s=time_limit_s)
    return made


def repair(board: Board, *, name: str, version: int, asked_by: int) -> Plan:
    """Make a plan that keeps what was changed on the board, valid with the fewest further changes; the draft stays."""
    require_same(board, version)
    made = _new_plan(board, name, PlanOrigin.PROPOSED, asked_by)
    _mark(made, {**touched(board), **board.standing.pins}, board.standing.forbids, reason=board.plan.name)
    job = enqueue(REPAIR_KIND, subject_of(made), county_id=made.county_id, created_by=asked_by, payload={
        "run_id": board.run.id, "budget": None, "dropped": [], "reason": ""})
    record("plan.repair", made, county_id=made.county_id, changes={
        "against": [None, board.plan.id], "run": [None, board.run.id], "job": [None, job.id]})
    return made


def touched(board: Board) -> dict[TeacherId, SectionId]:
    """Return where those end whom the board sends elsewhere than the run does."""
    base, now, teachers = board.picture.base.moves, board.standing.moves, board.picture.instance.index.teacher
    return {who: board.standing.place_of(teachers[who]) for who in sorted(base.keys() | now.keys()) if base.get(who) != now.get(who)}


def require_same(board: Board, version: int) -> None:
    """Refuse an act that was meant for an older state of the board."""
    if board.version != version:
        raise StaleVersionError


def _new_plan(board: Board, name: str, origin: PlanOrigin, asked_by: int) -> Plan:
    year = db.session.get_one(RotationYear, board.plan.rotation_year_id)
    return create_plan(year, name=name, origin=origin, created_by=asked_by, differences=PlanDifferences.read(board.plan.settings))


def _mark(made: Plan, pins: Mapping[TeacherId, SectionId], forbids: Iterable[tuple[TeacherId, SectionId]], *, reason: str = "") -> None:
    """Settle pins and forbids in a new plan; the reason is where they come from."""
    statement = select(Teacher.pseudonym, Teacher.id).where(Teacher.county_id == made.county_id).order_by(Teacher.id)
    ids: dict[str, int] = dict(db.session.execute(statement).all())
    wanted = [*((who, where, MarkKind.PIN) for who, where in sorted(pins.items())),
              *((who, where, MarkKind.FORBID) for who, where in sorted(forbids))]
    made.marks.extend(PlanMark(teacher_id=ids[who], section_id=int(where), kind=kind, reason=reason)
                      for who, where, kind in wanted if who in ids)
    flush(db.session)
