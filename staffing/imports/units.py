"""What a file would change, cut into the smallest parts an officer can accept or leave out, each with its kind. Stores nothing.

A part may stand for several writings: a new appointment at another school and the end of the one before are one move.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.core.facts import ABSENT, Fact, FactTable, Key
from staffing.imports.catalogue import TABLES
from staffing.imports.difference import Changes, Names
from staffing.imports.models import ChangeKind
from staffing.imports.stored import StoredRecords, StoredRow
from staffing.rotation_years.fact_tables import WISH
from staffing.teachers.enums import TitleLevel
from staffing.teachers.fact_tables import APPOINTMENT, EMPLOYMENT, TEACHER, TITLE

IDENTITY_FIELDS: Final = frozenset({"name", "sex", "birth_date", "id_number"})
PLACE_FIELDS: Final = frozenset({"section", "personnel_school"})
KEY_LENGTH: Final = 32
WHOLE: Final = "*"


@dataclass(slots=True)
class ChangeUnit:
    """One change to be decided: what it is about, old and new as shown, and the facts and fields it would write."""

    kind: ChangeKind
    owner: str
    label: str
    origin: tuple[str, int]
    heading: str
    old: str
    new: str
    key: str
    writes: list[tuple[str, Key, str]] = field(default_factory=list)


class UnitMaker:
    """Cuts the changes of one file into units."""

    def __init__(self, changes: Changes, stored: StoredRecords, names: Names) -> None:
        """Take what would be written, what is stored, and how things are called."""
        self._changes = changes
        self._stored = stored
        self._names = names
        self._units: dict[str, ChangeUnit] = {}
        self._new_persons = {fact.key for fact in changes.new.get(TEACHER.name, ())}
        self._new_schools = {fact.key for fact in changes.new.get("school", ())}
        # Looked up for each of a new person's facts, so by person: a county's first file has half a million of them.
        self._first_posts = {fact.key[0]: fact for fact in reversed(changes.new.get(APPOINTMENT.name, ()))}
        self._reached = _reached_titles(stored)
        self._running = _running_appointments(stored)
        self._begun: dict[tuple[str, Key, Any], ChangeUnit] = {}

    def units(self) -> list[ChangeUnit]:
        """Return all units in the order of their kinds and owners."""
        for name, table in TABLES.items():
            for fact in self._changes.new.get(name, ()):
                self._take_new(table, fact)
        for name, table in TABLES.items():
            for _id, fact, places in self._changes.changed.get(name, ()):
                self._take_changed(table, fact, places)
        order = {kind: place for place, kind in enumerate(ChangeKind)}
        return sorted(self._units.values(), key=lambda unit: (order[unit.kind], unit.owner, unit.origin, unit.key))

    def _take_new(self, table: FactTable, fact: Fact) -> None:
        root = owner_key(table, fact.key)
        if root in self._new_persons and _is_personal(table):
            self._add(ChangeKind.NEW_PERSON, TABLES["teacher"], root, WHOLE, fact, "", self._headline(root), (table.name, fact.key, WHOLE))
        elif root in self._new_schools and not _is_personal(table):
            self._add(ChangeKind.SCHOOL_ADDED, TABLES["school"], root, WHOLE, fact, "", "", (table.name, fact.key, WHOLE))
        elif table.name == WISH.name:
            self._add(ChangeKind.OTHER_CHANGED, TEACHER, root, WISH.name, fact, "", "", (table.name, fact.key, WHOLE), heading="志愿")
        else:
            kind, old, new = self._described(table, fact)
            unit = self._add(kind, table, fact.key, WHOLE, fact, old, new, (table.name, fact.key, WHOLE))
            if len(fact.key) > 1 and isinstance(fact.key[1], dt.date):
                self._begun[table.name, fact.key[0], fact.key[1]] = unit

    def _headline(self, person: Key) -> str:
        """Return where a new person would work."""
        fact = self._first_posts.get(person)
        return "" if fact is None else self._names.show(APPOINTMENT, _field(APPOINTMENT, "personnel_school"), _value(fact, APPOINTMENT, "personnel_school"))

    def _described(self, table: FactTable, fact: Fact) -> tuple[ChangeKind, str, str]:
        if table is APPOINTMENT:
            return self._appointment(fact)
        if table is TITLE:
            level = TitleLevel(fact.key[1])
            reached = self._reached.get(fact.key[0])
            raised = reached is None or level.rank > reached.rank
            old = "" if reached is None else self._names.show(TITLE, TITLE.key[1], reached)
            return ChangeKind.TITLE_RAISED if raised else ChangeKind.FACT_ADDED, old, self._names.show(TITLE, TITLE.key[1], level)
        if not _is_personal(table):
            return ChangeKind.SCHOOL_CHANGED, "", self._names.summary(table, fact)
        return ChangeKind.STATUS_CHANGED if table is EMPLOYMENT else ChangeKind.FACT_ADDED, "", self._names.summary(table, fact)

    def _appointment(self, fact: Fact) -> tuple[ChangeKind, str, str]:
        """Tell a move between schools from a change of stage or subject at the same one."""
        before = self._running.get(fact.key[0])
        told = self._names.summary(APPOINTMENT, fact)
        if before is None:
            return ChangeKind.FACT_ADDED, "", told
        old_school, new_school = (_school_of(values) for values in (before.values, fact.values))
        ended = _value(fact, APPOINTMENT, "valid_to")
        if old_school != new_school and ended in (ABSENT, None):
            # Which day stands in the heading's place: the officer reads "from A to B, since".
            return ChangeKind.MOVED_SCHOOL, self._names.place_of(before.values), f"{self._names.place_of(fact.values)}（{fact.key[1].isoformat()} 起）"
        return ChangeKind.POST_CHANGED if ended in (ABSENT, None) else ChangeKind.FACT_ADDED, "", told

    def _take_changed(self, table: FactTable, fact: Fact, places: list[int]) -> None:
        root = owner_key(table, fact.key)
        row = self._stored.rows[table.name][fact.key]
        if table.name == WISH.name:
            self._add(ChangeKind.OTHER_CHANGED, TEACHER, root, WISH.name, fact, "", "", (table.name, fact.key, WHOLE), heading="志愿")
            return
        cause = self._begun.get((table.name, fact.key[0], _value(fact, table, "valid_to"))) if _only_ends(table, fact, places) else None
        if cause is not None:
            cause.writes.append((table.name, fact.key, WHOLE))
            return
        for place in places:
            name = table.values[place].name
            shown = self._names.field_changes(table, fact, row, [place])
            if not shown:
                continue
            twin = [place for place in places if table.values[place].name == f"{name}_name"]
            unit = self._add(_kind_of_field(table, name, row, fact), table, fact.key, name, fact, shown[0].old, shown[0].new,
                             (table.name, fact.key, name), heading=shown[0].heading)
            unit.writes += [(table.name, fact.key, table.values[other].name) for other in twin]

    def _add(self, kind: ChangeKind, table: FactTable, key: Key, name: str, fact: Fact, old: str, new: str, write: tuple[str, Key, str],
             *, heading: str = "") -> ChangeUnit:
        digest = hashlib.sha256(f"{table.name}|{key!r}|{name}".encode()).hexdigest()[:KEY_LENGTH]
        unit = self._units.get(digest)
        if unit is None:
            owner = owner_key(table, key)
            said = heading or ("" if kind in (ChangeKind.NEW_PERSON, ChangeKind.SCHOOL_ADDED) else self._names.table_title(table))
            owner_text = str(owner[0]) if _is_personal(table) else f":{owner[0]}"
            label = self._names.label(TABLES["teacher"] if _is_personal(table) else table, owner if _is_personal(table) else key)
            unit = self._units[digest] = ChangeUnit(kind, owner_text, label, fact.origin, said, old, new, digest)
        if write not in unit.writes:
            unit.writes.append(write)
        return unit


def units_of(changes: Changes, stored: StoredRecords, names: Names) -> list[ChangeUnit]:
    """Return the changes of a file as units to be decided."""
    return UnitMaker(changes, stored, names).units()


def owner_key(table: FactTable, key: Key) -> Key:
    """Return the natural key of the person or school a record belongs to; the record's own where it is about neither."""
    if table.name in ("teacher", "school"):
        return key
    for one, value in zip(table.key, key, strict=True):
        if one.reference in ("teacher", "school"):
            found: Key = value
            return found
        if one.reference in ("section", "section_year"):
            return owner_key(TABLES[one.reference], value)
    return key


def _is_personal(table: FactTable) -> bool:
    return table.name == "teacher" or any(one.reference == "teacher" for one in table.key)


def _field(table: FactTable, name: str) -> Any:
    return table.values[table.place_of(name)]


def _value(fact: Fact, table: FactTable, name: str) -> Any:
    return next((value for one, value in zip(table.values, fact.values, strict=True) if one.name == name), None)


def _only_ends(table: FactTable, fact: Fact, places: list[int]) -> bool:
    return len(places) == 1 and table.values[places[0]].name == "valid_to" and all(
        value is ABSENT for place, value in enumerate(fact.values) if place != places[0])


def _school_of(values: Iterable[Any]) -> Any:
    return list(values)[APPOINTMENT.place_of("personnel_school")]


def _reached_titles(stored: StoredRecords) -> Mapping[Key, TitleLevel]:
    reached: dict[Key, TitleLevel] = {}
    for key in stored.rows.get(TITLE.name, {}):
        level = TitleLevel(key[1])
        if key[0] not in reached or level.rank > reached[key[0]].rank:
            reached[key[0]] = level
    return reached


def _running_appointments(stored: StoredRecords) -> Mapping[Key, StoredRow]:
    """Return each person's latest appointment that no day ends."""
    end = APPOINTMENT.place_of("valid_to")
    running: dict[Key, tuple[dt.date, StoredRow]] = {}
    for key, row in stored.rows.get(APPOINTMENT.name, {}).items():
        if row.values[end] is None and (key[0] not in running or running[key[0]][0] < key[1]):
            running[key[0]] = (key[1], row)
    return defaultdict(lambda: None, {owner: row for owner, (_, row) in running.items()})  # type: ignore[arg-type,return-value]


def _kind_of_field(table: FactTable, name: str, row: StoredRow, fact: Fact) -> ChangeKind:
    if not _is_personal(table):
        return ChangeKind.SCHOOL_CHANGED
    if table is TEACHER and name in IDENTITY_FIELDS:
        return ChangeKind.IDENTITY_CORRECTED
    if table is APPOINTMENT and name in PLACE_FIELDS and _school_of(row.values) != _school_of(fact.values):
        return ChangeKind.MOVED_SCHOOL
    if name.endswith("_on") or name in ("valid_to", "valid_from", "birth_date"):
        return ChangeKind.DATES_CHANGED
    if table in (APPOINTMENT, EMPLOYMENT):
        return ChangeKind.POST_CHANGED if table is APPOINTMENT else ChangeKind.STATUS_CHANGED
    return ChangeKind.OTHER_CHANGED
