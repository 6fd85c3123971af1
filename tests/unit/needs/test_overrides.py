"""Needs set by hand replace the computed ones, stay marked, and cannot be nonsense."""

from fractions import Fraction as F

import pytest

from staffing.needs.demand import CellDemand
from staffing.needs.overrides import apply_overrides

CELLS = (CellDemand("s", "体育", F(60), (), F(10, 3), F(10, 3), 3, 4), CellDemand("s", "音乐", F(36), (), F(2), F(2), 2, 2))


def test_span_set_by_hand_replaces_least_and_most_and_keeps_the_computed_need() -> None:
    changed, kept = apply_overrides(CELLS, {("s", "体育"): (2, 5)})
    assert (changed.minimum, changed.maximum, changed.low, changed.is_set_by_hand) == (2, 5, F(10, 3), True)
    assert kept == CELLS[1]


def test_span_of_a_subject_without_need_joins_at_the_end() -> None:
    found = apply_overrides(CELLS, {("s", "书法"): (1, 1)})
    assert [(cell.subject, cell.minimum, cell.maximum, cell.high) for cell in found[2:]] == [("书法", 1, 1, 0)]


@pytest.mark.parametrize("span", [(2, 1), (-1, 1)])
def test_empty_or_negative_span_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="least"):
        apply_overrides(CELLS, {("s", "体育"): span})
