"""What public notices offer to the teachers' receipts: the days on which one may object, and the first day of the notice."""

import datetime as dt

from flask_babel import gettext as _

from staffing.core.filters import show_date
from staffing.decisions.models import DecidedPlan
from staffing.public_notices.queries import find_notice_of


def notice_dates(one: DecidedPlan) -> list[tuple[str, str]]:
    """Return the days of a version's notice as (name, words); empty before it is opened."""
    notice = find_notice_of(one.id)
    if notice is None:
        return []
    words = _("from %(first)s to %(last)s, in writing, to the bureau", first=show_date(notice.starts_on), last=show_date(notice.closed_on or notice.ends_on))
    return [(str(_("Objection during the public notice")), str(words))]


def first_day(one: DecidedPlan) -> dt.date | None:
    """Return the first day of a version's notice; None before it is opened."""
    notice = find_notice_of(one.id)
    return notice.starts_on if notice is not None else None
