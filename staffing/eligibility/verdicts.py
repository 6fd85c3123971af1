"""Who is an object of rotation, who is deferred, who may be sent: one pure judgement per teacher.

States: 不属于对象 (out), 符合但暂缓 (deferred), 符合可派 (eligible). Every threshold and its clause come from the rule set.
"""

import datetime as dt
from dataclasses import dataclass

from staffing.eligibility.bounds import window_of
from staffing.eligibility.continuity import Service, continuous_service
from staffing.eligibility.enums import EligibilityState, ReasonEffect
from staffing.eligibility.facts import TeacherFacts
from staffing.eligibility.grounds import Grounds, find_grounds
from staffing.eligibility.leaders import LeaderJudgement, is_leader, judge_leader
from staffing.eligibility.reasons import Caution, Reason, iso, one_of
from staffing.policy.schema import RuleSet
from staffing.teachers.enums import BackboneLevel

BACKBONE = "backbone"
GRADUATING_CLASS = "graduating_class"
LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one teacher (判定) with everything needed to explain it later."""

    teacher: int
    state: EligibilityState
    reasons: tuple[Reason, ...]
    cautions: tuple[Caution, ...]
    counts_in_denominator: bool
    in_urban_or_strong: bool
    leader: LeaderJudgement | None
    obligatory: bool
    volunteer: bool
    groups: frozenset[str]
    service: Service
    retires_on: dt.date
    decided_on: dt.date
    ruleset: str
    ruleset_version: str
    ruleset_digest: str

    @property
    def main_reason(self) -> Reason:
        """Return the reason that decides the state: the first that leads to it, for eligible teachers the years."""
        leads = {
            EligibilityState.OUT: (ReasonEffect.OUT,), EligibilityState.DEFERRED: (ReasonEffect.DEFERS,),
            EligibilityState.ELIGIBLE: (ReasonEffect.MEETS,),
        }[self.state]
        leading = [reason for reason in self.reasons if reason.effect in leads]
        if self.state is EligibilityState.ELIGIBLE:
            return next(reason for reason in leading if reason.code == "years_at_school")
        return leading[0]

    def may_be_sent(self) -> bool:
        """True if the plan may send the teacher: eligible, or deferred and volunteering."""
        return self.state is EligibilityState.ELIGIBLE or (self.state is EligibilityState.DEFERRED and self.volunteer)


def decide(facts: TeacherFacts, ruleset: RuleSet, on: dt.date) -> Verdict:
    """Return the verdict on a teacher by a rule set; ``on`` is the cut-off day (截止日期), which itself still counts."""
    service = continuous_service(facts, ruleset, on)
    leader = judge_leader(facts, ruleset, on) if is_leader(facts, ruleset) else None
    scope = _scope_reasons(facts, ruleset)
    if leader is None:
        grounds = find_grounds(facts, ruleset, on)
        reasons = (*scope, _years_reason(service, ruleset, on), *grounds.reasons)
    else:
        grounds = Grounds((), ())
        reasons = (*scope, _leader_reason(facts, ruleset), *leader.reasons)
    state = _state(reasons)
    return Verdict(
        teacher=facts.teacher, state=state, reasons=reasons, cautions=(*_cautions(facts, service), *grounds.cautions),
        counts_in_denominator=_counts(state, reasons, scope, leader, ruleset),
        in_urban_or_strong=_is_urban_or_strong(facts, ruleset), leader=leader,
        obligatory=state is EligibilityState.ELIGIBLE and ruleset.eligibility.obligatory_when_reached.value,
        volunteer=facts.volunteer, groups=_groups(facts, leader, ruleset, on), service=service,
        retires_on=window_of(facts, ruleset).statutory, decided_on=on,
        ruleset=ruleset.code, ruleset_version=ruleset.version, ruleset_digest=ruleset.digest,
    )


def _scope_reasons(facts: TeacherFacts, ruleset: RuleSet) -> tuple[Reason, ...]:
    """Return the conditions of post, employment, category, ownership and stage."""
    rules = ruleset.eligibility
    gone = facts.post_status.value in rules.gone_statuses.value
    effect = ReasonEffect.OUT if gone else ReasonEffect.MEETS
    status = facts.post_status.value
    return (
        Reason(
            "in_service", effect, rules.gone_statuses.reference, (("post_status", status),), status, "one_of",
            " ".join(rules.gone_statuses.value), gone,
        ),
        one_of("employment_kind", facts.employment, rules.employment_kinds, input_name="employment"),
        one_of("staff_category", facts.category, rules.staff_categories, input_name="category"),
        one_of("ownership", facts.school.ownership, rules.ownerships, input_name="ownership"),
        one_of("stage", facts.stage, rules.stages, input_name="stage"),
    )


def _years_reason(service: Service, ruleset: RuleSet, on: dt.date) -> Reason:
    """Return 本校连续年限 against the years the rule set asks."""
    rule = ruleset.eligibility.teacher_years
    reached = service.years >= rule.value
    inputs = (
        ("since", iso(service.since)), ("on", iso(on)), ("uncounted", " ".join(service.uncounted)),
        ("interrupted_by", service.interrupted_by), ("away", service.away), ("from_entry_date", service.from_entry_date),
    )
    effect = ReasonEffect.MEETS if reached else ReasonEffect.OUT
    return Reason("years_at_school", effect, rule.reference, inputs, service.years, "at_least", rule.value, reached)


def _leader_reason(facts: TeacherFacts, ruleset: RuleSet) -> Reason:
    """Return that a leader is listed apart and not moved by the plan."""
    rule = ruleset.leaders.roles
    role = facts.leader_role.value
    return Reason("leader_apart", ReasonEffect.OUT, rule.reference, (("role", role),), role, "one_of", " ".join(rule.value))


def _state(reasons: tuple[Reason, ...]) -> EligibilityState:
    effects = {reason.effect for reason in reasons}
    if ReasonEffect.OUT in effects:
        return EligibilityState.OUT
    if ReasonEffect.DEFERS in effects:
        return EligibilityState.DEFERRED
    return EligibilityState.ELIGIBLE


def _counts(
    state: EligibilityState, reasons: tuple[Reason, ...], scope: tuple[Reason, ...], leader: LeaderJudgement | None,
    ruleset: RuleSet,
) -> bool:
    """True if the person stands in the denominator (符合交流条件教师)."""
    if leader is not None:
        in_scope = all(reason.effect is not ReasonEffect.OUT for reason in scope)
        return ruleset.quotas.leaders_count.value and leader.due and in_scope
    if state is EligibilityState.DEFERRED:
        return all(_deferral_counts(reason.code, ruleset) for reason in reasons if reason.effect is ReasonEffect.DEFERS)
    return state is EligibilityState.ELIGIBLE


def _deferral_counts(code: str, ruleset: RuleSet) -> bool:
    own = ruleset.deferrals[code].value.in_denominator
    return ruleset.quotas.deferred_count.value if own is None else own


def _is_urban_or_strong(facts: TeacherFacts, ruleset: RuleSet) -> bool:
    """True if the school is one of 城镇学校、优质学校."""
    rule = ruleset.quotas.urban_or_strong.value
    return facts.school.location in rule.locations or facts.school.strength in rule.strengths


def _groups(facts: TeacherFacts, leader: LeaderJudgement | None, ruleset: RuleSet, on: dt.date) -> frozenset[str]:
    """Return the groups that quotas speak of: backbone, graduating class, leader, and those the facts name."""
    least = BackboneLevel(ruleset.indicators.counting.backbone_min_level.value)
    groups = set(facts.groups)
    if any(honour.covers(on) and honour.level.reaches(least) for honour in facts.honours):
        groups.add(BACKBONE)
    if facts.graduating_class:
        groups.add(GRADUATING_CLASS)
    if leader is not None:
        groups.add(LEADER)
    return frozenset(groups)


def _cautions(facts: TeacherFacts, service: Service) -> tuple[Caution, ...]:
    """Tell what in the records makes the years uncertain."""
    if service.since is None and not service.away:
        return (Caution("service_record_missing"),)
    if service.from_entry_date:
        return (Caution("service_from_entry_date", (("entered_school_on", iso(facts.entered_school_on)),)),)
    return ()
