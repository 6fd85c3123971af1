"""What is done with teachers and the facts about them: checks, dates, couples, audit lines with old and new values."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.school_year import use_today
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.teachers import operations
from staffing.teachers.enums import (
    AppointmentKind,
    AppraisalGrade,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    DisciplineKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)
from staffing.teachers.fact_kinds import LISTS, FactKind
from staffing.teachers.fact_operations import add_fact, correct_fact, end_fact, withdraw_fact
from staffing.teachers.queries import get_whole_teacher
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

TODAY = dt.date(2026, 11, 21)
NEW_YEAR = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(TODAY):
        yield


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county))


@pytest.fixture
def other_section(county):
    return create_section(school=create_school(county=county))


@pytest.fixture
def teacher(county, section):
    return get_whole_teacher(county.id, create_teacher(section=section).id, on=TODAY)


def line(action: str) -> AuditEvent:
    return db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.sequence.desc())).first()


def service(section, **changes):
    return {"kind": AppointmentKind.REGULAR, "personnel_school_id": section.school_id, "personnel_stage": Stage.PRIMARY,
            "section_id": section.id, "subject": "数学", "more_subjects": None, "graduating_class": False, "share": Decimal(1),
            "valid_from": NEW_YEAR, "valid_to": None, **changes}


def employment(**changes):
    return {"kind": EmploymentKind.CONTRACT, "category": StaffCategory.FULL_TIME_TEACHER, "track": PostTrack.CADRE,
            "stage_of_service": ServiceStage.TERM, "status": PostStatus.IN_POST, "valid_from": NEW_YEAR, "valid_to": None, **changes}


def refused_field(call) -> str | None:
    with pytest.raises(StaffingError) as refused:
        call()
    return refused.value.field


def test_created_teacher_has_pinyin_pseudonym_and_audit_line(county):
    teacher = operations.create_teacher(county_id=county.id, number=" 0001 ", name=" 单小伟 ", sex=Sex.MALE, birth_date=dt.date(1980, 1, 1))
    assert (teacher.number, teacher.name, teacher.name_pinyin) == ("0001", "单小伟", "shan xiao wei|shanxiaowei|sxw")
    assert teacher.pseudonym.startswith("p")
    assert line("teacher_created").changes["name"] == [None, "单小伟"]


def test_correction_keeps_both_values_and_spells_the_name_anew(teacher):
    before = teacher.name
    operations.correct_teacher(teacher, version=1, changes={"name": "曾明"})
    assert teacher.name_pinyin.startswith("zeng ming")
    assert line("teacher_corrected").changes["name"] == [before, "曾明"]
    assert teacher.version == 2


def test_correction_is_refused_when_version_is_stale(teacher):
    operations.correct_teacher(teacher, version=1, changes={"remark": "一"})
    with pytest.raises(StaleVersionError):
        operations.correct_teacher(teacher, version=1, changes={"remark": "二"})


@pytest.mark.parametrize(("changes", "field"), [
    ({"work_began_on": dt.date(1970, 1, 1)}, "work_began_on"), ({"home_longitude": 114.2}, "home_latitude"),
])
def test_correction_is_refused_when_days_or_places_contradict(teacher, changes, field):
    assert refused_field(lambda: operations.correct_teacher(teacher, version=None, changes=changes)) == field


def test_couple_is_recorded_on_both_sides_and_former_partners_let_go(county, section, teacher):
    first, second = create_teacher(section=section), create_teacher(section=section)
    operations.set_partner(teacher, first)
    operations.set_partner(teacher, second)
    assert (teacher.partner_id, second.partner_id, first.partner_id) == (second.id, teacher.id, None)
    operations.set_partner(teacher, None)
    assert second.partner_id is None


def test_partner_is_refused_when_oneself_or_of_another_county(teacher):
    stranger = create_teacher(section=create_section(school=create_school(county=create_county())))
    assert refused_field(lambda: operations.set_partner(teacher, teacher)) == "partner_number"
    assert refused_field(lambda: operations.set_partner(teacher, stranger)) == "partner_number"


FACTS = [
    (FactKind.CERTIFICATE, {"kind": CertificateKind.JUNIOR, "subject": "数学", "issued_on": None}, {"kind": CertificateKind.SENIOR}),
    (FactKind.DEGREE, {"level": DegreeLevel.MASTER, "academic_degree": "硕士", "institution": None, "major": None, "graduated_on": None},
     {"major": "数学"}),
    (FactKind.TITLE, {"level": TitleLevel.FIRST, "granted_on": dt.date(2020, 1, 1), "engaged_on": None, "post_grade": 10}, {"post_grade": 9}),
    (FactKind.HONOUR, {"level": BackboneLevel.CITY, "name": "市骨干", "granted_on": dt.date(2024, 1, 1), "expires_on": None},
     {"expires_on": dt.date(2027, 1, 1)}),
    (FactKind.TRAINING, {"year": 2025, "kind": None, "hours": Decimal("72.5")}, {"hours": Decimal(80)}),
    (FactKind.APPRAISAL, {"year": 2025, "grade": AppraisalGrade.EXCELLENT}, {"grade": AppraisalGrade.QUALIFIED}),
    (FactKind.ROTATION, {"kind": "regular_exchange", "from_school_id": None, "from_school_name": "外县一中", "to_school_id": None,
                         "to_school_name": "外县二中", "starts_on": dt.date(2018, 9, 1), "ends_on": dt.date(2020, 9, 1),
                         "relation_moved": False, "full_time": True}, {"full_time": False}),
    (FactKind.DEFERRAL, {"ground": "illness", "has_evidence": True, "evidence_name": "诊断证明", "valid_from": NEW_YEAR,
                         "valid_to": dt.date(2027, 9, 1)}, {"valid_to": dt.date(2027, 3, 1)}),
    (FactKind.DISCIPLINE, {"kind": DisciplineKind.WARNING, "valid_from": NEW_YEAR, "valid_to": None}, {"valid_to": dt.date(2027, 3, 1)}),
]


@pytest.mark.parametrize(("kind", "values", "correction"), FACTS, ids=[kind.value for kind, *_ in FACTS])
def test_fact_is_added_corrected_and_withdrawn_with_audit_lines(teacher, kind, values, correction):
    before = len(getattr(teacher, LISTS[kind]))
    fact = add_fact(teacher, kind, values)
    assert len(getattr(teacher, LISTS[kind])) == before + 1
    assert line("fact_added").object_id == str(fact.id)
    correct_fact(teacher, kind, fact, {**values, **correction}, version=1)
    field = next(iter(correction))
    old, new = line("fact_corrected").changes[field]
    assert old != new
    assert fact.version == 2
    with pytest.raises(StaleVersionError):
        correct_fact(teacher, kind, fact, values, version=1)
    assert refused_field(lambda: withdraw_fact(teacher, kind, fact, reason=" ", version=None)) == "reason"
    withdraw_fact(teacher, kind, fact, reason="录错人了", version=2)
    assert len(getattr(teacher, LISTS[kind])) == before
    assert line("fact_withdrawn").reason == "录错人了"
    assert line("fact_withdrawn").changes["teacher_id"] == [teacher.id, None]


@pytest.mark.parametrize(("kind", "values"), [
    (FactKind.CERTIFICATE, {"kind": CertificateKind.PRIMARY, "subject": "语文", "issued_on": None}),
    (FactKind.DEGREE, {"level": DegreeLevel.BACHELOR, "academic_degree": "", "institution": "", "major": "", "graduated_on": dt.date(2015, 9, 1)}),
])
def test_fact_is_refused_when_the_record_has_it_already(teacher, kind, values):
    assert refused_field(lambda: add_fact(teacher, kind, values)) in ("kind", "level")


def test_service_is_refused_when_shares_exceed_a_full_post(teacher, other_section):
    assert refused_field(lambda: add_fact(teacher, FactKind.APPOINTMENT, service(other_section))) == "share"


def test_running_service_ends_when_the_new_one_is_told_to_follow(teacher, other_section):
    add_fact(teacher, FactKind.APPOINTMENT, service(other_section), ends_running=True)
    assert [(item.valid_from, item.valid_to) for item in teacher.appointments] == [(dt.date(2015, 9, 1), NEW_YEAR), (NEW_YEAR, None)]
    assert line("fact_ended").changes["valid_to"] == [None, "2026-09-01"]


def test_service_is_shared_between_schools_when_shares_add_up(teacher, other_section):
    running = teacher.appointments[0]
    values = {key: getattr(running, key) for key in service(other_section)}
    correct_fact(teacher, FactKind.APPOINTMENT, running, {**values, "share": Decimal("0.6")}, version=None)
    add_fact(teacher, FactKind.APPOINTMENT, service(other_section, share=Decimal("0.4")))
    assert sum(item.share for item in teacher.appointments) == 1
    assert refused_field(lambda: correct_fact(
        teacher, FactKind.APPOINTMENT, running, {**values, "share": Decimal("0.7")}, version=None)) == "share"


def test_service_is_refused_when_section_lies_in_another_county_or_stage_is_missing(teacher, section):
    stranger = create_section(school=create_school(county=create_county()))
    values = service(section, section_id=stranger.id)
    assert refused_field(lambda: add_fact(teacher, FactKind.APPOINTMENT, values, ends_running=True)) == "section_id"
    values = service(section, personnel_stage=Stage.JUNIOR)
    assert refused_field(lambda: add_fact(teacher, FactKind.APPOINTMENT, values, ends_running=True)) == "personnel_stage"


def test_employment_never_overlaps_another(teacher):
    assert refused_field(lambda: add_fact(teacher, FactKind.EMPLOYMENT, employment())) == "valid_from"
    add_fact(teacher, FactKind.EMPLOYMENT, employment(), ends_running=True)
    assert [item.valid_to for item in teacher.employments] == [NEW_YEAR, None]


@pytest.mark.parametrize("changes", [{"valid_to": NEW_YEAR}, {"valid_to": dt.date(2026, 8, 1)}])
def test_fact_is_refused_when_it_ends_before_it_begins(teacher, changes):
    assert refused_field(lambda: add_fact(teacher, FactKind.EMPLOYMENT, employment(**changes), ends_running=True)) == "valid_to"


def test_fact_is_refused_when_it_begins_before_the_birth(teacher):
    values = {"role": LeaderRole.PRINCIPAL, "school_id": teacher.appointments[0].personnel_school_id, "term": 1,
              "valid_from": dt.date(1980, 1, 1), "valid_to": None}
    assert refused_field(lambda: add_fact(teacher, FactKind.LEADERSHIP, values)) == "valid_from"
    assert refused_field(lambda: add_fact(teacher, FactKind.LEADERSHIP, {**values, "valid_from": NEW_YEAR, "term": 0})) == "term"


def test_lasting_fact_is_ended_on_a_day(teacher):
    fact = teacher.employments[0]
    assert refused_field(lambda: end_fact(teacher, FactKind.EMPLOYMENT, fact, day=fact.valid_from, version=None)) == "day"
    end_fact(teacher, FactKind.EMPLOYMENT, fact, day=NEW_YEAR, version=fact.version)
    assert fact.valid_to == NEW_YEAR
    assert line("fact_ended").changes == {"valid_to": [None, "2026-09-01"], "teacher_id": [teacher.id, teacher.id]}


def deferral(**changes):
    return {"ground": "pregnancy", "has_evidence": False, "evidence_name": None, "valid_from": NEW_YEAR,
            "valid_to": dt.date(2027, 9, 1), **changes}


@pytest.mark.parametrize(("changes", "field"), [
    ({"ground": "invented"}, "ground"), ({"valid_to": None}, "valid_to"), ({"valid_to": dt.date(2027, 9, 2)}, "valid_to"),
])
def test_deferral_is_refused_when_the_rules_do_not_allow_it(teacher, changes, field):
    assert refused_field(lambda: add_fact(teacher, FactKind.DEFERRAL, deferral(**changes))) == field


def test_restricted_text_is_encrypted_and_kept_when_left_empty(teacher):
    fact = add_fact(teacher, FactKind.DEFERRAL, deferral(), content="孕期")
    cipher = fact.content_cipher
    assert "孕期" not in cipher
    correct_fact(teacher, FactKind.DEFERRAL, fact, deferral(has_evidence=True), version=None)
    assert fact.content_cipher == cipher
    correct_fact(teacher, FactKind.DEFERRAL, fact, deferral(has_evidence=True), version=None, content="孕期、保胎")
    assert line("fact_corrected").changes["content_cipher"] == ["***", "***"]


ROTATION = {"kind": "regular_exchange", "from_school_id": None, "from_school_name": None, "to_school_id": None, "to_school_name": None,
            "starts_on": NEW_YEAR, "ends_on": None, "relation_moved": False, "full_time": True}


def test_rotation_is_refused_when_its_ends_are_missing_doubled_or_the_same(teacher, section):
    def attempt(**changes):
        return refused_field(lambda: add_fact(teacher, FactKind.ROTATION, {**ROTATION, **changes}))

    school = section.school_id
    assert attempt() == "from_school_id"
    assert attempt(from_school_id=school, from_school_name="甲") == "from_school_id"
    assert attempt(from_school_id=school) == "to_school_id"
    assert attempt(from_school_id=school, to_school_id=school) == "to_school_id"


def test_honour_and_title_are_refused_when_their_days_contradict(teacher):
    honour = {"level": BackboneLevel.CITY, "name": "骨干", "granted_on": dt.date(2026, 11, 22), "expires_on": None}
    assert refused_field(lambda: add_fact(teacher, FactKind.HONOUR, honour)) == "granted_on"
    early = {**honour, "granted_on": NEW_YEAR, "expires_on": dt.date(2026, 8, 1)}
    assert refused_field(lambda: add_fact(teacher, FactKind.HONOUR, early)) == "expires_on"
    title = {"level": TitleLevel.FIRST, "granted_on": NEW_YEAR, "engaged_on": dt.date(2026, 8, 1), "post_grade": None}
    assert refused_field(lambda: add_fact(teacher, FactKind.TITLE, title)) == "engaged_on"
