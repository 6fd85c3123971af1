"""Places of candidates: positions of schools, sections or cells, or NONE where a candidate does not touch any."""

from __future__ import annotations

import numpy as np

from solvers.rotation.county import NONE, BoolArray, IntArray


def only_where(places: IntArray, which: BoolArray) -> IntArray:
    """Return the places of the candidates in question, NONE for the others."""
    return np.asarray(np.where(which, places, NONE), dtype=np.int64)
