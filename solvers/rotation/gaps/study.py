"""study_gaps(instance, moves) → today's shortages and what a plan, a further rotation and no limits at all leave of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from solvers.linear import Control, QuietControl, SolveParams, Status
from solvers.rotation.gaps.further import Further, instance_after, rotate_further
from solvers.rotation.gaps.shortages import (
    Shortage,
    ShortageKind,
    Standing,
    shortages,
    standing_today,
    total,
)
from solvers.rotation.gaps.unlimited import ROUNDING, arrange_freely
from solvers.rotation.instance import Instance, Move
from solvers.rotation.stopwatch import Stopwatch

# The rotation without limits is solved in seconds; the rest of the time belongs to the further rotation.
FURTHER_SHARE = 0.7
_DEFAULT = SolveParams()


@dataclass(frozen=True, slots=True)
class GapFindings:
    """The shortages today and after each run, and what is proven.

    `further_status`: infeasible means that the rules allow no further rotation. Then, and where none was found in time,
    `further` repeats `plan`. `further_is_proven`: no further rotation leaves fewer persons short, both kinds together.
    `least`: whatever rotation is made, so many persons of the kind stay short; `least_together`: so many unless more of
    the other kind are left short than `further` leaves.
    """

    today: tuple[Shortage, ...]
    plan: tuple[Shortage, ...]
    further: tuple[Shortage, ...]
    unlimited: tuple[Shortage, ...]
    further_status: Status
    further_is_found: bool
    further_is_proven: bool
    least: dict[ShortageKind, int]
    least_together: dict[ShortageKind, int]


def study_gaps(
    instance: Instance, moves: Iterable[Move], params: SolveParams = _DEFAULT, *, control: Control | None = None
) -> GapFindings:
    """Return what a valid plan closes, what a further rotation by the same rules could, and what no rotation can."""
    control, watch = control or QuietControl(), Stopwatch(params)
    listed = tuple(moves)
    today = standing_today(instance)
    planned = today.after(instance, listed)
    after = instance_after(instance, listed)
    further = rotate_further(after, watch.params(FURTHER_SHARE), control)
    reached = planned if further.moves is None else planned.after(after, further.moves)
    left = shortages(instance, reached)
    free = arrange_freely(instance, reached, watch.params(), control)
    unlimited = [free.rows.get(kind, tuple(row for row in left if row.kind is kind)) for kind in ShortageKind]
    return GapFindings(
        today=shortages(instance, today),
        plan=shortages(instance, planned),
        further=left,
        unlimited=tuple(sorted(row for rows in unlimited for row in rows)),
        further_status=further.status,
        further_is_found=further.moves is not None,
        further_is_proven=_is_proven(further, planned, left),
        least=free.least,
        least_together=free.least_together,
    )


def _is_proven(further: Further, planned: Standing, left: tuple[Shortage, ...]) -> bool:
    """True if no further rotation leaves fewer short; not known where the plan's guests count at home."""
    if planned.teaches != planned.counts:
        return False
    if further.moves is None:
        return further.status is Status.INFEASIBLE
    return math.ceil(further.bound - ROUNDING) >= total(left)
