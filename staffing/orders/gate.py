"""When orders may be issued: after the decision was made public, its notice period (公示期) is over and its objections are answered."""

import datetime as dt

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.school_year import COUNTY_TIME
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.plans.operations import rules_of
from staffing.public_notices.models import CaseState, PublicNotice
from staffing.public_notices.queries import find_notice_of
from staffing.public_notices.terms import notice_period


def notice_ends(decided: DecidedPlan, notice: PublicNotice | None) -> dt.date | None:
    """Return the last day of the notice period, None before the decision was made public.

    Where a version was made public outside of this system, the days are counted from then on by the rule set
    (``procedure.notice_working_days`` with its clause).
    """
    if notice is not None:
        return notice.ends_on
    if decided.published_at is None:
        return None
    return notice_period(decided.published_at.astimezone(COUNTY_TIME).date(), rules_of(decided.year).procedure).last


def why_not_yet(decided: DecidedPlan, on: dt.date) -> LazyString | None:
    """Return why orders may not be issued on a day without a reason of the officer's own; None if they may."""
    notice = find_notice_of(decided.id)
    ends = notice_ends(decided, notice)
    if decided.state is not DecisionState.PUBLISHED or ends is None:
        return _l("The decision has not been made public yet.")
    if on <= ends:
        return _l("The notice period runs until %(day)s.", day=ends.isoformat())
    if notice is not None and notice.closed_on is not None and notice.closed_on <= notice.ends_on:
        return _l("The public notice was closed before its last day.")
    waiting = sum(one.state is CaseState.OPEN for one in notice.objections) if notice is not None else 0
    return _l("%(number)s objections from the notice wait for an answer.", number=waiting) if waiting else None
