"""Storing the outcome of a run: state of the plan, moves, figures, findings. A plan is VALID only if nothing was found.

Called inside the transaction that ends the job, and for lists made by hand.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from solvers.rotation.check import amounts, total_cost
from solvers.rotation.instance import Instance, Move as ModelMove
from solvers.rotation.io import format_solution, instance_sha256
from solvers.rotation.solution import Finding, GoalAmount, Solution
from solvers.rotation.vocabulary import SectionId, SolutionStatus, Subject, TeacherId
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.extensions import db
from staffing.plans.bridge.figures import plan_figures
from staffing.plans.bridge.results import goal_rows, move_rows, text_sha256
from staffing.plans.models import Move, Plan, PlanState, SolveRun
from staffing.plans.settings import PlanSettings
from staffing.teachers.models import Teacher

Json = dict[str, Any]


def store_result(run: SolveRun, plan: Plan, instance: Instance, solution: Solution, findings: Sequence[Finding],
                 settings: PlanSettings, *, explanation: Json | None = None) -> None:
    """Finish a run with what the solver found and the independent checker says of it."""
    run.status, run.wall_s = solution.status.value, solution.wall_s
    run.versions = {**solution.versions, "engine": solution.engine}
    run.cost, run.bound, run.gap = solution.cost, solution.bound, solution.gap
    run.solution_text = format_solution(solution)
    run.solution_sha256 = text_sha256(run.solution_text)
    run.findings = [finding_json(item) for item in findings]
    run.explanation = explanation or {}
    run.finished_at = utc_now()
    if solution.has_plan:
        run.goals, _ = goal_rows(instance, solution.moves)
        if solution.levels is not None:
            run.parameters = {**run.parameters, "levels": [
                {"order": level.order, "cost": level.cost, "bound": level.bound, "gap": level.gap} for level in solution.levels]}
    run.statistics = plan_figures(instance, solution.moves)
    _store_moves(run, instance, solution, settings)
    plan.state = state_of(solution, findings)
    flush(db.session)


def state_of(solution: Solution, findings: Sequence[Finding]) -> PlanState:
    """Return where the plan stands; a plan about which anything was found is never valid."""
    if solution.has_plan:
        return PlanState.INVALID if findings else PlanState.VALID
    return PlanState.NO_PLAN if solution.status.value == "infeasible" else PlanState.UNFINISHED


def finding_json(finding: Finding) -> Json:
    """Return a finding as it is stored."""
    return {"code": str(finding.code), "ids": list(finding.ids), "text": finding.text, "numbers": dict(finding.numbers)}


def _store_moves(run: SolveRun, instance: Instance, solution: Solution, settings: PlanSettings) -> None:
    rows = move_rows(instance, solution.moves, settings)
    persons = _persons(run.plan_id, {row.pseudonym for row in rows})
    db.session.add_all(
        Move(run_id=run.id, teacher_id=persons[row.pseudonym], from_section_id=row.from_section_id, to_section_id=row.to_section_id,
             subject=row.subject, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on, relation_moves=row.relation_moves,
             distance_km=row.distance_km, wish_place=row.wish_place, backbone=row.backbone, reasons=row.reasons)
        for row in rows)


def _persons(plan_id: int, pseudonyms: set[str]) -> dict[str, int]:
    statement = select(Teacher.pseudonym, Teacher.id).join(Plan, Plan.county_id == Teacher.county_id).where(Plan.id == plan_id)
    return {pseudonym: teacher_id for pseudonym, teacher_id in db.session.execute(statement.order_by(Teacher.id))
            if pseudonym in pseudonyms}


def list_moves_of_payload(county_id: int, listed: Sequence[Sequence[Any]], instance: Instance) -> list[ModelMove]:
    """Return a hand-made list's [teacher, section, subject] rows as moves of the instance.

    A person the instance does not list keeps his pseudonym and an unknown origin, so that the checker names him.
    """
    statement = select(Teacher.id, Teacher.pseudonym).where(Teacher.county_id == county_id).order_by(Teacher.id)
    pseudonyms: dict[int, str] = dict(db.session.execute(statement).all())
    moves = []
    for teacher_id, section_id, subject in listed:
        key = TeacherId(pseudonyms[int(teacher_id)])
        known = instance.index.teacher.get(key)
        target = SectionId(str(section_id))
        moves.append(ModelMove(key, known.section if known else target, target, Subject(str(subject))))
    return moves


def hand_solution(instance: Instance, moves: Sequence[ModelMove]) -> Solution:
    """Return a list made by hand in the form of a solution: its amounts and cost, no bound, nothing proven."""
    figures = amounts(instance, moves)
    goals = tuple(GoalAmount(code, amount, instance.goal_weights.of(code) * amount) for code, amount in figures.items())
    return Solution(instance_sha256=instance_sha256(instance), status=SolutionStatus.FEASIBLE, engine="list", versions={}, seed=0,
                    wall_s=0.0, moves=tuple(moves), goals=goals, cost=total_cost(instance, figures))
