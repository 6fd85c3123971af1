"""Who is paid the rural allowance: rates by class and day, part months, the difference to the month before, sums that agree."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from types import SimpleNamespace

import pytest

from staffing.extensions import db
from staffing.schools.enums import Location, Remoteness
from staffing.schools.models import SchoolStanding
from staffing.service.allowances import Difference, rate_of, rates_in_force
from staffing.service.exporting import payments_list, period_list
from staffing.service.history import SchoolPast, StandingSpan
from staffing.service.queries import entitlements_of_period, payment_list
from staffing.teachers.enums import EmploymentKind, PostStatus, StaffCategory
from staffing.teachers.models import Appointment, Employment
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

SINCE = dt.date(2020, 9, 1)


@pytest.fixture
def county(app):
    return create_county(ruleset="demo")


@pytest.fixture
def sections(county):
    """Return a town, a village and a remote village section."""
    made = [create_section(school=create_school(county=county, location=place, township=f"演示{number}镇"))
            for number, place in enumerate((Location.URBAN, Location.RURAL, Location.RURAL))]
    made[2].school.standings[0].remoteness = Remoteness.REMOTE
    db.session.flush()
    return made


def follow(teacher, section, start):
    teacher.appointments[-1].valid_to = start
    teacher.appointments.append(Appointment(valid_from=start, personnel_school=section.school, personnel_stage=section.stage, section=section, subject="语文"))


def test_rates_by_place_and_remoteness_and_who_is_paid(county, sections):
    staff = [create_teacher(section=section, since=SINCE) for section in sections]
    create_teacher(section=sections[1], since=SINCE, kind=EmploymentKind.CONTRACT)
    create_teacher(section=sections[1], since=SINCE, category=StaffCategory.WORKER)
    paid = payment_list(county.id, (2026, 10))
    assert {line.teacher_id: (line.yuan, line.before, line.difference) for line in paid.lines} == {
        staff[1].id: (400, 400, Difference.SAME), staff[2].id: (500, 500, Difference.SAME)}
    assert (paid.persons, paid.yuan, paid.yuan_before) == (2, 900, 900)


def test_the_first_fitting_row_of_the_newest_table_decides():
    def rate(since, yuan, townships=(), remoteness=()):
        return SimpleNamespace(since=since, townships=townships, locations=("rural",), remoteness=remoteness, yuan=Decimal(yuan))

    standing = StandingSpan(SINCE, dt.date.max, Location.RURAL, Remoteness.ORDINARY, None)
    school = SchoolPast(1, "校", "甲镇", 1, None, None, (standing,))
    old, hill, rest = rate(dt.date(2020, 1, 1), 300), rate(dt.date(2026, 1, 1), 450, ("甲镇",)), rate(dt.date(2026, 1, 1), 400)
    rates = (old, hill, rest)
    assert rates_in_force(rates, dt.date(2019, 12, 1)) == ()
    assert rate_of(school, standing, rates_in_force(rates, dt.date(2025, 12, 1))) == 300
    assert rate_of(school, standing, rates_in_force(rates, dt.date(2026, 1, 1))) == 450
    assert rate_of(school, StandingSpan(SINCE, dt.date.max, Location.TOWN, Remoteness.ORDINARY, None), rates) == 0


def test_difference_to_the_month_before_and_sums_by_school(county, sections):
    town, village, remote = sections
    comes, goes, moves, stays, ill = (create_teacher(section=section, since=SINCE) for section in (town, village, village, village, remote))
    follow(comes, village, dt.date(2026, 10, 10))
    follow(goes, town, dt.date(2026, 10, 14))
    follow(moves, remote, dt.date(2026, 10, 1))
    ill.employments[0].valid_to = dt.date(2026, 10, 5)
    ill.employments.append(Employment(valid_from=dt.date(2026, 10, 5), kind=EmploymentKind.ESTABLISHED, category=StaffCategory.FULL_TIME_TEACHER,
                                      status=PostStatus.SICK_LEAVE))
    db.session.flush()
    paid = payment_list(county.id, (2026, 10))
    found = Counter((line.teacher_id, line.difference) for line in paid.lines)
    assert found == Counter({(comes.id, Difference.NEW): 1, (goes.id, Difference.STOPPED): 1, (moves.id, Difference.MOVED): 2,
                             (stays.id, Difference.SAME): 1, (ill.id, Difference.STOPPED): 1})
    totals = {one.school_id: (one.persons, one.yuan, one.persons_before, one.yuan_before) for one in paid.totals.values()}
    assert totals == {village.school_id: (2, 800, 3, 1200), remote.school_id: (1, 500, 1, 500)}
    before = payment_list(county.id, (2026, 9))
    assert (paid.persons_before, paid.yuan_before) == (before.persons, before.yuan), "the month before is the list of that month"


def test_a_school_that_becomes_rural_within_the_month(county, sections):
    teacher = create_teacher(section=sections[0], since=SINCE)
    sections[0].school.standings[0].valid_to = dt.date(2026, 10, 17)
    sections[0].school.standings.append(SchoolStanding(valid_from=dt.date(2026, 10, 17), ownership="county", location=Location.RURAL))
    db.session.flush()
    assert [line.teacher_id for line in payment_list(county.id, (2026, 10)).lines] == [teacher.id], "15 of 31 days"
    sections[0].school.standings[1].valid_from = sections[0].school.standings[0].valid_to = dt.date(2026, 10, 18)
    db.session.flush()
    assert payment_list(county.id, (2026, 10)).lines == ()


def test_lists_agree_with_the_entitlements(county, sections):
    for number in range(6):
        follow(create_teacher(section=sections[0], since=SINCE, name=f"演示㛃䶮{number}"), sections[1 + number % 2], dt.date(2026, 9, 10 + 2 * number))
    db.session.flush()
    found, _schools = entitlements_of_period(county.id, (2026, 9), (2026, 11))
    assert len(found) == 4 + 6 + 6, "from the 16th on September is a full month; two came later"
    sheet, totals = period_list(county, (2026, 9), (2026, 11)).settled().sheets
    assert sum(row[-1] for row in sheet.rows) == sum(one.yuan for one in found) == totals.rows[-1][-1]
    schools, persons, changed = payments_list(county, payment_list(county.id, (2026, 9))).settled().sheets
    assert (schools.rows[-1][3], schools.rows[-1][4]) == (len(persons.rows), sum(row[4] for row in persons.rows)) == (4, 1800)
    assert len(changed.rows) == 4


def test_without_rates_nobody_is_paid(app):
    county = create_county(ruleset="national")
    create_teacher(section=create_section(school=create_school(county=county, location=Location.RURAL)))
    assert payment_list(county.id, (2026, 10)).lines == ()
