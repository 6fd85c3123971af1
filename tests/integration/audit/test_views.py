"""Pages of the log: readers, filters, words for codes and ids, restricted values left out, verification."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from staffing.audit import queries
from staffing.audit.models import AuditEvent
from staffing.audit.record import record, verify_chain
from staffing.core.access import Role
from staffing.core.exports import ExportedList
from staffing.core.pages import PageRequest
from staffing.core.school_year import use_today
from staffing.eligibility.models import EligibilityList
from staffing.extensions import db
from staffing.plans.models import Plan
from staffing.schools.enums import Location, Ownership, Remoteness
from staffing.schools.operations import change_standing, correct_school
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import add_fact
from staffing.teachers.queries import get_whole_teacher
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements


@pytest.fixture
def school(county):
    school = create_school(county=county, name="甲小学")
    correct_school(school, version=None, entity_name="甲小学", changes={"township": "东镇"})
    change_standing(school, valid_from=dt.date(2026, 9, 1), ownership=Ownership.COUNTY, location=Location.RURAL,
                    remoteness=Remoteness.ORDINARY, strength=None)
    return school


@pytest.fixture
def auditor(client_as):
    return client_as(Role.AUDITOR)


def text_of(client, query=""):
    return client.get(f"/audit/{query}").get_data(as_text=True)


@pytest.mark.parametrize("role", list(Role))
def test_log_is_open_to_auditor_and_administrator_alone(client_as, role):
    expected = 200 if role in (Role.AUDITOR, Role.ADMINISTRATOR) else 403
    client = client_as(role)
    assert client.get("/audit/").status_code == expected
    assert client.get("/audit/verification").status_code == expected


def test_log_says_fields_and_values_in_words(auditor, school):
    text = text_of(auditor)
    for hidden_code in ("township", "school_id", "standing_changed", "SchoolStanding", ">rural<"):
        assert f"<strong>{hidden_code}</strong>" not in text
        assert f'<span class="grey">{hidden_code}</span>' not in text
    assert "东镇" in text
    assert "<strong>甲小学</strong>" in text


@pytest.mark.parametrize(("query", "shown"), [
    ("?action=school_corrected", True), ("?action=standing_changed", False), ("?object_type=School", True), ("?object_type=SchoolStanding", False),
    ("?actor=system", True), ("?actor=SYS", True), ("?actor=nobody", False), ("?since=2000-01-01&until=2001-01-01", False),
    ("?since=2000-01-01", True), ("?until=2000-01-01", False), ("?object_type=School&object_id=0", False),
])
def test_log_is_narrowed_when_filter_is_set(auditor, school, query, shown):
    assert ("东镇" in text_of(auditor, query)) == shown


def test_day_filter_counts_days_in_the_countys_time(auditor, school):
    db.session.execute(update(AuditEvent).where(AuditEvent.action == "school_corrected").values(at=dt.datetime(2026, 3, 1, 16, 30, tzinfo=dt.UTC)))
    assert "东镇" in text_of(auditor, "?since=2026-03-02&until=2026-03-02")
    assert "东镇" not in text_of(auditor, "?since=2026-03-01&until=2026-03-01")


def test_unreadable_day_narrows_nothing_and_is_told(auditor, school):
    text = text_of(auditor, "?since=gestern")
    assert "东镇" in text
    assert 'class="fault"' in text


def test_log_of_another_county_is_not_shown(auditor, county):
    other = create_school(county=create_county(), name="外县小学")
    correct_school(other, version=None, entity_name=other.name, changes={"township": "外镇"})
    assert "外镇" not in text_of(auditor)


def test_ground_of_deferral_is_not_shown_in_the_log(auditor, county):
    teacher = create_teacher(section=create_section(school=create_school(county=county)))
    with use_today(dt.date(2026, 11, 21)):
        whole = get_whole_teacher(county.id, teacher.id, on=dt.date(2026, 11, 21))
        add_fact(whole, FactKind.DEFERRAL, {"ground": "pregnancy", "has_evidence": True, "evidence_name": "妇幼保健院证明",
                                            "valid_from": dt.date(2026, 9, 1), "valid_to": dt.date(2027, 9, 1)}, content="孕期")
    text = text_of(auditor)
    assert teacher.name in text
    for secret in ("pregnancy", "孕期", "妇幼"):
        assert secret not in text


def test_newest_line_stands_first_unless_asked_otherwise(auditor, school):
    newest, oldest = text_of(auditor, "?size=25"), text_of(auditor, "?sort=sequence")
    assert newest.index("东镇") > newest.index("<strong>甲小学</strong>")
    assert oldest.index("东镇") < oldest.index("<strong>甲小学</strong>")


def test_log_sends_the_same_statements_when_there_are_more_lines(auditor, school):
    with counted_statements() as few:
        text_of(auditor)
    for number in range(30):
        correct_school(school, version=None, entity_name=school.name, changes={"township": f"镇{number}"})
    with counted_statements() as many:
        text_of(auditor)
    assert len(few) == len(many)


def test_verification_shows_the_head_and_finds_a_printed_digest(auditor, county, school):
    head = verify_chain(str(county.id)).head
    text = auditor.get(f"/audit/verification?digest={head.upper()}").get_data(as_text=True)
    assert text.count(head) >= 2
    assert "status-bad" not in text
    unknown = auditor.get(f"/audit/verification?digest={'0' * 64}").get_data(as_text=True)
    assert "status-bad" in unknown


def test_verification_names_the_first_wrong_line(auditor, county, school):
    head = verify_chain(str(county.id)).head
    db.session.execute(update(AuditEvent).where(AuditEvent.sequence == 1).values(reason="改过"))
    text = auditor.get(f"/audit/verification?digest={head}").get_data(as_text=True)
    assert text.count("status-bad") == 2
    assert "status-good" not in text


def test_codes_inside_values_and_lists_by_code_are_said_in_words(auditor, county):
    listed, plan = EligibilityList(id=1), Plan(id=1)
    record("eligibility_decided", listed, county_id=county.id, changes={
        "summary": [None, {"total": 9, "eligible": 4, "quotas": [{"code": "x"}, {"code": "y"}]}], "decided_at": [None, "2026-11-22T02:38:48.257059+00:00"]})
    record("plan.solved", plan, county_id=county.id, changes={"status": [None, "optimal"]})
    record("list_exported", ExportedList("plan_notice"), county_id=county.id, changes={"rows": [None, 3]})
    text = text_of(auditor)
    assert "人数 9；符合可派 4；比例要求 2" in text
    assert "2026-11-22 10:38" in text
    assert "拟交流人员公示名单" in text
    for code in ("eligible 4", "T02:38:48", ">optimal<", "plan_notice</a>"):
        assert code not in text


def test_filters_offer_each_value_of_the_own_log_once_and_in_order(auditor, school, county):
    lines = list(db.session.scalars(select(AuditEvent).where(AuditEvent.chain == str(county.id))))
    assert queries.list_actions(county.id) == sorted({line.action for line in lines})
    assert queries.list_object_types(county.id) == sorted({line.object_type for line in lines})
    assert len({line.action for line in lines}) > 1
    assert queries.list_actions(create_county().id) == []


@pytest.mark.parametrize("part", ["YS", "sys%", "_", "nobody"])
def test_log_narrowed_to_an_actor_agrees_with_its_lines(auditor, school, county, part):
    lines = db.session.scalars(select(AuditEvent.sequence).where(
        AuditEvent.chain == str(county.id), AuditEvent.actor_name.icontains(part, autoescape=True)).order_by(AuditEvent.sequence)).all()
    asked = PageRequest(1, 200, "sequence", descending=False)
    page = queries.list_events(county.id, asked, queries.EventFilter(actor=part))
    assert [line.sequence for line in page.rows] == lines
    assert page.total == len(lines)


def test_pages_of_the_log_together_hold_every_line_once(auditor, school, county):
    whole = queries.list_events(county.id, PageRequest(1, 200, "sequence", descending=True), queries.EventFilter())
    parts = [line.sequence for number in range(1, whole.total + 1)
             for line in queries.list_events(county.id, PageRequest(number, 1, "sequence", descending=True), queries.EventFilter()).rows]
    assert parts == [line.sequence for line in whole.rows] == list(range(whole.total, 0, -1))
