"""L1-L7 of a county and of a whole city before and after the plans, from exact sums over measured sections. Pure.

L1-L3 are the persons that a plan's run counted, in the county's own way to count; L4-L7 are rooms and equipment, which no
rotation moves: the same before and after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from staffing.cities.sums import ResourceSums, add_up, sum_sections
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.formulas import composite
from staffing.schools.enums import Stage

Json = Mapping[str, Any]
# Section id -> resource behind each of L4-L7; None is a figure that nobody reported.
Hardware = Mapping[int, Mapping[str, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """The sums of one indicator before and after the plans."""

    before: ResourceSums
    after: ResourceSums


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage of a county or city: measured sections, their pupils, the seven indicators by code."""

    stage: Stage
    sections: int
    pupils: int
    changes: Mapping[str, Change]

    @property
    def composite_before(self) -> float | None:
        """Return the composite (综合差异系数) before the plans; None if a coefficient does not apply."""
        return composite(self.changes[item.code].before.cv for item in QUALITY_INDICATORS)

    @property
    def composite_after(self) -> float | None:
        """Return the composite after the plans."""
        return composite(self.changes[item.code].after.cv for item in QUALITY_INDICATORS)


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A county, or all counties of a city together: persons moved, failing sections before and after, and its stages."""

    moved: int
    failing_before: int
    failing_after: int
    stages: Mapping[Stage, StageFigures]


def county_figures(statistics: Json, hardware: Hardware) -> PlaceFigures:
    """Return a county's figures from the statistics stored with its run."""
    measured = [row for row in statistics["sections"] if row["measured"] and row["pupils"] > 0]
    stages = {stage: _stage(stage, [row for row in measured if row["stage"] == stage.value], statistics["counts_at"], hardware)
              for stage in (Stage.PRIMARY, Stage.JUNIOR)}
    before, after = statistics["failing"]
    return PlaceFigures(statistics["moved"], before, after, stages)


def _stage(stage: Stage, rows: Sequence[Json], counts_at: str, hardware: Hardware) -> StageFigures:
    changes = {}
    for item in QUALITY_INDICATORS:
        if item.counts_persons:
            before, after = (sum_sections((row["pupils"], row["indicators"][item.code][key]) for row in rows)
                             for key in ("before", counts_at))
        else:
            before = after = sum_sections((row["pupils"], hardware.get(row["id"], {}).get(item.code)) for row in rows)
        changes[item.code] = Change(before, after)
    return StageFigures(stage, len(rows), sum(row["pupils"] for row in rows), changes)


def city_figures(counties: Iterable[PlaceFigures]) -> PlaceFigures:
    """Return the figures over all sections of all counties, added up exactly."""
    places = list(counties)
    stages = {}
    for stage in (Stage.PRIMARY, Stage.JUNIOR):
        parts = [place.stages[stage] for place in places]
        changes = {item.code: Change(add_up(part.changes[item.code].before for part in parts),
                                     add_up(part.changes[item.code].after for part in parts)) for item in QUALITY_INDICATORS}
        stages[stage] = StageFigures(stage, sum(part.sections for part in parts), sum(part.pupils for part in parts), changes)
    return PlaceFigures(sum(place.moved for place in places), sum(place.failing_before for place in places),
                        sum(place.failing_after for place in places), stages)
