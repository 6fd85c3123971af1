"""Former states: whatever statement changes or removes a record, what it held stays on file, in the same transaction."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from staffing.audit.history import former, keep_rows, kept_classes, table_of
from staffing.audit.models import AuditEvent, RecordVersion
from staffing.audit.record import HIDDEN
from staffing.core.database import Base, Dated
from staffing.extensions import db
from staffing.imports.catalogue import TABLES
from staffing.rotation_years.fact_tables import INTENT, WISH
from staffing.schools.models import GradeYear, School, SchoolStanding, Section, SectionYear
from staffing.schools.section_years import GradeFigures, Hardware, record_section_year
from staffing.teachers.enums import AppointmentKind, PostStatus
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import end_fact, withdraw_fact
from staffing.teachers.models import Appointment, Employment, Teacher
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers import sheets
from tests.helpers.house import subclasses_of

# What an import writes and no history keeps: wishes and intents belong to one rotation year and are logged whole;
# a road distance is a measurement and no record of a school.
WITHOUT_HISTORY = {INTENT.name, WISH.name, "distance"}


@pytest.fixture
def teacher(county) -> Teacher:
    made = create_teacher(section=create_section(school=create_school(county=county)))
    db.session.commit()
    return made


def versions(**wanted) -> list[RecordVersion]:
    return list(db.session.scalars(select(RecordVersion).filter_by(**wanted).order_by(RecordVersion.id)))


def test_every_dated_class_and_every_imported_table_has_a_history():
    dated = {model.__name__ for model in subclasses_of(Dated) if issubclass(model, Base)}
    imported = {table.model.__name__ for name, table in TABLES.items() if name not in WITHOUT_HISTORY}
    assert sorted((dated | imported) - {model.__name__ for model in kept_classes().values()}) == []


def test_class_with_a_history_tells_when_it_was_recorded_and_changed():
    assert [name for name, model in kept_classes().items() if not {"created_at", "updated_at"} <= set(table_of(model).c.keys())] == []


def test_change_through_the_session_keeps_the_former_state(teacher):
    employment = teacher.employments[0]
    employment.status = PostStatus.MATERNITY_LEAVE
    db.session.commit()
    [kept] = versions(table_name="employment", row_id=employment.id)
    assert (kept.owner_kind, kept.owner_id, kept.removed) == ("teacher", teacher.id, False)
    state = former(Employment, kept.content)
    assert (state.status, state.valid_from, state.valid_to) == (PostStatus.IN_POST, dt.date(2015, 9, 1), None)
    assert kept.until >= state.updated_at


def test_second_change_keeps_the_state_between(teacher):
    for name in ("演示甲", "演示乙"):
        teacher.name = name
        db.session.commit()
    assert [kept.content["name"] for kept in versions(table_name="teacher")][1:] == ["演示甲"]


def test_what_the_same_transaction_wrote_has_no_former_state(county):
    made = create_teacher(section=create_section(school=create_school(county=county)))
    made.remark = "演示"
    db.session.flush()
    assert versions(owner_id=made.id, owner_kind="teacher") == []


def test_all_changes_of_a_transaction_have_one_moment(teacher):
    teacher.remark = "演示"
    db.session.flush()
    teacher.employments[0].status = PostStatus.MATERNITY_LEAVE
    db.session.commit()
    assert len({kept.until for kept in versions(owner_id=teacher.id)}) == 1 < len(versions(owner_id=teacher.id))


def test_bulk_update_and_delete_keep_what_they_touch_and_nothing_else(teacher, county):
    other = create_teacher(section=create_section(school=create_school(county=county)))
    db.session.commit()
    db.session.execute(update(Appointment).where(Appointment.teacher_id == teacher.id).values(kind=AppointmentKind.LEAVE))
    db.session.commit()
    db.session.execute(delete(Appointment).where(Appointment.teacher_id == teacher.id))
    db.session.commit()
    assert [(kept.content["kind"], kept.removed) for kept in versions(table_name="appointment")] == [("regular", False), ("leave", True)]
    assert other.appointments


def test_bulk_statement_with_many_parameters_keeps_each_row(county):
    made = [create_teacher(section=create_section(school=create_school(county=county))) for _ in range(3)]
    db.session.commit()
    for teacher in made:
        teacher.remark = f"演示{teacher.id}"
    db.session.commit()
    assert {kept.row_id for kept in versions(table_name="teacher")} == {teacher.id for teacher in made}


def test_rows_that_the_database_removes_along_are_kept(county):
    section = create_section(school=create_school(county=county))
    year = record_section_year(section, 2026, grades=[GradeFigures(1, 45, 1)], hardware=Hardware(teaching_area_m2=Decimal("900.50")))
    db.session.commit()
    ids = {"section": section.id, "section_year": year.id, "grade_year": year.grades[0].id}
    db.session.execute(delete(Section).where(Section.id == section.id))
    db.session.commit()
    assert {kept.table_name: kept.row_id for kept in versions(removed=True)} == ids
    assert former(SectionYear, versions(table_name="section_year")[0].content).teaching_area_m2 == Decimal("900.50")
    assert former(GradeYear, versions(table_name="grade_year")[0].content).pupils == 45


def test_refused_transaction_keeps_nothing(teacher):
    teacher.remark = "演示"
    db.session.flush()
    db.session.rollback()
    assert versions() == []


def test_operations_need_not_think_of_it(teacher):
    employment = teacher.employments[0]
    end_fact(teacher, FactKind.EMPLOYMENT, employment, day=dt.date(2026, 9, 1), version=employment.version)
    db.session.commit()
    withdraw_fact(teacher, FactKind.EMPLOYMENT, employment, reason="演示录入有误", version=employment.version)
    db.session.commit()
    kept = versions(table_name="employment")
    assert [(one.content["valid_to"], one.removed, one.actor_name) for one in kept] == [(None, False, "system"), ("2026-09-01", True, "system")]


def test_school_keeps_its_former_standing(county):
    school = create_school(county=county)
    db.session.commit()
    school.name = "演示更名小学"
    db.session.commit()
    assert [(kept.owner_kind, kept.county_id) for kept in versions(table_name="school")] == [("school", county.id)]
    assert kept_classes()["school_standing"] is SchoolStanding
    assert kept_classes()["school"] is School


def test_keep_rows_returns_what_it_kept_by_id(teacher):
    rows = keep_rows(db.session.connection(), Teacher, [teacher.id, -1])
    assert {number: row["name"] for number, row in rows.items()} == {teacher.id: teacher.name}


def test_state_kept_before_a_column_was_added_has_its_default(teacher):
    teacher.remark = "演示"
    db.session.commit()
    content = {name: value for name, value in versions(table_name="teacher")[0].content.items() if name not in ("home_township", "phone_cipher")}
    assert (former(Teacher, content).home_township, former(Teacher, content).phone_cipher) == ("", None)


class TestImport:
    """Files write in bulk."""

    def test_new_records_have_no_former_state(self, county):
        sheets.store(sheets.workbook(sheets.invented()), county)
        db.session.commit()
        assert versions() == []

    def test_changed_records_keep_theirs(self, county):
        rows = sheets.invented()
        sheets.store(sheets.workbook(rows), county)
        db.session.commit()
        before = dict(db.session.execute(select(Teacher.number, Teacher.ethnic_group)).all())
        for row in range(len(rows["teachers"])):
            sheets.cell(rows, "teachers", row, "ethnic_group", "回族")
        sheets.store(sheets.workbook(rows), county)
        db.session.commit()
        assert {kept.content["number"]: kept.content["ethnic_group"] for kept in versions(table_name="teacher")} == before

    def test_log_says_what_each_row_held_and_holds(self, county):
        rows = sheets.invented(teachers=2)
        sheets.store(sheets.workbook(rows), county)
        added = {event.changes["table"][1]: event.changes["rows"] for event in lines("import_rows_added")}
        teachers = [dict(zip(added["teacher"]["columns"], row, strict=True)) for row in added["teacher"]["rows"]]
        assert {row["number"]: row["name"] for row in teachers} == dict(db.session.execute(select(Teacher.number, Teacher.name)).all())
        assert {row["id_number_cipher"] for row in teachers} == {HIDDEN}
        sheets.store(sheets.workbook({"teachers": [sheets.cell(rows, "teachers", 0, "ethnic_group", "回族")["teachers"][0]]}), county)
        [event] = lines("import_rows_changed")
        [[row_id, old, new]] = event.changes["rows"]["rows"]
        assert (event.changes["rows"]["columns"], old, new) == (["ethnic_group"], ["汉族"], ["回族"])
        assert db.session.get(Teacher, row_id).ethnic_group == "回族"


def lines(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.sequence)))
