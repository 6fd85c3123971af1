"""The allotments (名额) of the year as a plan takes them: what each school is to send and to receive."""

from collections.abc import Iterable

from staffing.allotments.models import AllotmentKind
from staffing.allotments.queries import list_allotments, numbers_of, rows_by_kind
from staffing.plans.bridge.inputs import AllottedInput
from staffing.plans.settings import Allotted


def allotted_inputs(rotation_year_id: int, how: Allotted, schools: Iterable[int]) -> tuple[AllottedInput, ...] | None:
    """Return the settled numbers of the plan's schools; None if the plan keeps to none, or there are none to keep to."""
    if how is Allotted.OFF:
        return None
    numbers = numbers_of(rows_by_kind(list_allotments(rotation_year_id)))
    send, backbone, receive = (numbers.get(kind, {}) for kind in (AllotmentKind.SEND, AllotmentKind.BACKBONE, AllotmentKind.RECEIVE))
    return tuple(AllottedInput(key, send[key], backbone.get(key, 0), receive.get(key)) for key in schools if key in send) or None
