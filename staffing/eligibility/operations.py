"""What is done with eligibility: decide all teachers of a rotation year, override one verdict, fix the list."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select

from staffing.audit.record import record, values_of
from staffing.core.access import person
from staffing.core.database import utc_now
from staffing.core.school_year import today
from staffing.core.transactions import flush
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.gathering import gather_facts
from staffing.eligibility.models import EligibilityList, EligibilityOverride, EligibilityVerdict
from staffing.eligibility.summary import Summary, summarise
from staffing.eligibility.verdicts import BACKBONE, Verdict, decide
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear

CHUNK = 2000


def decide_list(year: RotationYear) -> EligibilityList:
    """Decide every teacher of the rotation year and store the list with rule, version and inputs of each verdict."""
    ruleset = rules_for(year.ruleset, year.school_year)
    gathered = gather_facts(year)
    verdicts = [decide(facts, ruleset, year.cut_off_on) for facts in gathered.facts]
    summary = summarise(verdicts, ruleset)
    listed = EligibilityList(
        county_id=year.county_id, rotation_year_id=year.id, ruleset=ruleset.code, ruleset_version=ruleset.version,
        ruleset_digest=ruleset.digest, decided_on=today(), summary=plain_summary(summary, len(gathered.without_school)),
    )
    db.session.add(listed)
    flush(db.session)
    overrides = standing_overrides(year.id)
    schools = {facts.teacher: facts.school.place.school for facts in gathered.facts}
    rows = [verdict_row(listed.id, verdict, schools[verdict.teacher], overrides, ruleset) for verdict in verdicts]
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(EligibilityVerdict), rows[start:start + CHUNK])
    record("eligibility_decided", listed, county_id=year.county_id, changes=values_of(listed))
    return listed


def verdict_row(list_id: int, verdict: Verdict, school_id: int, overrides: dict[int, EligibilityOverride],
                ruleset: RuleSet) -> dict[str, Any]:
    """Return a verdict as its stored row; an officer's standing override decides the state, the computed one is kept."""
    override = overrides.get(verdict.teacher)
    state = override.state if override else verdict.state
    counts = verdict.counts_in_denominator if override is None else counts_when_overridden(state, ruleset)
    return {
        "list_id": list_id, "teacher_id": verdict.teacher, "school_id": school_id, "state": state,
        "decided_state": verdict.state, "in_denominator": counts, "in_urban_or_strong": verdict.in_urban_or_strong,
        "backbone": BACKBONE in verdict.groups, "leader": verdict.leader is not None,
        "years_at_school": verdict.service.years, "retirement_on": verdict.retires_on, "main_rule": verdict.main_reason.code,
        "reasons": [reason.as_dict() for reason in verdict.reasons] + [
            {**caution.as_dict(), "effect": "caution"} for caution in verdict.cautions],
    }


def counts_when_overridden(state: EligibilityState, ruleset: RuleSet) -> bool:
    """True if a person of an overridden state stands in the denominator."""
    if state is EligibilityState.DEFERRED:
        return ruleset.quotas.deferred_count.value
    return state is EligibilityState.ELIGIBLE


def standing_overrides(rotation_year_id: int) -> dict[int, EligibilityOverride]:
    """Return the overrides of the year that have not been withdrawn, by teacher id."""
    found = db.session.scalars(select(EligibilityOverride).where(
        EligibilityOverride.rotation_year_id == rotation_year_id, EligibilityOverride.withdrawn.is_(False)))
    return {override.teacher_id: override for override in found}


def override_verdict(year: RotationYear, verdict: EligibilityVerdict, *, state: EligibilityState, reason: str) -> None:
    """Decide one teacher's state by hand; the computed verdict stays beside it."""
    if verdict.eligibility_list.fixed_at is not None:
        raise StaffingError(_l("The list is fixed; make a new one to change a verdict."))
    if not reason.strip():
        raise StaffingError(_l("Give the reason for deciding differently."), field="reason")
    override = db.session.scalar(select(EligibilityOverride).where(
        EligibilityOverride.rotation_year_id == year.id, EligibilityOverride.teacher_id == verdict.teacher_id))
    if override is None:
        override = EligibilityOverride(rotation_year_id=year.id, teacher_id=verdict.teacher_id)
        db.session.add(override)
    override.state, override.reason, override.withdrawn, override.decided_by = state, reason.strip(), False, person().id
    set_state(verdict, state, year)
    flush(db.session)
    record("verdict_overridden", verdict, county_id=year.county_id, reason=reason.strip(),
           changes={"state": [verdict.decided_state.value, state.value]})


def withdraw_override(year: RotationYear, verdict: EligibilityVerdict) -> None:
    """Take an override back; the computed verdict counts again."""
    override = standing_overrides(year.id).get(verdict.teacher_id)
    if override is None or verdict.eligibility_list.fixed_at is not None:
        raise StaffingError(_l("There is no override to take back, or the list is fixed."))
    override.withdrawn = True
    record("override_withdrawn", verdict, county_id=year.county_id,
           changes={"state": [verdict.state.value, verdict.decided_state.value]})
    set_state(verdict, verdict.decided_state, year)
    flush(db.session)


def set_state(verdict: EligibilityVerdict, state: EligibilityState, year: RotationYear) -> None:
    """Let a state count, also in the denominator."""
    ruleset = rules_for(year.ruleset, year.school_year)
    verdict.state = state
    verdict.in_denominator = counts_when_overridden(state, ruleset)


def fix_list(listed: EligibilityList, *, reason: str = "") -> None:
    """Freeze a list; later changes need a new list. ``reason`` says why it is fixed although something is open."""
    if listed.fixed_at is not None:
        raise StaffingError(_l("This list is fixed already."))
    listed.fixed_at = utc_now()
    record("eligibility_fixed", listed, county_id=listed.county_id, reason=reason.strip())
    flush(db.session)


def plain_summary(summary: Summary, without_school: int) -> dict[str, Any]:
    """Return the county's figures as stored with the list."""
    return {
        "total": summary.total, "eligible": summary.eligible, "deferred": summary.deferred, "out": summary.out,
        "leaders": summary.leaders, "leaders_due": summary.leaders_due, "deciding": summary.deciding,
        "denominator": summary.denominator, "county_base": summary.county.total, "urban_base": summary.urban_or_strong.total,
        "without_school": without_school,
        "quotas": [{"code": need.code, "name": need.name, "group": need.group, "share": str(need.share), "base": need.base,
                    "needed": need.needed, "firm": need.firm, "clause": need.rule.citation} for need in summary.quotas],
    }
