"""The bar of what closes the gaps: its pieces add up, and it is left out where a bar would lie."""

from staffing.needs.decomposition import GapRow, ShortageKind
from staffing.needs.gap_picture import WIDTH, draw_gap


def row(*left: int) -> GapRow:
    """Return a gap by what is left after each run: today, this plan, a further rotation, no limits."""
    return GapRow("1", "primary", ShortageKind.SUBJECT, "语文", *left)


def test_pieces_add_up_to_what_is_short_and_fill_the_bar():
    bar = draw_gap([row(10, 6, 3, 1), row(10, 10, 2, 2)])
    assert bar.today == 20
    assert {piece.part: piece.persons for piece in bar.pieces} == {
        "closed_by_plan": 4, "closable_by_further": 11, "closable_without_limits": 2, "by_no_rotation": 3}
    assert sum(piece.width for piece in bar.pieces) == WIDTH
    assert [piece.x for piece in bar.pieces] == [0, 152, 570, 646]
    assert all(piece.has_room for piece in bar.pieces)


def test_parts_of_nobody_are_left_out_and_narrow_ones_carry_no_number():
    bar = draw_gap([row(100, 1, 1, 1)])
    assert [piece.part for piece in bar.pieces] == ["closed_by_plan", "by_no_rotation"]
    assert [piece.has_room for piece in bar.pieces] == [True, False]


def test_there_is_no_bar_where_nothing_is_short_or_a_part_is_negative():
    assert draw_gap([]) is None
    assert draw_gap([row(0, 0, 0, 0)]) is None
    assert draw_gap([row(2, 5, 0, 0)]) is None
