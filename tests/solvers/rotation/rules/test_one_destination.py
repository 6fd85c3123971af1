"""Rule `one_destination` in the model."""

from tests.helpers.modelling import assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import SPORTS, instance, move, teacher, with_settings

PEOPLE = [teacher("t1", more_subjects=(SPORTS,)), teacher("t2")]
BASE = with_settings(instance(PEOPLE, schools=["a", "b", "c"]), cell_outflow_share=1)


def test_one_destination_when_a_teacher_goes_once() -> None:
    """Tests that a teacher may take one candidate or none, and that the row names him."""
    assert_allowed(BASE, move("t1", "c", SPORTS))
    assert_allowed(BASE)
    assert row_ids(BASE, "one_destination") == {("t1",), ("t2",)}


def test_one_destination_when_a_teacher_goes_twice() -> None:
    """Tests that two sections, and two subjects of one section, are excluded."""
    assert_excluded(BASE, "one_destination", move("t1", "b"), move("t1", "c"))
    assert_excluded(BASE, "one_destination", move("t1", "b"), move("t1", "b", SPORTS))
