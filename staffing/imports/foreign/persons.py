"""Who is meant by a row of a foreign workbook: by identity number, else by staff number, else by name and birth date, which is asked."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from staffing.core import id_number
from staffing.core.facts import ABSENT
from staffing.teachers.directory import TeacherDirectory, plain_person_name

MADE_NUMBER: Final = re.compile(r"N(\d{6})")
NEW_PERSON: Final = "new"


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant: the staff number, and whether the person is new; or the candidates among whom the officer must choose."""

    number: str = ""
    new: bool = False
    candidates: tuple[str, ...] = ()
    conflict: str = ""


class PersonFinder:
    """Finds persons of the records for rows that may carry no staff number; new persons get numbers of their own."""

    def __init__(self, directory: TeacherDirectory, answers: Mapping[str, str]) -> None:
        """Take who is known and what the officer answered (place of the row → staff number or "new")."""
        self._directory = directory
        self._answers = answers
        self._by_name: dict[tuple[str, dt.date], list[str]] = defaultdict(list)
        self._identified = {number: index for index, number in directory.by_index.items()}
        for number, person in directory.persons.items():
            self._by_name[plain_person_name(person.name), person.birth_date].append(number)
        made = [int(found[1]) for number in directory.persons if (found := MADE_NUMBER.fullmatch(number))]
        self._next = max(made, default=0) + 1

    def find(self, row: Mapping[str, Any], place: str) -> Meant:
        """Return who a row means; ``row`` holds number, id_number, name and birth_date as far as they could be read."""
        number, identity = row.get("number", ABSENT), row.get("id_number", ABSENT)
        index = self._directory.index_of(identity) if isinstance(identity, str) else ""
        known = self._directory.by_index.get(index) if index else None
        if known is not None:
            # The identity number says who it is; a differing staff number is told, not followed.
            return Meant(known, conflict=number if isinstance(number, str) and number != known and number in self._directory.persons else "")
        if isinstance(number, str):
            return Meant(number, new=number not in self._directory.persons)
        return self._by_name_and_birth(row, index, place)

    def _by_name_and_birth(self, row: Mapping[str, Any], index: str, place: str) -> Meant:
        identity, name = row.get("id_number", ABSENT), row.get("name", ABSENT)
        birth = id_number.birth_date(identity) if isinstance(identity, str) else row.get("birth_date", ABSENT)
        answer = self._answers.get(place)
        alike: list[str] = []
        if isinstance(name, str) and isinstance(birth, dt.date):
            alike = self._by_name.get((plain_person_name(name), birth), [])
        elif isinstance(name, str) and not index:
            alike = [number for (other, _), numbers in self._by_name.items() if other == plain_person_name(name) for number in numbers]
        if answer in alike:
            return Meant(str(answer))
        if alike and answer != NEW_PERSON:
            return Meant(candidates=tuple(alike))
        return self._new(name, birth, index)

    def _new(self, name: Any, birth: Any, index: str) -> Meant:
        number = f"N{self._next:06}"
        self._next += 1
        if index:
            self._directory.by_index[index] = number
        elif isinstance(name, str) and isinstance(birth, dt.date):
            self._by_name[plain_person_name(name), birth].append(number)
        return Meant(number, new=True)
