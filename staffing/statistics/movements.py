"""Who came and who went in a school year (调入调出): two days compared, person by person, remembered until a record changes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

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
    moved: list[Moved] = []
    for person in before.values():
        schools.setdefault(person.place.id, SchoolMovement()).before += 1
    for person in after.values():
        schools.setdefault(person.place.id, SchoolMovement()).after += 1
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old is not None and (new is None or new.place.id != old.place.id):
            moved.append(Moved(old, Movement.LEFT if new is None else Movement.WENT))
        if new is not None and (old is None or new.place.id != old.place.id):
            moved.append(Moved(new, Movement.JOINED if old is None else Movement.CAME))
    for one in moved:
        schools[one.person.place.id].moves[one.movement] += 1
    return schools, moved


def _listed(staff: Staff, *, everyone: bool) -> dict[str, Person]:
    chosen: Iterable[tuple[Person, bool]] = zip(staff.persons, staff.teachers.tolist(), strict=True)
    return {person.entry.number: person for person, teaches in chosen if everyone or teaches}
