"""A worker process of the benchmark of many counties: ``staffing work`` with one kind of job more, a county given as a text."""

from pathlib import Path

from flask_babel import lazy_gettext as _l

from solvers.linear import Progress, SolveParams
from staffing import create_app
from staffing.config import Config
from staffing.jobs.context import JobContext
from staffing.jobs.faults import PassingFault
from staffing.jobs.registry import JobKind, register_kinds
from staffing.jobs.worker import work
from staffing.plans.solving import ChildDiedError, Search, solve_text


def solve_county(context: JobContext) -> None:
    """Solve the instance of the job's file in a child process and publish value, bound and gap."""
    order = context.facts.payload
    search = Search(SolveParams(time_limit_s=order["time_limit_s"], gap=order["gap"]))

    def tell(progress: Progress) -> None:
        context.report(progress.phase, value=progress.value, bound=progress.bound, elapsed_s=progress.elapsed_s)

    try:
        result = solve_text(Path(order["path"]).read_text(encoding="utf-8"), search, on_progress=tell, should_stop=context.should_stop)
    except ChildDiedError as error:
        raise PassingFault("child_died") from error
    context.refuse_if_void()
    found = result.solution if result is not None else None
    figures = {} if found is None else {"cost": found.cost, "bound": found.bound, "gap": found.gap, "status": found.status.value}
    with context.publish(figures):
        pass


INSTANCE_COUNTY = JobKind("benchmark_county", _l("Proposing a rotation plan"), solve_county)


def run() -> None:
    """Work until told to stop."""
    app = create_app(Config())
    register_kinds(app, [INSTANCE_COUNTY])
    work(app)
