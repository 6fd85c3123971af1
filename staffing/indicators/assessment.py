"""Put a county's assessment together: every section on every indicator, every stage, the county.

Judges what the records say by the county's policy and decides nothing else. A missing figure stays missing: a section
that lacks one can fail for certain but never pass.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from staffing.indicators.codes import MEASURES, Basis, CellState, Judgement, Measure, ScopeState
from staffing.indicators.counting import Counts
from staffing.indicators.definitions import IndicatorDefinition, list_definitions
from staffing.indicators.formulas import Dispersion, amount_needed, composite, disperse, is_within, per_pupils
from staffing.indicators.policy import IndicatorPolicy, PassRule
from staffing.indicators.results import (
    BothAssessments,
    CountyAssessment,
    IndicatorCell,
    SectionAssessment,
    StageAssessment,
    StageIndicator,
)
from staffing.indicators.scope import SectionFacts, find_scope

Persons = Mapping[str, Mapping[Measure, Fraction]]


def list_persons(counts: Counts, keys: Sequence[str], basis: Basis) -> Persons:
    """Return the counted persons by section key; `keys` in the order of the section columns."""
    return {key: {measure: counts.persons(basis, measure, row) for measure in MEASURES}
            for row, key in enumerate(keys)}


def assess_both(policy: IndicatorPolicy, facts: Sequence[SectionFacts], *, home: Persons,
                host: Persons) -> BothAssessments:
    """Return the county counted both ways, and which of them decides."""
    return BothAssessments(assess(policy, facts, home, basis=Basis.HOME),
                           assess(policy, facts, host, basis=Basis.HOST), policy.counts_at)


def assess(policy: IndicatorPolicy, facts: Sequence[SectionFacts], persons: Persons, *,
           basis: Basis) -> CountyAssessment:
    """Return the county by one way to count; sections ordered by stage and key, whatever their order here."""
    if len({item.key for item in facts}) != len(facts):
        raise ValueError("a section stands twice")
    order = {stage: place for place, stage in enumerate(policy.scope.stages)}
    ordered = sorted(facts, key=lambda item: (order.get(item.stage, len(order)), item.stage, item.key))
    sections = tuple(assess_section(policy, item, persons.get(item.key, {})) for item in ordered)
    stages = tuple(assess_stage(policy, stage, sections) for stage in policy.scope.stages)
    return CountyAssessment(policy.scheme, basis, sections, stages, combine(stage.verdict for stage in stages))


def assess_section(policy: IndicatorPolicy, facts: SectionFacts,
                   persons: Mapping[Measure, Fraction]) -> SectionAssessment:
    """Return one section on every indicator; outside the assessment its values are shown but not judged.

    A measure that was not counted for the section is a missing figure, not nobody.
    """
    scope = find_scope(facts, policy.scope)
    cells = tuple(_assess_cell(policy, definition, facts, persons, scope)
                  for definition in list_definitions(policy.scheme))
    reached = sum(cell.state is CellState.REACHED for cell in cells)
    verdict = local = Judgement.NOT_APPLICABLE
    if scope is ScopeState.MEASURED:
        verdict, local = (judge_section(cells, rule) for rule in (policy.pass_rule, policy.local_pass_rule))
    return SectionAssessment(facts.key, facts.school, facts.stage, facts.pupils, scope, cells, reached, verdict, local)


def _assess_cell(policy: IndicatorPolicy, definition: IndicatorDefinition, facts: SectionFacts,
                 persons: Mapping[Measure, Fraction], scope: ScopeState) -> IndicatorCell:
    code, scale = definition.code, definition.scale
    if definition.measure is None:
        resource = facts.amounts.get(code)
    else:
        resource = persons.get(definition.measure)
    threshold = policy.threshold(code, facts.stage)
    value = None if resource is None else per_pupils(resource, facts.pupils, scale=scale)
    if scope is not ScopeState.MEASURED:
        return IndicatorCell(code, resource, value, threshold, CellState.NOT_MEASURED, None, None)
    if resource is None:
        return IndicatorCell(code, None, None, threshold, CellState.MISSING, None, None)
    if threshold is None:
        return IndicatorCell(code, resource, value, None, CellState.NO_THRESHOLD, None, None)
    share = policy.pass_rule.rest_share if policy.pass_rule else Fraction(1)
    lacks = amount_needed(threshold, facts.pupils, scale=scale) - resource
    lacks_to_rest = amount_needed(threshold, facts.pupils, scale=scale, share=share) - resource
    return IndicatorCell(code, resource, value, threshold, _find_state(lacks, lacks_to_rest),
                         _missing(lacks, definition), _missing(lacks_to_rest, definition))


def _find_state(lacks: Fraction, lacks_to_rest: Fraction) -> CellState:
    if lacks <= 0:
        return CellState.REACHED
    return CellState.NEAR if lacks_to_rest <= 0 else CellState.BELOW


def _missing(lacks: Fraction, definition: IndicatorDefinition) -> Fraction:
    if lacks <= 0:
        return Fraction(0)
    return Fraction(math.ceil(lacks)) if definition.counts_persons else lacks


def judge_section(cells: Sequence[IndicatorCell], rule: PassRule | None) -> Judgement:
    """Return whether a section passes: enough indicators reached, none of the rest below its share.

    Missing figures leave the verdict open unless the known ones already fail it.
    """
    judged = [cell.state for cell in cells if cell.state is not CellState.NO_THRESHOLD]
    if rule is None or not judged:
        return Judgement.NOT_APPLICABLE
    unknown = judged.count(CellState.MISSING)
    if CellState.BELOW in judged or judged.count(CellState.REACHED) + unknown < rule.reach_at_least:
        return Judgement.FAIL
    return Judgement.INCOMPLETE if unknown else Judgement.PASS


def assess_stage(policy: IndicatorPolicy, stage: str, sections: Sequence[SectionAssessment]) -> StageAssessment:
    """Return one stage over its measured sections."""
    measured = [section for section in sections if section.stage == stage and section.is_measured]
    indicators = tuple(_assess_indicator(policy, definition, stage, measured)
                       for definition in list_definitions(policy.scheme))
    mean_of_coefficients = composite(item.spread.cv for item in indicators)
    limit = policy.composite_limits.get(stage)
    composite_verdict = _judge_composite(mean_of_coefficients, limit, indicators)
    verdicts = [section.verdict for section in measured]
    verdict = combine([*verdicts, *(item.verdict for item in indicators), composite_verdict])
    return StageAssessment(
        stage, len(measured), sum(section.pupils for section in measured), indicators, mean_of_coefficients, limit,
        composite_verdict, verdicts.count(Judgement.PASS), verdicts.count(Judgement.FAIL),
        verdicts.count(Judgement.INCOMPLETE), sum(section.local_verdict is Judgement.PASS for section in measured),
        verdict)


def _assess_indicator(policy: IndicatorPolicy, definition: IndicatorDefinition, stage: str,
                      measured: Sequence[SectionAssessment]) -> StageIndicator:
    cells = [(section, section.cell(definition.code)) for section in measured]
    resources = [cell.resource for _, cell in cells if cell.resource is not None]
    pupils = [section.pupils for section, cell in cells if cell.resource is not None]
    unknown = tuple(section.key for section, cell in cells if cell.resource is None)
    spread = disperse(resources, pupils, scale=definition.scale)
    limit = policy.cv_limits.get(stage)
    states = [cell.state for _, cell in cells]
    persons = sum(int(cell.missing or 0) for _, cell in cells) if definition.counts_persons else None
    return StageIndicator(
        definition.code, spread, limit, _judge_spread(spread, limit, resources, pupils, has_gaps=bool(unknown)),
        states.count(CellState.REACHED), states.count(CellState.NEAR), states.count(CellState.BELOW), persons, unknown)


def _judge_spread(spread: Dispersion, limit: Fraction | None, resources: Sequence[Fraction], pupils: Sequence[int],
                  *, has_gaps: bool) -> Judgement:
    if limit is None:
        return Judgement.NOT_APPLICABLE
    if has_gaps:
        return Judgement.INCOMPLETE
    if spread.cv is None:
        return Judgement.NOT_APPLICABLE
    return Judgement.PASS if is_within(spread.cv, limit, resources, pupils) else Judgement.FAIL


def _judge_composite(value: float | None, limit: Fraction | None, indicators: Iterable[StageIndicator]) -> Judgement:
    if limit is None:
        return Judgement.NOT_APPLICABLE
    if any(item.sections_missing for item in indicators):
        return Judgement.INCOMPLETE
    if value is None:
        return Judgement.NOT_APPLICABLE
    return Judgement.PASS if value <= limit else Judgement.FAIL


def combine(verdicts: Iterable[Judgement]) -> Judgement:
    """Return the verdict of a whole: one failure fails it, one open question leaves it open."""
    found = set(verdicts)
    for decisive in (Judgement.FAIL, Judgement.INCOMPLETE, Judgement.PASS):
        if decisive in found:
            return decisive
    return Judgement.NOT_APPLICABLE
