"""When orders may be issued: after the decision was made public and its notice period (公示期) is over."""

import datetime as dt

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.school_year import COUNTY_TIME
from staffing.core.working_days import add_working_days
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.plans.operations import rules_of


def notice_ends(decided: DecidedPlan) -> dt.date | None:
    """Return the last day of the notice period by the county's rules, None before the decision was made public.

    Source of the days: the rule set's ``procedure.notice_working_days`` with its clause.
    """
    if decided.published_at is None:
        return None
    return add_working_days(decided.published_at.astimezone(COUNTY_TIME).date(), rules_of(decided.year).procedure.notice_working_days.value)


def why_not_yet(decided: DecidedPlan, on: dt.date) -> LazyString | None:
    """Return why orders may not be issued on a day without a reason of the officer's own; None if they may."""
    ends = notice_ends(decided)
    if decided.state is not DecisionState.PUBLISHED or ends is None:
        return _l("The decision has not been made public yet.")
    if on <= ends:
        return _l("The notice period runs until %(day)s.", day=ends.isoformat())
    return None
