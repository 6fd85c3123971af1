"""Opinions of schools: own moves only, within the days, silence agrees, a small share kept, the bureau decides."""

import datetime as dt
import json

import pytest

from staffing.core.access import Role
from staffing.decisions import operations, opinions, queries
from staffing.decisions.models import OpinionAnswer, OpinionSide
from staffing.decisions.opinion_words import counted, official_words
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.models import MarkKind
from tests.factories.accounts import create_user
from tests.factories.decisions import create_stored_run, create_submitted
from tests.factories.plans import create_plan
from tests.helpers.pages import sign_in_client

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def asked(tiny, reviewer):
    """Return a round about two moves from school A to B."""
    for verdict in tiny.verdicts.verdicts[:6]:
        verdict.school_id = tiny.schools[0].id
    plan = create_plan(tiny)
    return opinions.ask_opinions(plan, create_stored_run(tiny, plan), on=DAY, who=reviewer)


@pytest.fixture
def principal(tiny):
    """Return the principal of the sending school."""
    return create_user(county=tiny.county, role=Role.PRINCIPAL, school=tiny.schools[0])


@pytest.fixture
def receiver(tiny):
    """Return the principal of the receiving school."""
    return create_user(county=tiny.county, role=Role.PRINCIPAL, school=tiny.schools[1])


def of_side(asked, side):
    """Return the opinions of one side."""
    return [one for one in asked.opinions if one.side is side]


def test_each_move_is_asked_on_both_sides_within_working_days(asked):
    assert len(asked.opinions) == 4
    assert asked.due_on == dt.date(2026, 7, 6)  # three working days, a weekend between
    assert counted(asked.opinions, DAY) == {"agree": 0, "disagree": 0, "protect": 0, "silent": 0, "waiting": 4}


def test_silence_agrees_once_the_days_are_over_and_is_not_stored(asked):
    one = asked.opinions[0]
    assert official_words(one, asked.due_on) == "待反馈。"
    assert official_words(one, asked.due_on + dt.timedelta(days=1)) == "逾期未反馈，视为同意。"
    assert one.answer is None


def test_disagreeing_needs_a_reason_and_the_days(asked, principal):
    one = of_side(asked, OpinionSide.SENDING)[0]
    with pytest.raises(StaffingError):
        opinions.answer(one, given=OpinionAnswer.DISAGREE, reason=" ", on=DAY, who=principal, version=None)
    with pytest.raises(StaffingError):
        opinions.answer(one, given=OpinionAnswer.AGREE, reason="", on=asked.due_on + dt.timedelta(days=1), who=principal, version=None)
    opinions.answer(one, given=OpinionAnswer.DISAGREE, reason="毕业班语文教师", on=DAY, who=principal, version=None)
    assert official_words(one, DAY) == "不同意：毕业班语文教师。"


def test_no_more_than_the_share_are_kept_and_only_by_the_sending_school(asked, principal, receiver):
    first, second = of_side(asked, OpinionSide.SENDING)
    assert opinions.protected_most(first) == 1
    opinions.answer(first, given=OpinionAnswer.PROTECT, reason="演示理由", on=DAY, who=principal, version=None)
    for one, who in ((second, principal), (of_side(asked, OpinionSide.RECEIVING)[0], receiver)):
        with pytest.raises(StaffingError) as told:
            opinions.answer(one, given=OpinionAnswer.PROTECT, reason="演示理由", on=DAY, who=who, version=None)
        assert told.value.field == "answer"


def test_only_the_principal_of_the_school_answers_and_only_the_bureau_decides(tiny, asked, principal, receiver, reviewer):
    one = of_side(asked, OpinionSide.SENDING)[0]
    with pytest.raises(LookupError):
        opinions.answer(one, given=OpinionAnswer.AGREE, reason="", on=DAY, who=receiver, version=None)
    clerk = create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0])
    for who in (clerk, reviewer):
        with pytest.raises(StaffingError):
            opinions.answer(one, given=OpinionAnswer.AGREE, reason="", on=DAY, who=who, version=None)
    opinions.answer(one, given=OpinionAnswer.DISAGREE, reason="演示理由", on=DAY, who=principal, version=None)
    with pytest.raises(StaffingError):
        opinions.decide(one, upheld=True, reason="演示理由", who=principal, version=None)
    plan = create_plan(tiny, "方案二")
    with pytest.raises(StaffingError):
        opinions.ask_opinions(plan, create_stored_run(tiny, plan), on=DAY, who=principal)


def test_upheld_opinion_becomes_a_pin_or_forbid_of_the_plan(tiny, asked, principal, receiver, reviewer):
    sending, receiving = of_side(asked, OpinionSide.SENDING)[0], of_side(asked, OpinionSide.RECEIVING)[1]
    for one, who in ((sending, principal), (receiving, receiver)):
        opinions.answer(one, given=OpinionAnswer.DISAGREE, reason="演示理由", on=DAY, who=who, version=None)
        opinions.decide(one, upheld=True, reason="情况属实", who=reviewer, version=None)
    db.session.refresh(asked.plan)
    assert {(mark.teacher_id, mark.section_id, mark.kind) for mark in asked.plan.marks} == {
        (sending.teacher_id, tiny.sections[0].id, MarkKind.PIN), (receiving.teacher_id, tiny.sections[1].id, MarkKind.FORBID)}
    with pytest.raises(StaffingError):
        opinions.decide(sending, upheld=False, reason="再议", who=reviewer, version=None)


def test_nothing_is_submitted_over_an_undecided_opinion(asked, principal, reviewer, time_machine_day):
    one = of_side(asked, OpinionSide.SENDING)[0]
    with pytest.raises(StaffingError):
        operations.submit(asked.plan, who=reviewer)  # schools may still answer
    opinions.answer(one, given=OpinionAnswer.DISAGREE, reason="演示理由", on=DAY, who=principal, version=None)
    time_machine_day(asked.due_on + dt.timedelta(days=1))
    with pytest.raises(StaffingError):
        operations.submit(asked.plan, who=reviewer)  # nobody decided
    opinions.decide(one, upheld=False, reason="已安排接替", who=reviewer, version=None)
    made = operations.submit(asked.plan, who=reviewer)
    frozen = json.loads(made.content)["opinions"]
    assert [row["answer"] for row in frozen].count("disagree") == 1
    assert [one.side for one in queries.opinions_of(made.id)] == [OpinionSide.RECEIVING, OpinionSide.SENDING] * 2


def test_asked_again_about_a_new_proposal_the_same_moves_keep_their_answers(tiny, asked, principal, reviewer):
    one = of_side(asked, OpinionSide.SENDING)[0]
    opinions.answer(one, given=OpinionAnswer.AGREE, reason="", on=DAY, who=principal, version=None)
    again = opinions.ask_opinions(asked.plan, create_stored_run(tiny, asked.plan, ((0, 0, 1), (0, 4, 2))), on=DAY, who=reviewer)
    assert [row.answer for row in of_side(again, OpinionSide.SENDING)] == [OpinionAnswer.AGREE, None]


def test_principal_sees_and_answers_the_own_school_only(app, tiny, asked, principal, time_machine_day):
    time_machine_day(DAY)
    client = sign_in_client(app, principal)
    page = client.get(f"/decisions/opinions/{asked.id}").get_data(as_text=True)
    assert page.count("/decisions/opinions/answers/") == 2
    foreign = of_side(asked, OpinionSide.RECEIVING)[0]
    assert client.get(f"/decisions/opinions/answers/{foreign.id}").status_code == 404
    own = of_side(asked, OpinionSide.SENDING)[0]
    sent = client.post(f"/decisions/opinions/answers/{own.id}", data={"version": own.version, "answer": "disagree", "reason": ""})
    assert sent.status_code == 200
    assert client.post(f"/decisions/opinions/answers/{own.id}", data={"version": 99, "answer": "agree"}).status_code == 409
    assert client.post(f"/decisions/opinions/answers/{own.id}", data={"version": 1, "answer": "disagree", "reason": "缺人"}).status_code == 303
    assert queries.get_opinion(tiny.county.id, own.id).answer is OpinionAnswer.DISAGREE


@pytest.fixture
def time_machine_day(monkeypatch):
    """Return a setter of the day that pages and operations take for today."""
    def set_day(day):
        for module in ("staffing.decisions.operations", "staffing.decisions.views.opinions", "staffing.decisions.views.steps"):
            monkeypatch.setattr(f"{module}.today", lambda: day)

    set_day(DAY)
    return set_day


def test_what_a_school_said_of_a_move_holds_in_the_version_that_amends_the_list(tiny, asked, principal, reviewer, leader, time_machine_day):
    kept = of_side(asked, OpinionSide.SENDING)[0]
    opinions.answer(kept, given=OpinionAnswer.DISAGREE, reason="毕业班语文教师", on=DAY, who=principal, version=None)
    opinions.decide(kept, upheld=False, reason="已安排接替", who=reviewer, version=None)
    time_machine_day(asked.due_on + dt.timedelta(days=1))
    first = operations.submit(asked.plan, who=reviewer)
    operations.review(first, who=leader, version=None, seen=first.content_sha256)
    operations.approve(first, who=leader, version=None, seen=first.content_sha256)
    amended = create_submitted(tiny, ((0, 0, 1), (0, 4, 2)), name="修订方案", submitter=reviewer)
    assert {one.teacher_id for one in queries.opinions_of(amended.id)} == {kept.teacher_id}
    assert [(row["side"], row["answer"], row["decision_reason"]) for row in json.loads(amended.content)["opinions"]] == [
        ("receiving", None, ""), ("sending", "disagree", "已安排接替")]
