"""Quotas: do enough teachers of each group move? (10 % of the eligible, 20 % backbone, and a county's own.)"""

from collections.abc import Iterator

from solvers.rotation.check.exact import ceiling
from solvers.rotation.check.plan import Plan
from solvers.rotation.instance import Instance
from solvers.rotation.records import OfMoved, OfNumber, Quota, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import ALL_TEACHERS, BACKBONE_TEACHERS, TeacherStatus


def is_in_group(teacher: Teacher, group: str) -> bool:
    """True if the teacher belongs to the group; `all` and `backbone` are not listed by name."""
    if group == ALL_TEACHERS:
        return True
    return teacher.backbone if group == BACKBONE_TEACHERS else group in teacher.groups


def moved_of_group(plan: Plan, group: str) -> int:
    """Return how many teachers of the group move, whatever their status."""
    return sum(is_in_group(plan.teacher(move), group) for move in plan.moves.values())


def quota_base(instance: Instance, quota: Quota, moved: int) -> int:
    """Return the number that the share is taken of."""
    if isinstance(quota.of, OfMoved):
        return moved
    if isinstance(quota.of, OfNumber):
        return quota.of.number
    group = quota.of.group
    return sum(
        teacher.status is TeacherStatus.ELIGIBLE and is_in_group(teacher, group)
        for teacher in instance.teachers
    )


def quotas(plan: Plan) -> Iterator[Finding]:
    """Yield the quotas that the plan misses."""
    for quota in plan.instance.quotas:
        base = quota_base(plan.instance, quota, len(plan.moves))
        required = ceiling(quota.at_least, base)
        moved = moved_of_group(plan, quota.group)
        if moved < required:
            text = f"{moved} teachers of group {quota.group} move; {quota.code} asks for {required}."
            yield Finding(quota.code, (), text, {"moved": moved, "required": required, "base": base})
