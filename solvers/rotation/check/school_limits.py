"""A school's own numbers (名额): how many it sends and receives, and how many of those sent are backbone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solvers.rotation.check.plan import Plan, decided_only
from solvers.rotation.instance import Instance
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import LimitSide, RuleCode, SchoolId


@dataclass(frozen=True, slots=True)
class _Flows:
    sent: Mapping[SchoolId, int]
    received: Mapping[SchoolId, int]
    backbone: Mapping[SchoolId, int]


def _flows(plan: Plan) -> _Flows:
    """Return how many leave each school for another one, and how many come from another one; decided moves too."""
    away = [move for move in plan.moves.values() if plan.home(move).id != plan.host(move).id]
    return _Flows(
        Counter(plan.home(move).id for move in away),
        Counter(plan.host(move).id for move in away),
        Counter(plan.home(move).id for move in away if plan.teacher(move).backbone),
    )


def school_limits(plan: Plan) -> Iterator[Finding]:
    """Yield the schools that send or receive otherwise than their own numbers; decided moves alone lift a most."""
    if not plan.instance.school_limits:
        return
    after, needed = _flows(plan), _flows(decided_only(plan.instance))
    for row in plan.instance.school_limits:
        yield from _below(row.school, LimitSide.SENT_LEAST, after.sent, row.min_sent)
        yield from _above(row.school, LimitSide.SENT_MOST, after.sent, needed.sent, row.max_sent)
        yield from _above(row.school, LimitSide.RECEIVED_MOST, after.received, needed.received, row.max_received)
        yield from _below(row.school, LimitSide.BACKBONE_LEAST, after.backbone, row.min_backbone_sent)


def lifted_school_limits(instance: Instance) -> Iterator[Finding]:
    """Yield the mosts that decided moves alone exceed; not breaches, but worth telling."""
    needed = _flows(decided_only(instance))
    for row in instance.school_limits:
        sides = ((LimitSide.SENT_MOST, row.max_sent, needed.sent), (LimitSide.RECEIVED_MOST, row.max_received, needed.received))
        for side, most, flow in sides:
            number = flow.get(row.school, 0)
            if most is not None and number > most:
                text = f"Decided moves alone lift the limit {side} of {row.school} to {number}."
                yield Finding(RuleCode.SCHOOL_LIMITS, (row.school, side.value), text, {"needed": number})


def _below(school: SchoolId, side: LimitSide, flow: Mapping[SchoolId, int], least: int | None) -> Iterator[Finding]:
    number = flow.get(school, 0)
    if least is not None and number < least:
        text = f"School {school}: {side} is {least}, and the plan has {number}."
        yield Finding(RuleCode.SCHOOL_LIMITS, (school, side.value), text, {"number": number, "limit": least})


def _above(
    school: SchoolId, side: LimitSide, flow: Mapping[SchoolId, int], needed: Mapping[SchoolId, int], most: int | None
) -> Iterator[Finding]:
    number = flow.get(school, 0)
    if most is None:
        return
    limit = max(most, needed.get(school, 0))
    if number > limit:
        text = f"School {school}: {side} is {limit}, and the plan has {number}."
        yield Finding(RuleCode.SCHOOL_LIMITS, (school, side.value), text, {"number": number, "limit": limit})
