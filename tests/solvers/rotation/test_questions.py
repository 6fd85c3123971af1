"""Questions about a plan: why not, drop-outs, re-solves, reasons, wishes; against every plan there is, or the checker."""

from dataclasses import replace
from random import Random

import pytest

from solvers.linear import SolveParams
from solvers.rotation.check import amounts, check_moves
from solvers.rotation.errors import InstanceError
from solvers.rotation.explanations.chains import chain_of, find_chains
from solvers.rotation.explanations.differences import compare
from solvers.rotation.explanations.drop_out import drop_out
from solvers.rotation.explanations.reasons import MOST_REASONS, reasons_for, reasons_for_all
from solvers.rotation.explanations.resolve import Amendments, resolve
from solvers.rotation.explanations.why_not import Verdict, why_not
from solvers.rotation.explanations.wishes import WishVerdict, wishes_of
from solvers.rotation.instance import Demand, Instance, Move
from solvers.rotation.vocabulary import GoalCode, GoalOrder, SectionId, TeacherId, TeacherStatus
from tests.helpers.brute_force import cheapest, feasible_plans
from tests.helpers.random_instances import random_instance
from tests.helpers.solving import (
    SPORTS,
    forbid,
    instance,
    move,
    pin,
    quota,
    school,
    section,
    teacher,
    with_settings,
)

LIMITS = SolveParams(time_limit_s=20)
B, C = SectionId("b/primary"), SectionId("c/primary")
T1, T2 = TeacherId("t1"), TeacherId("t2")


def planned(seed: int) -> tuple[Instance, tuple[Move, ...]] | None:
    """Return a random instance with its best plan, None where there is none."""
    base = random_instance(Random(seed), published_plan=None)
    base = base.replace(settings=replace(base.settings, goal_order=GoalOrder.WEIGHTED))
    best = cheapest(base)
    return None if best is None else (base, best.moves)


PLANNED = [found for seed in range(30) if (found := planned(seed)) is not None][:12]


def roomy(base: Instance) -> Instance:
    """Return the instance without limits of outflow."""
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def changed_count(base: Instance, plan: tuple[Move, ...], other: tuple[Move, ...]) -> int:
    """Return how many teachers end elsewhere, by the checker."""
    return round(amounts(base.replace(published_plan=plan), other)[GoalCode.CHANGES])


def test_why_not_when_every_plan_is_known() -> None:
    """Tests for each teacher and section: the verdict, and the fewest changes, against all plans of the checker."""
    verdicts = set()
    for base, plan in PLANNED:
        plans = [row.moves for row in feasible_plans(base.replace(pins=()))]
        source = base.replace(pins=())
        for who in base.teachers[:2]:
            for target in base.sections[:3]:
                answer = why_not(source, plan, who.id, target.id, LIMITS)
                verdicts.add(answer.verdict)
                there = [other for other in plans if end_of(source, other, who.id) == target.id]
                if answer.verdict is Verdict.POSSIBLE:
                    assert answer.nearest is not None
                    assert answer.difference is not None
                    assert answer.nearest.changes == min(changed_count(base, plan, other) for other in there)
                    assert check_moves(source, answer.nearest.moves) == []
                    assert len(answer.difference.displaced) == answer.nearest.changes
                elif answer.verdict is not Verdict.ALREADY and answer.verdict is not Verdict.DECIDED:
                    assert there == []
    assert verdicts >= {Verdict.POSSIBLE, Verdict.ALREADY, Verdict.NO_CANDIDATE, Verdict.IMPOSSIBLE}


def end_of(base: Instance, plan: tuple[Move, ...], who: TeacherId) -> SectionId:
    """Return where a teacher ends."""
    return next((row.to_section for row in plan if row.teacher == who), base.index.teacher[who].section)


def test_why_not_names_conditions_and_causes() -> None:
    """Tests the codes of a section out of reach, the cause of an impossible one, and unknown ids."""
    base = instance([teacher("t1"), teacher("t2")], ["a", school("b", x_km=30.0), school("c")])
    far = why_not(base, (), T1, B, LIMITS)
    assert (far.verdict, [row.codes for row in far.conditions]) == (Verdict.NO_CANDIDATE, [("distance",)])
    tight = with_settings(base, school_outflow_share=0)
    stuck = why_not(tight, (), T1, C, LIMITS)
    assert stuck.verdict is Verdict.IMPOSSIBLE
    assert stuck.cause is not None
    assert [(row.code, row.ids) for row in stuck.cause.repair or ()] == [("school_outflow", ("a",))]
    assert stuck.cause.repair_is_verified
    with pytest.raises(InstanceError):
        why_not(base, (), TeacherId("nobody"), B, LIMITS)
    with pytest.raises(InstanceError):
        why_not(base, (), T1, SectionId("nowhere"), LIMITS)


def test_drop_out_when_every_plan_is_known() -> None:
    """Tests that the repair has the fewest changes of all plans without the teacher, and that fewer is impossible."""
    compared = 0
    for base, plan in PLANNED:
        for row in plan:
            answer = drop_out(base, plan, row.teacher, LIMITS)
            assert answer.chain is not None
            assert row in answer.chain.moves
            free = base.replace(
                pins=tuple(one for one in base.pins if one.teacher != row.teacher),
                decided_moves=tuple(one for one in base.decided_moves if one.teacher != row.teacher),
                teachers=tuple(replace(t, must_move=t.must_move and t.id != row.teacher) for t in base.teachers),
            )
            stays = [
                other.moves for other in feasible_plans(free) if row.teacher not in {m.teacher for m in other.moves}
            ]
            assert answer.repair.has_plan == bool(stays)
            if stays:
                compared += 1
                assert answer.repair.is_fewest
                assert answer.repair.changes == min(changed_count(base, plan, other) for other in stays)
                assert answer.repair.findings == ()
    assert compared > 5


def test_drop_out_when_a_quota_breaks() -> None:
    """Tests that the broken quota is named, and that the repair sends somebody else: two changes, proven."""
    base = instance([teacher("t1"), teacher("t2")], quotas=(quota("rotation_share", 1, 1),))
    answer = drop_out(base, (move("t1"),), T1, LIMITS)
    assert [row.code for row in answer.broken] == ["rotation_share"]
    assert (answer.repair.changes, answer.repair.fewest) == (2, 2)
    assert answer.difference is not None
    assert [row.teacher for row in answer.difference.displaced] == ["t1", "t2"]


def test_chains_when_moves_follow_each_other() -> None:
    """Tests a chain over one subject, a cycle closed by schools alone, and a move on its own."""
    people = [teacher("t1", "a"), teacher("t2", "b"), teacher("t3", "c", SPORTS), teacher("t4", "d", SPORTS)]
    base = instance([*people, teacher("t5", "e")], list("abcdefg"))
    plan = (
        move("t1", "b"),
        move("t2", "f", origin="b"),
        move("t3", "d", SPORTS, "c"),
        move("t4", "c", SPORTS, "d"),
        move("t5", "g", origin="e"),
    )
    found = find_chains(base, plan)
    assert [([row.teacher for row in chain.moves], chain.is_cycle) for chain in found] == [
        (["t1", "t2"], False),
        (["t5"], False),
        (["t3", "t4"], True),
    ]
    assert chain_of(found, TeacherId("t2")) == found[0]
    assert chain_of(found, TeacherId("t9")) is None


def test_resolve_when_amended() -> None:
    """Tests pins, forbids, drop-outs and wishes against a published plan, each kept, with the fewest changes."""
    people = [teacher(f"t{number}", wishes=(B,)) for number in range(1, 5)]
    base = roomy(instance(people, ["a", "b", "c"], quotas=(quota("rotation_share", 1, 2),)))
    published = (move("t1"), move("t2"))
    amendments = Amendments(
        pins=(pin("t3", "c/primary"),),
        forbids=(forbid("t2", "b/primary"),),
        dropped=(T1,),
        wishes=((T2, (C,)),),
    )
    answer = resolve(base, published, amendments, LIMITS)
    ends = {row.teacher: row.to_section for row in answer.nearest.moves}
    assert ends == {"t2": C, "t3": C}
    assert (answer.nearest.changes, answer.nearest.fewest) == (3, 3)
    assert check_moves(answer.instance, answer.nearest.moves) == []
    assert wishes_of(answer.instance, answer.nearest.moves, T2)[0].verdict is WishVerdict.MET
    assert not resolve(base, published, amendments, LIMITS, budget=2).nearest.has_plan


def test_resolve_when_budget_buys_a_cheaper_plan() -> None:
    """Tests that more changes are spent where they lower the cost, and never more than allowed."""
    people = [teacher("t1", wishes=(C,)), teacher("t2", wishes=(C,)), teacher("t3", wishes=(C,))]
    base = roomy(instance(people, ["a", "b", "c"], quotas=(quota("rotation_share", 1, 3),)))
    published = tuple(move(row.id) for row in people)
    costs = [resolve(base, published, Amendments(), LIMITS, budget=count).nearest for count in range(4)]
    assert [row.changes for row in costs] == [0, 1, 2, 3]
    assert [row.cost for row in costs] == [pytest.approx(3000 + 100 * (3 - count)) for count in range(4)]


def test_reasons_when_a_quota_needs_the_move() -> None:
    """Tests rule, repair and wish of a move, numbered by weight, without any other teacher's id."""
    rooms = [section("a"), section("b", counted=True)]
    people = [teacher("t1", subject=SPORTS, wishes=(C, B)), teacher("t2", subject=SPORTS)]
    base = instance(people, ["a", "b", "c"], [*rooms, section("c")], quotas=(quota("rotation_share", 1, 1),))
    answer = reasons_for(base, (move("t1", subject=SPORTS),), T1)
    assert answer is not None
    assert [(row.code, row.ids) for row in answer.reasons] == [
        ("rotation_share", ()),
        ("indicator", ("b/primary", "pe_arts")),
        ("wish", ("b/primary",)),
    ]
    assert answer.reasons[1].numbers == {"before": 0, "after": 1, "need": 1}
    assert answer.reasons[2].numbers == {"place": 2}
    assert reasons_for(base, (), T1) is None


def test_reasons_when_as_many_leave_as_come() -> None:
    """Tests that a school still short is told as covered by the rule, not as helped from one to one."""
    rows = [Demand(SectionId(f"{place}/primary"), SPORTS, least, 9) for place, least in (("a", 0), ("b", 2), ("c", 0))]
    people = [teacher("t1", subject=SPORTS), teacher("t2", "b", subject=SPORTS)]
    base = instance(people, ["a", "b", "c"], demand=rows)
    came = move("t1", subject=SPORTS)
    swapped = reasons_for(base, (came, move("t2", "c", SPORTS, "b")), T1)
    assert swapped is not None
    assert [(row.code, row.ids) for row in swapped.reasons][:1] == [("subject_cover", ("b/primary", SPORTS))]
    assert "subject" not in {row.code for row in swapped.reasons}
    alone = reasons_for(base, (came,), T1)
    assert alone is not None
    assert [dict(row.numbers) for row in alone.reasons if row.code == "subject"] == [{"before": 1, "after": 2, "need": 2}]


def test_reasons_are_few_and_name_nobody_else() -> None:
    """Tests on random plans: one to three reasons each, no other teacher, and named rules break without the move."""
    rules = 0
    for base, plan in PLANNED:
        everybody = {row.id for row in base.teachers}
        for answer in reasons_for_all(base, plan):
            assert 1 <= len(answer.reasons) <= MOST_REASONS
            named = {name for row in answer.reasons for name in row.ids}
            assert not named & (everybody - {answer.move.teacher})
            without = [row for row in plan if row.teacher != answer.move.teacher]
            broken = {(row.code, row.ids) for row in check_moves(base, without)}
            own = {code for code, _ in broken}
            rules += sum(row.code in own for row in answer.reasons)
    assert rules > 0


def test_reasons_when_a_volunteer_waives() -> None:
    """Tests that a deferred volunteer's own will is named as what made the move possible."""
    base = instance([teacher("t1", status=TeacherStatus.DEFERRED, volunteer=True)])
    answer = reasons_for(base, (move("t1"),), T1)
    assert answer is not None
    assert (answer.reasons[0].code, answer.reasons[0].ids) == ("volunteer", ("status",))


def test_wishes_when_unmet() -> None:
    """Tests each verdict on a wish: out of reach, full, worse, open, and met."""
    schools = ["a", school("b", x_km=30.0), school("c", authorised_posts=20), "d"]
    wished = tuple(SectionId(f"{name}/primary") for name in "bcd")
    base = instance([teacher("t1", wishes=wished)], schools)
    assert [row.verdict for row in wishes_of(base, (), T1)] == [
        WishVerdict.NO_CANDIDATE,
        WishVerdict.FULL,
        WishVerdict.WORSE,
    ]
    assert [row.codes for row in wishes_of(base, (), T1)[0].conditions] == [("distance",)]
    assert [row.code for row in wishes_of(base, (), T1)[1].broken] == ["authorised_posts"]
    assert wishes_of(base, (move("t1", "d"),), T1)[2].verdict is WishVerdict.MET
    bad = instance([teacher("t1", wishes=(B,))], ["a", "b", "c"])
    assert wishes_of(bad, (move("t1", "c"),), T1)[0].verdict is WishVerdict.OPEN


def test_compare_when_plans_differ() -> None:
    """Tests that goal differences add up to the difference of costs on random plans."""
    for base, plan in PLANNED:
        difference = compare(base, (), plan)
        old, new = amounts(base, ()), amounts(base, plan)
        weights = replace(base.goal_weights, changes=0)
        expected = sum(weights.of(code) * (new[code] - old[code]) for code in GoalCode)
        assert difference.cost == pytest.approx(expected)
        assert {row.teacher for row in difference.displaced} == {row.teacher for row in plan}
