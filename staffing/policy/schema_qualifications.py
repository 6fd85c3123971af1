"""What a rule set says about qualifications (资质): required degrees, subjects of certificates, warnings, terms of shadowing."""

from staffing.policy.values import Count, Frozen, PositiveCount, RuleValue
from staffing.policy.vocabulary import DegreeCode, StageCode


class RequiredDegrees(Frozen):
    """The lowest education that the law asks of a teacher of each stage (规定学历)."""

    primary: DegreeCode
    junior: DegreeCode
    senior: DegreeCode


class QualificationRules(Frozen):
    """What a teacher must hold for the stage and subject taught, and when the bureau wants to be warned.

    ``subject_matches`` are the subjects that a certificate admits besides its own; it is compared with the subject taught
    only in ``subject_stages``, because primary teachers often teach several.
    """

    required_degree: RuleValue[RequiredDegrees]
    subject_stages: RuleValue[tuple[StageCode, ...]]
    subject_matches: RuleValue[dict[str, tuple[str, ...]]]
    honour_warning_months: RuleValue[Count]
    shadowing_term_months: RuleValue[PositiveCount]
