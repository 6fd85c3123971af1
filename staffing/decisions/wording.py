"""How a version is shown: look of its state, and who did what when."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.decisions.models import DecidedPlan, DecisionState

LOOKS: Final = {
    DecisionState.SUBMITTED: "wait", DecisionState.REVIEWED: "wait", DecisionState.RETURNED: "warn", DecisionState.APPROVED: "good",
    DecisionState.PUBLISHED: "good", DecisionState.SUPERSEDED: "none", DecisionState.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One step that was taken."""

    name: LazyString
    who: str
    at: dt.datetime


def acts_of(one: DecidedPlan) -> list[Act]:
    """Return the steps that led to the present state, in their order."""
    taken = ((_l("Submitted"), one.submitter, one.submitted_at), (_l("Reviewed"), one.reviewer, one.reviewed_at),
             (_l("Approved"), one.approver, one.approved_at), (_l("Made public"), None, one.published_at))
    return [Act(name, who.name if who is not None else "—", at) for name, who, at in taken if at is not None]
