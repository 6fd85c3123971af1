"""Steps of a decision: submit, review, return, approve, publish, withdraw.

Review and approval carry the digest of the content that was read; another one is refused, as is a stale version of the row. Who
submitted neither reviews nor approves. Roles are demanded here, whatever page or command calls.
"""

from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from staffing.audit.record import record
from staffing.core.access import DECIDERS, OFFICERS, Person, Role, demand_role
from staffing.core.database import utc_now
from staffing.core.school_year import today
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.decisions import titles as titles
from staffing.decisions.content import (
    MOVE_FIELDS,
    canonical,
    digest,
    elsewhere_row,
    make_content,
    opinion_row,
)
from staffing.decisions.elsewhere import list_elsewhere, principal_faults
from staffing.decisions.models import (
    DecidedMove,
    DecidedPlan,
    DecisionState,
    ElsewhereMove,
    OpinionRound,
)
from staffing.decisions.opinions import undecided
from staffing.decisions.queries import (
    find_in_force,
    find_waiting,
    has_decisions,
    last_opinions,
    list_rounds_of_plan,
    proposals_before,
)
from staffing.decisions.states import Step, after
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.plans.models import Plan, PlanState, SolveRun
from staffing.plans.operations import is_outdated, refuse_while_solving
from staffing.plans.queries import find_shown_run, find_waiting_scenario, list_moves
from staffing.rotation_years.models import RotationYear

WAITS_ALREADY: Final = _l("A version of this rotation year waits for a decision already. Decide or withdraw it first.")
tell_constraint("uq_decided_plan_open", WAITS_ALREADY)
tell_constraint("uq_decided_plan_rotation_year_id", _l("Somebody else did the same at this moment. Look at where it stands now."))
tell_constraint("uq_decided_plan_rotation_year_id_number", WAITS_ALREADY)


def keep_decided(plan: Plan) -> None:
    """Refuse to delete a plan that was submitted: what was decided, or returned, must remain readable."""
    if has_decisions(plan.id):
        raise StaffingError(_l("This plan was submitted for a decision; it can no longer be deleted."))


def submit(plan: Plan, *, who: Person, remark: str = "") -> DecidedPlan:
    """Submit (送审) the run that a valid plan shows; where a version is in force, the new one amends it."""
    demand_role(who, OFFICERS)
    run = submittable_run(plan)
    if find_waiting(plan.rotation_year_id) is not None:
        raise StaffingError(WAITS_ALREADY)
    former = find_in_force(plan.rotation_year_id)
    number = 1 + (db.session.scalar(select(func.max(DecidedPlan.number)).where(
        DecidedPlan.rotation_year_id == plan.rotation_year_id)) or 0)
    moves = list_moves(run)
    year, asked = db.session.get_one(RotationYear, plan.rotation_year_id), list_rounds_of_plan(plan.id)
    refuse_unheard(asked, run)
    elsewhere = list_elsewhere(year)
    refuse_without_principal(year, elsewhere)
    text = canonical(make_content(
        run, moves, settings=plan.settings, number=number, supersedes=former.content_sha256 if former else None,
        opinions=[opinion_row(one) for one in last_opinions([(plan.id, run.id), *proposals_before(former)], {(move.teacher_id, move.to_section_id) for move in moves})],
        elsewhere=[elsewhere_row(one) for one in elsewhere]))
    made = DecidedPlan(
        county_id=plan.county_id, rotation_year_id=plan.rotation_year_id, plan_id=plan.id, run_id=run.id, number=number,
        supersedes_id=former.id if former else None, state=DecisionState.SUBMITTED, content=text, content_sha256=digest(text),
        ruleset=run.ruleset, ruleset_digest=run.ruleset_digest, submitted_by=who.id, submitted_at=utc_now(), remark=remark.strip(),
        moves=[DecidedMove(**{field: getattr(move, field) for field in MOVE_FIELDS}) for move in moves])
    db.session.add(made)
    flush(db.session)
    record("decision.submit", made, county_id=made.county_id, changes={
        "number": [None, number], "plan_id": [None, plan.id], "run_id": [None, run.id], "state": [None, made.state.value],
        "content_sha256": [None, made.content_sha256], "moves": [None, len(moves)]}, reason=remark.strip())
    return made


def refuse_unheard(asked: list[OpinionRound], run: SolveRun) -> None:
    """Refuse to submit while a school's opinion is undecided, or while the schools asked about this proposal may still answer."""
    state = undecided(asked[0], on=today()) if asked else ""
    if state == "undecided":
        raise StaffingError(_l("Schools do not agree to some moves; decide about their opinions first."))
    if state == "open" and asked[0].run_id == run.id:
        raise StaffingError(_l("The schools may answer until %(day)s and have not all done so.", day=asked[0].due_on.isoformat()))


def refuse_without_principal(year: RotationYear, elsewhere: list[ElsewhereMove]) -> None:
    """Refuse to submit while the leaders' moves entered would leave a school entity without exactly one principal."""
    faults = principal_faults(year, elsewhere)
    if faults:
        raise StaffingError(_l("After the leaders' moves these would not have exactly one principal: %(entities)s. Mend the moves decided elsewhere first.",
                               entities="、".join(fault.entity for fault in faults)))


def submittable_run(plan: Plan) -> SolveRun:
    """Return the run that would be submitted; StaffingError says what stands against it."""
    refuse_while_solving(plan)
    if find_waiting_scenario(plan.id) is not None:
        raise StaffingError(_l("This is a scenario and not a plan yet. Choose it first, then submit it."))
    run = find_shown_run(plan.county_id, plan.id)
    if plan.state is not PlanState.VALID or run is None or run.findings:
        raise StaffingError(_l("Only a plan that the independent second check has passed can be submitted."))
    if is_outdated(plan, run):
        raise StaffingError(_l("Settings, pins or forbids changed since this plan was proposed. Propose it anew, then submit it."))
    return run


def review(one: DecidedPlan, *, who: Person, version: int | None, seen: str, remark: str = "") -> None:
    """Note that the content was reviewed (审核) and goes to the leader."""
    demand_role(who, DECIDERS)
    if who.id == one.submitted_by:
        raise StaffingError(_l("Whoever submitted a plan cannot review it. Another person must."))
    _require_seen(one, version, seen)
    _step(one, Step.REVIEW, "decision.review", remark, reviewed_by=who.id, reviewed_at=utc_now())


def give_back(one: DecidedPlan, *, who: Person, version: int | None, remark: str) -> None:
    """Return (退回) a version; the remark tells what has to change, in a new version."""
    demand_role(who, DECIDERS)
    if who.id == one.submitted_by:
        raise StaffingError(_l("Whoever submitted a plan does not return it; withdraw it instead."))
    require_version(one, version)
    if not remark.strip():
        raise StaffingError(_l("Tell what has to change before it is submitted again."), field="remark")
    _step(one, Step.RETURN, "decision.return", remark)


def approve(one: DecidedPlan, *, who: Person, version: int | None, seen: str, remark: str = "") -> None:
    """Approve (批准) exactly the content seen; the version in force until now is replaced in the same transaction."""
    if who.role is not Role.LEADER:
        raise StaffingError(_l("Only a leader of the bureau approves."))
    if who.id == one.submitted_by:
        raise StaffingError(_l("Whoever submitted a plan cannot approve it. Another person must."))
    _require_seen(one, version, seen)
    after(one.state, Step.APPROVE)
    former = find_in_force(one.rotation_year_id)
    if (former.id if former else None) != one.supersedes_id:
        raise StaffingError(_l("Another version came into force after this one was submitted. Submit the plan anew."))
    if former is not None:
        _step(former, Step.SUPERSEDE, "decision.supersede", "")
    _step(one, Step.APPROVE, "decision.approve", remark, approved_by=who.id, approved_at=utc_now())


def publish(one: DecidedPlan, *, version: int | None = None) -> None:
    """Make an approved version public (公示); its list can be shown from now on."""
    require_version(one, version)
    _step(one, Step.PUBLISH, "decision.publish", "", published_at=utc_now())


def withdraw(one: DecidedPlan, *, who: Person, version: int | None, remark: str = "") -> None:
    """Take back (撤回) a version that nobody approved yet."""
    demand_role(who, OFFICERS)
    require_version(one, version)
    _step(one, Step.WITHDRAW, "decision.withdraw", remark)


def _require_seen(one: DecidedPlan, version: int | None, seen: str) -> None:
    """Refuse a decision about anything but the content that was read, and about content that no longer has its digest."""
    require_version(one, version)
    if seen != one.content_sha256:
        raise StaleVersionError
    if digest(one.content) != one.content_sha256:
        raise StaffingError(_l("The stored content no longer has its digest: it was changed behind the application. Nothing was decided; "
                               "tell the system administrator."))


def _step(one: DecidedPlan, step: Step, action: str, remark: str, **values: object) -> None:
    former = one.state
    one.state = after(former, step)
    for field, value in values.items():
        setattr(one, field, value)
    if remark.strip():
        one.remark = remark.strip()
    flush(db.session)
    record(action, one, county_id=one.county_id, changes={
        "state": [former.value, one.state.value], "content_sha256": [None, one.content_sha256]}, reason=remark.strip())
