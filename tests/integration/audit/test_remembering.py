"""What is computed from the records is remembered until a line of the log tells of a change, and never while one is unwritten."""

import datetime as dt

import pytest

from staffing import create_app
from staffing.audit.record import record
from staffing.audit.remembering import Remembered, only_reads
from staffing.core.migrating import upgrade
from staffing.extensions import db
from staffing.teachers.operations import correct_teacher
from staffing.teachers.roster import load_roster
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

DAY = dt.date(2026, 9, 1)


def counted(store: Remembered[int], county_id: int, calls: list[int]) -> int:
    return store.find(county_id, ("x",), lambda: calls.append(1) or len(calls))


def test_a_result_is_computed_anew_only_after_a_change(county):
    store, calls = Remembered[int](2), []
    record("school_created", county, county_id=county.id, changes={})
    assert [counted(store, county.id, calls) for _ in range(3)] == [1, 1, 1]
    record("signed_in", county, county_id=county.id, changes={})
    assert counted(store, county.id, calls) == 1
    record("school_corrected", county, county_id=county.id, changes={})
    assert counted(store, county.id, calls) == 2


def test_nothing_is_remembered_where_no_line_tells_of_changes(county):
    store, calls = Remembered[int](2), []
    assert [counted(store, county.id, calls) for _ in range(2)] == [1, 2]


def test_counties_and_questions_are_told_apart_and_the_oldest_is_forgotten(county):
    store, other = Remembered[str](2), create_county()
    for one in (county, other):
        record("school_created", one, county_id=one.id, changes={})
    assert store.find(county.id, ("a",), lambda: "a") == "a"
    assert store.find(other.id, ("a",), lambda: "b") == "b"
    assert store.find(county.id, ("c",), lambda: "c") == "c"
    assert store.find(county.id, ("a",), lambda: "anew") == "anew"


@pytest.fixture
def own(make_config, tmp_path):
    """Return an application on a database of its own, whose transactions really end."""
    app = create_app(make_config(f"sqlite:///{tmp_path / 'own.sqlite3'}", tmp_path))
    with app.app_context():
        upgrade(db.engine)
        yield app
        db.session.rollback()
        db.engine.dispose()


def test_pages_share_a_roster_until_a_person_changes_and_writers_never_do(own):
    county = create_county()
    teacher = create_teacher(section=create_section(school=create_school(county=county)), name="甲")
    record("teacher_created", teacher, county_id=county.id, changes={})
    db.session.commit()
    county_id, teacher_id = county.id, teacher.id
    db.session.rollback()

    def read():
        db.session.rollback()
        db.session.connection(execution_options={"read_only": True})
        assert only_reads()
        return load_roster(county_id, DAY)

    first = read()
    assert read() is first
    db.session.rollback()
    assert not only_reads()
    stored = db.session.get_one(type(teacher), teacher_id)
    stored.name = "乙"
    db.session.flush()
    assert [entry.name for entry in load_roster(county_id, DAY).entries] == ["乙"]
    db.session.rollback()
    assert read() is first
    db.session.rollback()
    correct_teacher(db.session.get_one(type(teacher), teacher_id), version=None, changes={"name": "丙"})
    db.session.commit()
    assert [entry.name for entry in read().entries] == ["丙"]
