"""Rule `school_limits` in the model."""

import numpy as np
import pytest

from solvers.rotation.instance import SchoolLimits
from solvers.rotation.vocabulary import SchoolId
from tests.helpers.modelling import assembled, assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import decided, indicators, instance, move, section, teacher, with_settings

CODE = "school_limits"
PEOPLE = [teacher("t1", backbone=True), teacher("t2", backbone=True), teacher("t3"), teacher("t4", "b")]


def county(*limits: SchoolLimits, **parts):
    """Return an instance whose schools keep to these numbers alone."""
    base = instance(PEOPLE, schools=["a", "b", "c"], school_limits=limits, **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def limits(school: str = "a", **numbers: int) -> SchoolLimits:
    """Return the limits of one school."""
    return SchoolLimits(SchoolId(school), **numbers)


def test_sent_when_between_least_and_most() -> None:
    """Tests that a school sends neither fewer nor more, whatever other schools do."""
    base = county(limits(min_sent=1, max_sent=2))
    assert_excluded(base, CODE)
    assert_excluded(base, CODE, move("t4", "c", origin="b"))
    assert_allowed(base, move("t1"))
    assert_allowed(base, move("t1"), move("t3", "c"))
    assert_excluded(base, CODE, move("t1"), move("t2"), move("t3"))
    assert row_ids(base, CODE) == {("a", "sent_least"), ("a", "sent_most")}


def test_received_when_at_the_most() -> None:
    """Tests that arrivals are counted where they arrive, and that leavers make no room."""
    base = county(limits("b", max_received=1))
    assert_allowed(base, move("t1"), move("t2", "c"))
    assert_excluded(base, CODE, move("t1"), move("t2"))
    assert_excluded(base, CODE, move("t1"), move("t2"), move("t4", "c", origin="b"))
    assert row_ids(base, CODE) == {("b", "received_most")}


def test_backbone_when_too_few_are_sent() -> None:
    """Tests that ordinary teachers do not make up for backbone teachers."""
    base = county(limits(min_backbone_sent=1))
    assert_excluded(base, CODE, move("t3"))
    assert_allowed(base, move("t1"))
    assert row_ids(base, CODE) == {("a", "backbone_least")}


def test_least_when_nobody_can_be_sent() -> None:
    """Tests that a least is a demand even where the school has no candidate at all."""
    assert_excluded(county(limits("c", min_sent=1)), CODE)


def test_decided_moves_when_they_fill_or_exceed_the_numbers() -> None:
    """Tests that decided moves count towards a least and lift a most, no further."""
    sent = (decided("t1", "b/primary"),)
    assert_allowed(county(limits(min_sent=1, min_backbone_sent=1), decided_moves=sent))
    base = county(limits(max_sent=0), limits("b", max_received=0), decided_moves=sent)
    assert_allowed(base)
    assert_excluded(base, CODE, move("t3", "c"))
    assert_excluded(base.replace(school_limits=(limits("b", max_received=0),)), CODE, move("t3"))


def test_decided_moves_when_they_stay_in_the_school() -> None:
    """Tests that a decided move between sections of one school is neither sent nor received."""
    rooms = [section("a"), section("a", "junior"), section("b"), section("c")]
    base = county(limits(max_sent=0, max_received=0), sections=rooms, decided_moves=(decided("t1", "a/junior"),))
    assert_excluded(base, CODE, move("t3", "c"))
    assert_excluded(base.replace(school_limits=(limits(min_sent=1),)), CODE)


@pytest.mark.parametrize("numbers", [{"max_sent": 1}, {"max_received": 1}])
def test_counts_when_limits_are_narrow(numbers: dict[str, int]) -> None:
    """Tests that a section's count has fewer numbers where its school's own limit allows fewer."""
    measured = [section(name, counted=True) for name in "abc"]
    school = "a" if "max_sent" in numbers else "b"
    base = county(sections=measured, indicators=indicators())
    narrow = base.replace(school_limits=(limits(school, **numbers),))
    assert assembled(narrow).problem.columns < assembled(base).problem.columns


def test_model_when_there_are_no_limits() -> None:
    """Tests that an instance without limits has no row of the rule and no other number anywhere."""
    base = county()
    assert assembled(base).model.rows_of(CODE).size == 0
    loose = county(limits(max_sent=99), limits("b", max_received=99))
    plain, more = assembled(base).problem, assembled(loose).problem
    assert more.rows == plain.rows + 2
    assert np.array_equal(plain.cost, more.cost)
    assert np.array_equal(plain.upper, more.upper)
