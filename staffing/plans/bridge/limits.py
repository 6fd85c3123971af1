"""Rules and goals of a plan as the rotation model wants them: settings, quotas, indicators, weights."""

from decimal import Decimal
from fractions import Fraction

from solvers.rotation.instance import (
    GoalWeights,
    Indicator,
    OfGroup,
    OfMoved,
    OfNumber,
    Quota,
    SchoolLimits,
    Settings,
    Threshold,
)
from solvers.rotation.vocabulary import (
    CountsAt,
    GoalOrder,
    IndicatorCode,
    RelationMoves,
    SchoolId,
    Subject,
    ZoneLimit,
)
from staffing.plans.bridge.faults import InputFault, InputFaultCode
from staffing.plans.bridge.inputs import AllottedInput, PlanInputs
from staffing.plans.bridge.people import certificate_covers
from staffing.plans.settings import Allotted, PlanSettings
from staffing.policy.errors import MissingChoiceError
from staffing.policy.schema import RuleSet
from staffing.policy.schema_rotation import QuotaRule

# What a missing teacher of each indicator weighs in goal "shortfall": sports and arts first.
SHORTFALL_WEIGHTS = {IndicatorCode.ABOVE_DEGREE: 2, IndicatorCode.BACKBONE: 2, IndicatorCode.PE_ARTS: 3}


def build_settings(rules: RuleSet, settings: PlanSettings) -> Settings:
    """Return the model's limits; InputFault if the county has not chosen where moved teachers count (指标计入口径)."""
    try:
        counts_at = CountsAt(rules.chosen_counts_at())
    except MissingChoiceError as error:
        raise InputFault(InputFaultCode.NO_COUNTS_AT) from error
    return Settings(
        max_distance_km=plain(settings.max_distance_km), couple_distance_km=plain(settings.couple_distance_km),
        school_outflow_share=plain(settings.school_outflow_share), cell_outflow_share=plain(settings.cell_outflow_share),
        cross_stage=settings.cross_stage, counts_at=counts_at, certificate_covers=certificate_covers(rules),
        keep_compliant=settings.keep_compliant,
        donor_floor=None if settings.donor_floor is None else plain(settings.donor_floor),
        zone_limit=ZoneLimit(settings.zone_limit), goal_order=GoalOrder(settings.goal_order),
        level_tolerance=plain(settings.level_tolerance), relation_moves=RelationMoves(settings.relation_moves))


def build_quotas(settings: PlanSettings, eligible_count: int) -> tuple[Quota, ...]:
    """Return the quotas a plan must keep; the eligible count is the bureau's number, not the listed teachers'."""
    return tuple(Quota(code=code, group=rule.group, of=_base(rule, eligible_count), at_least=plain(rule.at_least))
                 for code, rule in settings.quotas.items())


def _base(rule: QuotaRule, eligible_count: int) -> OfMoved | OfGroup | OfNumber:
    if rule.of == "moved":
        return OfMoved()
    return OfNumber(eligible_count) if rule.of == "eligible" else OfGroup(rule.group)


def build_indicators(rules: RuleSet) -> tuple[Indicator, ...]:
    """Return L1 to L3 with the rule set's thresholds and limits of the 差异系数."""
    limits = rules.indicators.cv_limit.value
    arts = tuple(Subject(name) for name in rules.indicators.counting.pe_arts_subjects.value)
    rows = []
    for code in IndicatorCode:
        threshold = rules.indicators.thresholds[code.value].value
        rows.append(Indicator(
            code=code, weight=SHORTFALL_WEIGHTS[code], primary=Threshold(plain(threshold.primary), plain(limits.primary)),
            junior=Threshold(plain(threshold.junior), plain(limits.junior)),
            subjects=arts if code is IndicatorCode.PE_ARTS else ()))
    return tuple(rows)


def build_weights(settings: PlanSettings) -> GoalWeights:
    """Return the cost of one unit of each goal."""
    return GoalWeights(**{goal.value: plain(weight) for goal, weight in settings.weights.items()})


def build_school_limits(inputs: PlanInputs, how: Allotted) -> tuple[SchoolLimits, ...]:
    """Return the schools' own numbers as the plan keeps to them; InputFault if there are none to keep to."""
    if how is Allotted.OFF:
        return ()
    if inputs.allotted is None:
        raise InputFault(InputFaultCode.NO_ALLOTMENTS)
    return tuple(_limits(row, how) for row in inputs.allotted)


def _limits(row: AllottedInput, how: Allotted) -> SchoolLimits:
    school = SchoolId(str(row.school_id))
    if how is Allotted.MOST:
        return SchoolLimits(school, max_sent=row.send, max_received=row.receive)
    # Numbers set by hand may name more backbone teachers than teachers; the page of allotments says so.
    return SchoolLimits(school, min_sent=row.send, max_sent=row.send, max_received=row.receive, min_backbone_sent=min(row.backbone, row.send))


def plain(number: Decimal) -> float | int:
    """Return the number as JSON writes it: whole numbers without a point, others with the digits they were given."""
    return int(number) if Fraction(number).denominator == 1 else float(number)
