"""Whether a school leader's move is due (校长、副校长): full terms or years at one school, and the leaders' own bound.

Leaders are listed apart; people decide their moves and enter them.
"""

import datetime as dt
from dataclasses import dataclass

from staffing.core.school_year import full_years
from staffing.eligibility.bounds import BoundCheck, bound_reason
from staffing.eligibility.continuity import is_same_place
from staffing.eligibility.enums import ReasonEffect
from staffing.eligibility.facts import LeaderSpan, TeacherFacts
from staffing.eligibility.reasons import Reason, Scalar, iso
from staffing.policy.schema import RuleSet


@dataclass(frozen=True, slots=True)
class LeaderJudgement:
    """A leader's tenure at the present school; ``due`` if the move should be considered this year."""

    due: bool
    tenure: int
    since: dt.date | None
    reasons: tuple[Reason, ...]


def is_leader(facts: TeacherFacts, rules: RuleSet) -> bool:
    """True if the rule set lists the person's post among those judged apart."""
    return facts.leader_role.value in rules.leaders.roles.value


def judge_leader(facts: TeacherFacts, rules: RuleSet, on: dt.date) -> LeaderJudgement:
    """Return the tenure of a leader and whether it reaches what the rule set asks."""
    spans = _spans_at_school(facts, rules, on)
    since = spans[0].start if spans else None
    tenure, inputs = _tenure(spans, rules, on)
    rule = rules.leaders.tenure
    reached = tenure >= rule.value.number
    own = (("role", facts.leader_role.value), ("since", iso(since)), ("on", iso(on)), ("counted_in", rule.value.basis), *inputs)
    reasons = [
        Reason(
            "leader_tenure", ReasonEffect.MEETS if reached else ReasonEffect.NOTED, rule.reference, own, tenure, "at_least",
            rule.value.number, reached,
        )
    ]
    bound = rules.leaders.age_bound
    kept = bound_reason(BoundCheck("leader_age_bound", bound.reference, on, ReasonEffect.NOTED), bound.value, facts, rules)
    if kept is not None:
        reasons.append(kept)
    return LeaderJudgement(reached and (kept is None or kept.holds), tenure, since, tuple(reasons))


def _spans_at_school(facts: TeacherFacts, rules: RuleSet, on: dt.date) -> list[LeaderSpan]:
    """Return the unbroken chain of leading posts at the present school up to the day, oldest first."""
    horizon = on + dt.timedelta(days=1)
    spans = [
        span for span in facts.leader_spans
        if span.role.value in rules.leaders.roles.value and span.start < horizon and is_same_place(span.place, facts, rules)
    ]
    chain: list[LeaderSpan] = []
    reached = horizon
    for span in sorted(spans, key=lambda item: item.end or dt.date.max, reverse=True):
        if (reached - min(span.end or horizon, horizon)).days > rules.continuity.gap_days.value:
            break
        chain.append(span)
        reached = min(reached, span.start)
    return sorted(chain, key=lambda span: span.start)


def _tenure(spans: list[LeaderSpan], rules: RuleSet, on: dt.date) -> tuple[int, tuple[tuple[str, Scalar], ...]]:
    """Return the tenure in the unit of the rule: years, or full terms, computed from years where a term's length is given."""
    rule = rules.leaders.tenure.value
    years = full_years(spans[0].start, on + dt.timedelta(days=1)) if spans else 0
    if rule.basis == "years":
        return years, (("years", years),)
    if rule.term_years is not None:
        return years // rule.term_years, (("years", years), ("term_years", rule.term_years))
    return sum(span.full_terms for span in spans), (("years", years), ("terms_recorded", sum(span.full_terms for span in spans)))
