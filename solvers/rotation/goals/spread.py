"""V, the squared 差异系数 of an indicator over the measured sections of a stage, as a linear function of steps.

V = Σ (P_p/P)·((x_p − X)/X)² with x = 100·n/P_p and X today's county value; n² = lo² + Σ (2v − 1)·z_v.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solvers.rotation.county import STAGES, FloatArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.records import Section
from solvers.rotation.steps import Count, IndicatorCounts
from solvers.rotation.vocabulary import Stage


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """V of one stage and indicator = fixed + Σ amounts·columns; at least `least`, at most `most`, in any plan."""

    stage: Stage
    code: str
    limit: float  # of the 差异系数, not of V
    columns: IntArray
    amounts: FloatArray
    fixed: float
    least: float
    most: float


def spreads(draft: Draft, counts: Counts) -> Iterator[Spread]:
    """Yield V of every stage and indicator that has one (none where nobody counts today)."""
    for indicator in counts:
        for stage in STAGES:
            members = [c for c in indicator.counts if draft.instance.sections[c.section].stage is stage]
            today = sum(int(indicator.headcount.today[count.section]) for count in members)
            if today > 0:
                yield _spread(draft.instance.sections, indicator, stage, members, today)


def _spread(
    sections: tuple[Section, ...], indicator: IndicatorCounts, stage: Stage, members: list[Count], today: int
) -> Spread:
    pupils = sum(sections[count.section].pupils for count in members)
    county_value = 100 * today / pupils
    columns, amounts, fixed, least, most = [], [], 0.0, 0.0, 0.0
    for count in members:
        own = sections[count.section].pupils
        share, per_teacher = own / pupils, 100 / own / county_value
        levels = np.asarray(share * (per_teacher * count.numbers - 1) ** 2, dtype=np.float64)
        columns.append(count.columns)
        amounts.append(count.gains(levels))
        fixed += float(levels[0])
        least += float(levels.min())
        most += float(levels.max())
    return Spread(
        stage,
        indicator.headcount.code.value,
        indicator.headcount.indicator.at(stage).cv_limit,
        np.concatenate(columns),
        np.concatenate(amounts),
        fixed,
        least,
        most,
    )
