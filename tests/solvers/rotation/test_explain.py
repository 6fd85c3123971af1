"""Planted reasons for having no plan: exactly these are named, and without any one of them there is a plan."""

from solvers.rotation.explain import Explanation, explain
from solvers.rotation.instance import Instance, TitlePosts
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import TitleLevel
from tests.helpers.solving import (
    CHINESE,
    forbid,
    instance,
    pin,
    quota,
    school,
    teacher,
    with_demand,
    with_settings,
)

PEOPLE = [teacher(f"t{number}") for number in range(4)]


def asked_for(count: int, **parts) -> Instance:
    """Return an instance whose quota asks for so many moves, without outflow limits."""
    base = instance(PEOPLE, quotas=(quota("rotation_share", 1, count),), **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def has_plan(base: Instance) -> bool:
    """True if the solver finds a plan."""
    return solve(base).solution.has_plan


def test_explain_when_rules_can_be_kept() -> None:
    """Tests that a feasible instance needs no repair and has no conflict."""
    found = explain(asked_for(2))
    assert found == Explanation(repair=(), repair_is_cheapest=True, repair_is_verified=True)


def test_explain_when_quota_meets_full_cells() -> None:
    """Tests a conflict of quota and subject cover: these two codes, and removing either makes a plan possible."""
    base = with_demand(asked_for(3), "b/primary", CHINESE, 0, 2)
    found = explain(base)
    assert not has_plan(base)
    assert found.conflict is not None
    assert set(found.conflict) == {"rotation_share", "subject_cover"}
    assert found.conflict_is_verified
    assert found.repair is not None
    assert [abs(row.by) for row in found.repair] == [1]
    assert has_plan(base.replace(quotas=()))
    assert has_plan(with_demand(base, "b/primary", CHINESE, 0, 9))


def test_explain_when_posts_are_short() -> None:
    """Tests that the school whose posts are short is named by id where the posts are the only way out."""
    people = [teacher("t1", must_move=True)]
    base = instance(people, ["a", school("b", authorised_posts=20)])
    found = explain(base)
    assert found.conflict is not None
    assert set(found.conflict) == {"must_move", "authorised_posts"}
    assert has_plan(base.replace(schools=(base.schools[0], school("b", authorised_posts=21))))


def test_explain_when_title_posts_are_short() -> None:
    """Tests that the limit of a title level can be the reason."""
    people = [teacher("t1", must_move=True, title_level=TitleLevel.SENIOR)]
    base = instance(people, title_posts=(TitlePosts(school("b").id, TitleLevel.SENIOR, 0),))
    found = explain(base)
    assert found.conflict is not None
    assert set(found.conflict) == {"must_move", "title_posts"}


def test_explain_when_an_order_has_no_destination() -> None:
    """Tests that orders no candidate can keep are told at once, with the teacher."""
    base = asked_for(0, pins=(pin("t0", "b/primary"),)).replace(
        teachers=(teacher("t0", must_stay=True), *PEOPLE[1:])
    )
    assert [(row.code, row.ids) for row in explain(base).obstacles] == [("pins", ("t0", "b/primary"))]
    blocked = instance([teacher("t0", must_move=True)], forbids=(forbid("t0", "b/primary"),))
    assert [(row.code, row.ids) for row in explain(blocked).obstacles] == [("must_move", ("t0",))]
