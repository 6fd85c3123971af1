"""Is a published plan what it claims to be? Its fingerprint, the checker, and a new solve, on any machine."""

from __future__ import annotations

from dataclasses import dataclass

from solvers.linear import SolveParams
from solvers.linear.engines import engine_versions
from solvers.rotation.check import check
from solvers.rotation.check.exact import agree, not_above
from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256
from solvers.rotation.solution import Finding, Solution
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import SolutionStatus


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """A library whose version differs between the published run and this machine; None where it is not named."""

    name: str
    published: str | None
    here: str | None


@dataclass(frozen=True, slots=True)
class Recheck:
    """The outcome. `contradictions` are codes of what the two runs cannot both be right about:

    `bound_above_plan` a run's bound lies above the other's plan; `lost_plan` one proves infeasible what the other
    solves; `other_optimum` both call their plan optimal and the costs differ. Plans may differ at equal cost.
    """

    hash_matches: bool
    findings: tuple[Finding, ...]
    again: Solution
    same_cost: bool
    same_moves: bool
    versions: tuple[VersionDifference, ...]
    contradictions: tuple[str, ...]

    @property
    def is_confirmed(self) -> bool:
        """True if the plan belongs to the instance, the checker finds no fault, and the new run contradicts nothing."""
        return self.hash_matches and not self.findings and not self.contradictions


def recheck(instance: Instance, published: Solution, params: SolveParams) -> Recheck:
    """Return what checking and running again say of a published solution."""
    again = solve(instance, params).solution
    both = published.cost is not None and again.cost is not None
    same_cost = (
        agree(again.cost, published.cost)
        if published.cost is not None and again.cost is not None
        else published.cost is again.cost
    )
    return Recheck(
        hash_matches=published.instance_sha256 == instance_sha256(instance),
        findings=tuple(check(instance, published)),
        again=again,
        same_cost=same_cost,
        same_moves=both and set(published.moves) == set(again.moves),
        versions=_versions(published),
        contradictions=tuple(_contradictions(published, again, same_cost=same_cost)),
    )


def _versions(published: Solution) -> tuple[VersionDifference, ...]:
    here = engine_versions()
    names = sorted({*here, *published.versions})
    rows = (VersionDifference(name, published.versions.get(name), here.get(name)) for name in names)
    return tuple(row for row in rows if row.published != row.here)


def _contradictions(published: Solution, again: Solution, *, same_cost: bool) -> list[str]:
    found = []
    pairs = ((published, again), (again, published))
    if any(
        one.bound is not None and other.cost is not None and not not_above(one.bound, other.cost)
        for one, other in pairs
    ):
        found.append("bound_above_plan")
    if any(one.status is SolutionStatus.INFEASIBLE and other.has_plan for one, other in pairs):
        found.append("lost_plan")
    optimal = published.status is SolutionStatus.OPTIMAL and again.status is SolutionStatus.OPTIMAL
    if optimal and not same_cost and _beyond_gaps(published, again):
        found.append("other_optimum")
    return found


def _beyond_gaps(published: Solution, again: Solution) -> bool:
    """True if two optimal costs differ by more than the gaps that optimality leaves open."""
    if published.cost is None or again.cost is None:
        return True
    room = sum((row.gap or 0.0) * max(1.0, abs(row.cost or 0.0)) for row in (published, again))
    return not agree(again.cost, published.cost) and abs(again.cost - published.cost) > room
