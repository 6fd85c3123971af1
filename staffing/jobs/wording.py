"""What a page says about a job: its kind, where it stands, how far it is, why it failed."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext as _l

from staffing.jobs.attempts import DATABASE_AWAY, UNEXPECTED, UNKNOWN_KIND
from staffing.jobs.ledger import LEASE_EXPIRED
from staffing.jobs.models import ACTIVE_STATES, Job, JobState
from staffing.jobs.registry import JobKind, find_kind

COMMON_FAULTS: dict[str, LazyString] = {
    LEASE_EXPIRED: _l("The worker that ran this did not answer any more. Every attempt ended like that; ask for it again, "
                      "and tell the system administrator if it happens again."),
    DATABASE_AWAY: _l("The database could not be reached while this was running. Ask for it again."),
    UNKNOWN_KIND: _l("The worker runs an older version of the program. Ask the system administrator to restart it."),
    UNEXPECTED: _l("A fault of the program stopped this (%(type)s). Nothing was changed. Tell the system administrator the "
                   "number of this task."),
}
STATE_LOOKS = {JobState.QUEUED: "wait", JobState.RUNNING: "wait", JobState.DONE: "good", JobState.FAILED: "bad",
               JobState.CANCELLED: "none"}


@dataclass(frozen=True, slots=True)
class JobView:
    """A job in the words of a page; ``share`` is how much of the rows or of the time limit is used, None if nobody knows."""

    job: Job
    label: LazyString | str
    look: str
    phase: LazyString | str
    fault: str
    share: float | None
    kind: JobKind | None

    @property
    def address(self) -> str | None:
        """Return where the page of the job's subject stands; only a page may ask, the command line has no addresses."""
        return self.kind.address(self.job) if self.kind and self.kind.address else None

    @property
    def active(self) -> bool:
        """True if the job waits or runs."""
        return self.job.state in ACTIVE_STATES


def describe_job(job: Job) -> JobView:
    """Return a job as a page shows it; a kind that this version does not know is shown by its code."""
    kind = find_kind(job.kind)
    label = kind.label if kind else job.kind
    return JobView(job, label, STATE_LOOKS[job.state], _phase(job, kind), _fault(job, kind), _share(job), kind)


def _phase(job: Job, kind: JobKind | None) -> LazyString | str:
    code = str(job.progress.get("phase", ""))
    return kind.phases.get(code, "") if kind and job.state is JobState.RUNNING else ""


def _fault(job: Job, kind: JobKind | None) -> str:
    if job.state is not JobState.FAILED:
        return ""
    words = (dict(kind.faults) if kind else {}).get(job.error) or COMMON_FAULTS.get(job.error)
    if words is None:
        return job.error
    # Filled in after translation: the numbers are known only to this job.
    return str(words) % job.result.get("numbers", {}) if "%(" in str(words) else str(words)


def _share(job: Job) -> float | None:
    done = job.progress.get("done") or job.progress.get("elapsed_s")
    whole = job.progress.get("total") or job.progress.get("time_limit_s")
    if job.state is not JobState.RUNNING or not done or not whole:
        return None
    return min(1.0, float(done) / float(whole))
