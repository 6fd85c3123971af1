"""Months of service against an independent count, day by day over the raw rows; the rule for part months both ways."""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest

from staffing.core.school_year import days_in_month
from staffing.extensions import db
from staffing.schools.enums import Location, Strength
from staffing.schools.models import SchoolStanding
from staffing.service.queries import gather_ledger, rural_service
from staffing.teachers.enums import AppointmentKind, EmploymentKind, PostStatus, StaffCategory
from staffing.teachers.models import Appointment, Employment, RotationRecord
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

ON = dt.date(2026, 11, 25)
AWAY = {PostStatus.SECONDED_IN_COUNTY, PostStatus.SUPPORT_ELSEWHERE, PostStatus.FULL_TIME_STUDY, PostStatus.PERSONAL_LEAVE, PostStatus.SICK_LEAVE,
        PostStatus.OTHER, PostStatus.RETIRED, PostStatus.LEFT}
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def county(app):
    return create_county(ruleset="demo")


def move(teacher, section, start, end=None, **fields):
    """Let an appointment follow the one before."""
    last = teacher.appointments[-1]
    if last.valid_to is None and "share" not in fields:
        last.valid_to = start
    teacher.appointments.append(Appointment(valid_from=start, valid_to=end, personnel_school=section.school, personnel_stage=section.stage,
                                            section=section, subject="语文", **fields))
    db.session.flush()


def is_in(row, day):
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def count_by_hand(teacher, on, *, rural=True, weak=True):
    """Count month by month, day by day, from the stored rows alone, by the words of the rule."""
    days = Counter()
    day = min(row.valid_from for row in teacher.appointments)
    while day <= on:
        share = Decimal(0)
        for row in teacher.appointments:
            if is_in(row, day) and row.section is not None and row.kind in (AppointmentKind.REGULAR, AppointmentKind.EXCHANGE):
                standing = next((one for one in row.section.school.standings if is_in(one, day)), None)
                if standing and ((rural and standing.location is Location.RURAL) or (weak and standing.strength is Strength.WEAK)):
                    share += row.share
        away = any(is_in(row, day) and row.status in AWAY for row in teacher.employments)
        if share >= Decimal("0.5") and not away:
            days[day.year, day.month] += 1
        day += ONE_DAY
    return sum(number >= min(15, days_in_month(*month)) for month, number in days.items())


def test_part_months_count_from_fifteen_days(county):
    town, village = (create_section(school=create_school(county=county, location=place)) for place in (Location.URBAN, Location.RURAL))
    fifteen, fourteen = (create_teacher(section=town, since=dt.date(2020, 9, 1)) for _ in range(2))
    move(fifteen, village, dt.date(2024, 9, 16), dt.date(2024, 11, 15))
    move(fourteen, village, dt.date(2024, 9, 17), dt.date(2024, 11, 16))
    found = [rural_service(county.id, one.id, ON).service for one in (fifteen, fourteen)]
    assert [one.months for one in found] == [2, 2]
    assert [one.stretches[0].first for one in found] == [(2024, 9), (2024, 10)]


def test_standing_of_the_day_decides_and_a_month_that_is_rural_and_weak_counts_once(county):
    school = create_school(county=county, location=Location.TOWN)
    school.standings[0].valid_to = dt.date(2022, 3, 1)
    school.standings.append(SchoolStanding(valid_from=dt.date(2022, 3, 1), valid_to=dt.date(2023, 3, 1), ownership="county", location=Location.RURAL, strength=Strength.WEAK))
    school.standings.append(SchoolStanding(valid_from=dt.date(2023, 3, 1), ownership="county", location=Location.TOWN, strength=Strength.WEAK))
    teacher = create_teacher(section=create_section(school=school), since=dt.date(2020, 9, 1))
    db.session.flush()
    done = rural_service(county.id, teacher.id, dt.date(2023, 8, 31)).service
    assert (done.rural, done.weak, done.months) == (12, 18, 18)
    assert rural_service(county.id, teacher.id, dt.date(2022, 2, 28)).service.months == 0


def test_halves_of_the_work_leave_and_secondment(county):
    town, village = (create_section(school=create_school(county=county, location=place)) for place in (Location.URBAN, Location.RURAL))
    half, less, seconded, ill = (create_teacher(section=town, since=dt.date(2020, 9, 1)) for _ in range(4))
    for teacher, share in ((half, "0.5"), (less, "0.4")):
        teacher.appointments[0].share = Decimal(1) - Decimal(share)
        move(teacher, village, dt.date(2024, 9, 1), dt.date(2025, 9, 1), share=Decimal(share))
    move(seconded, village, dt.date(2024, 9, 1), dt.date(2025, 9, 1), kind=AppointmentKind.SECONDMENT)
    move(ill, village, dt.date(2024, 9, 1), dt.date(2025, 9, 1))
    ill.employments[0].valid_to = dt.date(2025, 1, 10)
    ill.employments.append(Employment(valid_from=dt.date(2025, 1, 10), valid_to=dt.date(2025, 3, 1), kind=EmploymentKind.ESTABLISHED,
                                      category=StaffCategory.FULL_TIME_TEACHER, status=PostStatus.SICK_LEAVE))
    ill.employments.append(Employment(valid_from=dt.date(2025, 3, 1), kind=EmploymentKind.ESTABLISHED, category=StaffCategory.FULL_TIME_TEACHER))
    db.session.flush()
    assert [rural_service(county.id, one.id, ON).service.months for one in (half, less, seconded, ill)] == [12, 0, 0, 10]


def test_ledger_agrees_with_a_count_day_by_day(county):
    source = random.Random(7)
    places = [(Location.URBAN, None), (Location.RURAL, None), (Location.TOWN, Strength.WEAK), (Location.RURAL, Strength.WEAK)]
    sections = [create_section(school=create_school(county=county, location=place, strength=strength)) for place, strength in places]
    for section in sections[:2]:
        change = dt.date(2023, 1, source.randint(2, 28))
        section.school.standings[0].valid_to = change
        section.school.standings.append(SchoolStanding(valid_from=change, ownership="county", location=Location.RURAL, strength=source.choice([None, Strength.WEAK])))
    teachers = [create_teacher(section=source.choice(sections), since=dt.date(2021, source.randint(1, 12), source.randint(1, 28))) for _ in range(25)]
    for teacher in teachers:
        for year in range(2022, 2026):
            if source.random() < 0.6:
                move(teacher, source.choice(sections), dt.date(year, source.randint(1, 12), source.randint(1, 28)),
                     kind=source.choice([AppointmentKind.REGULAR, AppointmentKind.EXCHANGE, AppointmentKind.SECONDMENT]))
        if source.random() < 0.3:
            cut = dt.date(2024, source.randint(1, 12), source.randint(1, 28))
            teacher.employments[0].valid_to = cut
            teacher.employments.append(Employment(valid_from=cut, kind=EmploymentKind.ESTABLISHED, category=StaffCategory.FULL_TIME_TEACHER,
                                                  status=source.choice([PostStatus.SICK_LEAVE, PostStatus.MATERNITY_LEAVE])))
    db.session.flush()
    ledger = gather_ledger(county, ON)
    assert len(ledger.rows) == 25
    by_id = {teacher.id: teacher for teacher in teachers}
    for row in ledger.rows:
        teacher = by_id[row.entry.id]
        assert row.service.months == count_by_hand(teacher, ON) == sum(one.months for one in row.service.stretches)
        assert row.service.rural == count_by_hand(teacher, ON, weak=False)
        assert row.service.weak == count_by_hand(teacher, ON, rural=False)
    assert any(row.service.months for row in ledger.rows)


def test_rotations_count_by_kind_length_and_entity(county):
    one, other = (create_school(county=county) for _ in range(2))
    campus = create_school(county=county, entity=one.entity)
    teacher = create_teacher(section=create_section(school=one), since=dt.date(2015, 9, 1))
    for number, (kind, target, months) in enumerate([("regular_exchange", other, 12), ("regular_exchange", campus, 12), ("shadowing", other, 12), ("regular_exchange", other, 6)]):
        start = dt.date(2018 + number, 9, 1)
        teacher.rotations.append(RotationRecord(kind=kind, from_school=one, to_school=target, starts_on=start,
                                                ends_on=dt.date(start.year + 1, 8, 31) if months == 12 else dt.date(start.year + 1, 2, 28)))
    db.session.flush()
    found = rural_service(county.id, teacher.id, ON).service.rotations
    assert [(item.standing.value, item.months) for item in found] == [("counted", 12), ("same_entity", 12), ("kind", 12), ("too_short", 6)]


def test_nobody_of_another_county_is_found(county):
    stranger = create_teacher(section=create_section(school=create_school(county=create_county())))
    with pytest.raises(LookupError):
        rural_service(county.id, stranger.id, ON)
