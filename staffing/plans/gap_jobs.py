"""What the worker runs to find out what rotation can close (缺口分解): the stored plan, a further rotation, one without limits.

The solves run in a child of the worker; what they leave short is stored as a study of need.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from solvers.linear import Progress, SolveParams
from solvers.linear.status import Status
from solvers.rotation.gaps import GapFindings, Shortage
from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import Job, JobState
from staffing.jobs.registry import JobKind
from staffing.needs.decomposition import Bounds, ShortageKey, ShortageKind
from staffing.needs.operations import STUDY_KIND, STUDY_SUBJECT, store_study
from staffing.needs.study import FurtherState, Study
from staffing.plans.jobs import CHILD_DIED, FAULTS, GONE, OUT_OF_MEMORY
from staffing.plans.models import Plan, SolveRun
from staffing.plans.solving import ChildDiedError, Search, study_texts
from staffing.plans.wording import PHASES
from staffing.rotation_years.models import RotationYear

TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Studied:
    """The plan as it is studied: who asks for what, and the texts of the run."""

    county_id: int
    school_year: int
    plan_id: int
    plan_name: str
    run_id: int
    instance_text: str
    solution_text: str


def study_plan_gaps(context: JobContext) -> None:
    """Find out what a plan leaves short and what closes it, and store the study."""
    context.report("collect")
    studied = _read(context)
    config: Config = current_app.config["STAFFING"]
    memory = config.solver_memory_mb * 1024 * 1024 or None
    search = Search(SolveParams(time_limit_s=config.solver_time_limit_s, workers=config.solver_workers), memory)

    def tell(progress: Progress) -> None:
        context.report(progress.phase, value=progress.value, bound=progress.bound, elapsed_s=round(progress.elapsed_s, 1),
                       time_limit_s=search.params.time_limit_s)

    try:
        found = study_texts(studied.instance_text, studied.solution_text, search, on_progress=tell, should_stop=context.should_stop)
    except ChildDiedError as error:
        context.refuse_if_void()
        raise JobFault(OUT_OF_MEMORY) if error.out_of_memory else PassingFault(CHILD_DIED) from error
    context.refuse_if_void()
    if context.cancelled:
        with context.publish({"status": "cancelled"}, JobState.CANCELLED):
            return
    if found is None:
        raise JobFault(TOO_LONG)
    _publish(context, studied, build_study(studied.instance_text, found))


def _read(context: JobContext) -> Studied:
    """Return the run that was shown when the study was asked for."""
    with context.reading() as session:
        row = session.execute(
            select(SolveRun, Plan, RotationYear).join(Plan, Plan.id == SolveRun.plan_id)
            .join(RotationYear, RotationYear.id == Plan.rotation_year_id)
            .where(SolveRun.id == context.facts.payload["run_id"], Plan.county_id == context.facts.county_id)).one_or_none()
        if row is None:
            raise JobFault(GONE)
        run, plan, year = row
        return Studied(plan.county_id, year.school_year, plan.id, plan.name, run.id, run.instance_text, run.solution_text)


def build_study(instance_text: str, found: GapFindings) -> Study:
    """Return what the solver found as a study of need."""
    stages = {row["id"]: row["stage"] for row in json.loads(instance_text)["sections"]}
    bounds = {ShortageKind(kind.value): Bounds(least, found.least_together.get(kind, least)) for kind, least in found.least.items()}
    return Study(_remainders(found.today), _remainders(found.plan), _remainders(found.further), _remainders(found.unlimited), stages,
                 further_state(found), bounds)


def further_state(found: GapFindings) -> FurtherState:
    """Return what is known about the further rotation."""
    if found.further_status is Status.INFEASIBLE:
        return FurtherState.IMPOSSIBLE
    if not found.further_is_found:
        return FurtherState.NOT_FOUND
    return FurtherState.PROVEN if found.further_is_proven else FurtherState.FOUND


def _remainders(rows: Iterable[Shortage]) -> dict[ShortageKey, int]:
    return {ShortageKey(row.section, ShortageKind(row.kind.value), row.code): row.persons for row in rows}


def _publish(context: JobContext, studied: Studied, study: Study) -> None:
    with context.publish() as session:
        if session.get(SolveRun, studied.run_id) is None:
            raise JobFault(GONE)
        stored = store_study(studied.county_id, studied.school_year, study, plan_id=studied.plan_id, run_id=studied.run_id,
                             plan_name=studied.plan_name)
        record("gap_study_made", stored, county_id=studied.county_id, actor=Actor(context.facts.created_by, "worker", "system"),
               changes={"plan_id": [None, studied.plan_id], "run_id": [None, studied.run_id]})


def _address(job: Job) -> str:
    return url_for("needs.show_gaps", plan=int(job.subject.removeprefix(STUDY_SUBJECT)))


GAP_PHASES = {
    **PHASES,
    "gaps_further": _l("Looking what a further rotation by the rules could close"),
    "gaps_unlimited": _l("Looking what no rotation can close, all limits off"),
}
GAP_FAULTS = {
    **FAULTS,
    TOO_LONG: _l("The study was stopped because it took too long. Ask for it again when the computer is less busy."),
}
STUDY_GAPS = JobKind(STUDY_KIND, _l("Studying what rotation can close"), study_plan_gaps, GAP_PHASES, GAP_FAULTS, _address)
