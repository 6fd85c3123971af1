"""Notices: days by the calendar, an address nobody guesses, seven columns, closing by itself, objections within the days."""

import datetime as dt
import re

import pytest

from staffing.decisions.models import DecisionState
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.operations import rules_of
from staffing.public_notices import operations, queries
from staffing.public_notices.models import AppealChannel, CaseState
from staffing.public_notices.terms import due_day, is_late, notice_period
from tests.factories.decisions import create_submitted
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def on_day(monkeypatch):
    """Return a setter of the day that the pages take for today."""
    def set_day(day):
        monkeypatch.setattr("staffing.public_notices.views.today", lambda: day)

    set_day(DAY)
    return set_day


@pytest.fixture
def notice(decided, officer_user):
    """Return a notice that begins on the day."""
    return operations.open_notice(decided, starts_on=DAY, who=officer_user)


def test_period_counts_working_days_and_tells_where_holidays_are_not_announced(tiny):
    rules = rules_of(tiny.year).procedure
    assert notice_period(DAY, rules).last == dt.date(2026, 7, 7)
    assert notice_period(dt.date(2026, 7, 4), rules).last == dt.date(2026, 7, 10)  # a Saturday is not counted
    assert notice_period(DAY, rules).is_certain
    assert not notice_period(dt.date(2090, 7, 3), rules).is_certain


def test_opening_makes_the_version_public_once(decided, notice, officer_user):
    assert decided.state is DecisionState.PUBLISHED
    assert len(notice.token) >= 32
    with pytest.raises(StaffingError), db.session.begin_nested():
        operations.open_notice(decided, starts_on=DAY, who=officer_user)


def test_nothing_is_made_public_before_it_is_approved(tiny, officer_user):
    with pytest.raises(StaffingError):
        operations.open_notice(create_submitted(tiny), starts_on=DAY, who=officer_user)


def test_public_page_shows_the_seven_columns_while_the_days_run_and_nothing_else(app, tiny, notice, on_day):
    client, address = app.test_client(), f"/notice/{notice.token}"
    on_day(DAY - dt.timedelta(days=1))
    assert client.get(address).status_code == 404
    for day in (DAY, notice.ends_on):
        on_day(day)
        answer = client.get(address)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
        assert re.findall(r"<th scope=\"col\"[^>]*>([^<]+)", page) == ["序号", "姓名", "现任教学校", "拟交流学校", "学段学科", "交流类型", "起止时间"]
        assert tiny.teacher(0, 0).name in page
        assert tiny.teacher(0, 0).number not in page
    on_day(notice.ends_on + dt.timedelta(days=1))
    ended = client.get(address)
    assert ended.status_code == 410
    assert tiny.teacher(0, 0).name not in ended.get_data(as_text=True)
    assert client.get("/notice/" + "x" * 32).status_code == 404


def test_page_closes_early_and_with_the_version(app, decided, notice, on_day):
    client, address = app.test_client(), f"/notice/{notice.token}"
    decided.state = DecisionState.SUPERSEDED
    assert client.get(address).status_code == 410
    decided = queries.find_by_token(notice.token).decided_plan
    decided.state = DecisionState.PUBLISHED
    assert client.get(address).status_code == 200
    notice = queries.find_by_token(address.rsplit("/", 1)[1])
    operations.close_notice(notice, on=DAY, reason="名单有误", version=None)
    assert client.get(address).status_code == 410
    with pytest.raises(StaffingError):
        operations.close_notice(notice, on=DAY, reason="再次", version=None)



def test_objections_are_registered_within_the_days_and_answered_once(tiny, notice, officer_user):
    for day in (DAY - dt.timedelta(days=1), notice.ends_on + dt.timedelta(days=1)):
        with pytest.raises(StaffingError):
            operations.register_objection(notice, objector="演示", teacher=None, ground="演示", received_on=day)
    case = operations.register_objection(notice, objector="演示", teacher=None, ground="演示", received_on=notice.ends_on)
    given = operations.Answer(upheld=False, words="经核实，情况不属实。")
    assert operations.answer_objection(case, given, on=DAY, who=officer_user, version=None) is None
    assert case.state is CaseState.REJECTED
    with pytest.raises(StaffingError):
        operations.answer_objection(case, given, on=DAY, who=officer_user, version=None)


def test_terms_of_appeals_come_from_the_rules(tiny):
    rules = rules_of(tiny.year).procedure
    assert due_day(AppealChannel.TEACHER, DAY, rules) == dt.date(2026, 7, 31)
    assert due_day(AppealChannel.PERSONNEL, DAY, rules) == dt.date(2026, 8, 30)
    assert not is_late(AppealChannel.REVIEW, dt.date(2026, 7, 31), DAY, rules)
    assert is_late(AppealChannel.REVIEW, dt.date(2026, 8, 1), DAY, rules)
    assert not is_late(AppealChannel.TEACHER, dt.date(2027, 8, 1), DAY, rules)


def test_appeal_after_a_review_needs_the_review(tiny, decided, officer_user):
    day = decided.approved_at.date()
    wanted = {"teacher": tiny.teacher(0, 0), "ground": "演示事由", "received_on": day}
    with pytest.raises(StaffingError):
        operations.register_appeal(decided, channel=AppealChannel.PERSONNEL, **wanted)
    with pytest.raises(StaffingError):
        operations.register_appeal(decided, channel=AppealChannel.TEACHER, **{**wanted, "received_on": day - dt.timedelta(days=2)})
    review = operations.register_appeal(decided, channel=AppealChannel.REVIEW, **wanted)
    operations.answer_appeal(review, operations.Answer(upheld=False, words="维持"), on=day, who=officer_user, version=None)
    assert operations.register_appeal(decided, channel=AppealChannel.PERSONNEL, **wanted).late is False


def test_pages_open_register_answer_and_close(app, tiny, decided, officer_user, on_day):
    client = sign_in_client(app, officer_user)
    address = f"/public-notices/versions/{decided.id}/open"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"version": 99, "starts_on": "2026-07-01"}).status_code == 409
    assert client.post(address, data={"version": decided.version, "starts_on": "2026-07-01"}).status_code == 303
    notice = queries.list_notices(tiny.county.id)[0]
    page = f"/public-notices/{notice.id}"
    sent = {"objector": "演示小学某教师", "person": "nobody", "ground": "演示", "received_on": "2026-07-02"}
    assert client.post(f"{page}/objections/new", data=sent).status_code == 200
    assert client.post(f"{page}/objections/new", data={**sent, "person": ""}).status_code == 303
    case = queries.list_objections(tiny.county.id)[0]
    answer = {"version": case.version, "outcome": "upheld", "remedy": "stays", "answer": "属实"}
    assert client.post(f"/public-notices/objections/{case.id}", data=answer).status_code == 200  # names nobody
    assert client.post(f"/public-notices/objections/{case.id}", data={**answer, "remedy": "none"}).status_code == 303
    assert "属实" in client.get(page).get_data(as_text=True)
    assert client.post(f"{page}/close", data={"version": notice.version, "reason": "演示"}).status_code == 303
    assert client.get("/public-notices/").status_code == 200


def test_list_sends_a_fixed_number_of_statements(app, tiny, decided, notice, officer_user, on_day):
    client = sign_in_client(app, officer_user)

    def cost():
        with counted_statements() as sent:
            client.get("/public-notices/")
        return len(sent)

    few = cost()
    for place in (0, 2):
        operations.register_appeal(queries.list_notices(tiny.county.id)[0].decided_plan, teacher=tiny.teacher(0, place), channel=AppealChannel.TEACHER,
                                   ground="演示", received_on=dt.date(2026, 12, 1))
    assert cost() == few
