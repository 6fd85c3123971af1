"""Where a rotation year stands on a day: its steps with their deadlines, what may follow, what is late."""

import datetime as dt
from dataclasses import dataclass

from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.calendar import Due, StepLine, late_steps, list_dues, list_lines
from staffing.rotation_years.models import RotationYear, StepChange, YearStep
from staffing.rotation_years.queries import deadlines_by_step, list_step_changes
from staffing.rotation_years.steps import Transition, list_transitions


@dataclass(frozen=True, slots=True)
class Standing:
    """A year's steps as they stand on a day; ``changes`` in the order they were made."""

    year: RotationYear
    on: dt.date
    rules: RuleSet
    lines: tuple[StepLine, ...]
    changes: tuple[StepChange, ...]

    @property
    def dues(self) -> dict[YearStep, Due]:
        """Return the deadlines by step."""
        return {line.step: line.due for line in self.lines if line.due is not None}

    @property
    def warned(self) -> list[StepLine]:
        """Return the steps that are overdue or due soon."""
        return late_steps(self.lines)

    @property
    def unsure_years(self) -> list[int]:
        """Return the years whose holidays are not published yet, as far as open deadlines depend on them."""
        return sorted({due.on.year for due in self.dues.values() if not due.sure})

    @property
    def forward(self) -> list[Transition]:
        """Return the steps that may come next."""
        return [one for one in self._transitions() if not one.back]

    @property
    def back(self) -> list[Transition]:
        """Return the steps one may go back to."""
        return [one for one in self._transitions() if one.back]

    def _transitions(self) -> list[Transition]:
        return list_transitions(self.year.step, self.rules.calendar.optional_steps.value)


def standing_of(year: RotationYear, *, on: dt.date) -> Standing:
    """Return where a year stands (two statements)."""
    rules = rules_for(year.ruleset, year.school_year)
    changes = list_step_changes(year.id)
    dues = list_dues(rules, year.school_year, deadlines_by_step(year.id))
    lines = list_lines(year.step, dues, changes, on=on, warning_days=rules.calendar.warning_days.value)
    return Standing(year, on, rules, tuple(lines), tuple(changes))
