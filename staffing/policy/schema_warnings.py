"""What a rule set says about warnings of indicators (预警): kinds with their level, how far they look ahead, when a line is due."""

from typing import Annotated, Literal

from pydantic import Field

from staffing.policy.values import Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import WarningCode

WarningLevelCode = Literal["red", "yellow", "off"]


class DueByLevel(Frozen):
    """In how many days a line of each level is to be put right (整改期限)."""

    red: PositiveCount
    yellow: PositiveCount


class WarningRules(Frozen):
    """Thresholds stand with the indicators; here is what is warned of, and how strongly.

    ``slip_tolerance``: a figure that falls by no more than this share of last year's is not warned of.
    """

    levels: RuleValue[dict[WarningCode, WarningLevelCode]]
    slip_tolerance: RuleValue[Share]
    years_ahead: RuleValue[Annotated[int, Field(ge=0, le=10)]]
    due_days: RuleValue[DueByLevel]
