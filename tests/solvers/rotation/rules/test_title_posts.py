"""Rule `title_posts` in the model."""

from solvers.rotation.instance import TitlePosts
from solvers.rotation.vocabulary import RelationMoves, SchoolId, TitleLevel
from tests.helpers.modelling import assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import decided, instance, move, teacher, with_settings

CODE = "title_posts"
PEOPLE = [teacher(f"t{n}", title_level=TitleLevel.SENIOR) for n in (1, 2)] + [
    teacher("t3", title_level=TitleLevel.MIDDLE),
    teacher("t4"),
    teacher("t5", "b", title_level=TitleLevel.SENIOR),
]


def county(posts: int, **parts):
    """Return an instance in which school b has so many senior posts, one of them held."""
    limits = (TitlePosts(SchoolId("b"), TitleLevel.SENIOR, posts),)
    base = instance(PEOPLE, title_posts=limits, **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def test_title_posts_when_filled() -> None:
    """Tests that holders fill the posts and no more; other levels and schools are not limited."""
    assert_allowed(county(2), move("t1"), move("t3"), move("t4"))
    assert_excluded(county(2), CODE, move("t1"), move("t2"))
    assert_allowed(county(2), move("t1"), move("t2"), move("t5", "a", origin="b"))
    assert row_ids(county(2), CODE) == {("b", "senior")}


def test_title_posts_when_more_hold_them_today() -> None:
    """Tests that today's number is kept where it exceeds the posts."""
    assert_allowed(county(0))
    assert_allowed(county(0), move("t1"), move("t5", "a", origin="b"))
    assert_excluded(county(0), CODE, move("t1"))


def test_title_posts_when_relation_stays() -> None:
    """Tests that moves without the personnel relation hold no post at the host."""
    assert_allowed(with_settings(county(1), relation_moves=RelationMoves.NEVER), move("t1"))


def test_title_posts_when_decided_moves_exceed_them() -> None:
    """Tests that decided moves lift the limit to what they need."""
    base = county(1, decided_moves=(decided("t1", "b/primary"),))
    assert_allowed(base, move("t3"))
    assert_excluded(base, CODE, move("t2"))
