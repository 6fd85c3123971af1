"""Moves decided elsewhere: recorded, counted by kind, taken as given by the solver, exactly one principal afterwards."""

import datetime as dt

import pytest

from staffing.decisions import elsewhere, operations
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.operations import plan_basis
from staffing.teachers.enums import LeaderRole
from staffing.teachers.models import Leadership, RotationRecord
from tests.factories.decisions import create_stored_run
from tests.factories.plans import create_plan
from tests.helpers.pages import sign_in_client


def values(tiny, source, target, kind="support_teaching", role=None):
    """Return what the form would hand over."""
    return {"kind": kind, "from_school_id": tiny.schools[source].id, "to_school_id": tiny.schools[target].id, "role": role,
            "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31), "basis": "演示教〔2026〕1号"}


def lead(tiny, school, place):
    """Let a person be principal."""
    row = Leadership(teacher_id=tiny.teacher(school, place).id, school_id=tiny.schools[school].id, role=LeaderRole.PRINCIPAL, valid_from=dt.date(2020, 9, 1))
    db.session.add(row)
    db.session.flush()


def test_entered_move_is_recorded_and_handed_to_the_solver_unchanged(tiny):
    one = elsewhere.enter(tiny.year, tiny.teacher(0, 0), values(tiny, 0, 1))
    plan = create_plan(tiny)
    basis = plan_basis(plan, time_limit_s=10)
    instance = build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)
    assert [(str(row.teacher), str(row.to), row.kind) for row in instance.decided_moves] == [
        (tiny.teacher(0, 0).pseudonym, str(tiny.sections[1].id), "support_teaching")]
    assert dict(elsewhere.count_kinds(elsewhere.list_elsewhere(tiny.year))) == {"support_teaching": 1}
    elsewhere.take_back(one, reason="文件撤销", version=None)
    assert db.session.query(RotationRecord).count() == 0


def test_kinds_that_a_plan_makes_are_not_entered(tiny):
    with pytest.raises(StaffingError):
        elsewhere.enter(tiny.year, tiny.teacher(0, 0), values(tiny, 0, 1, kind="regular"))


def test_one_person_has_one_move_a_year(tiny):
    elsewhere.enter(tiny.year, tiny.teacher(0, 0), values(tiny, 0, 1))
    with pytest.raises(StaffingError), db.session.begin_nested():
        elsewhere.enter(tiny.year, tiny.teacher(0, 0), {**values(tiny, 0, 2), "starts_on": dt.date(2026, 9, 2)})


def test_swap_of_principals_keeps_one_each_and_a_gap_is_told(tiny, reviewer):
    lead(tiny, 0, 0)
    lead(tiny, 1, 0)
    elsewhere.enter(tiny.year, tiny.teacher(0, 0), values(tiny, 0, 1, "principal_exchange", LeaderRole.PRINCIPAL))
    faults = elsewhere.principal_faults(tiny.year, elsewhere.list_elsewhere(tiny.year))
    assert sorted(len(fault.principals) for fault in faults) == [0, 2]
    plan = create_plan(tiny)
    create_stored_run(tiny, plan, ((0, 2, 1),))
    with pytest.raises(StaffingError):
        operations.submit(plan, who=reviewer)
    elsewhere.enter(tiny.year, tiny.teacher(1, 0), values(tiny, 1, 0, "principal_exchange", LeaderRole.PRINCIPAL))
    assert elsewhere.principal_faults(tiny.year, elsewhere.list_elsewhere(tiny.year)) == []
    assert operations.submit(plan, who=reviewer).number == 1


def test_pages_enter_and_take_back(app, tiny, reviewer):
    client = sign_in_client(app, reviewer)
    address = f"/decisions/years/{tiny.year.id}/elsewhere"
    sent = {"person": tiny.teacher(0, 0).number, "kind": "support_teaching", "to_school_id": tiny.schools[1].id, "starts_on": "2026-09-01",
            "ends_on": "2027-08-31", "basis": "演示教〔2026〕1号"}
    assert client.post(f"{address}/new", data={**sent, "person": "nobody"}).status_code == 200
    assert client.post(f"{address}/new", data=sent).status_code == 303
    assert "演示教〔2026〕1号" in client.get(address).get_data(as_text=True)
    one = elsewhere.list_elsewhere(tiny.year)[0]
    assert client.post(f"/decisions/elsewhere/{one.id}/take-back", data={"version": one.version, "reason": "文件撤销"}).status_code == 303
    assert elsewhere.list_elsewhere(tiny.year) == []
