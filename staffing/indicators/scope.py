"""Which sections are measured, and how what several sections of one school share is divided among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from staffing.core.exact import Number, exact
from staffing.indicators.codes import ScopeState
from staffing.indicators.formulas import split_amount
from staffing.indicators.policy import ScopeRule
from staffing.schools.enums import Ownership


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What the records say about one section (学部) at the data date.

    `amounts` holds the hardware by indicator code; a code that is absent or None is a missing figure, never zero.
    """

    key: str
    school: str
    stage: str
    kind: str
    ownership: str
    location: str
    pupils: int
    amounts: Mapping[str, Fraction | None]

    def __post_init__(self) -> None:
        """Refuse negative pupils and amounts."""
        if self.pupils < 0 or any(amount is not None and amount < 0 for amount in self.amounts.values()):
            raise ValueError(f"{self.key}: negative pupils or amounts")


def find_scope(facts: SectionFacts, rule: ScopeRule) -> ScopeState:
    """Return whether a section is measured, or the first rule that keeps it out."""
    outside = (
        (facts.stage not in rule.stages, ScopeState.OTHER_STAGE),
        (facts.kind in rule.excluded_kinds, ScopeState.EXCLUDED_KIND),
        (facts.ownership not in rule.ownerships and facts.ownership == Ownership.PRIVATE, ScopeState.PRIVATE),
        (facts.ownership not in rule.ownerships, ScopeState.NOT_COUNTY_RUN),
        (_is_small_teaching_point(facts, rule), ScopeState.SMALL_TEACHING_POINT),
        (facts.pupils == 0, ScopeState.NO_PUPILS),
    )
    return next((state for is_out, state in outside if is_out), ScopeState.MEASURED)


def _is_small_teaching_point(facts: SectionFacts, rule: ScopeRule) -> bool:
    if facts.kind not in rule.teaching_point_kinds:
        return False
    return rule.teaching_point_min_pupils is None or facts.pupils < rule.teaching_point_min_pupils


def share_amounts(sections: Sequence[SectionFacts], shared: Mapping[str, Number | None],
                  weights: Mapping[str, Fraction]) -> tuple[SectionFacts, ...]:
    """Return the sections of one school with their parts of what they use together added to their own amounts.

    The senior section takes its part too, although it is not measured; a shared figure that is missing makes the
    figure of every section missing, because nobody knows the whole.
    """
    if len({facts.stage for facts in sections}) != len(sections):
        raise ValueError("two sections of one stage cannot be told apart")
    pupils = {facts.stage: facts.pupils for facts in sections}
    parts = {code: split_amount(amount, pupils, weights) for code, amount in shared.items() if amount is not None}
    return tuple(replace(facts, amounts=_joined(facts, shared, parts)) for facts in sections)


def _joined(facts: SectionFacts, shared: Mapping[str, Number | None],
            parts: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction | None]:
    joined = dict(facts.amounts)
    for code in shared:
        own = joined.get(code)
        joined[code] = exact(own or 0) + parts[code][facts.stage] if code in parts else None
    return joined
