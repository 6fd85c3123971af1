"""Judgements on facts: shares of a full post day by day, overlaps, how long a deferral may last."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from staffing.teachers.enums import AppointmentKind
from staffing.teachers.fact_rules import find_overlap, latest_end, overfull_day

DAY = dt.date(2020, 9, 1)


@dataclass
class Span:
    start: int
    end: int | None
    share: Decimal = Decimal(1)
    kind: AppointmentKind = AppointmentKind.REGULAR

    @property
    def valid_from(self) -> dt.date:
        return DAY + dt.timedelta(days=self.start)

    @property
    def valid_to(self) -> dt.date | None:
        return None if self.end is None else DAY + dt.timedelta(days=self.end)


def test_full_posts_that_follow_each_other_are_fine():
    assert overfull_day([Span(0, 100), Span(100, None)]) is None


def test_full_posts_that_meet_on_one_day_are_too_much():
    assert overfull_day([Span(0, 101), Span(100, None)]) == (DAY + dt.timedelta(days=100), Decimal(2))


def test_shares_up_to_a_full_post_are_fine():
    assert overfull_day([Span(0, None, Decimal("0.6")), Span(50, None, Decimal("0.4"))]) is None


def test_shares_above_a_full_post_are_told_with_their_first_day():
    found = overfull_day([Span(0, None, Decimal("0.6")), Span(50, 60, Decimal("0.5"))])
    assert found == (DAY + dt.timedelta(days=50), Decimal("1.1"))


@pytest.mark.parametrize("kind", [AppointmentKind.SECONDMENT, AppointmentKind.STUDY, AppointmentKind.LEAVE])
def test_absence_beside_a_full_post_is_fine(kind):
    assert overfull_day([Span(0, None), Span(10, 20, kind=kind)]) is None


def test_exchange_beside_a_full_post_is_too_much():
    assert overfull_day([Span(0, None), Span(10, 20, kind=AppointmentKind.EXCHANGE)]) is not None


spans = st.builds(Span, st.integers(0, 30), st.none(), st.sampled_from([Decimal("0.3"), Decimal("0.5"), Decimal(1)])).flatmap(
    lambda span: st.builds(lambda length: Span(span.start, None if length == 0 else span.start + length, span.share), st.integers(0, 20)))


@given(st.lists(spans, max_size=6))
def test_overfull_day_agrees_with_looking_at_every_day(items):
    def total(day):
        return sum((item.share for item in items if item.start <= day and (item.end is None or day < item.end)), Decimal(0))

    overfull = [day for day in range(60) if total(day) > 1]
    found = overfull_day(items)
    assert (found is None) == (not overfull)
    if found is not None:
        assert found == (DAY + dt.timedelta(days=overfull[0]), total(overfull[0]))


def test_overlap_is_found_only_when_a_day_is_common():
    before, after = Span(0, 10), Span(20, None)
    assert find_overlap([before, after], Span(10, 20)) is None
    assert find_overlap([before, after], Span(9, 10)) is before
    assert find_overlap([before, after], Span(15, None)) is after


def test_latest_end_is_open_when_the_rules_set_none():
    assert latest_end(DAY, None) is None
    assert latest_end(DAY, 12) == dt.date(2021, 9, 1)
