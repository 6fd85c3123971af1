"""The sides of the capacity rules as arrays: what each school and cell may send, take and must keep.

A limit that the decided moves alone exceed is lifted to what they need (docs/rotation-model.md, section 8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import BoolArray, County, IntArray
from solvers.rotation.exact import floor_of
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import SchoolId

LEAST_CELL_OUTFLOW = 1
# Most of a school without a limit of its own: more than any county has teachers.
NO_LIMIT = 10**9


def school_outflow_limits(instance: Instance, county: County) -> IntArray:
    """Return how many teachers each school may send; no minimum of one."""
    share = instance.settings.school_outflow_share
    return np.array([floor_of(share, int(staff)) for staff in county.school_staff], dtype=np.int64)


def cell_outflow_limits(instance: Instance, county: County) -> IntArray:
    """Return how many teachers each cell may send, flat; at least one may always go."""
    share = instance.settings.cell_outflow_share
    largest = int(county.cell_listed.max(initial=0))
    by_count = np.array([floor_of(share, count) for count in range(largest + 1)], dtype=np.int64)
    return np.maximum(LEAST_CELL_OUTFLOW, by_count[county.cell_listed.ravel()])


def net_arrivals(entered: IntArray, left: IntArray, size: int, which: BoolArray | None = None) -> IntArray:
    """Return arrivals less departures at each place for moves between places."""
    if which is not None:
        entered, left = entered[which], left[which]
    return np.bincount(entered, minlength=size) - np.bincount(left, minlength=size)


def staff_after_decided(county: County, decided: Candidates) -> IntArray:
    """Return the staff that takes a post of each school once the decided moves are made."""
    return county.school_staff + net_arrivals(
        decided.host_school, decided.home_school, county.school_ids.size, decided.carries_relation
    )


def post_limits(county: County, decided: Candidates) -> IntArray:
    """Return the most staff of each school (编制, or more where it is so today)."""
    today = np.maximum(county.school_posts, county.school_staff)
    return np.maximum(today, staff_after_decided(county, decided))


def listed_after_decided(county: County, decided: Candidates) -> IntArray:
    """Return the listed teachers of each cell, flat, once the decided moves are made."""
    listed = county.cell_listed.ravel()
    return listed + net_arrivals(decided.cell_entered, decided.cell_left, listed.size)


def cover_limits(county: County, decided: Candidates) -> tuple[IntArray, IntArray]:
    """Return least and most teachers of each cell, flat."""
    listed, needed = county.cell_listed.ravel(), listed_after_decided(county, decided)
    least = np.minimum(np.minimum(county.cell_least.ravel(), listed), needed)
    most = np.maximum(np.maximum(county.cell_most.ravel(), listed), needed)
    return least, most


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """How many teachers the decided moves take from and bring to each school."""

    sent: IntArray
    received: IntArray
    backbone_sent: IntArray


def flows_of_decided(county: County, decided: Candidates) -> Flows:
    """Return the flows of the decided moves between schools; within one school nobody is sent."""
    away, size = decided.home_school != decided.host_school, county.school_ids.size
    backbone = away & decided.is_backbone
    return Flows(
        sent=np.bincount(decided.home_school[away], minlength=size),
        received=np.bincount(decided.host_school[away], minlength=size),
        backbone_sent=np.bincount(decided.home_school[backbone], minlength=size),
    )


def most_sent(instance: Instance, county: County, done: Flows) -> IntArray:
    """Return the most that each school sends by its own limit, decided moves counted; NO_LIMIT where it has none."""
    return _own_most(county, {row.school: row.max_sent for row in instance.school_limits}, done.sent)


def most_received(instance: Instance, county: County, done: Flows) -> IntArray:
    """Return the most that each school receives by its own limit, decided moves counted; NO_LIMIT where it has none."""
    return _own_most(county, {row.school: row.max_received for row in instance.school_limits}, done.received)


def _own_most(county: County, stated: Mapping[SchoolId, int | None], done: IntArray) -> IntArray:
    most = np.full(county.school_ids.size, NO_LIMIT, dtype=np.int64)
    for school, number in stated.items():
        if number is not None:
            at = county.school_at[school]
            most[at] = max(number, int(done[at]))
    return most
