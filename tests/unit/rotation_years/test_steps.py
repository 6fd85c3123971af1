"""Which step may follow which, and the calendar of deadlines."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, strategies as st

from staffing.policy.deciding import rules_for
from staffing.rotation_years.calendar import days_ended, list_dues, list_lines, stage_of, steps_left_out
from staffing.rotation_years.models import StepChange, StepDeadline, WarningStage, YearStep
from staffing.rotation_years.steps import FARTHEST_BACK, ORDER, find_transition, list_transitions

OPTIONAL = ("confirmation", "needs", "wishes", "appeals", "assessment")
STEPS = st.sampled_from(ORDER)


def test_next_step_follows_without_a_reason():
    for before, after in itertools.pairwise(ORDER):
        found = find_transition(before, after, ())
        assert found is not None
        assert not found.needs_reason


def test_optional_steps_may_be_left_out_with_a_reason_and_others_may_not():
    found = find_transition(YearStep.ELIGIBILITY, YearStep.PLANNING, OPTIONAL)
    assert found is not None
    assert found.left_out == (YearStep.CONFIRMATION, YearStep.NEEDS, YearStep.WISHES)
    assert found.needs_reason
    assert find_transition(YearStep.ELIGIBILITY, YearStep.DECISION, OPTIONAL) is None
    assert find_transition(YearStep.ELIGIBILITY, YearStep.PLANNING, ()) is None


def test_orders_lead_back_to_planning_and_no_farther():
    assert find_transition(YearStep.ORDERS, YearStep.PLANNING, OPTIONAL) is not None
    assert find_transition(YearStep.ORDERS, YearStep.ELIGIBILITY, OPTIONAL) is None
    assert find_transition(YearStep.ARRIVAL, YearStep.NOTICE, OPTIONAL) is None


@given(step=STEPS, optional=st.sets(st.sampled_from([one.value for one in ORDER])))
def test_every_step_has_a_way_back_and_none_leads_to_itself(step, optional):
    found = list_transitions(step, optional)
    assert step not in [one.step for one in found]
    assert len({one.step for one in found}) == len(found)
    assert step is YearStep.SCHEME or any(one.back for one in found)
    assert all(ORDER.index(later) > ORDER.index(earlier) for later, earlier in FARTHEST_BACK.items())


@pytest.mark.parametrize("code", ["national", "demo", "dalian"])
def test_deadlines_of_every_rule_set_run_forward(code):
    dues = list_dues(rules_for(code, 2026), 2026, {})
    days = [due.on for due in dues.values()]
    assert list(dues) == list(ORDER[:-1])
    assert days == sorted(days)
    assert all(due.stated.citation for due in dues.values())


def test_deadline_set_by_hand_moves_those_counted_from_it():
    rules = rules_for("national", 2026)
    own = StepDeadline(step=YearStep.DECISION, due_on=dt.date(2026, 7, 24))
    before, after = list_dues(rules, 2026, {}), list_dues(rules, 2026, {YearStep.DECISION: own})
    assert before[YearStep.DECISION].on == dt.date(2026, 7, 17)
    assert after[YearStep.DECISION].on == dt.date(2026, 7, 24)
    assert after[YearStep.NOTICE].on - before[YearStep.NOTICE].on == dt.timedelta(days=7)
    assert after[YearStep.ORDERS].on == before[YearStep.ORDERS].on


def test_working_days_of_an_unpublished_year_are_called_unsure():
    dues = list_dues(rules_for("national", 2035), 2035, {})
    assert not dues[YearStep.NOTICE].sure
    assert dues[YearStep.ORDERS].sure


def test_stage_of_a_deadline():
    due = dt.date(2026, 7, 10)
    assert stage_of(due, dt.date(2026, 7, 2), 7) is None
    assert stage_of(due, dt.date(2026, 7, 3), 7) is WarningStage.SOON
    assert stage_of(due, due, 7) is WarningStage.SOON
    assert stage_of(due, dt.date(2026, 7, 11), 7) is WarningStage.LATE


def change(before: YearStep, after: YearStep, day: int) -> StepChange:
    return StepChange(from_step=before, to_step=after, reason="", changed_at=dt.datetime(2026, 5, day, 20, tzinfo=dt.UTC))


def test_lines_tell_done_left_out_now_and_late():
    changes = [change(YearStep.SCHEME, YearStep.ELIGIBILITY, 1), change(YearStep.ELIGIBILITY, YearStep.WISHES, 20)]
    dues = list_dues(rules_for("national", 2026), 2026, {})
    lines = {line.step: line for line in list_lines(YearStep.WISHES, dues, changes, on=dt.date(2026, 7, 5), warning_days=7)}
    assert lines[YearStep.SCHEME].state == "done"
    assert lines[YearStep.SCHEME].ended_on == dt.date(2026, 5, 2), "a moment late in the evening of UTC is the next day in China"
    assert lines[YearStep.NEEDS].state == "left_out"
    assert (lines[YearStep.WISHES].state, lines[YearStep.WISHES].look) == ("late", "bad")
    assert lines[YearStep.PLANNING].state == "soon"
    assert lines[YearStep.ORDERS].state == "to_come"


def test_step_gone_through_later_is_no_longer_left_out():
    changes = [change(YearStep.ELIGIBILITY, YearStep.PLANNING, 1), change(YearStep.PLANNING, YearStep.NEEDS, 2), change(YearStep.NEEDS, YearStep.WISHES, 3)]
    assert steps_left_out(changes) == {YearStep.CONFIRMATION}
    assert days_ended(changes)[YearStep.NEEDS] == dt.date(2026, 5, 4)
