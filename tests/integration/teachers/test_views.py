"""Pages about teachers, seen from outside: who sees what, forms of every kind of fact, conflict page, restricted reasons."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.teachers.enums import AppointmentKind
from staffing.teachers.fact_kinds import MODELS, FactKind
from staffing.teachers.models import Appointment, Deferral, Discipline, Employment, Teacher
from staffing.teachers.personal import set_content
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

SECRET = "孕期第五个月，需卧床"
EVIDENCE = "市妇幼保健院证明"
INQUIRY = "有偿补课被举报"


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(dt.date(2026, 11, 21)):
        yield


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county, name="甲小学"))


@pytest.fixture
def teacher(county, section):
    teacher = create_teacher(section=section, name="单小伟", remark="")
    deferral = Deferral(teacher=teacher, ground="pregnancy", has_evidence=True, evidence_name=EVIDENCE, valid_from=dt.date(2026, 9, 1), valid_to=None)
    discipline = Discipline(teacher=teacher, kind="ethics_breach", valid_from=dt.date(2026, 9, 1), valid_to=None)
    db.session.add_all([deferral, discipline])
    db.session.flush()
    set_content(county.id, deferral, SECRET)
    set_content(county.id, discipline, INQUIRY)
    db.session.flush()
    return teacher


def page(client, teacher):
    return client.get(f"/teachers/{teacher.id}").get_data(as_text=True)


def own_school(role, section):
    return section.school if role in (Role.CLERK, Role.PRINCIPAL) else None


READERS = [Role.OFFICER, Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL]


@pytest.mark.parametrize("role", READERS)
def test_page_shows_the_reader_what_the_role_allows(client_as, section, teacher, role):
    text = page(client_as(role, school=own_school(role, section)), teacher)
    reads_reasons, is_school = role in (Role.OFFICER, Role.LEADER), role in (Role.CLERK, Role.PRINCIPAL)
    assert "孕期" in text
    assert (EVIDENCE in text) == reads_reasons
    assert ("/content" in text) == reads_reasons
    assert ('id="discipline"' in text) == (not is_school)
    assert (f'"/teachers/{teacher.id}/edit"' in text) == (role is Role.OFFICER)
    assert (f'"/changes/teachers/{teacher.id}/edit"' in text) == is_school
    assert ("/personal/" in text) is False
    assert SECRET not in text
    assert INQUIRY not in text


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL])
def test_page_is_missing_when_teacher_is_of_another_school(client_as, teacher, role):
    client = client_as(role)
    assert client.get(f"/teachers/{teacher.id}").status_code == 404
    assert "单小伟" not in client.get("/teachers/?status=any").get_data(as_text=True)


def test_page_is_missing_when_teacher_is_of_another_county(app, teacher):
    client = sign_in_client(app, create_user(county=create_county(), role=Role.OFFICER))
    for path in ("", "/edit", "/employment/new", f"/employment/{teacher.employments[0].id}", "/personal/phone"):
        assert client.get(f"/teachers/{teacher.id}{path}").status_code == 404
    assert "单小伟" not in client.get("/teachers/?status=any").get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_teachers_are_closed_when_role_reads_no_records(client_as, teacher, role):
    assert client_as(role).get("/teachers/").status_code == 403
    assert client_as(role).get(f"/teachers/{teacher.id}").status_code == 403


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL])
def test_forms_are_closed_when_reader_is_no_officer(client_as, section, teacher, role):
    client = client_as(role, school=own_school(role, section))
    fact = teacher.employments[0].id
    for path in ("edit", "employment/new", f"employment/{fact}", f"employment/{fact}/end", f"employment/{fact}/withdraw"):
        assert client.get(f"/teachers/{teacher.id}/{path}").status_code == 403
    assert client.get("/teachers/new").status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER])
def test_reason_is_read_on_demand_and_logged(client_as, teacher, role):
    client = client_as(role)
    answer = client.post(f"/teachers/{teacher.id}/deferral/{teacher.deferrals[0].id}/content")
    assert SECRET in answer.get_data(as_text=True)
    line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "restricted_content_shown")).one()
    assert (line.object_type, line.actor_role) == ("Deferral", role.value)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL, Role.AUDITOR, Role.ADMINISTRATOR])
def test_reason_is_closed_to_everybody_else(client_as, section, teacher, role):
    client = client_as(role, school=own_school(role, section))
    for kind, fact in (("deferral", teacher.deferrals[0]), ("discipline", teacher.disciplines[0])):
        assert client.post(f"/teachers/{teacher.id}/{kind}/{fact.id}/content").status_code == 403


def test_reason_is_not_asked_of_an_open_kind_or_of_another_teacher(officer, section, teacher):
    other = create_teacher(section=section)
    assert officer.post(f"/teachers/{teacher.id}/employment/{teacher.employments[0].id}/content").status_code == 404
    assert officer.post(f"/teachers/{other.id}/deferral/{teacher.deferrals[0].id}/content").status_code == 404


def test_pages_send_few_statements(officer, section, teacher):
    with counted_statements() as one:
        officer.get(f"/teachers/{teacher.id}")
    assert len(one) <= 30


def test_page_of_an_empty_record_opens(officer, county):
    teacher = Teacher(county_id=county.id, number="1", pseudonym="p1", name="只有姓名", sex="male", birth_date=dt.date(1990, 1, 1))
    db.session.add(teacher)
    db.session.flush()
    assert officer.get(f"/teachers/{teacher.id}").status_code == 200


def test_contradiction_with_the_identity_number_is_told(officer, teacher):
    officer.post(f"/teachers/{teacher.id}/edit", data=answers(teacher, id_number="11010519491231002X"))
    text = page(officer, teacher)
    assert "110*************2X" in text
    assert text.count("notice-warning") == 1


def answers(teacher, **changes):
    return {"number": teacher.number, "name": teacher.name, "sex": teacher.sex.value, "birth_date": teacher.birth_date.isoformat(),
            "work_began_on": teacher.work_began_on.isoformat(), "teaching_began_on": "", "version": str(teacher.version), "seen": "0", **changes}


def test_new_teacher_is_stored_and_shown(officer, county, teacher):
    answer = officer.post("/teachers/new", data={
        "number": "N77", "name": "曾新", "sex": "female", "birth_date": "1990年5月1日", "phone": "13900001234", "partner_number": teacher.number})
    assert answer.status_code == 302
    stored = db.session.scalars(select(Teacher).where(Teacher.number == "N77")).one()
    assert stored.partner_id == teacher.id
    assert "139****1234" in officer.get(answer.location).get_data(as_text=True)


@pytest.mark.parametrize(("changes", "field"), [
    ({"number": ""}, "number"), ({"birth_date": "去年"}, "birth_date"), ({"id_number": "110105194912310021"}, "id_number"),
    ({"partner_number": "没有"}, "partner_number"), ({"sex": "palace"}, "sex"), ({"home_longitude": "500"}, "home_longitude"),
])
def test_form_keeps_what_was_typed_and_links_to_the_fault(officer, teacher, changes, field):
    answer = officer.post(f"/teachers/{teacher.id}/edit", data=answers(teacher, remark="未丢失", **changes))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'href="#{field}"' in text
    assert "未丢失" in text
    assert db.session.get(Teacher, teacher.id).remark == ""


def test_conflict_page_hides_numbers_and_takes_the_choice(client_as, teacher):
    first, second = client_as(Role.OFFICER), client_as(Role.OFFICER)
    stale = answers(teacher, remark="乙的备注", phone="13900005678", home_township="")
    assert first.post(f"/teachers/{teacher.id}/edit", data=answers(teacher, remark="甲的备注", home_township="东镇")).status_code == 302
    answer = second.post(f"/teachers/{teacher.id}/edit", data=stale)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'name="remark" value="甲的备注" checked' in text
    assert 'name="home_township" value="东镇" checked' in text
    assert 'name="phone" value="13900005678" checked' in text
    assert ">13900005678<" not in text
    now = db.session.get(Teacher, teacher.id)
    chosen = answers(now, remark="乙的备注", home_township="东镇", phone="13900005678")
    assert second.post(f"/teachers/{teacher.id}/edit", data=chosen).status_code == 302
    stored = db.session.get(Teacher, teacher.id)
    assert (stored.remark, stored.home_township) == ("乙的备注", "东镇")


DAYS = {"valid_from": "2026-10-01", "valid_to": ""}
SENT = {
    FactKind.EMPLOYMENT: {"kind": "contract", "category": "full_time_teacher", "track": "cadre", "stage_of_service": "term",
                          "status": "in_post", "ends_running": "y", **DAYS},
    FactKind.APPOINTMENT: {"kind": "exchange", "personnel_stage": "primary", "subject": "语文", "share": "1", "ends_running": "y", **DAYS},
    FactKind.LEADERSHIP: {"role": "principal", "term": "1", **DAYS},
    FactKind.CERTIFICATE: {"kind": "senior", "subject": "语文"},
    FactKind.DEGREE: {"level": "master", "graduated_on": "2020-06-30"},
    FactKind.TITLE: {"level": "senior", "granted_on": "2022-12-01", "post_grade": "7"},
    FactKind.HONOUR: {"level": "county", "name": "县骨干教师", "granted_on": "2024-09-10"},
    FactKind.ROTATION: {"kind": "regular_exchange", "from_school_name": "外县小学", "starts_on": "2016-09-01", "ends_on": "2017-09-01"},
    FactKind.TRAINING: {"year": "2025", "kind": "国培", "hours": "72"},
    FactKind.APPRAISAL: {"year": "2025", "grade": "excellent"},
    FactKind.DEFERRAL: {"ground": "illness", "valid_from": "2026-10-01", "valid_to": "2027-09-30", "restricted_text": "病情"},
    FactKind.DISCIPLINE: {"kind": "warning", "restricted_text": "经过", **DAYS},
}
SCHOOL_FIELDS = {FactKind.APPOINTMENT: "personnel_school_id", FactKind.LEADERSHIP: "school_id", FactKind.ROTATION: "to_school_id"}


def confirmation(answer) -> str:
    """Return what the page of an insertion wants back as the sign that it was read."""
    return answer.get_data(as_text=True).split('name="confirmed" value="')[1].split('"')[0]


@pytest.mark.parametrize("kind", list(FactKind))
def test_fact_of_each_kind_is_added_corrected_and_withdrawn_by_its_pages(officer, section, teacher, kind):
    base = f"/teachers/{teacher.id}/{kind.value}"
    sent = dict(SENT[kind])
    if kind in SCHOOL_FIELDS:
        sent[SCHOOL_FIELDS[kind]] = str(section.school_id)
    assert officer.get(f"{base}/new").status_code == 200
    added = officer.post(f"{base}/new", data=sent)
    if "保存前请核对" in added.get_data(as_text=True):
        added = officer.post(f"{base}/new", data={**sent, "confirmed": confirmation(added)})
    assert added.status_code == 302, added.get_data(as_text=True)[-3000:]
    model = MODELS[kind]
    fact_id = db.session.scalars(select(model.id).where(model.teacher_id == teacher.id).order_by(model.id.desc())).first()
    form = officer.get(f"{base}/{fact_id}").get_data(as_text=True)
    version = db.session.get(model, fact_id).version
    assert f'name="version" type="hidden" value="{version}"' in form
    assert "病情" not in form
    sent.pop("restricted_text", None)
    corrected = officer.post(f"{base}/{fact_id}", data={**sent, "version": version, "seen": "0"})
    if "保存前请核对" in corrected.get_data(as_text=True):
        corrected = officer.post(f"{base}/{fact_id}", data={**sent, "version": version, "seen": "0", "confirmed": confirmation(corrected)})
    assert corrected.status_code == 302
    assert officer.get(f"{base}/{fact_id}/withdraw").status_code == 200
    assert officer.post(f"{base}/{fact_id}/withdraw", data={"reason": "误录一条", "version": version}).status_code == 302
    assert db.session.get(model, fact_id) is None
    assert officer.get(f"/teachers/{teacher.id}").status_code == 200


def test_lasting_fact_is_ended_by_its_page(officer, teacher):
    fact = teacher.employments[0]
    base = f"/teachers/{teacher.id}/employment/{fact.id}/end"
    assert officer.get(base).status_code == 200
    assert officer.post(base, data={"day": "2000-01-01", "version": "1"}).status_code == 200
    assert officer.post(base, data={"day": "2026-11-30", "version": "9"}).status_code == 200
    assert db.session.get(Employment, fact.id).valid_to is None
    shown = officer.post(base, data={"day": "2026-11-30", "version": "1"})
    assert db.session.get(Employment, fact.id).valid_to is None
    assert "2026-12-01 – 现在" in shown.get_data(as_text=True), "nothing is on record from then on"
    sent = {"day": "2026-11-30", "version": "1", "confirmed": confirmation(shown)}
    assert officer.post(base, data={**sent, "day": "2026-10-31"}).status_code == 200, "another day than the one that was shown"
    assert officer.post(base, data=sent).status_code == 302
    assert db.session.get(Employment, fact.id).valid_to == dt.date(2026, 12, 1)


def test_correction_of_days_shows_the_neighbours_first(officer, section, teacher):
    """Three services one after the other: the middle one is shortened at one end and stretched over its neighbour at the other."""
    first, day = teacher.appointments[0], dt.date
    first.valid_from, first.valid_to, first.share = day(2015, 9, 1), day(2018, 9, 1), Decimal("0.4")
    db.session.add_all([
        Appointment(teacher_id=teacher.id, valid_from=begins, valid_to=ends, personnel_school=section.school, personnel_stage=section.stage,
                    section=section, subject=subject, kind=AppointmentKind.REGULAR, share=Decimal("0.4"))
        for begins, ends, subject in ((day(2018, 9, 1), day(2021, 9, 1), "音乐"), (day(2021, 9, 1), None, "美术"))])
    db.session.commit()
    middle = sorted(teacher.appointments, key=lambda one: one.valid_from)[1]
    base = f"/teachers/{teacher.id}/appointment/{middle.id}"
    sent = {"kind": "regular", "personnel_school_id": section.school_id, "personnel_stage": section.stage.value, "section_id": section.id, "subject": "音乐",
            "share": "0.4", "valid_from": "2019-03-01", "valid_to": "2022-08-31", "version": middle.version, "seen": "0"}
    shown = officer.post(base, data=sent)
    text = shown.get_data(as_text=True)
    assert "2018-09-01 – 2019-02-28" in text, "nothing is on record then"
    told = text.split('id="check-before-saving"')[1].split("</div>")[0]
    assert told.count("美术") == 2, "shared days, and the entry after it"
    assert told.count("语文") == 1, "the entry before it"
    db.session.refresh(middle)
    assert middle.valid_from == day(2018, 9, 1)
    assert officer.post(base, data={**sent, "confirmed": confirmation(shown)}).status_code == 302
    db.session.refresh(middle)
    assert (middle.valid_from, middle.valid_to) == (day(2019, 3, 1), day(2022, 9, 1))
    # What says nothing about days is stored at once.
    assert officer.post(base, data={**sent, "subject": "科学", "version": middle.version}).status_code == 302


def test_stale_fact_form_gets_the_conflict_page(officer, teacher):
    fact = teacher.certificates[0]
    base = f"/teachers/{teacher.id}/certificate/{fact.id}"
    sent = {"kind": "primary", "subject": "数学", "issued_on": "", "version": "1", "seen": "0"}
    assert officer.post(base, data=sent).status_code == 302
    answer = officer.post(base, data={**sent, "subject": "音乐"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'name="subject" value="数学" checked' in text
    assert 'name="subject" value="音乐"' in text


def test_nothing_is_ended_when_the_new_fact_is_refused(officer, section, teacher):
    sent = {**SENT[FactKind.EMPLOYMENT], "valid_to": "2026-09-30"}
    assert officer.post(f"/teachers/{teacher.id}/employment/new", data=sent).status_code == 200
    assert [item.valid_to for item in db.session.get(Teacher, teacher.id).employments] == [None]


@pytest.mark.parametrize("path", ["palace/new", "palace/1", "employment/999999"])
def test_page_is_missing_when_kind_or_fact_does_not_exist(officer, teacher, path):
    assert officer.get(f"/teachers/{teacher.id}/{path}").status_code == 404


def test_fact_is_missing_under_another_teacher(officer, section, teacher):
    other = create_teacher(section=section)
    assert officer.get(f"/teachers/{other.id}/employment/{teacher.employments[0].id}").status_code == 404


def test_school_page_shows_staff_and_ages(officer, section, teacher):
    create_teacher(section=section, subject="音乐", birth_date=dt.date(1967, 3, 1))
    text = officer.get(f"/schools/{section.school_id}").get_data(as_text=True)
    assert "音乐" in text
    assert "≥ 60" in text
    assert "55–59" in text
    assert section.stage is Stage.PRIMARY


def test_spans_are_shown_and_asked_for_by_their_last_day(officer, teacher):
    fact = teacher.appointments[0]
    fact.valid_to = dt.date(2026, 9, 1)
    db.session.flush()
    assert "2015-09-01 – 2026-08-31" in page(officer, teacher)
    form = officer.get(f"/teachers/{teacher.id}/appointment/{fact.id}").get_data(as_text=True)
    assert 'name="valid_to"' in form
    assert 'value="2026-08-31"' in form


def test_teacher_page_when_the_age_is_near_lists_the_ways_to_retire(officer, section):
    near = create_teacher(section=section, name="单近龄", birth_date=dt.date(1973, 2, 10))
    text = page(officer, near)
    assert 'id="retirement"' in text
    assert "2028-02-10" in text, "earliest: the women's age of old"
    assert "2028-12-10" in text, "born 37 months after January 1970: ten months more"
    assert "2031-12-10" in text, "at most three years later"
    assert "2027-11-10" in text, "in writing three months before"
    assert "待确认" in text
    assert 'id="retirement"' not in page(officer, create_teacher(section=section, birth_date=dt.date(1995, 2, 10)))


def test_insertion_is_shown_before_it_is_stored(officer, section, teacher):
    """The first sending stores nothing and tells what happens to the neighbour; the second stores exactly that."""
    base = f"/teachers/{teacher.id}/employment"
    sent = {"kind": "contract", "category": "full_time_teacher", "track": "cadre", "stage_of_service": "term", "status": "in_post",
            "valid_from": "2019-09-01", "valid_to": "", "ends_running": "y"}
    text = officer.post(f"{base}/new", data=sent).get_data(as_text=True)
    assert "保存前请核对" in text
    assert "2019-08-31" in text
    assert len(teacher.employments) == 1
    confirmed = text.split('name="confirmed" value="')[1].split('"')[0]
    assert officer.post(f"{base}/new", data={**sent, "valid_from": "2020-09-01", "confirmed": confirmed}).status_code == 200
    assert officer.post(f"{base}/new", data={**sent, "confirmed": confirmed}).status_code == 302
    db.session.refresh(teacher, ["employments"])
    assert [(fact.valid_from, fact.valid_to) for fact in teacher.employments] == [
        (teacher.employments[0].valid_from, dt.date(2019, 9, 1)), (dt.date(2019, 9, 1), None)]


def test_back_dated_insertion_ends_where_the_next_begins(officer, section, teacher):
    """A service of the past that was forgotten finds its place between two others."""
    first = teacher.employments[0]
    first.valid_from, first.valid_to = dt.date(2012, 9, 1), None
    db.session.commit()
    base = f"/teachers/{teacher.id}/employment"
    assert "2012-08-31" in officer.get(f"{base}/new?from=2010-09-01&until=2012-09-01").get_data(as_text=True)
    sent = {"kind": "contract", "category": "full_time_teacher", "track": "cadre", "stage_of_service": "term", "status": "in_post",
            "valid_from": "2010-09-01", "valid_to": "", "ends_running": "y"}
    text = officer.post(f"{base}/new", data=sent).get_data(as_text=True)
    assert "因为下一条从那时开始" in text
    confirmed = text.split('name="confirmed" value="')[1].split('"')[0]
    officer.post(f"{base}/new", data={**sent, "confirmed": confirmed})
    db.session.refresh(teacher, ["employments"])
    assert [(fact.valid_from, fact.valid_to) for fact in teacher.employments] == [
        (dt.date(2010, 9, 1), dt.date(2012, 9, 1)), (dt.date(2012, 9, 1), None)]


def test_timeline_shows_every_kind_and_hides_sanctions_from_schools(client_as, section, teacher):
    inside = page(client_as(Role.CLERK, school=section.school), teacher).split('id="timeline"')[1].split("</section>")[0]
    outside = page(client_as(Role.OFFICER), teacher).split('id="timeline"')[1].split("</section>")[0]
    assert ("tone-discipline" in inside, "tone-discipline" in outside) == (False, True)
    for tone in ("service", "employment", "deferral"):
        assert f"tone-{tone}" in inside
    assert "/employment/new" in outside
    assert "/employment/new" not in inside
