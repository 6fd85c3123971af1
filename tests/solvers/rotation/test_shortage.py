"""What the duals of one infeasible instance prove of its loosened neighbours, against every plan tried one by one."""

from random import Random

from solvers.linear import SolveParams
from solvers.rotation.explanations.levers import lever_table
from solvers.rotation.explanations.loosenings import loosenings
from solvers.rotation.explanations.shortage import first_shortage, hard_rules, shortage_of
from solvers.rotation.instance import Instance, OfNumber, Quota
from solvers.rotation.stopwatch import Stopwatch
from tests.helpers.brute_force import feasible_plans
from tests.helpers.random_instances import random_instance

LIMITS = SolveParams(time_limit_s=20)


def short_instances(count: int) -> list[Instance]:
    """Return random instances that ask for more moves than any plan has."""
    found: list[Instance] = []
    seed = 0
    while len(found) < count:
        base = random_instance(Random(seed))
        others = [row for row in base.quotas if row.code != "rotation_share"]
        base = base.replace(quotas=(*others, Quota("rotation_share", "all", OfNumber(len(base.teachers)), 1.0)))
        seed += 1
        if hard_rules(base) is not None and not feasible_plans(base):
            found.append(base)
    return found


def test_proofs_when_carried_to_neighbours() -> None:
    """Tests that no plan exists wherever carried duals rule one out, and that they do rule out a good part."""
    ruled_out = 0
    for base in short_instances(40):
        shortage = first_shortage(base, Stopwatch(LIMITS))
        assert shortage is not None
        for loosening in loosenings(base):
            neighbour = loosening.at(1)
            rules = hard_rules(neighbour)
            if rules is not None and shortage.proves_against(rules):
                ruled_out += 1
                assert feasible_plans(neighbour) == [], loosening.code
    assert ruled_out >= 40


def test_shortage_when_solved_from_a_known_basis() -> None:
    """Tests that a step solved from the basis of another one ends as it does when solved alone."""
    watch = Stopwatch(LIMITS)
    for base in short_instances(25):
        first = first_shortage(base, watch)
        assert first is not None
        for loosening in loosenings(base)[:3]:
            low, high = hard_rules(loosening.at(1)), hard_rules(loosening.at(min(2, loosening.most)))
            if low is None or high is None:
                continue
            known = shortage_of(low, first, watch)
            assert known is not None
            warm, cold = shortage_of(high, known, watch), shortage_of(high, first, watch)
            assert warm is not None
            assert cold is not None
            assert warm.is_none == cold.is_none


def test_levers_when_two_are_tried_at_once() -> None:
    """Tests that the table does not depend on the number of workers."""
    for base in short_instances(12):
        alone, together = (lever_table(base, SolveParams(time_limit_s=20, workers=count)) for count in (1, 2))
        assert [(row.code, row.step, row.is_least, row.is_confirmed) for row in alone] == [
            (row.code, row.step, row.is_least, row.is_confirmed) for row in together]
