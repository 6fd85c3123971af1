"""What is behind one cell: the persons who were counted, those who were not and by which rule. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from staffing.indicators.codes import COUNTED_REASONS, MEASURES, Basis, CountReason
from staffing.indicators.columns import FULL_SHARE
from staffing.indicators.definitions import IndicatorDefinition
from staffing.indicators.gathering import CountyFigures, SectionRecord, ServiceRow
from staffing.teachers.roster import RosterEntry


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person at a section: what he teaches there, with what share he counts, and the rule that decided."""

    entry: RosterEntry
    service: ServiceRow
    reason: CountReason

    @property
    def counted(self) -> bool:
        """True if the person stands behind the figure."""
        return self.reason in COUNTED_REASONS

    @property
    def weight(self) -> Fraction:
        """Return how much of a person counts: the share of the week, a whole person under the small-school exception."""
        if self.reason is CountReason.COUNTED:
            return Fraction(self.service.share, FULL_SHARE)
        return Fraction(1 if self.reason is CountReason.COUNTED_SMALL_RURAL else 0)


@dataclass(frozen=True, slots=True)
class Behind:
    """Everybody at a section, by one way to count."""

    counted: tuple[PersonRow, ...]
    left_out: tuple[tuple[CountReason, tuple[PersonRow, ...]], ...]

    @property
    def persons(self) -> Fraction:
        """Return the sum of those counted: the figure itself."""
        return sum((row.weight for row in self.counted), Fraction(0))


def find_record(figures: CountyFigures, section_id: int) -> tuple[int, SectionRecord]:
    """Return the section's place in the columns and its record; LookupError if it has no figures in the year."""
    for place, record in enumerate(figures.sections):
        if record.section.id == section_id:
            return place, record
    raise LookupError("the section has no figures in this year")


def list_behind(figures: CountyFigures, basis: Basis, definition: IndicatorDefinition, place: int) -> Behind:
    """Return who is behind a figure and who is not, the latter by rule; names in the order of staff numbers."""
    if definition.measure is None:
        return Behind((), ())
    reasons = figures.counts.reasons[basis][MEASURES.index(definition.measure)]
    rows = []
    for row in figures.counts.services_at(place):
        service = figures.services[int(row)]
        rows.append(PersonRow(figures.roster.entries[service.person], service, CountReason(int(reasons[row]))))
    rows.sort(key=lambda row: row.entry.number)
    left_out: dict[CountReason, list[PersonRow]] = {}
    for row in rows:
        if not row.counted:
            left_out.setdefault(row.reason, []).append(row)
    ordered = sorted(left_out.items(), key=lambda item: item[0] is CountReason.OTHER_BASIS)
    return Behind(tuple(row for row in rows if row.counted), tuple((reason, tuple(some)) for reason, some in ordered))
