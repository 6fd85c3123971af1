"""What a rule set says about allotments (名额): how a school's share is found, and what is tilted to remote schools."""

from staffing.policy.values import Frozen, RuleValue, Share


class Tilt(Frozen):
    """The bonus on a school's weight when places are shared out: 0.5 makes one teacher weigh as one and a half.

    A school gets the highest bonus that fits it; they do not add up.
    """

    rural: Share
    remote: Share
    weak: Share


class AllotmentRules(Frozen):
    """How a school's 派出名额 is found beside the county's share, and the tilt of 职称申报, 骨干评选 and 评优.

    ``surplus_share``: the share of a school's teachers above its need that it is to send at least.
    """

    surplus_share: RuleValue[Share]
    tilt: RuleValue[Tilt]
