"""Who came and who went in a school year (调入调出): two days compared, person by person, remembered until a record changes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from flask_babel import lazy_gettext as _l

from staffing.audit.remembering import Remembered, only_reads
from staffing.core.enums import LabelledEnum
from staffing.core.school_year import SchoolYear
from staffing.policy.deciding import rules_for
from staffing.schools.models import County
from staffing.statistics.columns import CountedAt, Staff, gather_staff
from staffing.statistics.dimensions import Person


class Movement(LabelledEnum):
    """How somebody came to a school or left it between two days (增减类别)."""

    JOINED = "joined", _l("Joined the service")
    CAME = "came", _l("Came from another school")
    WENT = "went", _l("Went to another school")
    LEFT = "left", _l("Left the service")


@dataclass(frozen=True, slots=True)
class Moved:
    """One person and what he or she did, at the school that gained or lost."""

    person: Person
    movement: Movement


@dataclass(slots=True)
class SchoolMovement:
    """A school's numbers: present on the first day, the movements, present on the last."""

    before: int = 0
    after: int = 0
    moves: Counter[Movement] = field(default_factory=Counter)


Numbers = npt.NDArray[np.int64]
Comparison = tuple[dict[int, SchoolMovement], list[Moved]]
REMEMBERED: "Remembered[Comparison]" = Remembered(4)


def compared(county: County, first: dt.date, last: dt.date, at: CountedAt, *, everyone: bool) -> Comparison:
    """Return the comparison of two days; pages that only read share it until a record changes."""

    def make() -> Comparison:
        return compare(gather_staff(county, first, at), gather_staff(county, last, at), everyone=everyone)

    if not only_reads():
        return make()
    rules = rules_for(county.ruleset, SchoolYear.containing(last).first)
    return REMEMBERED.find(county.id, (first, last, at, everyone, rules.digest), make)


def compare(first: Staff, last: Staff, *, everyone: bool) -> Comparison:
    """Return numbers by school and the persons who moved; teachers only, unless everyone is asked for.

    Somebody who becomes or ceases to be a teacher joins or leaves the teachers.
    """
    before, after = _listed(first, everyone=everyone), _listed(last, everyone=everyone)
    schools: dict[int, SchoolMovement] = {}
    for school, number in before.by_school():
        schools.setdefault(school, SchoolMovement()).before += number
    for school, number in after.by_school():
        schools.setdefault(school, SchoolMovement()).after += number
    moved = [*_departures(before, after), *_arrivals(before, after)]
    # By staff number; who goes to another school leaves before arriving.
    moved.sort(key=lambda one: one.person.entry.number)
    for one in moved:
        schools[one.person.place.id].moves[one.movement] += 1
    return schools, moved


@dataclass(frozen=True, slots=True)
class _Listed:
    """Whom a comparison looks at on one day: ids in ascending order, the school of each, where each stands among the staff."""

    staff: Staff
    ids: Numbers
    schools: Numbers
    places: Numbers

    def by_school(self) -> Iterator[tuple[int, int]]:
        """Yield each school with its number of persons."""
        schools, numbers = np.unique(self.schools, return_counts=True)
        yield from zip(schools.tolist(), numbers.tolist(), strict=True)

    def school_of(self, ids: Numbers) -> Numbers:
        """Return the schools of some persons, 0 for who is not listed."""
        if not len(self.ids):
            return np.zeros(len(ids), dtype=np.int64)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[found] == ids, self.schools[found], 0)


def _departures(before: _Listed, after: _Listed) -> Iterator[Moved]:
    there = after.school_of(before.ids)
    for place in np.flatnonzero(there != before.schools):
        yield Moved(before.staff.persons[before.places[place]], Movement.WENT if there[place] else Movement.LEFT)


def _arrivals(before: _Listed, after: _Listed) -> Iterator[Moved]:
    there = before.school_of(after.ids)
    for place in np.flatnonzero(there != after.schools):
        yield Moved(after.staff.persons[after.places[place]], Movement.CAME if there[place] else Movement.JOINED)


def _listed(staff: Staff, *, everyone: bool) -> _Listed:
    chosen = np.arange(len(staff.persons)) if everyone else np.flatnonzero(staff.teachers)
    places = chosen[np.argsort(staff.ids[chosen])]
    column = staff.columns["school"]
    schools = np.array([int(value) for value in column.values], dtype=np.int64)[column.codes[places]]
    return _Listed(staff, staff.ids[places], schools, places)
