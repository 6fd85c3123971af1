"""Rule `subject_cover` in the model."""

from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import (
    CHINESE,
    SPORTS,
    decided,
    instance,
    move,
    teacher,
    with_demand,
    with_settings,
)

CODE = "subject_cover"
THREE = [teacher(f"t{n}", more_subjects=(SPORTS,)) for n in (1, 2, 3)]


def county(**parts):
    """Return an instance without outflow limits."""
    return with_settings(instance(THREE, **parts), school_outflow_share=1, cell_outflow_share=1)


def test_subject_cover_when_a_cell_gives() -> None:
    """Tests that a cell gives down to its least number; one below it today gives nobody."""
    assert_allowed(with_demand(county(), "a/primary", CHINESE, 1, 9), move("t1"), move("t2"))
    assert_excluded(with_demand(county(), "a/primary", CHINESE, 2, 9), CODE, move("t1"), move("t2"))
    assert_excluded(with_demand(county(), "a/primary", CHINESE, 7, 9), CODE, move("t1"))


def test_subject_cover_when_a_cell_takes() -> None:
    """Tests that a cell takes up to its most, counted in the subject that the mover will teach."""
    base = with_demand(county(), "b/primary", SPORTS, 0, 1)
    assert_allowed(base, move("t1", subject=SPORTS), move("t2"))
    assert_excluded(base, CODE, move("t1", subject=SPORTS), move("t2", subject=SPORTS))


def test_subject_cover_when_overfull_today() -> None:
    """Tests that a cell above its most may stay so and may not grow."""
    base = with_demand(county(), "a/primary", CHINESE, 0, 1)
    assert_allowed(base, move("t1"))
    crowded = base.replace(teachers=(*base.teachers, teacher("t4", "b")))
    assert_excluded(crowded, CODE, move("t4", "a", origin="b"))


def test_subject_cover_when_decided_moves_break_it() -> None:
    """Tests that decided moves lift both sides to what they need, and no further."""
    base = county(decided_moves=(decided("t1", "b/primary"),))
    emptied = with_demand(base, "a/primary", CHINESE, 3, 9)
    assert_allowed(emptied)
    assert_excluded(emptied, CODE, move("t2"))
    filled = with_demand(base, "b/primary", CHINESE, 0, 1)
    assert_allowed(filled)
    assert_excluded(filled, CODE, move("t2"))
