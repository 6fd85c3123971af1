"""Which step leads a request from which state to which other. Pure."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.changes.enums import ItemState, RequestState
from staffing.errors import StaffingError


class Step(StrEnum):
    """What can be done with a request."""

    DECIDE = "decide"
    RETURN = "return"
    COMPLETE = "complete"
    TAKE_BACK = "take_back"


TRANSITIONS: Final[dict[Step, tuple[frozenset[RequestState], frozenset[RequestState]]]] = {
    Step.DECIDE: (frozenset({RequestState.WAITING}), frozenset({RequestState.ACCEPTED, RequestState.PARTLY, RequestState.REFUSED})),
    Step.RETURN: (frozenset({RequestState.WAITING}), frozenset({RequestState.RETURNED})),
    Step.COMPLETE: (frozenset({RequestState.RETURNED}), frozenset({RequestState.WAITING})),
    Step.TAKE_BACK: (frozenset({RequestState.WAITING, RequestState.RETURNED}), frozenset({RequestState.TAKEN_BACK})),
}
OPEN: Final = frozenset({RequestState.WAITING, RequestState.RETURNED})


def require_step(state: RequestState, step: Step) -> None:
    """Refuse a step that the present state does not allow."""
    if state not in TRANSITIONS[step][0]:
        raise StaffingError(_l("This request is closed or waits for somebody else; nothing was changed."))


def outcome(items: Sequence[ItemState]) -> RequestState:
    """Return the state that decisions on all items add up to."""
    if not items or ItemState.WAITING in items:
        raise ValueError("an item is not decided")
    if all(item is ItemState.ACCEPTED for item in items):
        return RequestState.ACCEPTED
    return RequestState.PARTLY if ItemState.ACCEPTED in items else RequestState.REFUSED
