"""How far a run over a city is: each county's state and figures, and the whole. Reads only; decides nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.cities.models import CityRunCounty
from staffing.core.enums import LabelledEnum
from staffing.jobs.models import Job, JobState
from staffing.jobs.wording import JobView, describe_job
from staffing.plans.models import SolveRun


class EntryState(LabelledEnum):
    """Where a county of a run stands."""

    WAITING = "waiting", _l("waiting")
    RUNNING = "running", _l("running")
    DONE = "done", _l("done")
    FAILED = "failed", _l("failed")
    CANCELLED = "cancelled", _l("cancelled")
    REFUSED = "refused", _l("could not be asked")
    DELETED = "deleted", _l("plan deleted by the county")


ACTIVE = (EntryState.WAITING, EntryState.RUNNING)
UNFINISHED = (EntryState.FAILED, EntryState.CANCELLED, EntryState.REFUSED, EntryState.DELETED)
LOOKS: Mapping[EntryState, str] = {
    EntryState.WAITING: "wait", EntryState.RUNNING: "wait", EntryState.DONE: "good", EntryState.FAILED: "bad",
    EntryState.CANCELLED: "none", EntryState.REFUSED: "warn", EntryState.DELETED: "none"}
STATES: Mapping[JobState, EntryState] = {
    JobState.QUEUED: EntryState.WAITING, JobState.RUNNING: EntryState.RUNNING, JobState.DONE: EntryState.DONE,
    JobState.FAILED: EntryState.FAILED, JobState.CANCELLED: EntryState.CANCELLED}


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county of a run: state, best value and bound in units of cost, gap as a share, seconds of its last attempt."""

    entry: CityRunCounty
    state: EntryState
    view: JobView | None
    solved: SolveRun | None
    value: float | None
    bound: float | None
    gap: float | None
    seconds: float | None

    @property
    def look(self) -> str:
        """Return how the state is marked; done without a plan is no success."""
        return "bad" if self.state is EntryState.DONE and self.value is None else LOOKS[self.state]

    @property
    def reason(self) -> str:
        """Return why the county has no plan, in words; empty if nothing stands in the way."""
        if self.entry.refusal is not None and self.state is EntryState.REFUSED:
            return str(self.entry.refusal.label)
        return self.view.fault if self.view is not None else ""


@dataclass(frozen=True, slots=True)
class Total:
    """The whole run. ``value`` and ``bound`` are sums over the ``compared`` counties in which both are known."""

    states: Mapping[EntryState, int]
    counties: int
    value: float
    bound: float
    compared: int
    worst_gap: float | None

    @property
    def ended(self) -> int:
        """Return how many counties nobody works on any more."""
        return self.counties - sum(self.states.get(state, 0) for state in ACTIVE)

    @property
    def active(self) -> bool:
        """True while a county waits or runs."""
        return self.ended < self.counties

    @property
    def unfinished(self) -> int:
        """Return how many counties can be started again."""
        return sum(self.states.get(state, 0) for state in UNFINISHED)

    @property
    def gap(self) -> float | None:
        """Return the gap of the sums: the city's plan is one plan per county, so values and bounds add up."""
        return share_above(self.value, self.bound) if self.compared else None


def entry_state(entry: CityRunCounty) -> EntryState:
    """Return where a county stands."""
    if entry.job is None:
        return EntryState.REFUSED
    return EntryState.DELETED if entry.plan_id is None else STATES[entry.job.state]


def share_above(value: float, bound: float) -> float:
    """Return (value - bound) / max(1, |value|), never below 0: the definition of the solver's gap."""
    return max(0.0, (value - bound) / max(1.0, abs(value)))


def county_line(entry: CityRunCounty, solved: SolveRun | None) -> CountyLine:
    """Return a county as it stands: from the run where one has finished, else from the job's last report."""
    state, job = entry_state(entry), entry.job
    figures: Mapping[str, float | None] = {}
    if solved is not None:
        figures = {"value": solved.cost, "bound": solved.bound, "gap": solved.gap}
    elif job is not None and state is EntryState.RUNNING:
        figures = job.progress
    return CountyLine(entry, state, describe_job(job) if job is not None else None, solved, figures.get("value"), figures.get("bound"),
                      figures.get("gap"), _seconds(job))


def _seconds(job: Job | None) -> float | None:
    if job is None or job.started_at is None:
        return None
    if job.finished_at is not None:
        return (job.finished_at - job.started_at).total_seconds()
    elapsed = job.progress.get("elapsed_s")
    return None if elapsed is None else float(elapsed)


def total_of(lines: Sequence[CountyLine]) -> Total:
    """Return the whole of a run's counties."""
    pairs = [(line.value, line.bound) for line in lines if line.value is not None and line.bound is not None]
    gaps = [line.gap for line in lines if line.gap is not None]
    return Total(Counter(line.state for line in lines), len(lines), sum(value for value, _ in pairs), sum(bound for _, bound in pairs),
                 len(pairs), max(gaps, default=None))
