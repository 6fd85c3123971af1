"""Which step leads a version from which state to which other. Pure."""

from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.decisions.models import DecisionState
from staffing.errors import StaffingError


class Step(StrEnum):
    """What can be done with a version."""

    REVIEW = "review"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"


WAITING: Final = frozenset({DecisionState.SUBMITTED, DecisionState.REVIEWED})
IN_FORCE: Final = frozenset({DecisionState.APPROVED, DecisionState.PUBLISHED})
TRANSITIONS: Final[dict[Step, tuple[frozenset[DecisionState], DecisionState]]] = {
    Step.REVIEW: (frozenset({DecisionState.SUBMITTED}), DecisionState.REVIEWED),
    Step.RETURN: (WAITING, DecisionState.RETURNED),
    Step.APPROVE: (frozenset({DecisionState.REVIEWED}), DecisionState.APPROVED),
    Step.PUBLISH: (frozenset({DecisionState.APPROVED}), DecisionState.PUBLISHED),
    Step.WITHDRAW: (WAITING, DecisionState.WITHDRAWN),
    Step.SUPERSEDE: (IN_FORCE, DecisionState.SUPERSEDED),
}


def is_possible(state: DecisionState, step: Step) -> bool:
    """True if the present state allows a step."""
    return state in TRANSITIONS[step][0]


def after(state: DecisionState, step: Step) -> DecisionState:
    """Return the state that a step leads to; StaffingError if the present state does not allow it."""
    if not is_possible(state, step):
        raise StaffingError(_l("This version waits for another step or is closed; nothing was changed. Look at where it stands now."))
    return TRANSITIONS[step][1]
