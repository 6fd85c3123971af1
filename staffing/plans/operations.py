"""Officers' acts on plans: make, change, propose, pin and forbid, delete. Solving itself is a job (staffing.plans.jobs)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from staffing.audit.record import record, values_of
from staffing.core.transactions import flush, tell_constraint
from staffing.eligibility.models import EligibilityList
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.jobs.queries import find_active_job
from staffing.needs.operations import ask_study
from staffing.plans.matching import MatchedMove
from staffing.plans.models import MarkKind, Plan, PlanMark, PlanOrigin, PlanState, SolveRun
from staffing.plans.queries import find_eligibility_list, find_shown_run, get_mark, get_teacher
from staffing.plans.settings import PlanDifferences, PlanSettings, effective_settings
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import get_county, get_section

SOLVE_KIND: Final = "solve_plan"
CHECK_KIND: Final = "check_list"
SUBJECT_PREFIX: Final = "plan:"
# What other rooms ask before a plan is deleted: each raises StaffingError if it still needs the plan.
KEEPERS: Final[list[Callable[[Plan], None]]] = []
NAME_TAKEN = _l("This rotation year has a plan of that name already.")

tell_constraint("uq_plan_rotation_year_id_name", NAME_TAKEN, field="name")
tell_constraint("uq_plan_mark_plan_id_teacher_id_section_id", _l("This person and this section are marked already."), field="section")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan stands on: its year, the rule set in force, the eligibility list, the whole of its settings."""

    year: RotationYear
    rules: RuleSet
    verdicts: EligibilityList
    settings: PlanSettings


def subject_of(plan: Plan) -> str:
    """Return how the ledger of jobs calls a plan."""
    return f"{SUBJECT_PREFIX}{plan.id}"


def plan_of_subject(subject: str) -> int:
    """Return the plan's number of a job's subject."""
    return int(subject.removeprefix(SUBJECT_PREFIX))


def rules_of(year: RotationYear) -> RuleSet:
    """Return the rule set that decides about a rotation year."""
    return rules_for(year.ruleset, year.school_year)


def plan_basis(plan: Plan, *, time_limit_s: float) -> Basis:
    """Return what a plan stands on; StaffingError says which step before it is missing."""
    year = db.session.get_one(RotationYear, plan.rotation_year_id)
    verdicts = find_eligibility_list(year)
    if verdicts is None:
        raise StaffingError(_l("There is no eligibility list for this rotation year yet. Make it first: who qualifies decides how "
                               "many have to move."))
    rules = rules_of(year)
    settings = effective_settings(rules, PlanDifferences.read(plan.settings), time_limit_s=time_limit_s)
    return Basis(year, rules, verdicts, settings)


def create_plan(year: RotationYear, *, name: str, origin: PlanOrigin, created_by: int | None,
                differences: PlanDifferences | None = None, remark: str = "") -> Plan:
    """Make an empty plan of a rotation year."""
    plan = Plan(county_id=year.county_id, rotation_year_id=year.id, name=name.strip(), origin=origin, created_by=created_by,
                settings=(differences or PlanDifferences()).stored(), remark=remark.strip())
    db.session.add(plan)
    flush(db.session)
    record("plan.create", plan, county_id=plan.county_id, changes=values_of(plan))
    return plan


def change_plan(plan: Plan, *, name: str, differences: PlanDifferences, remark: str) -> None:
    """Change name, settings and remark; the stored runs stay as they are."""
    refuse_while_solving(plan)
    plan.name, plan.remark = name.strip(), remark.strip()
    stored = differences.stored()
    if stored != plan.settings:
        plan.settings = stored
    if db.session.is_modified(plan):
        record("plan.change", plan, county_id=plan.county_id)
    flush(db.session)


def propose(plan: Plan, *, asked_by: int | None, time_limit_s: float) -> Job:
    """Ask the worker for a proposal (提出方案); faults that can be seen at once are told at once."""
    basis = plan_basis(plan, time_limit_s=time_limit_s)
    basis.rules.chosen_counts_at()
    job = enqueue(SOLVE_KIND, subject_of(plan), county_id=plan.county_id, created_by=asked_by)
    record("plan.propose", plan, county_id=plan.county_id, changes={"job": [None, job.id], "settings": [None, plan.settings]})
    return job


def ask_gap_study(plan: Plan, *, asked_by: int | None) -> Job:
    """Ask the worker what the plan closes, what a further rotation could, and what no rotation can (缺口分解)."""
    run = find_shown_run(plan.county_id, plan.id)
    if plan.state is not PlanState.VALID or run is None:
        raise StaffingError(_l("Only a plan that passed the second check can be studied. Propose it or mend the list first."))
    return ask_study(get_county(plan.county_id), plan.id, run_id=run.id, asked_by=asked_by)


def import_moves(year: RotationYear, *, name: str, moves: Sequence[MatchedMove], asked_by: int | None, time_limit_s: float) -> Plan:
    """Make a plan of a list made by hand (手工名单); the worker then judges it rule by rule, as it is."""
    plan = create_plan(year, name=name, origin=PlanOrigin.HAND_MADE, created_by=asked_by)
    plan_basis(plan, time_limit_s=time_limit_s).rules.chosen_counts_at()
    job = enqueue(CHECK_KIND, subject_of(plan), county_id=plan.county_id, created_by=asked_by, payload={
        "moves": [[move.teacher_id, move.section_id, move.subject] for move in moves]})
    record("plan.import", plan, county_id=plan.county_id, changes={"job": [None, job.id], "moves": [None, len(moves)]})
    return plan


def complete(plan: Plan, run: SolveRun, *, name: str, asked_by: int | None, time_limit_s: float) -> Plan:
    """Make a plan that keeps every move of a list and ask for the rest (补全): pins and a proposal."""
    year = db.session.get_one(RotationYear, plan.rotation_year_id)
    made = create_plan(year, name=name, origin=PlanOrigin.PROPOSED, created_by=asked_by,
                       differences=PlanDifferences.read(plan.settings))
    pin_moves_of(made, run, reason=plan.name)
    propose(made, asked_by=asked_by, time_limit_s=time_limit_s)
    return made


def delete_plan(plan: Plan) -> None:
    """Delete a plan with its runs; the audit log keeps that it was, and the fingerprints of what it proposed."""
    refuse_while_solving(plan)
    for ask in KEEPERS:
        ask(plan)
    prints = [run.solution_sha256 for run in plan.runs if run.solution_sha256]
    record("plan.delete", plan, county_id=plan.county_id, changes={"name": [plan.name, None], "solutions": [prints, None]})
    db.session.delete(plan)
    flush(db.session)


def mark_teacher(plan: Plan, *, teacher_id: int, section_id: int, kind: MarkKind, reason: str) -> PlanMark:
    """Pin a person to a section, or keep him from one; a person is pinned to one section at most."""
    refuse_while_solving(plan)
    teacher = get_teacher(plan.county_id, teacher_id)
    section = get_section(plan.county_id, section_id)
    if kind is MarkKind.PIN:
        db.session.execute(delete(PlanMark).where(
            PlanMark.plan_id == plan.id, PlanMark.teacher_id == teacher.id, PlanMark.kind == MarkKind.PIN))
    db.session.execute(delete(PlanMark).where(
        PlanMark.plan_id == plan.id, PlanMark.teacher_id == teacher.id, PlanMark.section_id == section.id))
    mark = PlanMark(plan_id=plan.id, teacher_id=teacher.id, section_id=section.id, kind=kind, reason=reason.strip())
    db.session.add(mark)
    flush(db.session)
    record("plan.mark", mark, county_id=plan.county_id, changes=values_of(mark))
    return mark


def unmark(plan: Plan, mark_id: int) -> None:
    """Take back a pin or a forbid."""
    refuse_while_solving(plan)
    mark = get_mark(plan, mark_id)
    record("plan.unmark", mark, county_id=plan.county_id,
           changes={"teacher_id": [mark.teacher_id, None], "section_id": [mark.section_id, None], "kind": [mark.kind, None]})
    db.session.delete(mark)
    flush(db.session)


def refuse_while_solving(plan: Plan) -> None:
    """Raise StaffingError while a worker has the plan: what it solves must be what the page shows."""
    if find_active_job(subject_of(plan)) is not None:
        raise StaffingError(_l("This plan is being solved; wait until it ends or cancel it."))


def pin_moves_of(plan: Plan, run: SolveRun, *, reason: str) -> int:
    """Pin every move of a run in a plan, so that a solve completes the rest; returns how many were pinned."""
    refuse_while_solving(plan)
    for move in run.moves:
        db.session.add(PlanMark(plan_id=plan.id, teacher_id=move.teacher_id, section_id=move.to_section_id, kind=MarkKind.PIN,
                                reason=reason))
    flush(db.session)
    record("plan.pin_list", plan, county_id=plan.county_id, changes={"run": [None, run.id], "pins": [None, len(run.moves)]})
    return len(run.moves)


def marks_digest(plan: Plan) -> list[list[object]]:
    """Return the plan's pins and forbids in a form that tells whether they changed since a run."""
    return sorted([mark.teacher_id, mark.section_id, mark.kind.value] for mark in plan.marks)


def is_outdated(plan: Plan, run: SolveRun) -> bool:
    """True if settings, pins or forbids changed since the run that the page shows."""
    return bool(run.parameters.get("settings", {}) != plan.settings or run.parameters.get("marks", []) != marks_digest(plan))
