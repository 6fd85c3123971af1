"""The example of docs/history.md, row by row: what was known at four moments about two days."""

import datetime as dt

import pytest

from staffing.audit.models import RecordVersion
from staffing.core.school_year import COUNTY_TIME
from staffing.extensions import db
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import add_fact, correct_fact
from staffing.teachers.known import says_about, teacher_history
from staffing.teachers.models import Appointment, Employment, Teacher
from staffing.teachers.queries import get_whole_teacher
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

ABOUT = (dt.date(2020, 1, 1), dt.date(2024, 9, 1))
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=COUNTY_TIME)


def noon(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=COUNTY_TIME)


def whole(teacher: Teacher) -> Teacher:
    return get_whole_teacher(teacher.county_id, teacher.id, on=NOW.date())


@pytest.fixture
def teacher(county) -> Teacher:
    """Return T1 after the four acts of the example, each recorded at the noon of its day."""
    first, second = (create_section(school=create_school(county=county, name=name)) for name in ("演示甲校", "演示乙校"))
    made = create_teacher(section=first, degree=None, certificate=None)
    for record in (made, *made.employments, *made.appointments):
        record.created_at = record.updated_at = noon(2025, 3, 1)
    db.session.commit()
    inserted = add_fact(whole(made), FactKind.APPOINTMENT, {
        "valid_from": dt.date(2022, 9, 1), "personnel_school_id": second.school_id, "personnel_stage": second.stage, "section_id": second.id,
        "subject": "语文", "share": 1}, ends_running=True)
    inserted.created_at = inserted.updated_at = noon(2026, 4, 2)
    db.session.commit()
    happened_at(noon(2026, 4, 2))
    correct_fact(whole(made), FactKind.APPOINTMENT, inserted, {"subject": "数学"}, version=inserted.version)
    db.session.commit()
    happened_at(noon(2026, 5, 20))
    return made


def happened_at(moment: dt.datetime) -> None:
    """Let the newest former states have been replaced at a moment of the example, not of this test."""
    for version in db.session.query(RecordVersion).filter(RecordVersion.until.not_in([noon(2026, 4, 2), noon(2026, 5, 20)])):
        version.until = moment
    db.session.commit()


@pytest.mark.parametrize(("moment", "earlier", "later"), [
    (noon(2025, 1, 1), None, None), (noon(2026, 3, 10), "演示甲校 语文", "演示甲校 语文"), (noon(2026, 4, 3), "演示甲校 语文", "演示乙校 语文"),
    (NOW, "演示甲校 语文", "演示乙校 数学"),
])
def test_row_of_the_table(teacher, moment, earlier, later):
    known = [state.record for state in teacher_history(whole(teacher)).at(moment).values()]
    assert any(isinstance(record, Employment) for record in known) == (earlier is not None)
    told = []
    for day in ABOUT:
        services = [record for record in known if isinstance(record, Appointment) and says_about(record, day)]
        names = {school.id: school.name for school in db.session.query(type(teacher.appointments[0].personnel_school))}
        told.append(f"{names[services[0].personnel_school_id]} {services[0].subject}" if services else None)
        assert len(services) <= 1
    assert told == [earlier, later]
