"""What is remembered of all teachers and follows the log equals what is made anew, after random changes of every kind."""

import contextlib
import dataclasses
import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import numpy as np
import pytest
from sqlalchemy import select

from staffing.audit.record import record
from staffing.core.school_year import use_today
from staffing.errors import StaffingError
from staffing.establishment import ledger
from staffing.extensions import db
from staffing.qualifications import columns as qualification_columns, gathering
from staffing.quality.models import QualityFinding
from staffing.statistics import columns
from staffing.statistics.movements import compare
from staffing.teachers import fact_operations, following, operations, roster
from staffing.teachers.enums import EmploymentKind, PostStatus, StaffCategory
from staffing.teachers.fact_kinds import LISTS, FactKind
from staffing.teachers.following import Followed
from staffing.teachers.models import Teacher
from tests.factories.random_county import ON, fill_county
from tests.factories.schools import create_school, create_section

BEFORE = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def remembered(monkeypatch):
    """Let results be kept although the test's transaction writes, in stores of their own."""
    for module in (following, roster, gathering, columns, ledger):
        monkeypatch.setattr(module, "only_reads", lambda: True)
    for module, name in ((roster, "ROSTERS"), (gathering, "REMEMBERED"), (columns, "REMEMBERED"), (ledger, "COUNTED")):
        monkeypatch.setattr(module, name, Followed(8, getattr(module, name)._without_effect))
    with use_today(ON):
        yield


@pytest.fixture
def filled(county):
    fill_county(county, 3)
    create_section(school=create_school(county=county, posts=9), pupils_by_grade=30)
    record("county_made", county, county_id=county.id, changes={})
    return county


def change_something(county, chance, number) -> None:
    """Change one teacher's records by one of the operations, chosen at random."""
    teachers = db.session.scalars(select(Teacher).where(Teacher.county_id == county.id).order_by(Teacher.id)).all()
    teacher = chance.choice(teachers)
    kind = chance.choice(list(FactKind))
    facts = getattr(teacher, LISTS[kind])
    act = chance.choice(("correct", "withdraw", "end", "add", "new"))
    if act == "correct":
        operations.correct_teacher(teacher, version=None, changes={"number": f"{chance.choice('AZ')}{number:03}", "birth_date": dt.date(1970 + number % 30, 2, 3)})
    elif act == "withdraw" and facts:
        fact_operations.withdraw_fact(teacher, kind, chance.choice(facts), reason="重复录入", version=None)
    elif act == "end" and teacher.appointments and teacher.appointments[0].valid_to is None:
        fact_operations.end_fact(teacher, FactKind.APPOINTMENT, teacher.appointments[0], day=dt.date(2026, 11, 1), version=None)
    elif act == "add" and not any(one.year == 2025 for one in teacher.trainings):
        fact_operations.add_fact(teacher, FactKind.TRAINING, {"year": 2025, "kind": f"新训{number % 3}", "hours": Decimal(72)})
    elif act == "new":
        new = operations.create_teacher(county_id=county.id, number=f"M{number:03}", name="新进", sex="male", birth_date=dt.date(1995, 5, 5))
        fact_operations.add_fact(new, FactKind.EMPLOYMENT, {
            "valid_from": dt.date(2026, 8, 1), "valid_to": None, "kind": EmploymentKind.ESTABLISHED, "category": StaffCategory.FULL_TIME_TEACHER,
            "status": PostStatus.IN_POST})
        place = next(one for other in teachers for one in other.appointments)
        fact_operations.add_fact(new, FactKind.APPOINTMENT, {
            "valid_from": dt.date(2026, 8, 1), "valid_to": None, "kind": place.kind, "personnel_school_id": place.personnel_school_id,
            "personnel_stage": place.personnel_stage, "section_id": place.section_id, "subject": "新学科", "share": Decimal(1)})
    db.session.flush()


def entry_of(entry):
    """Return all about a member of the staff; several facts of a kind have no order of their own."""
    values = {field.name: getattr(entry, field.name) for field in dataclasses.fields(entry)}
    return {name: Counter(value) if name in ("honours", "certificates") else value for name, value in values.items()}


def holder_of(holder):
    return (entry_of(holder.entry), holder.school_id, holder.section_id, holder.stage, holder.subject, holder.findings, holder.hours)


def hours_of(found):
    places, cells, tenths = found.hours
    return Counter((int(place), found.cells[cell], int(number)) for place, cell, number in zip(places, cells, tenths, strict=True))


def check_qualifications(county):
    followed = gathering.gather_qualifications(county, ON)
    anew = gathering._gather(county.id, ON, followed.rules)
    assert [holder_of(one) for one in followed.holders] == [holder_of(one) for one in anew.holders]
    assert followed.engagements == anew.engagements
    mine, new = qualification_columns.columns_of(followed), qualification_columns.HolderColumns.of(anew.holders)
    for name in ("schools", "stages", "subjects"):
        assert np.array_equal(getattr(mine, name), getattr(new, name)), name
    for check in new.reasons:
        assert np.array_equal(mine.reasons[check], new.reasons[check])
        assert np.array_equal(mine.missing[check], new.missing[check])
    assert hours_of(mine) == hours_of(new)
    everybody = np.ones(len(anew.holders), dtype=np.bool_)
    assert mine.hours_table(everybody) == new.hours_table(everybody)


def check_staff(county, on):
    followed = columns.gather_staff(county, on, "taught")
    anew = columns._gather(county.id, on, "taught", columns.rules_for(county.ruleset, 2026))
    assert [entry_of(one.entry) for one in followed.persons] == [entry_of(one.entry) for one in anew.persons]
    for name in ("ids", "teachers", "age_months", "years_months"):
        assert np.array_equal(getattr(followed, name), getattr(anew, name)), name
    for code, column in anew.columns.items():
        mine = followed.columns[code]
        assert mine.values == column.values, code
        assert list(map(str, mine.labels)) == list(map(str, column.labels)), code
        assert np.array_equal(mine.codes, column.codes), code
    return anew


@pytest.mark.parametrize("seed", range(3))
def test_what_follows_the_log_equals_what_is_made_anew(filled, seed):
    chance = random.Random(seed)
    first = gathering.gather_qualifications(filled, ON)
    for number in range(24):
        # Some records of the random county are refused when they are touched; their lines are rolled back with them.
        with contextlib.suppress(StaffingError), db.session.begin_nested():
            change_something(filled, chance, number)
        if number % 4 == 3:
            check_qualifications(filled)
            before, after = check_staff(filled, BEFORE), check_staff(filled, ON)
            mine = compare(columns.gather_staff(filled, BEFORE, "taught"), columns.gather_staff(filled, ON, "taught"), everyone=True)
            new = compare(before, after, everyone=True)
            assert mine[0] == new[0]
            assert [(one.person.entry.id, one.movement) for one in mine[1]] == [(one.person.entry.id, one.movement) for one in new[1]]
            rules = columns.rules_for(filled.ruleset, 2026)
            year = ledger.SchoolYear.containing(ON)
            assert ledger.count_schools(filled.id, ON, rules) == ledger._count(filled.id, year, rules).schools
    last = gathering.gather_qualifications(filled, ON)
    assert {id(one) for one in first.holders} & {id(one) for one in last.holders}, "whoever did not change is not read again"


def test_a_change_of_a_school_makes_everything_anew(filled):
    first = roster.load_roster(filled.id, ON)
    record("school_corrected", filled, county_id=filled.id, changes={})
    assert roster.load_roster(filled.id, ON) is not first


def test_a_change_beside_the_teachers_leaves_everything_as_it_is(filled):
    first = gathering.gather_qualifications(filled, ON)
    record("finding_assigned", QualityFinding(id=1), county_id=filled.id, changes={})
    assert gathering.gather_qualifications(filled, ON) is first
