"""Rule `school_limits` in the checker."""

from solvers.rotation.check import check_moves, lifted_limits
from solvers.rotation.instance import SchoolLimits
from solvers.rotation.vocabulary import SchoolId
from tests.helpers.solving import broken, decided, instance, move, section, teacher, with_settings

PEOPLE = [teacher("t1", backbone=True), teacher("t2"), teacher("t3"), teacher("t4", "b")]


def county(school: str = "a", decided_moves=(), **numbers: int):
    """Return an instance in which one school has limits; school a has a junior section too."""
    rows = (SchoolLimits(SchoolId(school), **numbers),)
    rooms = [section("a"), section("a", "junior"), section("b"), section("c")]
    base = instance(PEOPLE, ["a", "b", "c"], rooms, school_limits=rows, decided_moves=decided_moves)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def test_sent_when_too_few_and_too_many() -> None:
    """Tests both ends at the limit and one beyond it, with the numbers of the sentence."""
    base = county(min_sent=1, max_sent=2)
    assert broken(base, move("t1")) == []
    assert broken(base, move("t1"), move("t2")) == []
    assert broken(base) == [("school_limits", ("a", "sent_least"))]
    assert broken(base, move("t1"), move("t2"), move("t3")) == [("school_limits", ("a", "sent_most"))]
    assert [dict(row.numbers) for row in check_moves(base, ())] == [{"number": 0, "limit": 1}]


def test_received_when_one_too_many() -> None:
    """Tests that those who leave the school make no room."""
    base = county("b", max_received=1)
    assert broken(base, move("t1")) == []
    found = broken(base, move("t1"), move("t2"), move("t4", "c", origin="b"))
    assert found == [("school_limits", ("b", "received_most"))]


def test_backbone_when_only_others_are_sent() -> None:
    """Tests that the least of backbone teachers counts them alone."""
    base = county(min_backbone_sent=1)
    assert broken(base, move("t1")) == []
    assert broken(base, move("t2")) == [("school_limits", ("a", "backbone_least"))]


def test_decided_moves_when_they_exceed_the_numbers() -> None:
    """Tests that decided moves count, that they lift a most to what they need, and that this is told."""
    base = county(decided_moves=(decided("t1", "b/primary"),), max_sent=0)
    assert broken(base, move("t1")) == []
    assert broken(base, move("t1"), move("t2")) == [("school_limits", ("a", "sent_most"))]
    assert [(row.code, row.ids) for row in lifted_limits(base)] == [("school_limits", ("a", "sent_most"))]
    base = county(decided_moves=(decided("t1", "b/primary"),), min_sent=1)
    assert broken(base, move("t1")) == []
    assert lifted_limits(base) == []


def test_decided_moves_when_they_stay_in_the_school() -> None:
    """Tests that a decided move between sections of one school is neither sent nor received."""
    base = county(decided_moves=(decided("t1", "a/junior"),), min_sent=1, max_received=0)
    assert broken(base, move("t1", "a/junior")) == [("school_limits", ("a", "sent_least"))]
    assert lifted_limits(base) == []
