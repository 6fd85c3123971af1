"""What rotation can close and what it cannot (缺口分解), and who must be recruited or named (补充需求表).

The caller solves three times: this year's plan; a further rotation from its result, by the county's rules; and a rotation
with all quotas, distances and limits off. Each run says what stays short. Here these remainders are compared; nothing
is solved. The remainders of the last run are what no rotation can close, however teachers move.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.indicators.codes import Measure


class ShortageKind(LabelledEnum):
    """What is short: teachers of a subject by lessons, or persons of an indicator."""

    SUBJECT = "subject", _l("Teachers of a subject")
    INDICATOR = "indicator", _l("Persons of an indicator")


class ShortageKey(NamedTuple):
    """One shortage: at which section, of which kind, of which subject or indicator."""

    section: str
    kind: ShortageKind
    code: str


Remainders = Mapping[ShortageKey, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How few persons of a kind are proven to stay short: `alone` whatever rotation is made, `together` unless a rotation
    leaves more of the other kind short than the further rotation does."""

    alone: int = 0
    together: int = 0


@dataclass(frozen=True, slots=True)
class GapRow:
    """One shortage through the runs.

    The four parts add up to today's shortage. A part is negative where a run buys less shortage elsewhere with more
    here; totals over a county are never negative.
    """

    section: str
    stage: str
    kind: ShortageKind
    code: str
    today: int
    after_plan: int
    after_further: int
    after_unlimited: int

    @property
    def closed_by_plan(self) -> int:
        """Return what this plan closes."""
        return self.today - self.after_plan

    @property
    def closable_by_further(self) -> int:
        """Return what a further rotation within the county's rules closes."""
        return self.after_plan - self.after_further

    @property
    def closable_without_limits(self) -> int:
        """Return what only a rotation without quotas, distances and limits would close."""
        return self.after_further - self.after_unlimited

    @property
    def by_no_rotation(self) -> int:
        """Return what no rotation closes."""
        return self.after_unlimited


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Every shortage of a kind split, and what is proven about the part that no rotation closes."""

    rows: tuple[GapRow, ...]
    bounds: Bounds = Bounds()

    @property
    def is_proven(self) -> bool:
        """True if no rotation whatever leaves less in total."""
        return self.total(_by_no_rotation) <= self.bounds.alone

    @property
    def is_proven_together(self) -> bool:
        """True if no rotation leaves less in total without leaving more of the other kind."""
        return self.total(_by_no_rotation) <= self.bounds.together

    def by_code(self) -> tuple[GapRow, ...]:
        """Return the sums over the sections, one row for each stage and subject or indicator, without a section."""
        sums: dict[tuple[str, str], list[int]] = {}
        for row in self.rows:
            numbers = sums.setdefault((row.stage, row.code), [0, 0, 0, 0])
            for place, left in enumerate((row.today, row.after_plan, row.after_further, row.after_unlimited)):
                numbers[place] += left
        kind = self.rows[0].kind if self.rows else ShortageKind.SUBJECT
        return tuple(GapRow("", stage, kind, code, *numbers) for (stage, code), numbers in sorted(sums.items()))

    def total(self, part: Callable[[GapRow], int], *, stage: str | None = None, code: str | None = None) -> int:
        """Return the sum of a part, e.g. ``total(lambda row: row.by_no_rotation, stage="primary")``."""
        return sum(part(row) for row in self.rows if stage in (None, row.stage) and code in (None, row.code))


def _by_no_rotation(row: GapRow) -> int:
    return row.by_no_rotation


def decompose(runs: tuple[Remainders, Remainders, Remainders, Remainders], *, kind: ShortageKind, stages: Mapping[str, str],
              bounds: Bounds = Bounds()) -> Decomposition:
    """Return the shortages of one kind split by what closes them: `runs` are today and what plan, further rotation and
    rotation without limits leave; `stages` names the stage of every section.

    A later run that leaves more in total than the one before is replaced by it as a whole: standing still is also a
    rotation, and its result is known to be attainable. Parts of two runs are never mixed, because no single plan may
    attain both.
    """
    today, plan, further, unlimited = runs
    further = _better(plan, further, kind)
    remainders = (today, plan, further, _better(further, unlimited, kind))
    keys = sorted({key for remainder in remainders for key, left in remainder.items() if key.kind is kind and left})
    rows = tuple(GapRow(key.section, stages[key.section], kind, key.code, *(left.get(key, 0) for left in remainders))
                 for key in keys)
    return Decomposition(rows, bounds)


def _better(before: Remainders, after: Remainders, kind: ShortageKind) -> Remainders:
    return after if _total(after, kind) <= _total(before, kind) else before


def _total(remainders: Remainders, kind: ShortageKind) -> int:
    return sum(left for key, left in remainders.items() if key.kind is kind)


class SupplementKind(LabelledEnum):
    """How a shortage that no rotation closes is made good."""

    RECRUIT = "recruit", _l("Recruit teachers of the subject")
    RECRUIT_PE_ARTS = "recruit_pe_arts", _l("Recruit or share teachers of PE, music or fine arts")
    NAME_BACKBONE = "name_backbone", _l("Name backbone teachers")
    RAISE_DEGREE = "raise_degree", _l("Raise degrees, or recruit above the required degree")


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """One row of the 补充需求表: how many of what in which stage, and at which sections."""

    kind: SupplementKind
    stage: str
    code: str
    persons: int
    sections: tuple[tuple[str, int], ...]


_BY_MEASURE = {Measure.BACKBONE.value: SupplementKind.NAME_BACKBONE,
               Measure.PE_ARTS.value: SupplementKind.RECRUIT_PE_ARTS,
               Measure.ABOVE_DEGREE.value: SupplementKind.RAISE_DEGREE}


def list_supplements(subjects: Decomposition, indicators: Decomposition, *, pe_arts_subjects: Iterable[str],
                     recruits_are_above_degree: bool) -> tuple[SupplementRow, ...]:
    """Return the 补充需求表, ordered by kind, stage and code.

    One recruit can serve several ends: somebody recruited for music also counts in L3, and in L1 where the county
    recruits above the required degree only. What such recruits bring is taken off the indicator's need at the same section.
    """
    recruits: dict[str, int] = {}
    artists: dict[str, int] = {}
    arts = set(pe_arts_subjects)
    for row in subjects.rows:
        recruits[row.section] = recruits.get(row.section, 0) + row.by_no_rotation
        if row.code in arts:
            artists[row.section] = artists.get(row.section, 0) + row.by_no_rotation
    found: dict[tuple[SupplementKind, str, str], list[tuple[str, int]]] = {}
    for row in (*subjects.rows, *indicators.rows):
        kind = SupplementKind.RECRUIT if row.kind is ShortageKind.SUBJECT else _BY_MEASURE[row.code]
        brought = 0
        if kind is SupplementKind.RECRUIT_PE_ARTS:
            brought = artists.get(row.section, 0)
        elif kind is SupplementKind.RAISE_DEGREE and recruits_are_above_degree:
            brought = recruits.get(row.section, 0)
        persons = max(0, row.by_no_rotation - brought)
        if persons:
            found.setdefault((kind, row.stage, row.code), []).append((row.section, persons))
    order = tuple(SupplementKind)
    return tuple(SupplementRow(kind, stage, code, sum(persons for _, persons in sections), tuple(sections))
                 for (kind, stage, code), sections in sorted(found.items(), key=lambda item: (
                     order.index(item[0][0]), item[0][1], item[0][2])))
