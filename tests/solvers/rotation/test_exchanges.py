"""Planted exchange cycles are all found, with the rule that stops them; the fairness report counts what is there."""

from dataclasses import replace
from random import Random

import pytest

from solvers.linear import SolveParams
from solvers.rotation.check import amounts, check_moves
from solvers.rotation.explanations.exchanges import Exchange, missed_exchanges
from solvers.rotation.explanations.fairness import fairness
from solvers.rotation.explanations.loosenings import loosenings
from solvers.rotation.explanations.prices import rule_prices
from solvers.rotation.explanations.recheck import recheck
from solvers.rotation.instance import Forbid, Instance, Labels, Move, SchoolLimits
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import GoalCode, SchoolId, SectionId, TeacherId, TeacherStatus
from tests.helpers.brute_force import cheapest
from tests.helpers.solving import forbid, instance, move, quota, school, section, teacher, with_settings

LIMITS = SolveParams(time_limit_s=20)
PLANTED = 50


def planted(seed: int) -> tuple[Instance, tuple[Move, ...], set[TeacherId]]:
    """Return an instance and a plan in which a cycle of two or three got each other's wishes, among bystanders."""
    source = Random(seed)
    size = source.choice((2, 3))
    names = ["a", *(f"s{at}" for at in range(size)), "z"]
    goals = [f"s{at}/primary" for at in range(size)]
    people = [teacher(f"t{at}", wishes=(SectionId(goals[(at + 1) % size]),)) for at in range(size)]
    others = [teacher(f"x{at}", wishes=(SectionId("z/primary"),)) for at in range(source.randint(0, 3))]
    base = with_settings(
        instance([*people, *others], names), school_outflow_share=1, cell_outflow_share=1
    )
    plan = tuple(move(row.id, goals[at]) for at, row in enumerate(people))
    return base, (*plan, *(move(row.id, "z") for row in others)), {row.id for row in people}


def members(exchange: Exchange) -> set[TeacherId]:
    """Return who takes part."""
    return {row.teacher for row in exchange.trades}


def test_exchanges_when_planted() -> None:
    """Tests that every planted cycle is found, that nothing stops it, and that it helps all and harms nobody."""
    for seed in range(PLANTED):
        base, plan, cycle = planted(seed)
        found = [row for row in missed_exchanges(base, plan).missed if members(row) == cycle]
        assert len(found) == 1, seed
        assert all(row.burden_then < row.burden_now for row in found[0].trades)
        changed = tuple(
            Move(row.teacher, base.index.teacher[row.teacher].section, *row.then) for row in found[0].trades
        ) + tuple(row for row in plan if row.teacher not in cycle)
        assert check_moves(base, changed) == []
        saved = amounts(base, plan)[GoalCode.BURDEN] - amounts(base, changed)[GoalCode.BURDEN]
        assert saved == found[0].gain == 100 * len(cycle)


def test_exchanges_when_something_stops_them() -> None:
    """Tests the codes: a forbidden pair, a distance, a couple, and a goal that would get worse."""
    base, plan, cycle = planted(1)
    assert len(cycle) == 2
    barred = base.replace(forbids=(Forbid(TeacherId("t0"), SectionId("s1/primary")),))
    assert stops(barred, plan, cycle) == ("forbids",)
    rooms = tuple(replace(row, x_km=25.0) if row.id == "s1" else row for row in base.schools)
    volunteer = tuple(replace(row, volunteer=row.id == "t1") for row in base.teachers)
    assert stops(base.replace(schools=rooms, teachers=volunteer), plan, cycle) == ("distance",)
    strong = tuple(replace(row, backbone=row.id == "t0") for row in base.teachers)
    counted = tuple(
        section(row.school, counted=True) if row.school == "s0" else row for row in base.sections
    )
    worse = base.replace(teachers=strong, sections=counted)
    assert "shortfall" in stops(worse, plan, cycle)


def stops(base: Instance, plan: tuple[Move, ...], cycle: set[TeacherId]) -> tuple[str, ...]:
    """Return what stops the exchange among these teachers."""
    return next(row.stopped_by for row in missed_exchanges(base, plan).exchanges if members(row) == cycle)


def test_exchanges_between_movers_and_stayers() -> None:
    """Tests that those who stay take part, and that deferred ones who did not volunteer do not."""
    first = teacher("t1", wishes=(SectionId("c/primary"),))
    second = teacher("t2", "b", wishes=(SectionId("c/primary"),))
    gladly = teacher("t3", "b", wishes=(SectionId("d/primary"),))
    base = instance([first, second, gladly], list("abcd"))
    plan = (move("t1", "d"), move("t2", "c", origin="b"))
    assert missed_exchanges(base, plan).found == 0
    people = (first, teacher("t2", "b"), replace(gladly, wishes=(SectionId("d/primary"),)))
    trade = base.replace(teachers=people)
    found = missed_exchanges(trade, plan).exchanges
    assert [members(row) for row in found] == [{"t1", "t2", "t3"}]
    deferred = (*people[:2], replace(people[2], status=TeacherStatus.DEFERRED))
    assert missed_exchanges(base.replace(teachers=deferred), plan).found == 0


def test_optimal_plans_miss_no_exchange() -> None:
    """Tests that the solver's proven plans leave nothing that burdens alone could improve."""
    for seed in range(12):
        base, _, _ = planted(seed)
        asked = base.replace(quotas=(quota("rotation_share", 1, len(base.teachers)),))
        solution = solve(asked).solution
        assert solution.status.value == "optimal"
        assert missed_exchanges(asked, solution.moves).missed == ()


def test_fairness_counts_groups() -> None:
    """Tests group figures by label, years since the last rotation, and the worst section."""
    rows = [
        teacher("t1", labels=Labels("f", "30", "x"), last_rotation_year=2020, wishes=(SectionId("b/primary"),)),
        teacher("t2", labels=Labels("m", "30", "x"), last_rotation_year=2025),
    ]
    rooms = [section("a"), section("b", counted=True, pupils=500)]
    report = fairness(instance(rows, sections=rooms), (move("t1"),))
    groups = {(row.label, row.value): row.figures for row in report.groups}
    assert list(groups) == [("sex", "f"), ("sex", "m"), ("age_group", "30"), ("township", "x")]
    assert (groups["sex", "f"].moved, groups["sex", "m"].moved) == (1, 0)
    assert (groups["age_group", "30"].years_since.mean, groups["age_group", "30"].years_stayed.mean) == (7, 2)
    assert groups["sex", "f"].wishes.met == (1,)
    assert report.worst is not None
    assert report.worst.section == "b/primary"
    assert report.worst.missing_after == 2 * 21 + 2 * 5 + 3 * 5


FALLS = {
    "rotation_share": 1100.0,
    "authorised_posts": 100.0,
    "subject_cover": 0.0,
    "distance": 0.0,
}


def best_cost(base: Instance) -> float:
    """Return the cost of the best of all plans."""
    best = cheapest(base)
    assert best is not None
    return best.cost


def test_prices_against_every_plan() -> None:
    """Tests that confirmed prices are the differences of the best costs before and after loosening by one unit."""
    people = [teacher(f"t{at}", wishes=(SectionId("b/primary"),)) for at in range(3)]
    schools = ["a", school("b", authorised_posts=21), school("c", x_km=20.5)]
    base = instance(people, [*schools, "d"], quotas=(quota("rotation_share", 1, 2),))
    base = with_settings(base, school_outflow_share=1, cell_outflow_share=1)
    prices = {row.code: row for row in rule_prices(base, LIMITS, confirm=True)}
    falls = {row.code: best_cost(base) - best_cost(row.at(1)) for row in loosenings(base) if row.code in prices}
    assert falls == {code: pytest.approx(fall) for code, fall in FALLS.items()}
    for code, fall in falls.items():
        confirmed = prices[code].confirmed
        assert confirmed is not None
        assert (confirmed.least, confirmed.most) == (pytest.approx(fall, abs=0.5), pytest.approx(fall, abs=0.5))
    assert prices["rotation_share"].dual == pytest.approx(1100)
    assert [(row.ids, row.price) for row in prices["authorised_posts"].places] == [(("b",), pytest.approx(100))]


def test_prices_of_a_schools_own_numbers() -> None:
    """Tests that one person more or fewer at each school is worth what the best plans of all say."""
    people = [teacher(f"t{at}", "a" if at < 2 else "c", wishes=(SectionId("b/primary"),)) for at in range(4)]
    limits = (SchoolLimits(SchoolId("a"), max_sent=1), SchoolLimits(SchoolId("b"), max_received=1))
    base = instance(people, ["a", "b", "c"], quotas=(quota("rotation_share", 1, 3),), school_limits=limits)
    base = with_settings(base, school_outflow_share=1, cell_outflow_share=1)
    price = next(row for row in rule_prices(base, LIMITS, confirm=True) if row.code == "school_limits")
    loosened = next(row for row in loosenings(base) if row.code == "school_limits").at(1)
    fall = best_cost(base) - best_cost(loosened)
    assert fall > 0
    assert price.confirmed is not None
    assert (price.confirmed.least, price.confirmed.most) == (pytest.approx(fall, abs=0.5), pytest.approx(fall, abs=0.5))
    assert price.relaxed == pytest.approx(fall, abs=0.5)
    assert [row.ids for row in price.places] == [("b", "received_most")]


def test_recheck_when_honest_and_when_not() -> None:
    """Tests a plan that is confirmed, one of another instance, one that claims too much, and one that hides a plan."""
    base = instance([teacher("t1"), teacher("t2")], quotas=(quota("rotation_share", 1, 1),))
    published = solve(base).solution
    good = recheck(base, published, LIMITS)
    assert good.is_confirmed
    assert (good.same_cost, good.versions, good.contradictions) == (True, (), ())
    other = recheck(base.replace(forbids=(forbid("t1", "b/primary"),)), published, LIMITS)
    assert (other.hash_matches, other.is_confirmed) == (False, False)
    assert published.cost is not None
    boasting = recheck(base, replace(published, bound=published.cost + 10, versions={"ortools": "0"}), LIMITS)
    assert boasting.contradictions == ("bound_above_plan",)
    assert boasting.findings != ()
    assert boasting.versions[0].published == "0"
    hiding = replace(published, status=type(published.status)("infeasible"), moves=(), goals=(), cost=None, bound=None, gap=None)
    assert recheck(base, hiding, LIMITS).contradictions == ("lost_plan",)
