"""Bounds by age or by years left to the retirement age, for teachers and for leaders."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from staffing.core.school_year import add_months, full_months, full_years
from staffing.eligibility.enums import ReasonEffect
from staffing.eligibility.facts import TeacherFacts
from staffing.eligibility.reasons import Reason, Relation, Scalar, iso
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import AgeLimit, NoBound, RetirementBound, TermBound
from staffing.policy.values import RuleReference
from staffing.teachers.enums import Sex
from staffing.teachers.retirement import RetirementWindow, retirement_window, track_for


def window_of(facts: TeacherFacts, rules: RuleSet) -> RetirementWindow:
    """Return the retirement window of a teacher."""
    track = facts.track or track_for(facts.category, rules.retirement)
    return retirement_window(facts.born, facts.sex, track, rules.retirement, title=facts.title)


Bound: TypeAlias = RetirementBound | AgeLimit | TermBound | NoBound


@dataclass(frozen=True, slots=True)
class BoundCheck:
    """What a bound is checked with: the reason's code, the clause, and the effect if the bound is not kept."""

    code: str
    rule: RuleReference
    on: dt.date
    failed: ReasonEffect

    def reason(self, kept: bool, inputs: tuple[tuple[str, Scalar], ...], comparison: tuple[Scalar, Relation, Scalar]) -> Reason:
        """Return the reason that the bound is kept or not."""
        value, relation, required = comparison
        effect = ReasonEffect.MEETS if kept else self.failed
        return Reason(self.code, effect, self.rule, inputs, value, relation, required, kept)


def bound_reason(check: BoundCheck, bound: Bound, facts: TeacherFacts, rules: RuleSet) -> Reason | None:
    """Return whether a teacher keeps the bound; None if the rule set sets none."""
    if isinstance(bound, NoBound):
        return None
    if isinstance(bound, AgeLimit):
        return _age_reason(check, bound, facts)
    if isinstance(bound, RetirementBound):
        return _retirement_reason(check, bound, facts, rules)
    return _term_reason(check, bound, facts, rules)


def _person(check: BoundCheck, facts: TeacherFacts) -> tuple[tuple[str, Scalar], ...]:
    return (("born", iso(facts.born)), ("sex", facts.sex.value), ("on", iso(check.on)))


def _age_reason(check: BoundCheck, bound: AgeLimit, facts: TeacherFacts) -> Reason:
    age = full_years(facts.born, check.on)
    limit = bound.male if facts.sex is Sex.MALE else bound.female
    return check.reason(age <= limit, _person(check, facts), (age, "at_most", limit))


def _retirement_reason(check: BoundCheck, bound: RetirementBound, facts: TeacherFacts, rules: RuleSet) -> Reason:
    """Compare days and not rounded years, so that the day on which exactly so many years are left is judged as stated."""
    window = window_of(facts, rules)
    retires = window.statutory
    if bound.basis == "elected" and facts.elected_retirement_on and window.allows(facts.elected_retirement_on):
        retires = facts.elected_retirement_on
    limit = add_months(check.on, bound.years * 12)
    kept = retires >= limit if bound.inclusive else retires > limit
    inputs = (
        *_person(check, facts), ("years", bound.years), ("months_left", full_months(check.on, retires)),
        ("retirement_rule", window.rule.key), ("retirement_clause", window.rule.citation),
    )
    return check.reason(kept, inputs, (iso(retires), "not_before" if bound.inclusive else "after", iso(limit)))


def _term_reason(check: BoundCheck, bound: TermBound, facts: TeacherFacts, rules: RuleSet) -> Reason:
    term_years = rules.leaders.tenure.value.term_years
    assert term_years is not None, "the reader refuses a bound in terms without their length"
    retires = window_of(facts, rules).statutory
    limit = add_months(check.on, bound.terms * term_years * 12)
    inputs = (*_person(check, facts), ("terms", bound.terms), ("term_years", term_years))
    return check.reason(retires >= limit, inputs, (iso(retires), "not_before", iso(limit)))
