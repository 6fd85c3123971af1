"""Which step of a rotation year may follow which. Pure: the order is data here, what may be left out is data of the rule set."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from staffing.core.access import Role
from staffing.rotation_years.models import YearStep

ORDER: Final = tuple(YearStep)

# How far back a counter-step may lead, SCHEME where nothing is said. What was shown to the public, handed out or begun at a
# school is amended (a new version of the plan, a new order), not undone by turning the year back to its lists.
FARTHEST_BACK: Final[Mapping[YearStep, YearStep]] = {
    YearStep.NOTICE: YearStep.PLANNING, YearStep.APPEALS: YearStep.PLANNING, YearStep.ORDERS: YearStep.PLANNING,
    YearStep.ARRIVAL: YearStep.ORDERS, YearStep.ASSESSMENT: YearStep.ARRIVAL, YearStep.RETURN: YearStep.ASSESSMENT,
    YearStep.CLOSED: YearStep.RETURN,
}

BUREAU: Final = frozenset({Role.OFFICER})
SCHOOLS: Final = frozenset({Role.PRINCIPAL, Role.CLERK})
# Who has to do something before a step can end; they are warned of its deadline. Everything else is the bureau's alone.
HOLDERS: Final[Mapping[YearStep, frozenset[Role]]] = {
    YearStep.CONFIRMATION: BUREAU | SCHOOLS, YearStep.NEEDS: BUREAU | SCHOOLS, YearStep.WISHES: BUREAU | SCHOOLS,
    YearStep.DECISION: BUREAU | {Role.LEADER}, YearStep.ARRIVAL: BUREAU | SCHOOLS, YearStep.ASSESSMENT: BUREAU | SCHOOLS,
    YearStep.RETURN: BUREAU | SCHOOLS,
}


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that may follow: ``left_out`` are the steps jumped over; one that leads back or leaves some out needs a reason."""

    step: YearStep
    back: bool
    left_out: tuple[YearStep, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """True if whoever takes it has to say why."""
        return self.back or bool(self.left_out)


def holders_of(step: YearStep) -> frozenset[Role]:
    """Return the roles that work on a step."""
    return HOLDERS.get(step, BUREAU)


def list_transitions(step: YearStep, optional: Collection[str]) -> list[Transition]:
    """Return what may follow a step: forward first, the nearest first; then the counter-steps, the nearest first."""
    place = ORDER.index(step)
    forward = []
    for later in range(place + 1, len(ORDER)):
        jumped = ORDER[place + 1:later]
        if any(one not in optional for one in jumped):
            break
        forward.append(Transition(ORDER[later], back=False, left_out=jumped))
    first = ORDER.index(FARTHEST_BACK.get(step, YearStep.SCHEME))
    return [*forward, *(Transition(ORDER[earlier], back=True) for earlier in range(place - 1, first - 1, -1))]


def find_transition(step: YearStep, wanted: YearStep, optional: Collection[str]) -> Transition | None:
    """Return the transition to a step, None if it is forbidden."""
    return next((one for one in list_transitions(step, optional) if one.step is wanted), None)


def is_past(step: YearStep, present: YearStep) -> bool:
    """True if the year has gone beyond the step."""
    return ORDER.index(step) < ORDER.index(present)
