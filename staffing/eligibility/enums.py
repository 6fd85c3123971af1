"""Closed lists of eligibility: the three states, and what a reason does to them."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class EligibilityState(LabelledEnum):
    """The three states (交流资格判定): 符合可派, 符合但暂缓, 不属于对象."""

    ELIGIBLE = "eligible", _l("Qualifies and may be sent")
    DEFERRED = "deferred", _l("Qualifies but deferred")
    OUT = "out", _l("Not within the scope")


class ReasonEffect(LabelledEnum):
    """What a reason does to the verdict (理由的作用)."""

    MEETS = "meets", _l("Condition met")
    OUT = "out", _l("Puts outside the scope")
    DEFERS = "defers", _l("Defers")
    LIFTED = "lifted", _l("Would apply, but is lifted")
    NOTED = "noted", _l("Noted, without effect")
