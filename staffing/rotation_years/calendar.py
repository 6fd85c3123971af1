"""The calendar of a rotation year: the deadline of every step, from the rule set or as the bureau set it, and how the steps stand. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from staffing.core.school_year import COUNTY_TIME
from staffing.core.working_days import add_working_days, is_known
from staffing.policy.schema import RuleSet
from staffing.policy.schema_calendar import DayDeadline, Deadline
from staffing.policy.values import RuleValue
from staffing.rotation_years.models import StepChange, StepDeadline, WarningStage, YearStep
from staffing.rotation_years.steps import is_past


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline of a step. ``by_rules`` is what the rule set gives, counted on from the other steps' days as they are now.

    ``sure`` is False where working days were counted in a year whose holidays are not published yet.
    """

    step: YearStep
    on: dt.date
    by_rules: dt.date
    stated: RuleValue[Deadline]
    set_by_hand: StepDeadline | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as a page shows it: ``look`` done (good), now (wait), due soon (warn), late (bad), left out or to come (none).

    ``ended_on`` is the day on which the year went on from it; ``days`` are those left until the deadline, negative when late.
    """

    step: YearStep
    look: str
    state: str
    due: Due | None
    ended_on: dt.date | None
    days: int | None


def list_dues(rules: RuleSet, school_year: int, by_hand: Mapping[YearStep, StepDeadline]) -> dict[YearStep, Due]:
    """Return the deadlines of a year in the order of its steps; a step without one is absent."""
    dues: dict[YearStep, Due] = {}
    by_step = {YearStep(code): stated for code, stated in rules.calendar.deadlines.items()}
    for step in (step for step in YearStep if step in by_step):
        stated = by_step[step]
        day, sure = _by_rules(stated.value, school_year, dues)
        own = by_hand.get(step)
        dues[step] = Due(step, own.due_on if own else day, day, stated, own, sure or own is not None)
    return dues


def _by_rules(deadline: Deadline, school_year: int, dues: Mapping[YearStep, Due]) -> tuple[dt.date, bool]:
    if isinstance(deadline, DayDeadline):
        return dt.date(school_year + deadline.years_later, deadline.month, deadline.day), True
    start = dues[YearStep(deadline.step)]
    day = add_working_days(start.on, deadline.working_days)
    return day, start.sure and is_known(start.on.year) and is_known(day.year)


def list_lines(present: YearStep, dues: Mapping[YearStep, Due], changes: Sequence[StepChange], *, on: dt.date,
               warning_days: int) -> list[StepLine]:
    """Return every step of the year as it stands on a day; ``changes`` in the order they were made."""
    ended = days_ended(changes)
    left_out = steps_left_out(changes)
    return [_line(step, present, dues.get(step), ended.get(step), step in left_out, on, warning_days) for step in YearStep]


def _line(step: YearStep, present: YearStep, due: Due | None, ended_on: dt.date | None, is_left_out: bool, on: dt.date,
          warning_days: int) -> StepLine:
    days = None if due is None else (due.on - on).days
    if is_past(step, present):
        look, state = ("none", "left_out") if is_left_out else ("good", "done")
    elif step is YearStep.CLOSED:
        look, state = ("good", "done") if present is step else ("none", "to_come")
    else:
        stage = None if due is None else stage_of(due.on, on, warning_days)
        look, state = _open_look(stage, is_now=step is present)
    return StepLine(step, look, state, due, ended_on, days)


def _open_look(stage: WarningStage | None, *, is_now: bool) -> tuple[str, str]:
    if stage is WarningStage.LATE:
        return "bad", "late"
    if stage is WarningStage.SOON:
        return "warn", "soon"
    return ("wait", "now") if is_now else ("none", "to_come")


def stage_of(due_on: dt.date, on: dt.date, warning_days: int) -> WarningStage | None:
    """Return whether people should be warned of a deadline on a day; the day itself is not late yet."""
    left = (due_on - on).days
    if left < 0:
        return WarningStage.LATE
    return WarningStage.SOON if left <= warning_days else None


def days_ended(changes: Iterable[StepChange]) -> dict[YearStep, dt.date]:
    """Return the day on which the year last went on from each step."""
    order = list(YearStep)
    return {change.from_step: change.changed_at.astimezone(COUNTY_TIME).date() for change in changes if order.index(change.to_step) > order.index(change.from_step)}


def steps_left_out(changes: Iterable[StepChange]) -> set[YearStep]:
    """Return the steps that were jumped over and not gone through since."""
    order = list(YearStep)
    missed: set[YearStep] = set()
    for change in changes:
        missed.discard(change.to_step)
        missed |= set(order[order.index(change.from_step) + 1:order.index(change.to_step)])
    return missed


def late_steps(lines: Iterable[StepLine]) -> list[StepLine]:
    """Return the steps to be warned of: overdue or due soon, and not ended."""
    return [line for line in lines if line.state in ("late", "soon")]
