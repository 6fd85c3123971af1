"""Rule `donor_floor` (off by default): a section far short of staff sends nobody."""

from __future__ import annotations

import numpy as np

from solvers.rotation.county import County, FloatArray
from solvers.rotation.draft import Draft
from solvers.rotation.exact import as_written
from solvers.rotation.instance import Instance
from solvers.rotation.places import only_where
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode


class DonorFloor:
    """Listed teachers < floor × Σ least of the subjects: no outflow (缺编学校不派出)."""

    code = RuleCode.DONOR_FLOOR.value

    def applies(self, instance: Instance) -> bool:
        """True if the county set a floor."""
        return instance.settings.donor_floor is not None

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each short section that has candidates."""
        share = draft.instance.settings.donor_floor
        assert share is not None
        county, origin = draft.county, draft.candidates.origin
        short = np.array(_is_short(county, share), dtype=np.bool_)
        nobody: FloatArray = np.zeros(county.section_ids.size)
        add_balance_rows(
            draft,
            self.code,
            entering=only_where(origin, short[origin]),
            upper=nobody,
            name=lambda places: (county.section_ids[places],),
        )


def _is_short(county: County, share: float) -> list[bool]:
    listed, least = county.cell_listed.sum(axis=1).tolist(), county.cell_least.sum(axis=1).tolist()
    return [have < as_written(share) * need for have, need in zip(listed, least, strict=True)]
