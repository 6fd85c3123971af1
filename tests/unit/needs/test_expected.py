"""The expected state: lines that add up, each person once, entries that cannot be used are named."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, strategies as st

from staffing.needs.expected import (
    COMING,
    GOING,
    Coming,
    ExpectedState,
    Fault,
    FaultKind,
    Going,
    LineKind,
    Presence,
    expect_state,
)

ON = date(2027, 9, 1)
JULY, AUGUST, OCTOBER = date(2027, 7, 31), date(2027, 8, 31), date(2027, 10, 1)
PRESENT = [Presence("t1", "a", "语文"), Presence("t2", "a", "体育"), Presence("t3", "b", "体育")]


def expect(going: list[Going] | None = None, coming: list[Coming] | None = None) -> ExpectedState:
    return expect_state(PRESENT, going or [], coming or [], on=ON)


def test_present_stay_when_nothing_happens() -> None:
    assert expect().by_cell() == {("a", "体育"): 1, ("a", "语文"): 1, ("b", "体育"): 1}


def test_lines_lead_from_present_to_expected() -> None:
    state = expect([Going(LineKind.RETIREMENT, "t1", JULY), Going(LineKind.SELECTED_AWAY, "t2", AUGUST)],
                   [Coming(LineKind.RECRUIT, "a", "音乐", AUGUST, number=2), Coming(LineKind.RETURNER, "b", "语文", ON, "t9")])
    assert [(kind, state.total(kind)) for kind in LineKind if state.total(kind)] == [
        (LineKind.PRESENT, 3), (LineKind.RETIREMENT, -1), (LineKind.SELECTED_AWAY, -1), (LineKind.RECRUIT, 2),
        (LineKind.RETURNER, 1)]
    assert state.by_cell() == {("a", "体育"): 0, ("a", "语文"): 0, ("a", "音乐"): 2, ("b", "体育"): 1, ("b", "语文"): 1}
    assert [entry.teacher for entry in state.line(LineKind.RETIREMENT, section="a")] == ["t1"]
    assert state.line(LineKind.RETIREMENT, section="b") == ()
    assert state.line(LineKind.RECRUIT, subject="语文") == ()


def test_person_goes_once_by_the_earliest_reason() -> None:
    state = expect([Going(LineKind.LEAVER, "t1", AUGUST), Going(LineKind.RETIREMENT, "t1", JULY)])
    assert state.total(LineKind.RETIREMENT) == -1
    assert state.total(LineKind.LEAVER) == 0
    assert state.faults == (Fault(FaultKind.SUPERSEDED, LineKind.LEAVER, "t1", AUGUST),)


def test_entries_after_the_date_or_of_strangers_are_named_and_not_used() -> None:
    state = expect([Going(LineKind.LEAVER, "t1", OCTOBER), Going(LineKind.LEAVER, "x", JULY)],
                   [Coming(LineKind.RECRUIT, "a", "音乐", OCTOBER)])
    assert sum(state.by_cell().values()) == 3
    assert [(fault.kind, fault.teacher) for fault in state.faults] == [
        (FaultKind.NOT_PRESENT, "x"), (FaultKind.AFTER_DATE, "t1"), (FaultKind.AFTER_DATE, "")]


def test_entry_on_the_date_itself_counts() -> None:
    assert expect([Going(LineKind.LEAVER, "t1", ON)]).total(LineKind.LEAVER) == -1


def test_returner_from_a_stay_in_the_county_leaves_the_host_and_comes_home() -> None:
    state = expect([Going(LineKind.HOST_END, "t3", AUGUST)], [Coming(LineKind.RETURNER, "a", "体育", AUGUST, "t3")])
    assert state.faults == ()
    assert state.by_cell() == {("a", "体育"): 2, ("a", "语文"): 1, ("b", "体育"): 0}


@pytest.mark.parametrize(("going", "kind"), [
    ([], FaultKind.STILL_PRESENT),
    ([Going(LineKind.RETIREMENT, "t3", JULY)], FaultKind.GONE_BEFORE),
    ([Going(LineKind.HOST_END, "t3", JULY), Going(LineKind.RETIREMENT, "t3", AUGUST)], FaultKind.GONE_BEFORE),
])
def test_returner_is_refused_when_still_counted_or_leaving_the_service(going: list[Going], kind: FaultKind) -> None:
    state = expect(going, [Coming(LineKind.RETURNER, "a", "体育", ON, "t3")])
    assert state.total(LineKind.RETURNER) == 0
    assert kind in {fault.kind for fault in state.faults if fault.line is LineKind.RETURNER}


def test_person_comes_once() -> None:
    twice = [Coming(LineKind.RETURNER, "a", "体育", ON, "t9"), Coming(LineKind.SELECTED_IN, "b", "体育", ON, "t9")]
    state = expect(coming=twice)
    assert state.total(LineKind.RETURNER) + state.total(LineKind.SELECTED_IN) == 1
    assert [fault.kind for fault in state.faults] == [FaultKind.STILL_PRESENT]


def test_expected_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="present twice"):
        expect_state([PRESENT[0], PRESENT[0]], [], [], on=ON)
    with pytest.raises(ValueError, match="takes nobody away"):
        Going(LineKind.RECRUIT, "t1", ON)
    with pytest.raises(ValueError, match="brings nobody"):
        Coming(LineKind.LEAVER, "a", "语文", ON)
    for teacher, number in (("t9", 2), (None, 0)):
        with pytest.raises(ValueError, match="comes once"):
            Coming(LineKind.RECRUIT, "a", "语文", ON, teacher, number)


TEACHERS = st.sampled_from([f"t{number}" for number in range(1, 7)])
DATES = st.sampled_from([JULY, AUGUST, ON, OCTOBER])
GOERS = st.lists(st.builds(Going, st.sampled_from(GOING), TEACHERS, DATES), max_size=8)
COMERS = st.lists(st.builds(Coming, st.sampled_from(COMING), st.sampled_from("ab"), st.sampled_from(["语文", "体育"]),
                            DATES, TEACHERS), max_size=8)


@given(GOERS, COMERS)
def test_every_entry_is_used_or_named_and_nobody_counts_twice(going: list[Going], coming: list[Coming]) -> None:
    state = expect(going, coming)
    used = [entry for entry in state.entries if entry.kind is not LineKind.PRESENT]
    assert len(used) + len(state.faults) == len(going) + len(coming)
    heads: Counter[str] = Counter()
    for entry in state.entries:
        assert entry.teacher is not None
        heads[entry.teacher] += entry.change
    assert set(heads.values()) <= {0, 1}
    assert min(state.by_cell().values()) >= 0
    assert sum(state.by_cell().values()) == sum(state.total(kind) for kind in LineKind)
