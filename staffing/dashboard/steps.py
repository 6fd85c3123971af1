"""What waits for the reader: sentences with the page where each is dealt with. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.changes.queries import RequestLine
from staffing.changes.wording import field_names
from staffing.collecting.queries import RoundLine
from staffing.core.enums import LabelledEnum
from staffing.eligibility.models import EligibilityList
from staffing.imports.models import BatchState, ImportBatch
from staffing.jobs.wording import JobView
from staffing.plans.models import Plan, PlanState
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.standing import Standing
from staffing.rotation_years.waiting import WaitingItem
from staffing.warnings.models import WarningLevel
from staffing.warnings.wording import LOOKS

PLAN_WORDS: dict[PlanState, LazyString] = {
    PlanState.DRAFT: _l("Plan %(name)s has not been solved yet."), PlanState.INVALID: _l("Plan %(name)s breaks rules."),
    PlanState.NO_PLAN: _l("For %(name)s it is proven that there is no plan; the plan's page says why."),
    PlanState.UNFINISHED: _l("The search for %(name)s stopped before a plan was found."),
}

DECIDING: Final = {YearStep.DECISION, YearStep.NOTICE, YearStep.APPEALS}


class TaskKind(LabelledEnum):
    """What kind of work waits."""

    CHANGE = "change", _l("Change requests")
    FILE = "file", _l("Imported files")
    COLLECTION = "collection", _l("Collection of data")
    YEAR = "year", _l("Rotation year")
    PLAN = "plan", _l("Rotation plans")
    DECISION = "decision", _l("Decisions and notice")
    JOB = "job", _l("Background work")
    EVIDENCE = "evidence", _l("Attachments")
    WARNING = "warning", _l("Warnings of indicators")
    NOTICE = "notice", _l("Notices")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader: a sentence, and where to go. ``look`` as for every status.

    ``school`` is whose it is, ``since`` when it began to wait; both empty where nobody knows.
    """

    look: str
    text: str
    endpoint: str
    arguments: tuple[tuple[str, int | str], ...] = ()
    kind: TaskKind = TaskKind.YEAR
    school: str = ""
    since: dt.datetime | None = None


def batch_tasks(batches: Sequence[ImportBatch]) -> list[Task]:
    """Return the files that wait: faults to mend, or a confirmation."""
    tasks = []
    for batch in batches:
        faulty = batch.state is BatchState.FAULTY
        text = (_l("%(file)s: faults found: %(number)s; nothing of it was stored.", file=batch.file_name, number=batch.fault_count) if faulty
                else _l("%(file)s is checked and waits to be confirmed.", file=batch.file_name))
        tasks.append(Task("bad" if faulty else "wait", str(text), "imports.show_batch", (("batch_id", batch.id),), kind=TaskKind.FILE, since=batch.created_at))
    return tasks


def collection_tasks(lines: Sequence[RoundLine], day: dt.date, *, school: bool) -> list[Task]:
    """Return the open collections with schools that have not handed in; for a school, that it has not."""
    tasks = []
    for line in lines:
        late = line.round.due_on < day
        words = {"name": line.round.name, "day": line.round.due_on.isoformat(), "number": line.outstanding}
        if school:
            text = (_l("%(name)s: your school's data were due on %(day)s and have not been handed in.", **words) if late
                    else _l("%(name)s: hand in your school's data by %(day)s.", **words))
        else:
            text = (_l("%(name)s: due on %(day)s; schools that have not handed in: %(number)s. Remind them.", **words) if late
                    else _l("%(name)s: to be handed in by %(day)s; schools that have not handed in yet: %(number)s.", **words))
        tasks.append(Task("bad" if late else "wait", str(text), "collecting.show_round", (("round_id", line.round.id),), kind=TaskKind.COLLECTION))
    return tasks


def year_tasks(year: RotationYear | None, listed: EligibilityList | None) -> list[Task]:
    """Return what is missing before a plan can be made."""
    if year is None:
        return [Task("warn", str(_l("No rotation year is open yet.")), "rotation_years.show_current")]
    if listed is None:
        return [Task("warn", str(_l("Who qualifies has not been decided yet.")), "rotation_years.show_current")]
    if listed.fixed_at is None:
        return [Task("wait", str(_l("The eligibility list is not fixed yet; overrides are still possible.")), "eligibility.list_verdicts")]
    return []


def deadline_tasks(standing: Standing | None) -> list[Task]:
    """Return the deadlines of the year that are overdue, and the present step's if it is due soon."""
    if standing is None:
        return []
    tasks = []
    for line in standing.warned:
        assert line.due is not None
        words = {"step": line.step.label, "day": line.due.on.isoformat()}
        if line.state == "late":
            tasks.append(Task("bad", str(_l("Overdue: “%(step)s” was due on %(day)s.", **words)), "rotation_years.show_current"))
        elif line.step is standing.year.step:
            tasks.append(Task("warn", str(_l("Due soon: “%(step)s” on %(day)s.", **words)), "rotation_years.show_current"))
    return tasks


def handed_on_tasks(items: Sequence[WaitingItem]) -> list[Task]:
    """Return what others handed on to the reader, with how many there are where there are several."""
    return [Task(item.look, str(_l("%(what)s (%(number)d)", what=str(item.text).rstrip("。."), number=item.number)) if item.number > 1 else str(item.text), item.endpoint,
                 item.arguments, kind=TaskKind.DECISION if item.step in DECIDING else TaskKind.YEAR, school=item.school, since=item.since) for item in items]


def plan_tasks(plans: Sequence[Plan]) -> list[Task]:
    """Return the plans that need somebody."""
    return [Task("bad" if plan.state in (PlanState.INVALID, PlanState.NO_PLAN) else "wait", str(PLAN_WORDS[plan.state]) % {"name": plan.name},
                 "plans.show_plan", (("plan_id", plan.id),), kind=TaskKind.PLAN, since=plan.created_at) for plan in plans]


def warning_tasks(counts: Mapping[WarningLevel, int]) -> list[Task]:
    """Return the open lines of warned indicators, the red ones in a line of their own."""
    words = {WarningLevel.RED: _l("Red warnings of indicators, not put right yet: %(number)d."),
             WarningLevel.YELLOW: _l("Yellow warnings of indicators, not put right yet: %(number)d.")}
    return [Task(LOOKS[level], str(words[level]) % {"number": number}, "warnings.list_lines", (("level", level.value),), kind=TaskKind.WARNING)
            for level, number in counts.items() if number]


def job_tasks(jobs: Sequence[JobView]) -> list[Task]:
    """Return work that failed."""
    return [Task("bad", f"{view.label}: {view.fault}", "jobs.list_jobs", kind=TaskKind.JOB, since=view.job.created_at) for view in jobs]


def notice_tasks(unread: int) -> list[Task]:
    """Return one line for the notices that were not read."""
    if not unread:
        return []
    return [Task("info", str(_l("Notices not read yet: %(number)d.", number=unread)), "notices.list_notices", (("unread", 1),), kind=TaskKind.NOTICE)]


def change_summary(waiting: int, *, returned: bool) -> list[Task]:
    """Return one line for all change requests that wait, for the workbench."""
    if not waiting:
        return []
    words = (_l("Change requests sent back to be completed: %(number)d.", number=waiting) if returned
             else _l("Change requests to be decided: %(number)d.", number=waiting))
    return [Task("wait", str(words), "changes.list_requests", (("state", "returned" if returned else "waiting"),), kind=TaskKind.CHANGE)]


def change_tasks(lines: Sequence[RequestLine]) -> list[Task]:
    """Return the change requests that wait, one by one."""
    return [Task("warn" if line.moved else "wait", _about(line), "changes.show_request", (("request_id", line.request.id),),
                 kind=TaskKind.CHANGE, school=line.school, since=line.request.created_at) for line in lines]


def _about(line: RequestLine) -> str:
    names = "、".join(field_names(line.request))
    return " · ".join(part for part in (str(_l("Change request %(number)d", number=line.request.id)), line.teacher, names) if part)


def evidence_tasks(due: int) -> list[Task]:
    """Return one line for the attachments whose time is over."""
    if not due:
        return []
    return [Task("wait", str(_l("Attachments whose time is over: %(number)d.", number=due)), "attachments.list_due", kind=TaskKind.EVIDENCE)]
