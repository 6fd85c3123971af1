"""Who is late: only when the day to report is over, and only while nobody has confirmed the arrival."""

import datetime as dt

import pytest

from staffing.postings.models import Arrival, Posting, PostingState

DAY = dt.date(2027, 9, 1)


@pytest.mark.parametrize(("state", "arrival", "days", "late"), [
    (PostingState.POSTED, Arrival.EXPECTED, 0, False), (PostingState.POSTED, Arrival.EXPECTED, 1, True),
    (PostingState.POSTED, Arrival.ABSENT, 1, True), (PostingState.POSTED, Arrival.ARRIVED, 1, False),
    (PostingState.REVERSED, Arrival.EXPECTED, 1, False)])
def test_late_begins_on_the_day_after(state, arrival, days, late):
    assert Posting(state=state, arrival=arrival, day=DAY).is_late(DAY + dt.timedelta(days)) is late
