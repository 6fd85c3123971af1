"""How the states of postings look: the word's icon and colour."""

from typing import Final

from staffing.postings.models import Arrival, PostingState, StintEnd

LOOKS: Final[dict[PostingState | Arrival | StintEnd, str]] = {
    PostingState.POSTED: "good", PostingState.REVERSED: "none", Arrival.EXPECTED: "wait", Arrival.ARRIVED: "good", Arrival.ABSENT: "bad",
    StintEnd.RUNNING: "info", StintEnd.EXTENDED: "info", StintEnd.RETURNED: "good", StintEnd.STAYED: "good", StintEnd.LEFT_EARLY: "warn",
}
