"""What a rule set says about the calendar of a rotation year: a deadline for each step, steps left out, warnings, rounds of 县管校聘."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from staffing.policy.schema_eligibility import MonthDay
from staffing.policy.values import Count, Frozen, PositiveCount, RuleValue
from staffing.policy.vocabulary import StepCode


class DayDeadline(MonthDay):
    """A day of the calendar: in the year in which the moves begin, or ``years_later``."""

    kind: Literal["day"]
    years_later: Annotated[int, Field(ge=0, le=3)] = 0


class AfterDeadline(Frozen):
    """So many working days after the deadline of an earlier step."""

    kind: Literal["after"]
    step: StepCode
    working_days: PositiveCount


Deadline = Annotated[DayDeadline | AfterDeadline, Field(discriminator="kind")]


class CalendarRules(Frozen):
    """Deadlines (完成期限) of the steps in their order; which steps a county may leave out; when it wants to be warned.

    ``engagement_rounds``: the county holds 县管校聘 rounds (校内竞聘 → 跨校竞聘 → 组织调剂).
    """

    deadlines: dict[StepCode, RuleValue[Deadline]]
    optional_steps: RuleValue[tuple[StepCode, ...]]
    warning_days: RuleValue[Count]
    engagement_rounds: RuleValue[bool]

    @model_validator(mode="after")
    def later_steps_follow_earlier_ones(self) -> Self:
        """Refuse a deadline that waits for a later step, for itself, or for a step without a deadline."""
        order = get_args(StepCode)
        for code, stated in self.deadlines.items():
            if isinstance(stated.value, AfterDeadline) and (
                    order.index(stated.value.step) >= order.index(code) or stated.value.step not in self.deadlines):
                raise ValueError(f"{code} cannot wait for {stated.value.step}")
        return self
