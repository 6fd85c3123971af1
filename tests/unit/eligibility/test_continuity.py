"""What interrupts continuous service at one school, and which years count."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from staffing.eligibility.continuity import Service, continuous_service
from staffing.eligibility.facts import AppointmentSpan, RotationSpan, TeacherFacts
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import AbsenceRule, Counting
from staffing.teachers.enums import AppointmentKind as Kind
from tests.factories.facts import (
    CAMPUS,
    CUT_OFF,
    ELSEWHERE,
    HERE,
    SISTER,
    at_school,
    away,
    build_facts,
    day,
    span,
    with_value,
)

NATIONAL = load_ruleset("national", CUT_OFF)


def serve(*spans: AppointmentSpan, rules: RuleSet = NATIONAL, on: dt.date = CUT_OFF, **changes: Any) -> Service:
    return continuous_service(build_facts(appointments=spans, **changes), rules, on)


def rotation(start: str, end: str | None, kind: str = "regular_exchange", **changes: Any) -> RotationSpan:
    return RotationSpan(kind=kind, start=day(start), end=day(end) if end else None, **changes)


@pytest.mark.parametrize(
    ("start", "years"),
    [("2020-09-01", 6), ("2020-09-20", 6), ("2020-10-01", 6), ("2020-10-02", 5), ("2020-03-01", 6), ("2026-08-30", 0)],
)
def test_years_when_the_start_is_around_a_school_year(start: str, years: int) -> None:
    assert serve(span(start)).years == years


def test_years_when_the_cut_off_is_a_day_before_the_end_of_the_year() -> None:
    assert serve(span("2020-09")).years == 6
    assert serve(span("2020-09"), on=CUT_OFF - dt.timedelta(days=1)).years == 5


def test_years_when_counted_by_anniversary() -> None:
    rules = with_value(NATIONAL, "eligibility.counting", Counting(method="anniversary"))
    assert serve(span("2020-03-15"), rules=rules).years == 6
    assert serve(span("2020-03-15"), rules=rules, on=dt.date(2026, 3, 14)).years == 6, "the last day itself is served"
    assert serve(span("2020-03-15"), rules=rules, on=dt.date(2026, 3, 13)).years == 5


def test_service_when_a_holiday_or_a_long_gap_lies_between_records() -> None:
    assert serve(span("2015-09", "2019-06-30"), span("2019-09-01")).since == day("2015-09")
    broken = serve(span("2015-09", "2019-05-01"), span("2019-09-01"))
    assert (broken.since, broken.years) == (day("2019-09"), 7)


def test_service_when_the_teacher_taught_elsewhere_in_between() -> None:
    service = serve(span("2010-09", "2016-09"), span("2016-09", "2019-09", place=ELSEWHERE), span("2019-09"))
    assert (service.since, service.years) == (day("2019-09"), 7)


def test_service_when_records_come_in_any_order_and_overlap() -> None:
    service = serve(span("2018-09"), span("2012-09", "2018-12"), span("2014-09", "2016-09"))
    assert service.since == day("2012-09")


def test_service_when_the_campus_changes_inside_one_entity() -> None:
    spans = (span("2012-09", "2020-09", place=CAMPUS), span("2020-09"))
    assert serve(*spans).since == day("2012-09")
    strict = with_value(NATIONAL, "continuity.place", "school")
    assert serve(*spans, rules=strict).since == day("2020-09")


def test_service_when_the_school_changes_inside_one_group() -> None:
    spans = (span("2012-09", "2020-09", place=SISTER), span("2020-09"))
    assert serve(*spans).since == day("2020-09")
    wide = with_value(NATIONAL, "continuity.place", "group")
    assert serve(*spans, rules=wide).since == day("2012-09")
    elsewhere = (span("2012-09", "2020-09", place=ELSEWHERE), span("2020-09"))
    assert serve(*elsewhere, rules=wide).since == day("2020-09")


def test_service_when_the_former_school_was_merged_into_this_one() -> None:
    spans = (span("2012-09", "2020-09", place=ELSEWHERE), span("2020-09"))
    merged = at_school(merged_schools=frozenset({ELSEWHERE.school}))
    assert serve(*spans, school=merged).since == day("2012-09")
    strict = with_value(NATIONAL, "continuity.merger_interrupts", True)
    assert serve(*spans, school=merged, rules=strict).since == day("2020-09")


def test_service_when_an_exchange_of_full_length_ended() -> None:
    service = serve(span("2010-09"), rotations=(rotation("2019-09", "2020-09"),))
    assert (service.since, service.years, service.interrupted_by) == (day("2020-09"), 6, "regular_exchange")


@pytest.mark.parametrize("record", [{"appointments": (span("2005-09"),)}, {"appointments": (), "entered_school_on": day("2005-09")}])
def test_service_when_there_were_several_exchanges_counts_from_the_last(record: dict[str, Any]) -> None:
    stints = (rotation("2019-09", "2020-09", "paired_support"), rotation("2012-09", "2013-09"))
    service = continuous_service(build_facts(rotations=stints, **record), NATIONAL, CUT_OFF)
    assert (service.since, service.interrupted_by) == (day("2020-09"), "paired_support")


def test_service_when_the_exchange_was_shorter_than_its_kind_asks() -> None:
    service = serve(span("2010-09"), rotations=(rotation("2019-09", "2020-08-31"),))
    assert (service.since, service.interrupted_by) == (day("2010-09"), None)


@pytest.mark.parametrize("kind", ["shadowing", "secondment", "office_work", "centre_school_itinerant"])
def test_service_when_the_stint_was_of_a_kind_that_does_not_interrupt(kind: str) -> None:
    assert serve(span("2010-09"), rotations=(rotation("2018-09", "2020-09", kind),)).since == day("2010-09")


def test_service_when_the_exchange_is_only_in_the_service_record() -> None:
    gone = away(Kind.EXCHANGE, "2018-09", "2020-09", teaching=ELSEWHERE)
    service = serve(span("2010-09", "2018-09"), gone, span("2020-09"))
    assert (service.since, service.interrupted_by) == (day("2020-09"), "other")


def test_service_when_a_rotation_record_says_the_exchange_does_not_interrupt() -> None:
    gone = away(Kind.EXCHANGE, "2018-09", "2020-09", teaching=ELSEWHERE)
    stint = rotation("2018-09", "2020-09", "shadowing")
    assert serve(span("2010-09", "2018-09"), gone, span("2020-09"), rotations=(stint,)).since == day("2010-09")


@pytest.mark.parametrize(("start", "end"), [("2012-09", "2018-09"), ("2020-09", "2022-09"), ("2020-09", None)])
def test_service_when_the_rotation_record_speaks_of_another_time(start: str, end: str | None) -> None:
    gone = away(Kind.EXCHANGE, "2018-09", "2020-09", teaching=ELSEWHERE)
    spans = (span("2010-09", "2018-09"), gone, span("2020-09"))
    assert serve(*spans, rotations=(rotation(start, end, "shadowing"),)).since == day("2020-09")


def test_service_when_the_teacher_is_on_exchange_now() -> None:
    service = serve(span("2010-09"), rotations=(rotation("2025-09", "2028-09"),))
    assert (service.years, service.since, service.away, service.interrupted_by) == (0, None, True, "regular_exchange")


def test_service_when_an_exchange_with_the_relation_brought_the_teacher_here() -> None:
    here = span("2019-09", kind=Kind.EXCHANGE)
    stint = rotation("2019-09", "2022-09", relation_moved=True, to_place=HERE)
    service = serve(span("2010-09", "2019-09", place=ELSEWHERE), here, rotations=(stint,))
    assert (service.since, service.years, service.away) == (day("2019-09"), 7, False)


def test_service_when_the_teacher_came_here_by_a_rotation_without_a_known_destination() -> None:
    stint = rotation("2019-09", "2022-09", relation_moved=True)
    service = serve(span("2010-09", "2019-09", place=ELSEWHERE), span("2019-09"), rotations=(stint,))
    assert (service.since, service.years) == (day("2019-09"), 7)


def test_service_when_the_relation_went_away_and_came_back() -> None:
    there = span("2018-09", "2021-09", kind=Kind.EXCHANGE, place=ELSEWHERE)
    stint = rotation("2018-09", "2021-09", relation_moved=True, to_place=ELSEWHERE)
    service = serve(span("2010-09", "2018-09"), there, span("2021-09"), rotations=(stint,))
    assert (service.since, service.years) == (day("2021-09"), 5)


@pytest.mark.parametrize(("kind", "key"), [(Kind.LEAVE, "leave"), (Kind.STUDY, "study"), (Kind.SECONDMENT, "secondment")])
def test_absence_when_half_a_school_year_or_longer_is_not_counted(kind: Kind, key: str) -> None:
    half = serve(span("2015-09"), away(kind, "2019-09", "2020-03"))
    assert (half.years, half.uncounted, half.since) == (10, ("2019-2020",), day("2015-09"))
    shorter = serve(span("2015-09"), away(kind, "2019-09", "2020-02"))
    assert (shorter.years, shorter.uncounted) == (11, ())
    lenient = with_value(NATIONAL, f"continuity.{key}", AbsenceRule())
    assert serve(span("2015-09"), away(kind, "2019-09", "2020-03"), rules=lenient).years == 11


def test_absence_when_two_short_ones_in_one_year_add_up() -> None:
    leaves = (away(Kind.LEAVE, "2019-09", "2019-12"), away(Kind.LEAVE, "2020-03", "2020-06"))
    assert serve(span("2015-09"), *leaves).uncounted == ("2019-2020",)


def test_absence_when_long_enough_interrupts_where_the_rules_say_so() -> None:
    strict = with_value(NATIONAL, "continuity.leave", AbsenceRule(interrupts_from_months=12))
    long = serve(span("2015-09"), away(Kind.LEAVE, "2018-09", "2019-09"), rules=strict)
    assert (long.since, long.interrupted_by) == (day("2019-09"), "leave")
    shorter = serve(span("2015-09"), away(Kind.LEAVE, "2018-09", "2019-08-31"), rules=strict)
    assert shorter.since == day("2015-09")


def test_absence_when_records_are_split_around_it_bridges_the_service() -> None:
    service = serve(span("2015-09", "2019-09"), away(Kind.LEAVE, "2019-09", "2020-09"), span("2020-09"))
    assert (service.since, service.years, service.uncounted) == (day("2015-09"), 10, ("2019-2020",))


def test_absence_when_it_comes_before_the_first_service_does_not_lengthen_it() -> None:
    assert serve(away(Kind.STUDY, "2012-09", "2015-09"), span("2015-09")).since == day("2015-09")


def test_basis_when_the_teacher_is_borrowed_by_another_school() -> None:
    lent = span("2018-09", personnel=HERE, teaching=ELSEWHERE)
    own = span("2010-09", "2018-09")
    assert serve(own, lent).years == 0
    by_relation = with_value(NATIONAL, "continuity.basis", "relation")
    assert serve(own, lent, rules=by_relation).since == day("2010-09")


def test_service_when_shared_between_two_schools_counts_at_the_own_one() -> None:
    shares = (span("2015-09", share=Decimal("0.6")), span("2020-09", share=Decimal("0.4"), teaching=ELSEWHERE))
    assert serve(*shares).years == 11


def test_service_when_there_is_no_record_goes_by_the_date_of_entry() -> None:
    service = serve(entered_school_on=day("2018-09"))
    assert (service.years, service.from_entry_date) == (8, True)
    assert serve(entered_school_on=CUT_OFF) == Service(0, CUT_OFF, from_entry_date=True)
    reset = serve(entered_school_on=day("2010-09"), rotations=(rotation("2020-09", "2021-09"),))
    assert (reset.years, reset.interrupted_by) == (5, "regular_exchange")
    gone = serve(entered_school_on=day("2010-09"), rotations=(rotation("2025-09", None),))
    assert (gone.years, gone.away) == (0, True)


def test_service_when_the_last_exchange_ended_the_day_before_the_cut_off_is_back() -> None:
    for record in ({"appointments": (span("2005-09"),)}, {"appointments": (), "entered_school_on": day("2005-09")}):
        facts = build_facts(rotations=(rotation("2025-08", "2026-08-31"),), **record)
        service = continuous_service(facts, NATIONAL, CUT_OFF)
        assert (service.since, service.years, service.away) == (CUT_OFF, 0, False)


@pytest.mark.parametrize(("start", "away_now"), [("2026-08-31", True), ("2026-09-01", False)])
def test_service_when_an_exchange_begins_on_the_cut_off_or_the_day_after(start: str, away_now: bool) -> None:
    for record in ({"appointments": (span("2005-09"),)}, {"appointments": (), "entered_school_on": day("2005-09")}):
        service = continuous_service(build_facts(rotations=(rotation(start, "2029-09"),), **record), NATIONAL, CUT_OFF)
        assert (service.away, service.years) == (away_now, 0 if away_now else 21)


def test_service_when_only_the_rotation_record_covers_the_time_away_says_what_interrupted() -> None:
    service = serve(span("2010-09", "2018-09"), span("2020-09"), rotations=(rotation("2018-09", "2020-09"),))
    assert (service.since, service.interrupted_by) == (day("2020-09"), "regular_exchange")


def test_service_when_a_span_names_no_teaching_school_does_not_count_by_teaching() -> None:
    nowhere = span("2015-09", teaching=None)
    assert serve(nowhere) == Service(0, None)
    assert serve(nowhere, rules=with_value(NATIONAL, "continuity.basis", "relation")).years == 11


def test_service_when_nothing_is_known_or_lies_in_the_future() -> None:
    assert serve() == Service(0, None)
    assert serve(entered_school_on=day("2026-09")) == Service(0, None)
    assert serve(span("2026-09")) == Service(0, None)
    assert serve(span("2010-09", "2020-09")) == Service(0, None)


DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2026, 8, 31))


@given(one=DAYS, other=DAYS)
def test_years_when_the_service_began_earlier_are_never_fewer(one: dt.date, other: dt.date) -> None:
    early, late = sorted((one, other))
    assert serve(span(early.isoformat())).years >= serve(span(late.isoformat())).years


@given(start=DAYS, on=st.dates(dt.date(2026, 1, 1), dt.date(2040, 12, 31)), more=st.integers(0, 4000))
def test_years_when_the_cut_off_is_later_are_never_fewer(start: dt.date, on: dt.date, more: int) -> None:
    facts: TeacherFacts = build_facts(appointments=(span(start.isoformat()),))
    now, later = (continuous_service(facts, NATIONAL, moment) for moment in (on, on + dt.timedelta(days=more)))
    assert now.years <= later.years
    assert now.since == (start if start <= on else None)
    assert later.since == (start if start <= on + dt.timedelta(days=more) else None)


@given(start=DAYS, begun=DAYS, months=st.integers(1, 48))
def test_years_when_an_exchange_is_added_are_never_more(start: dt.date, begun: dt.date, months: int) -> None:
    end = begun + dt.timedelta(days=31 * months)
    plain = serve(span(start.isoformat()))
    exchanged = serve(span(start.isoformat()), rotations=(RotationSpan(kind="regular_exchange", start=begun, end=end),))
    assert 0 <= exchanged.years <= plain.years
