"""Rule `authorised_posts` in the model."""

import pytest

from solvers.rotation.vocabulary import Location, RelationMoves
from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import decided, instance, move, school, section, teacher, with_settings

FOUR = [teacher(f"t{n}") for n in range(1, 5)]
CODE = "authorised_posts"


def county(posts: int, people=FOUR, **parts):
    """Return an instance without outflow limits in which school b has so many posts for its 20 staff."""
    base = instance(people, schools=["a", school("b", authorised_posts=posts)], **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def test_authorised_posts_when_filled() -> None:
    """Tests that a school fills its posts and not one more."""
    assert_allowed(county(22), move("t1"), move("t2"))
    assert_excluded(county(21), CODE, move("t1"), move("t2"))


def test_authorised_posts_when_overfull_today() -> None:
    """Tests that a school above its posts may exchange and may not grow."""
    base = county(3, [teacher("t1"), teacher("t2", "b")])
    assert_allowed(base, move("t1"), move("t2", "a", origin="b"))
    assert_excluded(base, CODE, move("t1"))


def test_authorised_posts_when_two_sections_receive() -> None:
    """Tests that the posts are those of the school, over all its sections."""
    rooms = [section("a"), section("a", "junior"), section("b"), section("b", "junior")]
    base = county(21, [teacher("t1"), teacher("t2", "a/junior")], sections=rooms)
    assert_excluded(base, CODE, move("t1"), move("t2", "b/junior", origin="a/junior"))


@pytest.mark.parametrize(
    ("setting", "location", "counted"),
    [
        (None, Location.RURAL, True),
        (RelationMoves.ALWAYS, Location.RURAL, True),
        (RelationMoves.NEVER, Location.RURAL, False),
        (RelationMoves.TO_URBAN, Location.URBAN, True),
        (RelationMoves.TO_URBAN, Location.TOWN, False),
    ],
)
def test_authorised_posts_when_relation_stays(setting, location, counted: bool) -> None:
    """Tests that only moves that carry the personnel relation take a post."""
    base = instance(FOUR, schools=["a", school("b", authorised_posts=20, location=location)])
    base = with_settings(base, relation_moves=setting)
    if counted:
        assert_excluded(base, CODE, move("t1"))
    else:
        assert_allowed(base, move("t1"))


def test_authorised_posts_when_decided_moves_exceed_them() -> None:
    """Tests that decided moves lift the limit to what they need, and no further."""
    base = county(20, decided_moves=(decided("t1", "b/primary"),))
    assert_allowed(base)
    assert_excluded(base, CODE, move("t2"))
