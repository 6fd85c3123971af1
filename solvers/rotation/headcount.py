"""The three staffing indicators as counts: who counts where, today's numbers, and the numbers required."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import STAGES, BoolArray, County, FloatArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.exact import as_written, ceiling_of
from solvers.rotation.instance import Instance
from solvers.rotation.places import only_where
from solvers.rotation.records import Indicator
from solvers.rotation.vocabulary import IndicatorCode

PASS_SHARE = 0.85
"""Share of a threshold that even the one missed indicator must reach (教督 [2017] 6号)."""


@dataclass(frozen=True, slots=True, eq=False)
class Headcount:
    """Counts of one indicator over all sections, and which candidates change them."""

    indicator: Indicator
    measured: IntArray  # sections that the indicators judge
    today: IntArray
    after_decided: IntArray
    need: IntArray  # by section, 0 where not measured
    need_85: IntArray
    candidates: Candidates
    enters: BoolArray  # the candidate counts at the destination
    leaves: BoolArray  # the candidate no longer counts at home

    @property
    def code(self) -> IndicatorCode:
        """Return the indicator's code."""
        return self.indicator.code

    def entering(self, sections: Collection[int]) -> IntArray:
        """Return the section that each candidate adds to, if it is among the given ones."""
        return only_where(self.candidates.section, self.enters & self._among(sections)[self.candidates.section])

    def leaving(self, sections: Collection[int]) -> IntArray:
        """Return the section that each candidate takes from, if it is among the given ones."""
        return only_where(self.candidates.origin, self.leaves & self._among(sections)[self.candidates.origin])

    def by_section(self, values: dict[int, int]) -> FloatArray:
        """Return the values as an array over all sections."""
        spread = np.zeros(self.today.size)
        spread[list(values)] = list(values.values())
        return spread

    def _among(self, sections: Collection[int]) -> BoolArray:
        among = np.zeros(self.today.size, dtype=np.bool_)
        among[list(sections)] = True
        return among


def headcounts(draft: Draft) -> list[Headcount]:
    """Return the counts of every indicator of the instance."""
    return [_headcount(draft, indicator) for indicator in draft.instance.indicators]


def _headcount(draft: Draft, indicator: Indicator) -> Headcount:
    county, instance = draft.county, draft.instance
    at_home = _counts_in(instance, county, indicator, county.teacher_section, county.teacher_subject)
    today = np.bincount(county.teacher_section[at_home], minlength=county.section_ids.size)
    enters, leaves = _changes(instance, draft.candidates, indicator, at_home)
    decided_enters, decided_leaves = _changes(instance, draft.decided, indicator, at_home)
    arrived = np.bincount(draft.decided.section[decided_enters], minlength=today.size)
    departed = np.bincount(draft.decided.origin[decided_leaves], minlength=today.size)
    need, need_85 = _required(instance, indicator)
    return Headcount(
        indicator=indicator,
        measured=np.array([at for at, row in enumerate(instance.sections) if row.measured], dtype=np.int64),
        today=today,
        after_decided=today + arrived - departed,
        need=need,
        need_85=need_85,
        candidates=draft.candidates,
        enters=enters,
        leaves=leaves,
    )


def _changes(
    instance: Instance, moves: Candidates, indicator: Indicator, at_home: BoolArray
) -> tuple[BoolArray, BoolArray]:
    """Return which moves enter the count of their destination and which leave that of their origin."""
    teachers = moves.teacher
    counted = _counts_in(instance, moves.county, indicator, moves.section, moves.subject, teachers)
    return counted & moves.counts_at_host, at_home[teachers] & moves.counts_at_host


def _counts_in(
    instance: Instance,
    county: County,
    indicator: Indicator,
    sections: IntArray,
    subjects: IntArray,
    teachers: IntArray | None = None,
) -> BoolArray:
    """Return whether teachers count in the indicator when they teach these subjects in these sections."""
    who = np.arange(county.teacher_ids.size) if teachers is None else teachers
    if indicator.code is IndicatorCode.ABOVE_DEGREE:
        return county.teacher_above[who, county.section_stage[sections]]
    if indicator.code is IndicatorCode.BACKBONE:
        return county.teacher_backbone[who]
    arts = np.array([subject in set(indicator.subjects) for subject in county.subjects], dtype=np.bool_)
    return arts[subjects]


def _required(instance: Instance, indicator: Indicator) -> tuple[IntArray, IntArray]:
    """Return ⌈threshold · pupils / 100⌉ and ⌈0.85 · threshold · pupils / 100⌉ by section."""
    need = np.zeros(len(instance.sections), dtype=np.int64)
    need_85 = need.copy()
    per_pupil = {stage: as_written(indicator.at(stage).threshold) / 100 for stage in STAGES}
    for at, row in enumerate(instance.sections):
        if row.measured:
            need[at] = ceiling_of(1, per_pupil[row.stage], row.pupils)
            need_85[at] = ceiling_of(PASS_SHARE, per_pupil[row.stage], row.pupils)
    return need, need_85
