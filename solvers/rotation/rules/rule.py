"""The shape of a rule, and the helper that writes its rows: who leaves and who enters each place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from solvers.linear.model import Ids
from solvers.rotation.county import NONE, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance

Numbers = NDArray[np.int64] | NDArray[np.float64]


class Rule(Protocol):
    """A hard rule (硬性规则): its code stands in findings, rows and docs/rotation-model.md."""

    code: str

    def applies(self, instance: Instance) -> bool:
        """True if the instance has anything that the rule speaks of."""

    def add_rows(self, draft: Draft) -> None:
        """Write the rule's rows, named by its code and the ids they speak of."""


def add_balance_rows(
    draft: Draft,
    code: str,
    *,
    name: Callable[[IntArray], Ids],
    entering: IntArray | None = None,
    leaving: IntArray | None = None,
    lower: Numbers | float = -np.inf,
    upper: Numbers | float = np.inf,
) -> None:
    """Write one row for each place that a candidate touches: lower ≤ entering − leaving ≤ upper.

    Parameters
    ----------
    entering, leaving
        The place that each candidate enters or leaves; NONE where it does not.
    lower, upper
        By place, or one number for all.
    name
        Ids of the given places.
    """
    ends = [(places, sign) for places, sign in ((entering, 1.0), (leaving, -1.0)) if places is not None]
    touched = np.unique(np.concatenate([places for places, _ in ends]))
    touched = touched[touched != NONE]
    sides = [side if isinstance(side, float) else side[touched] for side in (lower, upper)]
    rows = draft.model.add_rows(code, touched.size, ids=name(touched), lower=sides[0], upper=sides[1])
    for places, sign in ends:
        concerned = np.flatnonzero(places != NONE)
        at = np.searchsorted(touched, places[concerned])
        draft.model.add_entries(rows.start + at, concerned, sign)


def cell_names(draft: Draft, places: IntArray) -> Ids:
    """Return section and subject of flat cells."""
    county = draft.county
    sections, subjects = np.divmod(places, max(1, county.subjects.size))
    return county.section_ids[sections], county.subjects[subjects]
