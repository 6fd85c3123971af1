"""Which steps are allowed when, and what answers add up to."""

import itertools

import pytest

from staffing.changes.enums import ItemState, RequestState
from staffing.changes.states import OPEN, TRANSITIONS, Step, outcome, require_step
from staffing.errors import StaffingError


@pytest.mark.parametrize(("state", "step"), list(itertools.product(RequestState, Step)))
def test_a_step_is_allowed_from_its_states_only(state, step):
    if state in TRANSITIONS[step][0]:
        require_step(state, step)
    else:
        with pytest.raises(StaffingError):
            require_step(state, step)


def test_nothing_leads_out_of_a_closed_state():
    closed = set(RequestState) - OPEN
    assert all(not (froms & closed) for froms, _ in TRANSITIONS.values())
    reached = set().union(*(tos for _, tos in TRANSITIONS.values()))
    assert closed <= reached


@pytest.mark.parametrize(("items", "expected"), [
    (["accepted"], "accepted"), (["accepted", "accepted"], "accepted"), (["accepted", "refused"], "partly"), (["refused"], "refused"),
])
def test_answers_add_up(items, expected):
    assert outcome([ItemState(item) for item in items]) is RequestState(expected)


@pytest.mark.parametrize("items", [[], ["waiting"], ["accepted", "waiting"]])
def test_an_undecided_field_adds_up_to_nothing(items):
    with pytest.raises(ValueError, match="not decided"):
        outcome([ItemState(item) for item in items])
