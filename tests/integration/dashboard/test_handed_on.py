"""What one person hands on to another stands in the other's list of work, with the page where it is done, and in nobody else's."""

import datetime as dt

import pytest
from flask import url_for

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.decisions import operations as decisions, opinions
from staffing.decisions.models import DecisionState, OpinionAnswer, OpinionSide
from staffing.extensions import db
from staffing.public_notices import operations as notices
from staffing.public_notices.models import AppealChannel
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan, create_stored_run, create_submitted
from tests.factories.plans import create_plan, create_tiny_county
from tests.helpers.pages import sign_in_client

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def tiny(app):
    """Return the tiny county."""
    return create_tiny_county()


@pytest.fixture
def work_of(app, tiny):
    """Return what stands in somebody's list of work, and that the workbench shows the same."""
    clients = {}

    def read(user) -> str:
        clients.setdefault(user.id, sign_in_client(app, user))
        tasks = clients[user.id].get("/tasks/").get_data(as_text=True)
        bench = clients[user.id].get("/").get_data(as_text=True)
        assert all(part.partition('"')[0] in bench for part in tasks.split('<th scope="row">')[1:] for part in part.split('href="')[1:2])
        return tasks.partition("<tbody>")[2]

    return read


@pytest.fixture
def people(tiny):
    """Return persons of the bureau by what they do, and the principals of two schools."""
    made = {"officer": Role.OFFICER, "other": Role.OFFICER, "leader": Role.LEADER}
    principals = {f"principal {number}": create_user(county=tiny.county, role=Role.PRINCIPAL, school=tiny.schools[number]) for number in (0, 2)}
    return {**{name: create_user(county=tiny.county, role=role) for name, role in made.items()}, **principals}


def test_a_submitted_version_waits_for_others_than_whoever_submitted_it(tiny, people, work_of):
    one = create_submitted(tiny, submitter=people["officer"])
    address = f'href="/decisions/{one.id}"'
    assert address in work_of(people["leader"])
    assert address in work_of(people["other"])
    assert address not in work_of(people["officer"])
    assert address not in work_of(people["principal 0"])


def test_a_version_goes_from_leader_to_officer_and_is_gone_when_it_is_public(tiny, people, work_of):
    one = create_submitted(tiny, submitter=people["officer"])
    address, seen = f'href="/decisions/{one.id}"', {"version": None, "seen": one.content_sha256}
    decisions.review(one, who=people["other"], **seen)
    assert "等待批准" in work_of(people["leader"])
    assert address not in work_of(people["other"])
    decisions.approve(one, who=people["leader"], **seen)
    assert address not in work_of(people["leader"])
    assert "尚未公示" in work_of(people["officer"])
    decisions.publish(one)
    assert one.state is DecisionState.PUBLISHED
    assert address not in work_of(people["officer"])


def test_a_returned_version_waits_for_the_officer(tiny, people, work_of):
    one = create_submitted(tiny, submitter=people["officer"])
    decisions.give_back(one, who=people["leader"], version=None, remark="请复核距离")
    assert f'href="/decisions/{one.id}"' in work_of(people["officer"])
    assert f'href="/decisions/{one.id}"' not in work_of(people["leader"])


def test_opinions_wait_for_the_principals_asked_then_for_the_bureau(tiny, people, work_of):
    plan = create_plan(tiny)
    asked = opinions.ask_opinions(plan, create_stored_run(tiny, plan), on=DAY, who=people["officer"])
    address = f'href="/decisions/opinions/{asked.id}"'
    with use_today(DAY):
        assert "（2）" in work_of(people["principal 0"])
        assert address not in work_of(people["principal 2"])
        for one in [one for one in asked.opinions if one.side is OpinionSide.SENDING]:
            opinions.answer(one, given=OpinionAnswer.DISAGREE, reason="演示理由", on=DAY, who=people["principal 0"], version=None)
        assert address not in work_of(people["principal 0"])
        assert address in work_of(people["officer"])
        for one in [one for one in asked.opinions if one.answer is not None]:
            opinions.decide(one, upheld=False, reason="已安排接替", who=people["officer"], version=None)
        assert address not in work_of(people["officer"])


def test_nobody_is_reminded_of_an_opinion_whose_days_are_over(tiny, people, work_of):
    plan = create_plan(tiny)
    asked = opinions.ask_opinions(plan, create_stored_run(tiny, plan), on=DAY, who=people["officer"])
    with use_today(asked.due_on + dt.timedelta(days=1)):
        assert f"/decisions/opinions/{asked.id}" not in work_of(people["principal 0"])


def test_objections_and_appeals_wait_for_the_officer_until_they_are_answered(tiny, people, work_of):
    decided = create_decided_plan(tiny)
    notice = notices.open_notice(decided, starts_on=DAY, who=people["officer"])
    case = notices.register_objection(notice, objector="演示", teacher=None, ground="演示", received_on=DAY)
    received = dt.date(2026, 12, 1)
    appeal = notices.register_appeal(decided, teacher=decided.moves[0].teacher, channel=AppealChannel.TEACHER, ground="演示", received_on=received)
    with use_today(appeal.due_on):
        assert f'href="/public-notices/{notice.id}"' in work_of(people["officer"])
        assert f"{appeal.due_on.isoformat()} 到期" in work_of(people["officer"])
        assert "/public-notices/" not in work_of(people["leader"])
    with use_today(appeal.due_on + dt.timedelta(days=1)):
        assert "申诉已超过办理期限" in work_of(people["officer"])
    given = notices.Answer(upheld=False, words="经核实，情况不属实。")
    for one, answer in ((case, notices.answer_objection), (appeal, notices.answer_appeal)):
        answer(one, given, on=appeal.due_on, who=people["officer"], version=None)
    db.session.flush()
    with use_today(appeal.due_on):
        assert "/public-notices/" not in work_of(people["officer"])


def test_every_step_of_the_year_that_has_a_page_leads_there(app, tiny, people):
    page = sign_in_client(app, people["officer"]).get("/rotation-year/").get_data(as_text=True)
    with app.test_request_context():
        for step, endpoint in (("公示", "public_notices.list_notices"), ("异议与申诉", "public_notices.list_notices"), ("方案审批", "decisions.list_versions")):
            assert f'<a href="{url_for(endpoint)}">{step}</a>' in page
