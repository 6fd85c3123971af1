"""The county's teachers and their findings as columns of numbers: narrowed and counted in milliseconds, however many they are.

Made once for what ``gather_qualifications`` remembers. Tests hold every figure against a plain count over the raw rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from staffing.qualifications.codes import STANDINGS, Check, Reason, Standing
from staffing.qualifications.figures import Figure, HoursCell, Overview, figure_from, target_of
from staffing.qualifications.gathering import BEFORE, CountyQualifications, Holder
from staffing.qualifications.policy import QualificationPolicy
from staffing.qualifications.selecting import URGENCY, Wish
from staffing.schools.enums import Stage

REASONS: Final = tuple(Reason)
STAGES: Final = tuple(Stage)
SCALE: Final = 10
"""Hours are kept in tenths, as they are stored, so that sums are exact."""
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
COLUMNS: Final = "columns"


@dataclass(frozen=True, slots=True)
class HolderColumns:
    """One place per teacher, in the order of staff numbers; ``hours`` are (place, cell, tenths of hours) of ``cells``."""

    holders: tuple[Holder, ...]
    schools: Codes
    stages: Codes
    subjects: npt.NDArray[np.object_]
    reasons: Mapping[Check, Codes]
    missing: Mapping[Check, Codes]
    hours: tuple[Codes, Codes, Codes]
    cells: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, holders: tuple[Holder, ...]) -> "HolderColumns":
        """Divide the teachers into columns."""
        reason_place = {reason: place for place, reason in enumerate(REASONS)}
        stage_place = {stage: place for place, stage in enumerate(STAGES)}
        cells = tuple(sorted({cell for holder in holders for cell in holder.hours}))
        cell_place = {cell: place for place, cell in enumerate(cells)}
        spent = [(place, cell_place[cell], int(hours * SCALE)) for place, holder in enumerate(holders) for cell, hours in holder.hours.items()]
        table = np.array(spent, dtype=np.int64).reshape(-1, 3)
        return cls(
            holders, _numbers(holder.school_id for holder in holders), _numbers(stage_place[holder.stage] for holder in holders),
            np.array([holder.subject for holder in holders], dtype=object),
            {check: _numbers(reason_place[holder.findings[check].reason] for holder in holders) for check in Check},
            {check: _numbers(int((holder.findings[check].missing or 0) * SCALE) for holder in holders) for check in Check},
            (table[:, 0], table[:, 1], table[:, 2]), cells)

    def with_holders(self, holders: tuple[Holder, ...], touched: frozenset[int]) -> "HolderColumns":
        """Return the columns of ``holders``, who differ from these in those touched alone."""
        fresh = tuple(holder for holder in holders if holder.entry.id in touched)
        new = HolderColumns.of(fresh)
        kept = np.flatnonzero(np.fromiter((holder.entry.id not in touched for holder in self.holders), dtype=np.bool_, count=len(self.holders)))
        is_fresh = np.fromiter((holder.entry.id in touched for holder in holders), dtype=np.bool_, count=len(holders))
        # Where each kept and each fresh teacher stands now; both keep their order.
        places = np.concatenate([np.flatnonzero(~is_fresh), np.flatnonzero(is_fresh)])

        def joined(old: npt.NDArray[Any], more: npt.NDArray[Any]) -> npt.NDArray[Any]:
            column = np.empty(len(holders), dtype=old.dtype)
            column[places] = np.concatenate([old[kept], more])
            return column

        cells = tuple(sorted({*self.cells, *new.cells}))
        return HolderColumns(
            holders, joined(self.schools, new.schools), joined(self.stages, new.stages), joined(self.subjects, new.subjects),
            {check: joined(self.reasons[check], new.reasons[check]) for check in Check},
            {check: joined(self.missing[check], new.missing[check]) for check in Check},
            _joined_hours((self, kept, places[:len(kept)]), (new, np.arange(len(fresh)), places[len(kept):]), cells), cells)

    def within(self, wish: Wish, schools: frozenset[int] | None) -> Mask:
        """Return who teaches the wished stage and subject at the wished school; ``schools`` None: at any school."""
        mask = np.ones(len(self.holders), dtype=np.bool_)
        if wish.stage is not None:
            mask &= self.stages == STAGES.index(wish.stage)
        if wish.subject:
            mask &= self.subjects == wish.subject
        if wish.school_id is not None:
            mask &= self.schools == wish.school_id
        if schools is not None:
            mask &= np.isin(self.schools, list(schools))
        return mask

    def figure(self, check: Check, mask: Mask, stage: Stage | None, policy: QualificationPolicy) -> Figure:
        """Return the figure of some teachers against the target of a stage or of the county."""
        counts = np.bincount(self.reasons[check][mask], minlength=len(REASONS))
        return _figure(check, counts, int(self.missing[check][mask].sum()), stage, policy)

    def by_school(self, check: Check, mask: Mask, stage: Stage | None, policy: QualificationPolicy) -> dict[int, Figure]:
        """Return a figure for each school that has such teachers."""
        schools, places = np.unique(self.schools[mask], return_inverse=True)
        width = len(REASONS)
        counts = np.bincount(places * width + self.reasons[check][mask], minlength=len(schools) * width).reshape(-1, width)
        missing = np.bincount(places, self.missing[check][mask], minlength=len(schools))
        return {int(school): _figure(check, counts[place], round(missing[place]), stage, policy) for place, school in enumerate(schools)}

    def overview(self, mask: Mask, policy: QualificationPolicy) -> list[Overview]:
        """Return every check for some teachers together and for each of their stages."""
        by_stage = {stage: mask & (self.stages == place) for place, stage in enumerate(STAGES)}
        present = {stage: members for stage, members in by_stage.items() if members.any()}
        return [Overview(check, self.figure(check, mask, None, policy),
                         {stage: self.figure(check, members, stage, policy) for stage, members in present.items()}) for check in Check]

    def hours_table(self, mask: Mask) -> dict[tuple[int, str], HoursCell]:
        """Return hours by year and kind over some teachers."""
        places, cells, tenths = self.hours
        chosen = mask[places]
        persons = np.bincount(cells[chosen], minlength=len(self.cells))
        sums = np.zeros(len(self.cells), dtype=np.int64)
        np.add.at(sums, cells[chosen], tenths[chosen])
        return {cell: HoursCell(int(persons[place]), _hours(int(sums[place]))) for place, cell in enumerate(self.cells) if persons[place]}

    def standing_so(self, check: Check, mask: Mask, wish: Wish, school_order: Mapping[int, int]) -> list[Holder]:
        """Return those who stand as wished, the most urgent first, then by school and staff number."""
        shown = np.array([_is_shown(reason, wish) for reason in REASONS])
        places = np.flatnonzero(mask & shown[self.reasons[check]])
        urgency = np.array([URGENCY[STANDINGS[reason]] for reason in REASONS])[self.reasons[check][places]]
        schools, found = np.unique(self.schools[places], return_inverse=True)
        order = np.array([school_order.get(int(school), len(school_order)) for school in schools], dtype=np.int64)
        ordered = np.lexsort((places, order[found] if len(schools) else found, -self.missing[check][places], urgency))
        return [self.holders[place] for place in places[ordered]]


def columns_of(given: CountyQualifications) -> HolderColumns:
    """Return the columns of a county's teachers, made on first demand and kept with them."""
    # Two threads may both make them; they come to the same.
    if COLUMNS not in given.derived:
        before, touched = given.derived.get(BEFORE, ({}, frozenset()))
        given.derived[COLUMNS] = before[COLUMNS].with_holders(given.holders, touched) if COLUMNS in before else HolderColumns.of(given.holders)
        given.derived.pop(BEFORE, None)
    columns: HolderColumns = given.derived[COLUMNS]
    return columns


Part = tuple[HolderColumns, Codes, Codes]


def _joined_hours(old: Part, fresh: Part, cells: tuple[tuple[int, str], ...]) -> tuple[Codes, Codes, Codes]:
    """Return the hours of both parts; of each part the columns, which places are taken, and where these stand now."""
    found: list[tuple[Codes, Codes, Codes]] = []
    for columns, taken, places in (old, fresh):
        now = np.full(len(columns.holders), -1, dtype=np.int64)
        now[taken] = places
        number = {cell: place for place, cell in enumerate(cells)}
        cell_now = np.array([number[cell] for cell in columns.cells], dtype=np.int64)
        stays = now[columns.hours[0]] >= 0
        found.append((now[columns.hours[0][stays]], cell_now[columns.hours[1][stays]], columns.hours[2][stays]))
    one, other = found
    return np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]]), np.concatenate([one[2], other[2]])


def _is_shown(reason: Reason, wish: Wish) -> bool:
    if wish.reason is not None:
        return reason is wish.reason
    if wish.standing is not None:
        return STANDINGS[reason] is wish.standing
    return STANDINGS[reason] in (Standing.SHORT, Standing.UNKNOWN, Standing.WARNED)


def _figure(check: Check, counts: npt.NDArray[np.int64], missing: int, stage: Stage | None, policy: QualificationPolicy) -> Figure:
    reasons = Counter({reason: int(counts[place]) for place, reason in enumerate(REASONS) if counts[place]})
    return figure_from(check, reasons, _hours(missing), target_of(check, stage, policy))


def _hours(tenths: int) -> Decimal:
    return Decimal(tenths) / SCALE


def _numbers(values: Iterator[int]) -> Codes:
    return np.fromiter(values, dtype=np.int64)
