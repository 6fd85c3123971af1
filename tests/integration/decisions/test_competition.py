"""The cross-school round of 县管校聘 carried over: counted, checked, taken as given by every plan; who is unplaced must move."""

import datetime as dt

import pytest

from staffing.decisions import competition, elsewhere
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.operations import plan_basis
from staffing.plans.queries import find_shown_run, list_moves
from staffing.rotation_years import rounds
from staffing.rotation_years.models import EngagementResult, RoundKind, RoundOutcome
from tests.factories.plans import create_plan, create_tiny_county, propose
from tests.helpers.pages import sign_in_client

TERM = competition.Term(dt.date(2026, 9, 1), dt.date(2027, 8, 31), "演示教〔2026〕9号")


@pytest.fixture
def tiny(county):
    """Return a county whose rules hold rounds."""
    county.ruleset, county.school_year = "demo", 2026
    return create_tiny_county(county=county, ruleset="demo")


@pytest.fixture
def other_rules(county):
    """Return a county whose rules hold no rounds, with a result that was entered before."""
    made = create_tiny_county(county=county)
    made.year.ruleset = "national"
    db.session.add(EngagementResult(rotation_year_id=made.year.id, teacher_id=made.teachers[0].id, school_id=made.schools[0].id,
                                    round=RoundKind.CROSS_SCHOOL, outcome=RoundOutcome.PLACED))
    db.session.flush()
    return made


@pytest.fixture
def placed(tiny):
    """Return one of two teachers not placed in their school: the one whom another school has placed."""
    one, other = tiny.teacher(0, 0), tiny.teacher(0, 1)
    rounds.enter_results(tiny.year, RoundKind.IN_SCHOOL, {one.id: RoundOutcome.UNPLACED, other.id: RoundOutcome.UNPLACED})
    rounds.enter_results(tiny.year, RoundKind.CROSS_SCHOOL, {one.id: RoundOutcome.PLACED, other.id: RoundOutcome.UNPLACED})
    return one


def instance_of(tiny, plan):
    """Return the instance that a plan of the county would be solved with."""
    basis = plan_basis(plan, time_limit_s=10)
    return build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)


def test_a_placed_teacher_becomes_a_decided_move_of_the_instance(tiny, placed):
    assert [(one.teacher.id, one.move) for one in competition.list_placed(tiny.year)] == [(placed.id, None)]
    assert instance_of(tiny, create_plan(tiny, "前")).decided_moves == ()
    assert competition.carry_over(tiny.year, {placed.id: tiny.schools[1].id}, TERM) == 1
    found = instance_of(tiny, create_plan(tiny, "后")).decided_moves
    assert [(str(row.teacher), str(row.to), row.kind) for row in found] == [(placed.pseudonym, str(tiny.sections[1].id), competition.COMPETITION)]
    assert dict(elsewhere.count_kinds(elsewhere.list_elsewhere(tiny.year))) == {competition.COMPETITION: 1}
    assert competition.list_placed(tiny.year)[0].move is not None


def test_a_solved_plan_holds_the_move_just_as_it_was_carried_over(tiny, placed):
    competition.carry_over(tiny.year, {placed.id: tiny.schools[2].id}, TERM)
    plan = propose(tiny, create_plan(tiny))
    moves = {move.teacher_id: move for move in list_moves(find_shown_run(plan.county_id, plan.id))}
    assert (moves[placed.id].to_section_id, moves[placed.id].kind) == (tiny.sections[2].id, competition.COMPETITION)


def test_who_is_not_placed_anywhere_must_move_in_the_instance(tiny, placed):
    rounds.hand_over(tiny.year)
    must = {str(row.id) for row in instance_of(tiny, create_plan(tiny)).teachers if row.must_move}
    assert must == {tiny.teacher(0, 1).pseudonym}


def test_nobody_is_carried_over_twice_to_the_own_school_or_unplaced(tiny, placed):
    with pytest.raises(StaffingError):
        competition.carry_over(tiny.year, {placed.id: tiny.schools[0].id}, TERM)
    with pytest.raises(StaffingError):
        competition.carry_over(tiny.year, {tiny.teacher(0, 1).id: tiny.schools[1].id}, TERM)
    competition.carry_over(tiny.year, {placed.id: tiny.schools[1].id}, TERM)
    with pytest.raises(StaffingError):
        competition.carry_over(tiny.year, {placed.id: tiny.schools[1].id}, TERM)


def test_a_move_whose_result_was_corrected_is_told(tiny, placed):
    competition.carry_over(tiny.year, {placed.id: tiny.schools[1].id}, TERM)
    assert competition.list_in_vain(tiny.year) == []
    rounds.enter_results(tiny.year, RoundKind.CROSS_SCHOOL, {placed.id: RoundOutcome.UNPLACED})
    assert [move.teacher_id for move in competition.list_in_vain(tiny.year)] == [placed.id]


def test_pages_carry_over_and_tell_what_is_left(app, tiny, placed, reviewer):
    client = sign_in_client(app, reviewer)
    address = f"/decisions/years/{tiny.year.id}/elsewhere"
    assert "尚未转入" in client.get(address).get_data(as_text=True)
    assert "2027-08-31" in client.get(f"{address}/competition").get_data(as_text=True)
    sent = {"starts_on": "2026-09-01", "ends_on": "2027-08-31", "basis": "演示教〔2026〕9号", f"school-{placed.id}": tiny.schools[1].id}
    assert client.post(f"{address}/competition", data={**sent, "ends_on": "2026-08-01"}).status_code == 200
    assert client.post(f"{address}/competition", data=sent).status_code == 303
    shown = client.get(address).get_data(as_text=True)
    assert "尚未转入" not in shown
    assert placed.name in shown


def test_counties_without_rounds_have_nothing_to_carry_over(other_rules):
    assert competition.list_placed(other_rules.year) == []
    assert competition.list_in_vain(other_rules.year) == []
