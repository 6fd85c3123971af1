"""The 补充需求表 of a study, by the county's rules."""

from staffing.needs.decomposition import SupplementRow
from staffing.needs.study import Study
from staffing.policy.schema import RuleSet


def supplements_of(study: Study, rules: RuleSet) -> tuple[SupplementRow, ...]:
    """Return who must be recruited or named; a recruit is expected above the required degree, as recruitment rules ask."""
    return study.supplements(tuple(rules.indicators.counting.pe_arts_subjects.value), recruits_are_above_degree=True)
