"""Count teachers behind L1 to L3 from columns of teachers and services: who counts, who does not, by which rule.

Everything is an array, so that a province counts in a fraction of a second. A service (任教关系) is one teacher at one
section; personnel relation (人事校) and teaching place (任教校) are flags of it, so that both ways to count come from the
same rows. Each service gets one reason per measure: the first rule that keeps it out, or that it is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from staffing.indicators.codes import COUNTED_REASONS, MEASURES, Basis, CountReason, Measure
from staffing.indicators.columns import (
    FULL_SHARE,
    HonourColumns,
    SectionColumns,
    ServiceColumns,
    TeacherColumns,
    require_linked,
)
from staffing.indicators.lookups import Lookups

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
ReasonArray = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Counts:
    """The persons behind the figures of every section, and the rows behind the persons.

    `permille[basis]` holds, per measure and section, persons times a thousand: a teacher who shares his week between two
    stages counts in both by his share. `reasons[basis]` holds, per measure and service, a CountReason.
    """

    permille: Mapping[Basis, IntArray]
    reasons: Mapping[Basis, ReasonArray]
    _order: IntArray
    _starts: IntArray

    def persons(self, basis: Basis, measure: Measure, section: int) -> Fraction:
        """Return the persons who count in a measure at a section."""
        return Fraction(int(self.permille[basis][MEASURES.index(measure), section]), FULL_SHARE)

    def services_at(self, section: int) -> IntArray:
        """Return the services at a section, in the order of the input."""
        return self._order[self._starts[section]:self._starts[section + 1]]

    def counted_services(self, basis: Basis, measure: Measure, section: int) -> IntArray:
        """Return the services behind a figure."""
        rows = self.services_at(section)
        return rows[is_counted(self.reasons[basis][MEASURES.index(measure), rows])]

    def uncounted_services(self, basis: Basis, measure: Measure, section: int) -> dict[int, CountReason]:
        """Return the services of this basis at a section that are not behind its figure, each with the rule."""
        rows = self.services_at(section)
        reasons = self.reasons[basis][MEASURES.index(measure), rows]
        left_out = ~is_counted(reasons) & (reasons != CountReason.OTHER_BASIS)
        return {int(row): CountReason(int(reason))
                for row, reason in zip(rows[left_out], reasons[left_out], strict=True)}


def is_counted(reasons: ReasonArray) -> BoolArray:
    """Return which reasons say "counted"."""
    return np.asarray(np.isin(reasons, COUNTED_REASONS))


def count(teachers: TeacherColumns, honours: HonourColumns, services: ServiceColumns, sections: SectionColumns,
          lookups: Lookups, *, on: np.datetime64) -> Counts:
    """Count every measure at every section on a date, by personnel relation and by teaching place."""
    require_linked(teachers, honours, services, sections)
    honour_reasons = judge_honours(honours, teachers.size, lookups.backbone_floor, on)
    own = _reasons_of_services(teachers, services, sections, lookups, honour_reasons)
    small = _small_rural(teachers, services, sections, lookups)
    order = np.argsort(services.section, kind="stable")
    starts = np.searchsorted(services.section[order], np.arange(sections.size + 1))
    permille, reasons = {}, {}
    for basis, flag in ((Basis.HOME, services.at_home), (Basis.HOST, services.at_host)):
        at_basis = np.where(flag, own, np.int8(CountReason.OTHER_BASIS))
        pe_arts = at_basis[MEASURES.index(Measure.PE_ARTS)]
        pe_arts[small & ~is_counted(pe_arts)] = CountReason.COUNTED_SMALL_RURAL
        _count_person_once(pe_arts, services)
        reasons[basis] = at_basis
        permille[basis] = _sum_by_section(at_basis, services, sections.size)
    return Counts(permille, reasons, order, starts)


def judge_honours(honours: HonourColumns, teachers: int, floor: int, on: np.datetime64) -> ReasonArray:
    """Return per teacher whether a backbone honour (骨干称号) counts on the date; the best of several decides.

    An honour without award date counts from ever, one without expiry for ever: the register holds the title, and a
    missing date is a fault of the data that the quality pages show, not a reason to take the title away.
    """
    not_yet = honours.awarded > on
    expired = honours.expires < on
    ranks = np.select([honours.level < floor, not_yet, expired], [1, 2, 3], default=4)
    best = np.zeros(teachers, dtype=np.int64)
    np.maximum.at(best, honours.teacher, ranks)
    by_rank = np.array([CountReason.NO_HONOUR, CountReason.HONOUR_BELOW_LEVEL, CountReason.HONOUR_NOT_YET_VALID,
                        CountReason.HONOUR_EXPIRED, CountReason.COUNTED], dtype=np.int8)
    return by_rank[best]


def _reasons_of_services(teachers: TeacherColumns, services: ServiceColumns, sections: SectionColumns,
                         lookups: Lookups, honour_reasons: ReasonArray) -> ReasonArray:
    """Return per measure and service the first rule that keeps it out, apart from the basis."""
    of = services.teacher
    above = teachers.degree[of] >= lookups.degree_floor[sections.stage[services.section]]
    pe_arts = lookups.pe_arts[services.subject]
    titled = teachers.title[of] >= lookups.title_floor
    own_rule = {
        Measure.ABOVE_DEGREE: np.where(above, CountReason.COUNTED, CountReason.BELOW_DEGREE),
        Measure.BACKBONE: honour_reasons[of],
        Measure.PE_ARTS: np.where(pe_arts, CountReason.COUNTED, CountReason.NOT_PE_ARTS),
        Measure.TEACHERS: np.zeros(services.size, dtype=np.int8),
        Measure.MIDDLE_TITLES: np.where(titled, CountReason.COUNTED, CountReason.BELOW_TITLE),
    }
    staff = lookups.category[teachers.category[of]]
    own_manner = lookups.ordinary_manner[services.manner]
    rows = []
    for index, measure in enumerate(MEASURES):
        employed = lookups.employment[index, teachers.employment[of]]
        on_duty = lookups.duty[index, teachers.duty[of]]
        rows.append(np.select(
            [~staff, ~employed, ~on_duty, ~own_manner],
            [CountReason.NOT_A_FULL_TIME_TEACHER, CountReason.EMPLOYMENT, CountReason.DUTY,
             CountReason.PART_TIME_OR_SHARED], default=own_rule[measure]).astype(np.int8))
    return np.stack(rows)


def _small_rural(teachers: TeacherColumns, services: ServiceColumns, sections: SectionColumns,
                 lookups: Lookups) -> BoolArray:
    """Return the services that the 50-99 exception lets count in L3, whatever the basis and the employment."""
    on_duty = lookups.duty[MEASURES.index(Measure.PE_ARTS), teachers.duty[services.teacher]]
    return np.asarray(sections.small_rural[services.section] & lookups.small_rural_manner[services.manner]
                      & lookups.pe_arts[services.subject] & on_duty)


def _count_person_once(pe_arts: ReasonArray, services: ServiceColumns) -> None:
    """Leave one exceptional service per person and section, and none beside an ordinary one.

    Someone who comes for music and for fine arts is one person: a whole one, as the exception counts heads.
    """
    exceptional = np.flatnonzero(pe_arts == CountReason.COUNTED_SMALL_RURAL)
    if exceptional.size == 0:
        return
    keys = services.section.astype(np.int64) * (int(services.teacher.max()) + 1) + services.teacher
    ordinary = keys[pe_arts == CountReason.COUNTED]
    _, first = np.unique(keys[exceptional], return_index=True)
    kept = exceptional[first]
    kept = kept[~np.isin(keys[kept], ordinary)]
    repeated = np.setdiff1d(exceptional, kept)
    pe_arts[repeated] = CountReason.ALREADY_COUNTED


def _sum_by_section(reasons: ReasonArray, services: ServiceColumns, sections: int) -> IntArray:
    """Return persons times a thousand per measure and section."""
    sums = np.zeros((len(MEASURES), sections), dtype=np.int64)
    for index, row in enumerate(reasons):
        ordinary = row == CountReason.COUNTED
        whole = row == CountReason.COUNTED_SMALL_RURAL
        # Weights are whole numbers far below 2**53, so the float sums of bincount are exact.
        sums[index] = np.bincount(services.section[ordinary], services.share_permille[ordinary], sections)
        sums[index] += FULL_SHARE * np.bincount(services.section[whole], minlength=sections)
    return sums
