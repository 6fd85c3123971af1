"""Closed lists about requests for change."""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class FieldMode(LabelledEnum):
    """What a school may do with a field, from the freest to the strictest."""

    FREE = "free", _l("Saved at once")
    APPROVAL = "approval", _l("Needs approval")
    NEVER = "never", _l("Kept by the bureau")

    @property
    def strictness(self) -> int:
        """Return the place in the order from free to never."""
        return list(FieldMode).index(self)


class ChangeAct(LabelledEnum):
    """What a request wants done with a record."""

    CORRECT = "correct", _l("Correct")
    ADD = "add", _l("Add an entry")
    END = "end", _l("End an entry")
    WITHDRAW = "withdraw", _l("Withdraw an entry")


class RequestState(LabelledEnum):
    """Where a request stands."""

    WAITING = "waiting", _l("Waiting for the bureau")
    RETURNED = "returned", _l("Sent back to be completed")
    ACCEPTED = "accepted", _l("Agreed")
    PARTLY = "partly", _l("Agreed in part")
    REFUSED = "refused", _l("Refused")
    TAKEN_BACK = "taken_back", _l("Taken back by the school")


class ItemState(LabelledEnum):
    """What became of one field of a request."""

    WAITING = "waiting", _l("Not decided")
    ACCEPTED = "accepted", _l("Agreed")
    REFUSED = "refused", _l("Refused")
