"""Rounds of 县管校聘: results by school, who competes next, and how whoever is not placed comes into the plan."""

import pytest
from sqlalchemy import select

from staffing.core.access import Role
from staffing.extensions import db
from staffing.rotation_years.models import EngagementResult, RotationIntent, RoundKind, RoundOutcome
from staffing.rotation_years.rounds import REASON, count_rounds, hand_over, list_candidates, list_unplaced
from tests.factories.plans import create_tiny_county


@pytest.fixture
def tiny(county):
    """Return a county whose rules hold rounds."""
    county.ruleset, county.school_year = "demo", 2026
    return create_tiny_county(county=county, ruleset="demo")


def send(client, tiny, code, outcomes, *, school=None, rest=False):
    data = {f"outcome-{teacher.id}": outcome for teacher, outcome in outcomes.items()}
    query = f"?school_id={school.id}" if school else ""
    return client.post(f"/rotation-year/2026/rounds/{code}{query}", data={**data, **({"rest_placed": "1"} if rest else {})})


def first_school(tiny):
    return dict.fromkeys(tiny.teachers[:6], "")


def test_whoever_is_not_placed_goes_on_and_in_the_end_must_move(officer, tiny):
    school = tiny.schools[0]
    lost, again = tiny.teachers[0], tiny.teachers[1]
    assert send(officer, tiny, "in_school", {**first_school(tiny), lost: "unplaced", again: "unplaced"}, school=school, rest=True).status_code == 303
    assert [(row.kind.value, row.candidates, row.placed, row.unplaced) for row in count_rounds(tiny.year)][:2] == [
        ("in_school", 12, 4, 2), ("cross_school", 2, 0, 0)]
    assert {entry.id for entry in list_candidates(tiny.year, RoundKind.CROSS_SCHOOL)} == {lost.id, again.id}
    send(officer, tiny, "cross_school", {lost: "unplaced", again: "placed"})
    assert list_unplaced(tiny.year) == [lost.id]
    assert officer.post("/rotation-year/2026/rounds/hand-over").status_code == 303
    intent = db.session.scalars(select(RotationIntent)).one()
    assert (intent.teacher_id, intent.must_move, intent.reason) == (lost.id, True, REASON)
    assert hand_over(tiny.year).added == 0


def test_later_placement_takes_the_must_move_back(officer, tiny):
    lost = tiny.teachers[0]
    send(officer, tiny, "in_school", {lost: "unplaced"}, school=tiny.schools[0])
    hand_over(tiny.year)
    send(officer, tiny, "in_school", {lost: "placed"}, school=tiny.schools[0])
    done = hand_over(tiny.year)
    assert (done.added, done.taken_back) == (0, 1)
    assert not db.session.scalars(select(RotationIntent)).one().must_move


def test_whoever_must_stay_is_left_out_and_told(tiny, officer):
    lost = tiny.teachers[0]
    db.session.add(RotationIntent(rotation_year_id=tiny.year.id, teacher_id=lost.id, must_stay=True, reason="演示"))
    db.session.flush()
    send(officer, tiny, "in_school", {lost: "unplaced"}, school=tiny.schools[0])
    assert hand_over(tiny.year).kept_back == 1


def test_principal_enters_the_first_round_of_the_own_school_alone(client_as, tiny):
    principal = client_as(Role.PRINCIPAL, school=tiny.schools[1])
    own, other = tiny.teacher(1, 0), tiny.teacher(0, 0)
    assert send(principal, tiny, "in_school", {own: "unplaced"}).status_code == 303
    assert db.session.scalars(select(EngagementResult.outcome)).one() is RoundOutcome.UNPLACED
    send(principal, tiny, "in_school", {other: "unplaced"})
    assert len(db.session.scalars(select(EngagementResult)).all()) == 1
    assert send(principal, tiny, "cross_school", {own: "placed"}).status_code == 404
    text = principal.get("/rotation-year/2026/rounds/in_school").get_data(as_text=True)
    assert own.name in text
    assert other.name not in text


def test_county_without_rounds_has_no_such_page(officer, county):
    tiny = create_tiny_county(county=county, ruleset="national")
    assert officer.get(f"/rotation-year/{tiny.year.school_year}/rounds").status_code == 404
