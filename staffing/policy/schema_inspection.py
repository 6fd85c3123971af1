"""What a rule set says about inspection (督导佐证): when a rotation looks met on paper only, how large a sample is."""

from typing import Annotated

from pydantic import Field

from staffing.policy.values import Amount, Count, Frozen, PositiveCount, RuleValue


class Repeats(Frozen):
    """The same persons again and again: at least ``times`` rotations begun within ``in_years`` school years."""

    times: PositiveCount
    in_years: PositiveCount


class WeakerOutgoing(Frozen):
    """Outgoing teachers weaker than their school: of at least ``least_sent``, the mean of four marks (degree above the required one,
    middle title or above, backbone, last appraisal excellent) lies at least ``marks`` below the mean of the school's teachers."""

    least_sent: PositiveCount
    marks: Amount


class InspectionRules(Frozen):
    """Bounds of the checks of honesty, size of a sample, difference to statistics that needs a cause."""

    repeats: RuleValue[Repeats]
    weaker_outgoing: RuleValue[WeakerOutgoing]
    swap_back_months: RuleValue[PositiveCount]
    not_front_line: RuleValue[tuple[str, ...]]
    sample_size: RuleValue[Annotated[int, Field(ge=1, le=500)]]
    unexplained_difference: RuleValue[Count]
