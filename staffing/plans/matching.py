"""Which persons and sections the rows of a list made by hand mean; what is doubtful is told by row, never guessed.

Pure: the directory of persons and sections is given.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from staffing.plans.handlist import ListRow, RowFault
from staffing.schools.enums import Stage

MOST_HINTS = 5


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the county as lists may name him."""

    id: int
    number: str
    name: str
    school_id: int | None
    school_name: str
    stage: Stage | None
    subject: str


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """How schools and sections are found: by text, by plain name of the section, and the sections of each school by stage."""

    schools: Callable[[str], list[int]]
    sections_by_name: Mapping[str, int]
    sections: Mapping[tuple[int, Stage], int]
    school_of: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class MatchedMove:
    """One row that is understood."""

    row: int
    teacher_id: int
    section_id: int
    subject: str


@dataclass(slots=True)
class Matching:
    """What the rows come to: moves, and faults by row."""

    moves: list[MatchedMove] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def match_rows(rows: Sequence[ListRow], persons: Iterable[KnownPerson], places: KnownPlaces) -> Matching:
    """Return the moves the rows mean; a person who stands twice is a fault of the second row."""
    listed = list(persons)
    by_number = {person.number: person for person in listed}
    by_name: dict[str, list[KnownPerson]] = {}
    for known in listed:
        by_name.setdefault(plain_person(known.name), []).append(known)
    result = Matching()
    seen: dict[int, int] = {}
    for row in rows:
        person = _find_person(row, by_number, by_name, places, result.faults)
        section = _find_section(row, person, places, result.faults) if person else None
        if person is None or section is None:
            continue
        if person.id in seen:
            result.faults.append(RowFault(row.row, "twice", row.name or row.number, str(seen[person.id])))
            continue
        seen[person.id] = row.row
        result.moves.append(MatchedMove(row.row, person.id, section, row.subject or person.subject))
    return result


def plain_place(name: str) -> str:
    """Return a school's or section's name without the width of brackets and blanks, which sheets change on the way."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def plain_person(name: str) -> str:
    """Return a name as it is compared: blanks and the dots of long names do not matter."""
    return "".join(character for character in name if not character.isspace() and character not in "·•.")


def _find_person(row: ListRow, by_number: Mapping[str, KnownPerson], by_name: Mapping[str, list[KnownPerson]], places: KnownPlaces,
                 faults: list[RowFault]) -> KnownPerson | None:
    if row.number:
        person = by_number.get(row.number)
        if person is None:
            faults.append(RowFault(row.row, "unknown_number", row.number))
        elif row.name and plain_person(row.name) != plain_person(person.name):
            faults.append(RowFault(row.row, "other_name", row.number, person.name))
            return None
        elif row.from_school and person.school_id not in _schools_of(row.from_school, places):
            faults.append(RowFault(row.row, "other_school", row.name or row.number, _hints([person])))
            return None
        return person
    found = by_name.get(plain_person(row.name), [])
    if not found:
        faults.append(RowFault(row.row, "unknown_name", row.name))
        return None
    return _of_same_name(row, found, places, faults)


def _of_same_name(row: ListRow, found: Sequence[KnownPerson], places: KnownPlaces, faults: list[RowFault]) -> KnownPerson | None:
    """Return the one meant: by the present school, then by the subject; else the officer is asked for the number."""
    fitting = list(found)
    if row.from_school:
        schools = _schools_of(row.from_school, places)
        fitting = [person for person in found if person.school_id in schools]
        if not fitting:
            faults.append(RowFault(row.row, "other_school", row.name, _hints(found)))
            return None
    if len(fitting) > 1 and row.subject:
        fitting = [person for person in fitting if person.subject == row.subject] or fitting
    if len(fitting) > 1:
        faults.append(RowFault(row.row, "ambiguous", row.name, _hints(fitting)))
        return None
    return fitting[0]


def _hints(persons: Sequence[KnownPerson]) -> str:
    return "；".join(f"{person.number} {person.school_name} {person.subject}".strip() for person in persons[:MOST_HINTS])


def _schools_of(text: str, places: KnownPlaces) -> set[int]:
    section = places.sections_by_name.get(plain_place(text))
    return {places.school_of[section]} if section is not None else set(places.schools(text))


def _find_section(row: ListRow, person: KnownPerson, places: KnownPlaces, faults: list[RowFault]) -> int | None:
    """Return the section meant: by its own name, else the section of the person's stage at the named school."""
    named = places.sections_by_name.get(plain_place(row.to_school))
    if named is not None:
        return named
    schools = places.schools(row.to_school)
    if len(schools) != 1:
        faults.append(RowFault(row.row, "unknown_school" if not schools else "ambiguous_school", row.to_school))
        return None
    own = places.sections.get((schools[0], person.stage)) if person.stage else None
    sections = [section for (school, _), section in places.sections.items() if school == schools[0]]
    if own is None and len(sections) != 1:
        faults.append(RowFault(row.row, "no_section", row.to_school))
        return None
    return own if own is not None else sections[0]
