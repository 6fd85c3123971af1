"""Remembered pictures: never older than the records, brought up to date from the log, and the same as drawn anew."""

import datetime as dt

import pytest

from staffing.audit.queries import last_change
from staffing.audit.record import record
from staffing.extensions import db
from staffing.finding import remembering
from staffing.finding.remembering import WITHOUT_EFFECT, Pictures, draw
from staffing.teachers import fact_operations, following, operations
from staffing.teachers.enums import EmploymentKind, PostStatus, StaffCategory, TitleLevel
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.models import Teacher
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county, name="甲小学"))


@pytest.fixture
def pictures(monkeypatch):
    """Pictures that are kept although the test's transaction may write."""
    monkeypatch.setattr(following, "only_reads", lambda: True)
    return Pictures()


def known(picture):
    """Return everything that can be asked of a picture, by person."""
    return ([picture.persons[place] for place in sorted(range(len(picture.persons)), key=lambda place: picture.order[place])],
            {name: picture.select({}, picture.everyone()).counts(name) for name in (*picture.by_person.columns, *picture.by_post.columns)})


def told(county):
    """Write some line, so that the county has a version."""
    record("school_corrected", county, county_id=county.id, changes={})


def correct(teacher, **changes):
    operations.correct_teacher(teacher, version=teacher.version, changes={"name": teacher.name, "number": teacher.number} | changes)


def test_picture_is_the_same_object_until_a_record_changes(county, section, pictures):
    teacher = create_teacher(section=section, name="张伟")
    told(county)
    first = pictures.find(county.id, TODAY)
    assert pictures.find(county.id, TODAY) is first
    correct(teacher, name="王伟")
    second = pictures.find(county.id, TODAY)
    assert [person.name for person in second.persons] == ["王伟"]
    assert [person.name for person in first.persons] == ["张伟"]


def test_picture_brought_up_to_date_equals_one_drawn_anew(county, section, pictures, monkeypatch):
    """Every operation on a teacher: recorded, corrected, facts added, corrected, ended, withdrawn."""
    other = create_section(school=create_school(county=county, name="乙小学"))
    teacher, second = create_teacher(section=section, name="张伟"), create_teacher(section=other, name="李明")
    told(county)
    pictures.find(county.id, TODAY)
    monkeypatch.setattr(remembering, "draw", lambda *_: pytest.fail("the log names the persons; nothing need be drawn anew"))
    new = operations.create_teacher(county_id=county.id, number="N1", name="单新", sex="male", birth_date=dt.date(1990, 1, 1))
    fact_operations.add_fact(new, FactKind.EMPLOYMENT, {"valid_from": dt.date(2020, 9, 1), "valid_to": None, "kind": EmploymentKind.ESTABLISHED,
                                                        "category": StaffCategory.FULL_TIME_TEACHER, "status": PostStatus.IN_POST})
    title = fact_operations.add_fact(teacher, FactKind.TITLE, {"level": TitleLevel.SENIOR, "granted_on": dt.date(2020, 1, 1)})
    fact_operations.correct_fact(teacher, FactKind.TITLE, title, {"level": TitleLevel.FIRST, "granted_on": dt.date(2020, 1, 1)}, version=title.version)
    fact_operations.end_fact(second, FactKind.APPOINTMENT, second.appointments[0], day=dt.date(2026, 9, 1), version=1)
    fact_operations.withdraw_fact(teacher, FactKind.DEGREE, teacher.degrees[0], reason="重复录入", version=1)
    correct(second, name="曾明", birth_date=dt.date(1970, 2, 3))
    db.session.flush()
    assert known(pictures.find(county.id, TODAY)) == known(draw(county.id, TODAY))


def test_picture_is_drawn_anew_when_a_line_names_nobody(county, section, pictures):
    told(county)
    pictures.find(county.id, TODAY)
    create_teacher(section=section, name="导入者")
    told(county)
    assert [person.name for person in pictures.find(county.id, TODAY).persons] == ["导入者"]


def test_picture_is_drawn_anew_when_its_line_was_rolled_back(county, section):
    create_teacher(section=section, name="张伟")
    told(county)
    version = last_change(county.id)
    assert following.changed_persons(county.id, version, WITHOUT_EFFECT) == frozenset()
    assert following.changed_persons(county.id, version._replace(digest="of a line rolled back"), WITHOUT_EFFECT) is None
    assert following.changed_persons(county.id, version._replace(sequence=version.sequence + 1), WITHOUT_EFFECT) is None


def test_nothing_is_kept_by_a_transaction_that_may_write(county, section, monkeypatch):
    teacher = create_teacher(section=section, name="张伟")
    told(county)
    pictures = Pictures()
    pictures.find(county.id, TODAY)
    db.session.execute(Teacher.__table__.update().where(Teacher.id == teacher.id).values(name="未记录"))
    assert [person.name for person in pictures.find(county.id, TODAY).persons] == ["未记录"]


def test_days_are_kept_apart_and_the_oldest_is_forgotten(county, section, pictures):
    create_teacher(section=section, name="张伟", since=dt.date(2020, 9, 1))
    told(county)
    first = pictures.find(county.id, TODAY)
    assert first.persons[0].years_on(TODAY) == 6
    before = pictures.find(county.id, dt.date(2019, 1, 1))
    assert before.persons[0].posts == ()
    for day in range(1, 5):
        pictures.find(county.id, dt.date(2021, 1, day))
    assert pictures.find(county.id, TODAY) is not first
