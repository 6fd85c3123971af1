"""Identity and phone numbers: encrypted at rest, bound to their place, found by index, shown only with a reason."""

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.audit.record import SECRET_FIELDS
from staffing.core.access import Role
from staffing.core.crypto import DecryptionError
from staffing.core.database import Base
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers import operations, personal, queries
from staffing.teachers.models import Deferral, Discipline, Teacher
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

ID_NUMBER = "11010519491231002X"
PHONE = "13900001234"
CONTENT = "孕期第五个月"


@pytest.fixture
def teacher(county):
    teacher = create_teacher(section=create_section(school=create_school(county=county)))
    operations.correct_teacher(teacher, version=None, changes={}, id_number="110105 19491231002x", phone="139 0000 1234")
    return teacher


def everything_stored() -> str:
    """Return all rows of all tables as text."""
    rows = [str(tuple(row)) for table in Base.metadata.sorted_tables for row in db.session.execute(table.select())]
    return "\n".join(rows)


def test_no_number_and_no_reason_stands_in_the_database_in_clear(county, teacher):
    deferral = Deferral(teacher=teacher, ground="pregnancy", valid_from=teacher.work_began_on, valid_to=None)
    discipline = Discipline(teacher=teacher, kind="warning", valid_from=teacher.work_began_on, valid_to=None)
    db.session.add_all([deferral, discipline])
    db.session.flush()
    for fact in (deferral, discipline):
        personal.set_content(county.id, fact, CONTENT)
    db.session.flush()
    stored = everything_stored()
    assert teacher.name in stored
    for secret in (ID_NUMBER, ID_NUMBER[:-4], ID_NUMBER[-4:], PHONE, CONTENT, CONTENT[:2]):
        assert secret not in stored
    assert personal.read_content(county.id, deferral) == CONTENT


def test_numbers_are_read_back_tidied(teacher):
    assert personal.read_id_number(teacher) == ID_NUMBER
    assert personal.read_phone(teacher) == PHONE
    assert personal.masked_id_number(teacher) == "110*************2X"
    assert personal.masked_phone(teacher) == "139****1234"


def test_cipher_text_is_refused_when_moved_to_another_person(teacher, county):
    other = create_teacher(section=create_section(school=create_school(county=county)))
    other.id_number_cipher = teacher.id_number_cipher
    with pytest.raises(DecryptionError):
        personal.read_id_number(other)
    teacher.phone_cipher = teacher.id_number_cipher
    with pytest.raises(DecryptionError):
        personal.read_phone(teacher)


def test_same_number_has_another_cipher_text_but_the_same_index_each_time(teacher):
    cipher, index = teacher.id_number_cipher, teacher.id_number_index
    personal.set_id_number(teacher, ID_NUMBER)
    assert teacher.id_number_cipher != cipher
    assert teacher.id_number_index == index


def test_number_is_found_only_in_its_county(county, teacher):
    day = teacher.work_began_on
    assert queries.find_by_id_number(county.id, "１１０１０５19491231002x", on=day).id == teacher.id
    assert queries.find_by_id_number(create_county().id, ID_NUMBER, on=day) is None


@pytest.mark.parametrize("number", ["110105194912310021", "11010519491331002X", "1101051949123100", "１１０"])
def test_number_is_refused_when_not_well_formed(teacher, number):
    with pytest.raises(StaffingError) as refused:
        personal.set_id_number(teacher, number)
    assert refused.value.field == "id_number"


def test_number_is_refused_when_another_teacher_has_it(county, teacher):
    with pytest.raises(StaffingError) as refused:
        operations.create_teacher(county_id=county.id, number="N1", name="某人", sex="female", birth_date=teacher.birth_date, id_number=ID_NUMBER)
    assert refused.value.field == "id_number"


@pytest.mark.parametrize("phone", ["12", "电话", "1390000123a"])
def test_phone_is_refused_when_it_is_none(teacher, phone):
    with pytest.raises(StaffingError):
        personal.set_phone(teacher, phone)


def test_removed_number_leaves_nothing(teacher):
    personal.set_id_number(teacher, "")
    personal.set_phone(teacher, "")
    assert (teacher.id_number_cipher, teacher.id_number_index, teacher.id_number_tail_index, teacher.phone_cipher) == (None,) * 4
    assert personal.masked_id_number(teacher) is None


def test_audit_line_says_that_a_number_changed_and_not_which(teacher):
    line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "teacher_corrected")).one()
    assert line.changes["id_number_cipher"] == ["***", "***"]
    assert set(line.changes) == {"id_number_cipher", "id_number_index", "id_number_tail_index", "phone_cipher"}


def test_full_number_is_shown_with_reason_and_audit_line(teacher, client_as):
    client = client_as(Role.OFFICER)
    path = f"/teachers/{teacher.id}/personal/id_number"
    assert "110</span>" not in client.get(path).get_data(as_text=True)
    shown = client.post(path, data={"reason": "核对编制卡"}).get_data(as_text=True)
    assert "<span>1101</span><span>0519</span><span>4912</span><span>3100</span><span>2X</span>" in shown
    line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "personal_number_shown")).one()
    assert (line.reason, line.object_id, line.actor_role) == ("核对编制卡", str(teacher.id), "officer")


def test_full_number_stays_hidden_when_no_reason_is_given(teacher, officer):
    answer = officer.post(f"/teachers/{teacher.id}/personal/phone", data={"reason": " "})
    assert "0000" not in answer.get_data(as_text=True)
    assert db.session.scalar(select(AuditEvent.id).where(AuditEvent.action == "personal_number_shown")) is None


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL, Role.AUDITOR, Role.ADMINISTRATOR])
def test_full_number_is_closed_when_reader_is_no_officer(teacher, client_as, role):
    school = teacher.appointments[0].personnel_school if role in (Role.CLERK, Role.PRINCIPAL) else None
    assert client_as(role, school=school).post(f"/teachers/{teacher.id}/personal/id_number", data={"reason": "想看看而已"}).status_code == 403


def test_whole_number_never_enters_an_address_when_searched(teacher, officer):
    answer = officer.post("/teachers/search", data={"search": ID_NUMBER, "stage": "primary"})
    assert answer.status_code == 303
    assert answer.location == f"/teachers/{teacher.id}"
    unknown = officer.post("/teachers/search", data={"search": "110105194912310021"})
    assert unknown.location == "/teachers/?view=all"
    assert ID_NUMBER not in officer.get(f"/teachers/?search={ID_NUMBER}").location
    plain = officer.post("/teachers/search", data={"search": "王", "stage": "primary", "sex": ""})
    assert plain.location == "/teachers/?search=%E7%8E%8B&stage=primary"


def test_whole_number_finds_nobody_outside_ones_school(teacher, client_as):
    assert client_as(Role.CLERK).post("/teachers/search", data={"search": ID_NUMBER}).location == "/teachers/?view=all"


def test_every_teacher_column_with_a_number_is_kept_out_of_the_log():
    names = {column.name for column in Teacher.__table__.columns if column.name.startswith(("id_number", "phone"))}
    assert names
    assert names <= SECRET_FIELDS
