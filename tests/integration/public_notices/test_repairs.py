"""An upheld case changes the list by the road of amendment: fewest changes, proven, a new version, old and new compared."""

import datetime as dt
import io

import openpyxl
import pytest
from flask import current_app

from staffing.core.access import Role
from staffing.decisions import operations as decisions
from staffing.decisions.exporting import differences_of
from staffing.decisions.models import DecisionState
from staffing.decisions.queries import list_decided_moves
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans.models import PlanState
from staffing.public_notices import operations
from staffing.public_notices.models import AppealChannel, CaseState, Remedy
from tests.factories.accounts import create_user
from tests.factories.plans import create_plan, propose
from tests.helpers.pages import sign_in_client


def decide(plan, tiny):
    """Bring a plan by all steps into force."""
    who = [create_user(county=tiny.county, role=role) for role in (Role.OFFICER, Role.OFFICER, Role.LEADER)]
    one = decisions.submit(plan, who=who[0])
    decisions.review(one, who=who[1], version=None, seen=one.content_sha256)
    decisions.approve(one, who=who[2], version=None, seen=one.content_sha256)
    return one


@pytest.fixture
def solved(tiny):
    """Return a version in force that the solver proposed."""
    return decide(propose(tiny, create_plan(tiny)), tiny)


@pytest.mark.parametrize("remedy", [Remedy.STAYS, Remedy.OTHER_PLACE])
def test_upheld_appeal_is_repaired_with_the_fewest_changes_and_becomes_a_new_version(app, tiny, solved, officer_user, remedy):
    move = list_decided_moves(solved.id)[0]
    appeal = operations.register_appeal(solved, teacher=move.teacher, channel=AppealChannel.TEACHER, ground="演示事由", received_on=dt.date(2026, 12, 1))
    given = operations.Answer(upheld=True, words="情况属实", remedy=remedy)
    plan = operations.answer_appeal(appeal, given, on=dt.date(2026, 12, 2), who=officer_user, version=None)
    assert (appeal.state, appeal.repair_plan_id) == (CaseState.UPHELD, plan.id)
    db.session.flush()
    run_waiting_jobs(current_app._get_current_object())
    db.session.refresh(plan)
    assert plan.state is PlanState.VALID
    mended = decide(plan, tiny)
    assert (mended.number, mended.supersedes_id) == (2, solved.id)
    assert solved.state is DecisionState.SUPERSEDED
    after = {row.teacher_id: row.to_section_id for row in list_decided_moves(mended.id)}
    assert after.get(move.teacher_id) != move.to_section_id
    if remedy is Remedy.STAYS:
        assert move.teacher_id not in after
    assert any(row.move.teacher_id == move.teacher_id for row in differences_of(mended))
    client = sign_in_client(app, officer_user)
    sent = client.post("/exports/decision_changes.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sent.data)).active.iter_rows(values_only=True))
    assert any(move.teacher.name in row for row in rows if row[1] in ("取消", "调整"))
    register = client.post("/exports/notice_appeals.xlsx")
    assert register.status_code == 200, register.get_data(as_text=True)[-1500:]
    assert any("（第 2 版）" in str(cell) for row in openpyxl.load_workbook(io.BytesIO(register.data)).active.iter_rows(values_only=True) for cell in row)


def test_only_the_list_in_force_is_mended_and_only_for_those_on_it(tiny, decided, officer_user):
    stays = next(teacher for teacher in tiny.teachers if teacher.id not in {move.teacher_id for move in decided.moves})
    with pytest.raises(StaffingError):
        operations.ask_change(decided, stays, Remedy.STAYS, reason="演示", who=officer_user)
    decided.state = DecisionState.SUPERSEDED
    with pytest.raises(StaffingError):
        operations.ask_change(decided, decided.moves[0].teacher, Remedy.STAYS, reason="演示", who=officer_user)


def test_list_does_not_change_for_a_case_that_is_not_upheld(tiny, decided, officer_user):
    appeal = operations.register_appeal(decided, teacher=decided.moves[0].teacher, channel=AppealChannel.TEACHER, ground="演示", received_on=dt.date(2026, 12, 1))
    with pytest.raises(StaffingError):
        operations.answer_appeal(appeal, operations.Answer(False, "不成立", Remedy.STAYS), on=dt.date(2026, 12, 2), who=officer_user, version=None)
