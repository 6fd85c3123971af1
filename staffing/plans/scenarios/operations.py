"""Officers' acts on scenarios and sweeps: make, solve together, cancel, choose, delete."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from flask_babel import lazy_gettext as _l

from solvers.rotation.io import parse_instance
from solvers.rotation.vocabulary import TeacherId
from staffing.audit.record import record, values_of
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import cancel_job, enqueue
from staffing.jobs.queries import find_active_job
from staffing.plans import operations as plans
from staffing.plans.models import MarkKind, Plan, PlanMark, PlanOrigin, PlanState, SolveRun
from staffing.plans.queries import find_shown_run
from staffing.plans.scenarios import titles as titles
from staffing.plans.scenarios.models import Scenario, ScenarioSet, Sweep
from staffing.plans.scenarios.sweeping import points_between
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear
from staffing.teachers.models import Teacher

SWEEP_KIND: Final = "sweep_setting"
SWEEP_PREFIX: Final = "sweep:"
MOST_SCENARIOS: Final = 12

tell_constraint("uq_scenario_set_rotation_year_id_name", _l("This rotation year has scenarios of that name already."), field="name")


def sweep_subject(sweep_id: int) -> str:
    """Return how the ledger of jobs calls a sweep."""
    return f"{SWEEP_PREFIX}{sweep_id}"


def sweep_of_subject(subject: str) -> int:
    """Return the sweep's number of a job's subject."""
    return int(subject.removeprefix(SWEEP_PREFIX))


def create_set(base: Plan, *, name: str, asked_by: int | None) -> ScenarioSet:
    """Begin a set of scenarios that start from a plan's settings and marks."""
    made = ScenarioSet(county_id=base.county_id, rotation_year_id=base.rotation_year_id, base_plan_id=base.id, name=name.strip(), created_by=asked_by)
    db.session.add(made)
    flush(db.session)
    record("scenarios.create", made, county_id=made.county_id, changes=values_of(made))
    return made


def add_scenario(found: ScenarioSet, *, name: str, differences: PlanDifferences, staying: Sequence[Teacher], reason: str,
                 asked_by: int | None) -> Scenario:
    """Copy the base plan under other settings; ``staying`` may not move in it, ``reason`` stands beside their pins."""
    if len(found.scenarios) >= MOST_SCENARIOS:
        raise StaffingError(_l("There are as many scenarios here as can be compared. Delete one first."))
    year = db.session.get_one(RotationYear, found.rotation_year_id)
    plan = plans.create_plan(year, name=f"{found.name} · {name.strip()}", origin=PlanOrigin.PROPOSED, created_by=asked_by, differences=differences)
    homes = _homes(found, staying)
    kept = found.base.marks if found.base is not None else []
    plan.marks.extend(PlanMark(teacher_id=mark.teacher_id, section_id=mark.section_id, kind=mark.kind, reason=mark.reason)
                      for mark in kept if mark.teacher_id not in homes or mark.kind is MarkKind.FORBID)
    plan.marks.extend(PlanMark(teacher_id=teacher_id, section_id=home, kind=MarkKind.PIN, reason=reason) for teacher_id, home in homes.items())
    made = Scenario(set_id=found.id, plan_id=plan.id, name=name.strip())
    found.scenarios.append(made)
    flush(db.session)
    record("scenarios.add", made, county_id=found.county_id, changes={
        **values_of(made), "settings": [None, plan.settings], "staying": [None, sorted(homes)]})
    return made


def _homes(found: ScenarioSet, staying: Sequence[Teacher]) -> dict[int, int]:
    """Return the own sections of those who may not move, as the base plan's last result knows them."""
    if not staying:
        return {}
    run = find_shown_run(found.county_id, found.base_plan_id) if found.base_plan_id is not None else None
    if run is None:
        raise StaffingError(_l("Solve the plan they start from first; it knows where everybody works on 1 September."), field="staying")
    teachers = parse_instance(run.instance_text).index.teacher
    homes: dict[int, int] = {}
    for teacher in staying:
        known = teachers.get(TeacherId(teacher.pseudonym))
        if known is None:
            raise StaffingError(_l("%(name)s is not among the teachers of the plan.", name=teacher.name), field="staying")
        homes[teacher.id] = int(known.section)
    return homes


def solve_all(found: ScenarioSet, *, asked_by: int | None, time_limit_s: float) -> int:
    """Ask for every scenario that has no result for its present settings; returns how many were asked for."""
    asked = 0
    for scenario in found.scenarios:
        run = find_shown_run(found.county_id, scenario.plan_id)
        if find_active_job(plans.subject_of(scenario.plan)) is None and needs_solving(scenario.plan, run):
            plans.propose(scenario.plan, asked_by=asked_by, time_limit_s=time_limit_s)
            asked += 1
    return asked


def needs_solving(plan: Plan, run: SolveRun | None) -> bool:
    """True if a scenario has no result for its present settings, or its search was stopped before it found one."""
    return run is None or plans.is_outdated(plan, run) or plan.state is PlanState.UNFINISHED


def cancel_all(found: ScenarioSet) -> int:
    """Cancel every waiting or running scenario; returns how many were asked to stop."""
    asked = 0
    for scenario in found.scenarios:
        job = find_active_job(plans.subject_of(scenario.plan))
        if job is not None and not job.cancel_requested:
            cancel_job(found.county_id, job.id)
            asked += 1
    return asked


def choose(scenario: Scenario) -> Plan:
    """Make a scenario a plan like any other (选用): from now on the lists of plans show it."""
    if scenario.chosen_at is None:
        scenario.chosen_at = utc_now()
        record("scenarios.choose", scenario, county_id=scenario.plan.county_id, changes={"plan_id": [None, scenario.plan_id]})
        flush(db.session)
    return scenario.plan


def delete_scenario(scenario: Scenario) -> None:
    """Delete a scenario with its plan; a chosen one only leaves the set, its plan stays."""
    plan, is_chosen = scenario.plan, scenario.chosen_at is not None
    record("scenarios.remove", scenario, county_id=plan.county_id, changes={"name": [scenario.name, None], "plan_id": [scenario.plan_id, None]})
    db.session.delete(scenario)
    flush(db.session)
    if not is_chosen:
        plans.delete_plan(plan)


def delete_set(found: ScenarioSet) -> None:
    """Delete a set with all its scenarios; plans that were chosen stay."""
    for scenario in list(found.scenarios):
        plans.refuse_while_solving(scenario.plan)
    for scenario in list(found.scenarios):
        delete_scenario(scenario)
    db.session.expire(found, ["scenarios"])
    record("scenarios.delete", found, county_id=found.county_id, changes={"name": [found.name, None]})
    db.session.delete(found)
    flush(db.session)


def start_sweep(plan: Plan, *, setting: str, first: Decimal, last: Decimal, number: int, asked_by: int | None, time_limit_s: float) -> Sweep:
    """Ask the worker to solve a plan at several values of one setting."""
    points = points_between(setting, first, last, number)
    plans.plan_basis(plan, time_limit_s=time_limit_s).rules.chosen_counts_at()
    made = Sweep(county_id=plan.county_id, plan_id=plan.id, setting=setting, points=[float(value) for value in points], results=[], created_by=asked_by)
    db.session.add(made)
    flush(db.session)
    job = enqueue_sweep(made, asked_by)
    record("sweep.start", made, county_id=made.county_id, changes={
        "plan_id": [None, plan.id], "setting": [None, setting], "points": [None, made.points], "job": [None, job.id]})
    return made


def enqueue_sweep(sweep: Sweep, asked_by: int | None) -> Job:
    """Hand a sweep to the worker; what is solved already stays."""
    return enqueue(SWEEP_KIND, sweep_subject(sweep.id), county_id=sweep.county_id, created_by=asked_by)


def go_on(sweep: Sweep, *, asked_by: int | None) -> None:
    """Solve the points of a sweep that a cancelled or failed task has left."""
    job = enqueue_sweep(sweep, asked_by)
    record("sweep.go_on", sweep, county_id=sweep.county_id, changes={"job": [None, job.id]})


def delete_sweep(sweep: Sweep) -> None:
    """Delete a sweep with its figures."""
    if find_active_job(sweep_subject(sweep.id)) is not None:
        raise StaffingError(_l("This is being worked on already; wait until it ends or cancel it."))
    record("sweep.delete", sweep, county_id=sweep.county_id, changes={"setting": [sweep.setting, None], "points": [sweep.points, None]})
    db.session.delete(sweep)
    flush(db.session)
