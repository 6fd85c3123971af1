"""What decisions wait for in a rotation year: review, approval, mending, publication of a version, and the opinions of schools."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import Role, person
from staffing.core.school_year import today
from staffing.decisions.models import DecidedPlan, DecisionState, OpinionRound
from staffing.decisions.queries import (
    count_unanswered,
    count_undecided,
    find_newest_round,
    has_decisions,
    list_versions,
)
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.waiting import WaitingItem

TEXTS: Final = {
    DecisionState.SUBMITTED: _l("Version %(number)d of the plan waits for review and approval."),
    DecisionState.REVIEWED: _l("Version %(number)d of the plan waits for approval."),
    DecisionState.RETURNED: _l("Version %(number)d of the plan was returned with remarks. Mend the plan and submit it again."),
    DecisionState.APPROVED: _l("Version %(number)d of the plan is approved and not public yet."),
}


def list_waiting(year: RotationYear, school_id: int | None) -> list[WaitingItem]:
    """Return what the bureau has to do with the newest version and with opinions; for a school the opinions it may still give."""
    asked = find_newest_round(year.id)
    if school_id is not None:
        return _to_answer(asked, school_id) if asked is not None else []
    versions = list_versions(year.id)
    return [*(_of_version(versions[0]) if versions else []), *(_to_decide(asked) if asked is not None else [])]


def _of_version(one: DecidedPlan) -> list[WaitingItem]:
    """Return who has to act on the newest version: leaders decide, another officer may review, whoever submitted mends or makes public."""
    roles = {DecisionState.SUBMITTED: [Role.LEADER], DecisionState.REVIEWED: [Role.LEADER], DecisionState.RETURNED: [Role.OFFICER],
             DecisionState.APPROVED: [Role.OFFICER]}.get(one.state, [])
    if one.state is DecisionState.SUBMITTED and person().role is Role.OFFICER and person().id != one.submitted_by:
        roles = [*roles, Role.OFFICER]
    step = YearStep.NOTICE if one.state is DecisionState.APPROVED else YearStep.DECISION
    since = one.approved_at or one.reviewed_at or one.submitted_at
    return [WaitingItem(step, role, str(TEXTS[one.state]) % {"number": one.number}, "decisions.show_version", (("decided_plan_id", one.id),), since=since,
                        look="warn" if one.state is DecisionState.RETURNED else "wait") for role in roles]


def _to_decide(asked: OpinionRound) -> list[WaitingItem]:
    """Return how many schools do not agree without a decision about it; nothing once the plan was submitted."""
    number = count_undecided(asked.id)
    if not number or has_decisions(asked.plan_id):
        return []
    return [WaitingItem(YearStep.DECISION, Role.OFFICER, _l("Schools that do not agree to a move: decide about their opinions."), "decisions.show_round",
                        (("round_id", asked.id),), number, look="warn")]


def _to_answer(asked: OpinionRound, school_id: int) -> list[WaitingItem]:
    """Return how many moves the principal of a school may still speak about."""
    number = count_unanswered(asked.id, school_id=school_id) if today() <= asked.due_on else 0
    if not number:
        return []
    return [WaitingItem(YearStep.DECISION, Role.PRINCIPAL, _l("Give the opinion of your school about the proposed moves by %(day)s.", day=asked.due_on.isoformat()),
                        "decisions.show_round", (("round_id", asked.id),), number)]
