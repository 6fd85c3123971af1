"""Any edit, confirmed and undone, leaves every record as it was; whoever it cannot be done to is left alone. Hypothesis chooses."""

import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import inspect, select
from werkzeug.datastructures import MultiDict

from staffing.changes.policy import Policy
from staffing.changes.targets import NO_CSRF
from staffing.core.access import Role
from staffing.editing import operations
from staffing.editing.catalogue import everything, form_for, what_of
from staffing.editing.enums import ItemState
from staffing.editing.models import BulkEdit
from staffing.editing.queries import count_items
from staffing.extensions import db
from staffing.teachers.enums import AppraisalGrade, BackboneLevel, LeaderRole, TitleLevel
from staffing.teachers.fact_kinds import MODELS
from staffing.teachers.models import Appraisal, Leadership, Teacher, TitleGrant, TrainingRecord
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

POLICY = Policy({})
COUNTED = frozenset({"created_at", "updated_at", "version"})
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2027, 12, 31)).map(dt.date.isoformat)
TEXT = st.text("甲乙丙㛃 ", max_size=8)


def state_of_records() -> dict[tuple[str, int], dict]:
    """Return every column of every record about teachers."""
    db.session.expire_all()
    found = {}
    for model in (Teacher, *MODELS.values()):
        for row in db.session.scalars(select(model)):
            found[model.__name__, row.id] = {one.key: getattr(row, one.key) for one in inspect(model).column_attrs if one.key not in COUNTED}
    return found


def answers_for(form, data: st.DataObject) -> dict[str, str]:
    """Draw an answer for every field of a form."""
    drawn = {}
    for field in form:
        kind = type(field).__name__
        if hasattr(field, "iter_choices"):
            values = [str(getattr(value, "value", value)) for value, *_rest in field.iter_choices()]
            drawn[field.short_name] = data.draw(st.sampled_from(values))
        elif kind in ("DayField", "LastDayField"):
            drawn[field.short_name] = data.draw(st.one_of(st.just(""), DAYS))
        elif kind == "FlagField":
            drawn[field.short_name] = data.draw(st.sampled_from(["", "y"]))
        elif kind in ("WholeNumberField", "AmountField"):
            drawn[field.short_name] = data.draw(st.sampled_from(["", "1", "2", "0.4", "7", "2024", "2025", "36.5"]))
        else:
            drawn[field.short_name] = data.draw(TEXT)
    return drawn


@pytest.fixture
def people(app, county):
    """Return six teachers whose records differ, and an officer."""
    schools = [create_school(county=county) for _ in range(2)]
    sections = [create_section(school=school) for school in schools]
    teachers = [create_teacher(section=sections[place % 2], backbone=BackboneLevel.COUNTY if place % 3 == 0 else None, remark="甲" * (place % 2))
                for place in range(6)]
    db.session.add_all([
        Leadership(teacher_id=teachers[0].id, school_id=schools[0].id, role=LeaderRole.PRINCIPAL, valid_from=dt.date(2019, 9, 1)),
        TitleGrant(teacher_id=teachers[1].id, level=TitleLevel.SECOND), TitleGrant(teacher_id=teachers[1].id, level=TitleLevel.FIRST, post_grade=10),
        TrainingRecord(teacher_id=teachers[2].id, year=2025, kind="", hours=72), Appraisal(teacher_id=teachers[3].id, year=2025, grade=AppraisalGrade.EXCELLENT),
    ])
    db.session.flush()
    return teachers, create_user(county=county, role=Role.OFFICER)


@settings(max_examples=60)
@given(data=st.data())
def run(people, data):
    """Draw what is set and its value; then preview, confirm, undo."""
    teachers, officer = people
    what = what_of(data.draw(st.sampled_from([what.code for whats in everything().values() for what in whats])))
    with db.session.begin_nested() as whole:
        answers = answers_for(form_for(what, officer.county_id, formdata=None, meta=NO_CSRF), data)
        form = form_for(what, officer.county_id, formdata=MultiDict(answers), meta=NO_CSRF)
        if form.validate():
            edit_then_undo([teacher.id for teacher in teachers], what, form, officer)
        whole.rollback()


def edit_then_undo(ids, what, form, officer) -> None:
    """Demand that the preview changes nothing, the edit only whom it names, and the undo everything back."""
    before = state_of_records()
    edit = operations.choose(ids, "", maker=officer, own_school_id=None)
    operations.set_value(edit, what, form, policy=POLICY)
    assert state_of_records() == before
    planned = count_items(edit.id).get(ItemState.PLANNED, 0)
    if not planned:
        return
    operations.confirm(edit, version=edit.version, digest=edit.digest, policy=POLICY)
    assert count_items(edit.id).get(ItemState.CHANGED) == planned, "the preview promises what is done"
    assert state_of_records() != before
    operations.undo(db.session.get(BulkEdit, edit.id), version=edit.version, by=officer)
    assert count_items(edit.id).get(ItemState.UNDONE) == planned
    assert state_of_records() == before


def test_undo_restores_every_record(people):
    run(people)
