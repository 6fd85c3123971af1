"""Posts, subjects and outflow, kept at the limit and broken one beyond it: exact code and ids."""

import pytest

from solvers.rotation.check import lifted_limits
from solvers.rotation.instance import TitlePosts
from solvers.rotation.vocabulary import Location, RelationMoves, TitleLevel
from tests.helpers.solving import (
    CHINESE,
    SPORTS,
    broken,
    decided,
    instance,
    move,
    school,
    section,
    teacher,
    with_demand,
    with_settings,
)

FOUR = [teacher(f"t{number}") for number in range(1, 5)]
FREE = {"school_outflow_share": 1, "cell_outflow_share": 1}
FULL_B = ("authorised_posts", ("b",))


def free(*teachers, **parts):
    """Return an instance without outflow limits."""
    return with_settings(instance(teachers or FOUR, **parts), **FREE)


@pytest.mark.parametrize(("posts", "expected"), [(22, []), (21, [FULL_B]), (3, [FULL_B])])
def test_authorised_posts_when_two_arrive(posts: int, expected: list) -> None:
    """Tests that a school may fill its posts, and one over its posts may keep but not add."""
    base = free(schools=["a", school("b", authorised_posts=posts)])
    assert broken(base, move("t1"), move("t2")) == expected


def test_authorised_posts_when_overfull_school_swaps() -> None:
    """Tests that a school above its posts may exchange one for one."""
    people = [teacher("t1"), teacher("t2", "b")]
    base = free(*people, schools=["a", school("b", authorised_posts=3)])
    assert broken(base, move("t1"), move("t2", "a", origin="b")) == []
    assert broken(base, move("t1")) == [FULL_B]


def test_authorised_posts_when_both_stages_receive() -> None:
    """Tests that posts are counted per school over all its sections."""
    rooms = [section("a"), section("a", "junior"), section("b"), section("b", "junior")]
    people = [teacher("t1"), teacher("t2", "a/junior")]
    base = free(*people, sections=rooms, schools=["a", school("b", authorised_posts=21)])
    both = [move("t1"), move("t2", "b/junior", origin="a/junior")]
    assert broken(base, both[0]) == []
    assert broken(base, *both) == [FULL_B]


@pytest.mark.parametrize(
    ("carried", "location", "expected"),
    [
        (None, Location.RURAL, [FULL_B]),
        (RelationMoves.ALWAYS, Location.RURAL, [FULL_B]),
        (RelationMoves.NEVER, Location.URBAN, []),
        (RelationMoves.TO_URBAN, Location.URBAN, [FULL_B]),
        (RelationMoves.TO_URBAN, Location.TOWN, []),
    ],
)
def test_authorised_posts_when_relation_stays_or_goes(
    carried: RelationMoves | None, location: Location, expected: list
) -> None:
    """Tests that only moves that carry the personnel relation take a post at the host."""
    base = free(schools=["a", school("b", authorised_posts=20, location=location)])
    assert broken(with_settings(base, relation_moves=carried), move("t1")) == expected


def test_authorised_posts_when_decided_moves_alone_exceed_them() -> None:
    """Tests that the limit is lifted to what decided moves need, not further, and told as theirs."""
    base = free(schools=["a", school("b", authorised_posts=20)], decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1")) == []
    assert broken(base, move("t1"), move("t2")) == [FULL_B]
    assert [(row.code, row.ids) for row in lifted_limits(base)] == [FULL_B]


def test_title_posts_when_a_holder_arrives() -> None:
    """Tests that holders of a level may fill its posts or today's number, whichever is more."""
    people = [teacher("t1", title_level=TitleLevel.SENIOR), teacher("t2", "b", title_level=TitleLevel.SENIOR)]
    base = free(*people, title_posts=(TitlePosts("b", TitleLevel.SENIOR, 1),))
    expected = [("title_posts", ("b", "senior"))]
    swap = [move("t1"), move("t2", "a", origin="b")]
    assert broken(base, move("t1")) == expected
    assert broken(base.replace(title_posts=(TitlePosts("b", TitleLevel.SENIOR, 0),)), *swap) == []
    assert broken(base.replace(title_posts=(TitlePosts("b", TitleLevel.SENIOR, 2),)), move("t1")) == []
    assert broken(base.replace(title_posts=(TitlePosts("b", TitleLevel.MIDDLE, 0),)), move("t1")) == []
    assert broken(with_settings(base, relation_moves=RelationMoves.NEVER), move("t1")) == []


def test_title_posts_when_decided_moves_alone_exceed_them() -> None:
    """Tests that title posts are lifted by decided moves and by nothing else."""
    people = [teacher(f"t{number}", title_level=TitleLevel.MIDDLE) for number in (1, 2)]
    parts = {
        "title_posts": (TitlePosts("b", TitleLevel.MIDDLE, 0),),
        "decided_moves": (decided("t1", "b/primary"),),
    }
    base = free(*people, **parts)
    assert broken(base, move("t1")) == []
    assert broken(base, move("t1"), move("t2")) == [("title_posts", ("b", "middle"))]
    assert [(row.code, row.ids) for row in lifted_limits(base)] == [("title_posts", ("b", "middle"))]


@pytest.mark.parametrize(("least", "expected"), [(3, []), (4, [("subject_cover", ("a/primary", CHINESE))])])
def test_subject_cover_when_one_of_four_leaves(least: int, expected: list) -> None:
    """Tests that a cell may shrink to its least need and no further."""
    assert broken(with_demand(free(), "a/primary", CHINESE, least, 9), move("t1")) == expected


def test_subject_cover_when_cell_is_short_today() -> None:
    """Tests that a cell below its need keeps what it has, and may stay below."""
    base = with_demand(free(), "a/primary", CHINESE, 7, 9)
    assert broken(base) == []
    assert broken(base, move("t1")) == [("subject_cover", ("a/primary", CHINESE))]


@pytest.mark.parametrize(("most", "expected"), [(2, []), (1, [("subject_cover", ("b/primary", CHINESE))])])
def test_subject_cover_when_two_arrive(most: int, expected: list) -> None:
    """Tests that a cell may grow to its largest need and no further."""
    assert broken(with_demand(free(), "b/primary", CHINESE, 0, most), move("t1"), move("t2")) == expected


def test_subject_cover_when_cell_has_too_many_today() -> None:
    """Tests that a cell above its need may shrink or swap, but not grow."""
    people = [teacher("t1"), teacher("t2", "b"), teacher("t3", "b")]
    base = with_demand(free(*people), "b/primary", CHINESE, 0, 1)
    assert broken(base, move("t2", "a", origin="b")) == []
    assert broken(base, move("t1"), move("t2", "a", origin="b")) == []
    assert broken(base, move("t1")) == [("subject_cover", ("b/primary", CHINESE))]


def test_subject_cover_when_mover_changes_subject() -> None:
    """Tests that a mover leaves the cell of his own subject and enters that of the new one."""
    people = [teacher("t1", more_subjects=(SPORTS,)), teacher("t2", "b", SPORTS)]
    base = with_demand(free(*people), "b/primary", SPORTS, 0, 1)
    assert broken(base, move("t1", "b", SPORTS)) == [("subject_cover", ("b/primary", SPORTS))]
    assert broken(base, move("t1", "b", CHINESE)) == []


def test_subject_cover_when_decided_moves_alone_exceed_it() -> None:
    """Tests that both ends of the range are lifted by decided moves and told as theirs."""
    base = with_demand(free(decided_moves=(decided("t1", "b/primary"),)), "b/primary", CHINESE, 0, 0)
    base = with_demand(base, "a/primary", CHINESE, 4, 9)
    assert broken(base, move("t1")) == []
    lifted = [(row.code, row.ids) for row in lifted_limits(base)]
    assert lifted == [("subject_cover", ("a/primary", CHINESE)), ("subject_cover", ("b/primary", CHINESE))]


@pytest.mark.parametrize(
    ("staff", "share", "allowed"),
    [(20, 0.15, 3), (13, 0.15, 1), (6, 0.15, 0), (100, 0.29, 29), (10, 0.3, 3), (8, 0, 0)],
)
def test_school_outflow_when_staff_and_share_vary(staff: int, share: float, allowed: int) -> None:
    """Tests the floor of the exact product: 0.29 of 100 is 29, and there is no minimum of one."""
    people = [teacher(f"t{number}") for number in range(min(staff, allowed + 1))]
    base = instance(people, [school("a", staff=staff), "b"])
    base = with_settings(base, school_outflow_share=share, cell_outflow_share=1)
    moves = [move(row.id) for row in people]
    assert broken(base, *moves[:allowed]) == []
    assert broken(base, *moves) == [("school_outflow", ("a",))]


def test_school_outflow_when_decided_moves_leave() -> None:
    """Tests that decided moves do not use up the outflow of a school."""
    base = instance(FOUR, [school("a", staff=7), "b"], decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1"), move("t2")) == []
    assert broken(base, move("t1"), move("t2"), move("t3")) == [
        ("school_outflow", ("a",)),
        ("cell_outflow", ("a/primary", CHINESE)),
    ]


@pytest.mark.parametrize(("listed", "allowed"), [(2, 1), (6, 1), (7, 2), (10, 3)])
def test_cell_outflow_when_size_of_cell_varies(listed: int, allowed: int) -> None:
    """Tests the share of a cell, which lets at least one go."""
    people = [teacher(f"t{number}") for number in range(listed)]
    base = with_settings(instance(people), school_outflow_share=1)
    moves = [move(row.id) for row in people]
    assert broken(base, *moves[:allowed]) == []
    assert broken(base, *moves[: allowed + 1]) == [("cell_outflow", ("a/primary", CHINESE))]


@pytest.mark.parametrize(("least", "expected"), [(8, []), (9, [("donor_floor", ("a/primary",))])])
def test_donor_floor_when_half_the_need_is_listed(least: int, expected: list) -> None:
    """Tests that a section with fewer teachers than the share of its need sends nobody."""
    base = with_demand(with_settings(free(), donor_floor=0.5), "a/primary", SPORTS, least, 9)
    assert broken(base, move("t1")) == expected
    assert broken(base) == []


def test_donor_floor_when_move_is_decided() -> None:
    """Tests that the floor binds the plan's own moves only."""
    base = with_demand(free(decided_moves=(decided("t1", "b/primary"),)), "a/primary", SPORTS, 50, 50)
    assert broken(with_settings(base, donor_floor=1), move("t1")) == []
