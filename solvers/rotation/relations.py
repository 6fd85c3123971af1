"""Which moves carry the personnel relation (人事关系), and where the moved count (指标计入口径).

Section 8 of docs/rotation-model.md; a document that is silent on `relation_moves` means: always, and with
`counts_at: home` nobody counts at the host.
"""

from __future__ import annotations

import numpy as np

from solvers.rotation.county import BoolArray, County, IntArray
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import CountsAt, Location, RelationMoves


def carries_relation(instance: Instance, county: County, host_school: IntArray) -> BoolArray:
    """Return, for moves to these schools, whether the personnel relation goes along."""
    setting = instance.settings.relation_moves
    if setting is RelationMoves.NEVER:
        return np.zeros(host_school.size, dtype=np.bool_)
    if setting is RelationMoves.TO_URBAN:
        return np.asarray(county.school_location[host_school] == Location.URBAN.rank, dtype=np.bool_)
    return np.ones(host_school.size, dtype=np.bool_)


def counts_at_host(instance: Instance, relation: BoolArray) -> BoolArray:
    """Return whether the moved count at the destination, given which of them carry the relation."""
    if instance.settings.counts_at is CountsAt.HOST:
        return np.ones(relation.size, dtype=np.bool_)
    if instance.settings.relation_moves is None:
        return np.zeros(relation.size, dtype=np.bool_)
    return relation.copy()
