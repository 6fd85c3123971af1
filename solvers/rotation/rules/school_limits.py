"""Rule `school_limits` (optional): what a school sends and receives keeps to its own numbers (派出名额、接收名额)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from solvers.rotation.county import NONE, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import NO_LIMIT, Flows, flows_of_decided, most_received, most_sent
from solvers.rotation.places import only_where
from solvers.rotation.vocabulary import LimitSide, RuleCode, SchoolId


class SchoolLimits:
    """Least and most sent, most received, least backbone sent, where a school has them; decided moves are counted."""

    code = RuleCode.SCHOOL_LIMITS.value

    def applies(self, instance: Instance) -> bool:
        """True if any school has limits of its own."""
        return bool(instance.school_limits)

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each limit, even where no candidate touches the school: a least may be out of reach.

        A departure counts −1 and an arrival +1, as in all rows that speak of both.
        """
        limits, moves = draft.instance.school_limits, draft.candidates
        done = flows_of_decided(draft.county, draft.decided)
        leavers = only_where(moves.home_school, moves.is_backbone)
        least = {row.school: row.min_sent for row in limits}
        backbone = {row.school: row.min_backbone_sent for row in limits}
        _add_least(draft, LimitSide.SENT_LEAST, least, done.sent, moves.home_school)
        _add_least(draft, LimitSide.BACKBONE_LEAST, backbone, done.backbone_sent, leavers)
        _add_most(draft, done)


def _add_least(draft: Draft, side: LimitSide, least: dict[SchoolId, int | None], done: IntArray, leaving: IntArray) -> None:
    schools = _positions(draft, [school for school, number in least.items() if number is not None])
    numbers = np.array([number for number in least.values() if number is not None], dtype=np.int64)
    _add_rows(draft, side, schools, leaving, sign=-1.0, upper=(done[schools] - numbers).astype(np.float64))


def _add_most(draft: Draft, done: Flows) -> None:
    moves = draft.candidates
    sendable = most_sent(draft.instance, draft.county, done)
    schools = np.flatnonzero(sendable < NO_LIMIT)
    room = (sendable - done.sent)[schools].astype(np.float64)
    _add_rows(draft, LimitSide.SENT_MOST, schools, moves.home_school, sign=-1.0, lower=-room)
    receivable = most_received(draft.instance, draft.county, done)
    schools = np.flatnonzero(receivable < NO_LIMIT)
    room = (receivable - done.received)[schools].astype(np.float64)
    _add_rows(draft, LimitSide.RECEIVED_MOST, schools, moves.host_school, sign=1.0, upper=room)


def _add_rows(
    draft: Draft,
    side: LimitSide,
    schools: IntArray,
    places: IntArray,
    *,
    sign: float,
    lower: ArrayLike = -np.inf,
    upper: ArrayLike = np.inf,
) -> None:
    """Write a row for each school over the candidates that touch it."""
    ids = (draft.county.school_ids[schools], [side.value] * schools.size)
    rows = draft.model.add_rows(SchoolLimits.code, schools.size, ids=ids, lower=lower, upper=upper)
    row_of = np.full(draft.county.school_ids.size + 1, NONE, dtype=np.int64)
    row_of[schools] = rows.start + np.arange(schools.size)
    # The last place stands for NONE, which is −1.
    concerned = np.flatnonzero(row_of[places] != NONE)
    draft.model.add_entries(row_of[places[concerned]], concerned, sign)


def _positions(draft: Draft, schools: list[SchoolId]) -> IntArray:
    return np.array([draft.county.school_at[school] for school in schools], dtype=np.int64)
