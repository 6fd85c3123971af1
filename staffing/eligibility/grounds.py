"""Which grounds of the rule set's catalogue apply to a teacher: 免于交流 and 暂缓交流.

Each ground is found by its trigger; what it then does (out, deferred, lifted by a volunteer) is data of the rule set.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from staffing.core.school_year import add_months, full_months, full_years
from staffing.eligibility.bounds import BoundCheck, bound_reason
from staffing.eligibility.enums import ReasonEffect
from staffing.eligibility.facts import DeferralRecord, TeacherFacts
from staffing.eligibility.reasons import Caution, Reason, Relation, Scalar, iso
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import DeferralRule
from staffing.policy.values import RuleValue

EFFECTS = {"out": ReasonEffect.OUT, "deferred": ReasonEffect.DEFERS}


@dataclass(frozen=True, slots=True)
class Found:
    """That a ground applies: the comparison that holds, and a caution if the ground has no effect after all."""

    inputs: tuple[tuple[str, Scalar], ...]
    value: Scalar
    relation: Relation
    required: Scalar
    caution: str | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """The reasons and cautions that the catalogue yields for one teacher."""

    reasons: tuple[Reason, ...]
    cautions: tuple[Caution, ...]


def find_grounds(facts: TeacherFacts, rules: RuleSet, on: dt.date, *, skip: frozenset[str] = frozenset()) -> Grounds:
    """Return every ground that applies on the day, in the order of the catalogue; ``skip`` names triggers left out."""
    reasons: list[Reason] = []
    cautions = list(_stray_records(facts, rules, on))
    for code, rule in rules.deferrals.items():
        if not rule.value.enabled or rule.value.trigger in skip:
            continue
        if rule.value.trigger == "age_bound":
            reasons += _bound(code, rule, facts, rules, on)
            continue
        found = FINDERS[rule.value.trigger](code, rule.value, facts, rules, on)
        if found is None:
            continue
        reasons.append(_reason(code, rule, found, facts))
        if found.caution:
            cautions.append(Caution(found.caution, (("ground", code), *found.inputs)))
    return Grounds(tuple(reasons), tuple(cautions))


def is_lifted(rule: DeferralRule, facts: TeacherFacts) -> bool:
    """True if the teacher volunteers and the rule set lets that lift the ground."""
    if rule.volunteer_lifts == "alone":
        return facts.volunteer
    if rule.volunteer_lifts == "with_school_consent":
        return facts.volunteer and facts.school_consents
    return False


def _effect(rule: DeferralRule, facts: TeacherFacts) -> ReasonEffect:
    return ReasonEffect.LIFTED if is_lifted(rule, facts) else EFFECTS[rule.category]


def _reason(code: str, rule: RuleValue[DeferralRule], found: Found, facts: TeacherFacts) -> Reason:
    effect = ReasonEffect.NOTED if found.caution else _effect(rule.value, facts)
    return Reason(code, effect, rule.reference, found.inputs, found.value, found.relation, found.required, title=rule.value.name)


def _bound(code: str, rule: RuleValue[DeferralRule], facts: TeacherFacts, rules: RuleSet, on: dt.date) -> list[Reason]:
    bound = rules.eligibility.age_bound
    reason = bound_reason(BoundCheck(code, bound.reference, on, _effect(rule.value, facts)), bound.value, facts, rules)
    return [] if reason is None else [reason]


def _stray_records(facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Iterable[Caution]:
    """Tell of recorded grounds that the rule set does not know or has switched off."""
    for record in facts.deferrals:
        rule = rules.deferrals.get(record.ground)
        if record.covers(on) and (rule is None or not rule.value.enabled or rule.value.trigger != "record"):
            yield Caution("ground_not_in_rules", (("ground", record.ground),))


def _recorded(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    """Return the record of the ground that covers the day; one with evidence and within its limit goes before others."""
    records = [record for record in facts.deferrals if record.ground == code and record.covers(on)]
    found = [_judge_record(record, rule, facts, on) for record in records]
    return min(found, key=lambda item: item.caution is not None, default=None)


def _judge_record(record: DeferralRecord, rule: DeferralRule, facts: TeacherFacts, on: dt.date) -> Found:
    begun = record.start if rule.renewable else _chain_start(record, facts)
    last = record.end
    if rule.max_months is not None:
        limit = add_months(begun, rule.max_months)
        last = limit if last is None else min(last, limit)
    inputs: tuple[tuple[str, Scalar], ...] = (
        ("from", iso(record.start)), ("until", iso(record.end)), ("counted_from", iso(begun)),
        ("max_months", rule.max_months), ("has_evidence", record.has_evidence), ("on", iso(on)),
    )
    if last is not None and on >= last:
        return Found(inputs, iso(on), "not_before", iso(last), "deferral_past_limit")
    caution = "evidence_missing" if rule.evidence and not record.has_evidence else None
    return Found(inputs, iso(on), "before", iso(last), caution)


def _chain_start(record: DeferralRecord, facts: TeacherFacts) -> dt.date:
    """Return the first day of the records of the same ground that follow one another without a gap up to this one."""
    begun = record.start
    earlier = sorted((item for item in facts.deferrals if item.ground == record.ground), key=lambda item: item.start, reverse=True)
    for item in earlier:
        if item.start < begun and (item.end is None or item.end >= begun):
            begun = item.start
    return begun


def _post_status(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    return _listed("post_status", facts.post_status.value, rule.post_statuses)


def _service_stage(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    return _listed("service_stage", facts.service_stage.value, rule.service_stages)


def _remote_school(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    return _listed("remoteness", facts.school.remoteness.value, rule.remoteness)


def _listed(name: str, held: str, listed: tuple[str, ...]) -> Found | None:
    if held not in listed:
        return None
    return Found(((name, held),), held, "one_of", " ".join(listed))


def _rural_years(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    if rule.years is None or facts.rural_years < rule.years:
        return None
    return Found((("rural_years", facts.rural_years),), facts.rural_years, "at_least", rule.years)


def _discipline(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    """The kind of sanction is not among the inputs: who may read the list need not read the sanction."""
    active = [span for span in facts.disciplines if span.kind in rule.disciplines and span.covers(on)]
    if not active:
        return None
    ends = None if any(span.end is None for span in active) else max(span.end for span in active if span.end is not None)
    return Found((("until", iso(ends)), ("on", iso(on))), iso(on), "before", iso(ends))


def _appraisal(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    """Only the latest appraisal counts."""
    past = [result for result in facts.appraisals if result.year <= on.year]
    latest = max(past, key=lambda result: result.year, default=None)
    if latest is None or latest.grade not in rule.appraisals:
        return None
    grade = latest.grade.value
    return Found((("year", latest.year), ("grade", grade)), grade, "one_of", " ".join(rule.appraisals))


def _recent_return(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    """Return the last rotation that counted as one and ended fewer years ago than the cycle asks."""
    horizon = on + dt.timedelta(days=1)
    ended = [span.end for span in facts.rotations if span.end is not None and span.end <= horizon and _counted(span.kind, span.start, span.end, rules)]
    if not ended or rule.years is None:
        return None
    years = full_years(max(ended), horizon)
    if years >= rule.years:
        return None
    return Found((("returned_on", iso(max(ended))), ("years_since", years)), years, "less_than", rule.years)


def _counted(kind: str, start: dt.date, end: dt.date, rules: RuleSet) -> bool:
    rule = rules.exchange_kinds.get(kind)
    return rule is not None and rule.value.counts_toward_quota and full_months(start, end) >= rule.value.shortest_months


def _partner_rotated(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    return Found((("partner_rotated", True),), True, "is", True) if facts.partner_rotated else None


def _graduating_class(code: str, rule: DeferralRule, facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Found | None:
    return Found((("graduating_class", True),), True, "is", True) if facts.graduating_class else None


Finder = Callable[[str, DeferralRule, TeacherFacts, RuleSet, dt.date], Found | None]
FINDERS: dict[str, Finder] = {
    "record": _recorded, "post_status": _post_status, "service_stage": _service_stage, "remote_school": _remote_school,
    "rural_years": _rural_years, "discipline": _discipline, "appraisal": _appraisal, "recent_return": _recent_return,
    "partner_rotated": _partner_rotated, "graduating_class": _graduating_class,
}
