"""How states of requests look."""

from typing import Final

from staffing.releases.models import RequestState

LOOKS: Final[dict[RequestState, str]] = {
    RequestState.MAKING: "wait", RequestState.WAITING: "warn", RequestState.READY: "good", RequestState.REFUSED: "bad", RequestState.FAILED: "bad",
}
