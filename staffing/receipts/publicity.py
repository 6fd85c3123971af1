"""From when on schools and teachers may read the receipts of a version: from the first day of its public notice."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from flask import current_app

from staffing.core.school_year import today
from staffing.decisions.models import DecidedPlan, DecisionState

FIRST_DAY: Final = "RECEIPT_FIRST_DAY"
# The room above that keeps the notices offers the first day of a version's notice here; None where there is no notice.
FirstDay = Callable[[DecidedPlan], dt.date | None]


def is_public(one: DecidedPlan) -> bool:
    """True if a version was made public and its notice, if it has one, has begun."""
    offer: FirstDay | None = current_app.config.get(FIRST_DAY)
    first = offer(one) if offer is not None else None
    return one.state is DecisionState.PUBLISHED and (first is None or first <= today())
