"""Write a file's changes: ids first, then bulk inserts and updates in the order of the tables, all in the caller's transaction."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, bindparam, func, select, text

from staffing.audit.history import KEPT, keep_rows
from staffing.core.crypto import FieldCipher
from staffing.core.database import utc_now
from staffing.core.facts import ABSENT, Fact, FactTable, Field, Key
from staffing.extensions import db
from staffing.imports.catalogue import TABLES
from staffing.imports.difference import Changes
from staffing.imports.row_lines import RowLines
from staffing.imports.stored import StoredRecords, secret_place
from staffing.rotation_years.fact_tables import WISH
from staffing.teachers.operations import new_pseudonym
from staffing.teachers.personal import TAIL_LENGTH, field_cipher, id_number_index, tail_index
from staffing.teachers.pinyin import name_pinyin

CHUNK: Final = 5000
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Writer:
    """Writes the changes of one file; natural keys become ids as records get theirs."""

    county_id: int
    ids: dict[str, dict[Key, int]]
    lines: RowLines
    progress: Progress
    total: int
    done: int = 0
    _late: list[tuple[int, Key]] = field(default_factory=list)
    _cipher: FieldCipher = field(default_factory=field_cipher)
    _now: Any = field(default_factory=utc_now)

    def insert(self, table: FactTable, facts: Sequence[Fact]) -> None:
        """Insert new records."""
        target = stored_table(table)
        known = self.ids.setdefault(table.name, {})
        for chunk in _chunks(facts):
            numbers = allocate_ids(target, len(chunk))
            known.update((fact.key, id) for fact, id in zip(chunk, numbers, strict=True))
            rows = [self._new_row(table, fact, id) for fact, id in zip(chunk, numbers, strict=True)]
            db.session.execute(target.insert(), rows)
            self.lines.added(table, rows)
            self._report(len(chunk))

    def update(self, table: FactTable, changed: Sequence[tuple[int, Fact, list[int]]]) -> None:
        """Update stored records, only the fields that differ; the version moves, so that an open form is refused."""
        groups: dict[tuple[int, ...], list[dict[str, Any]]] = defaultdict(list)
        for id, fact, places in changed:
            row: dict[str, Any] = {"row_id": id}
            for place in places:
                row |= self._columns(table, table.values[place], fact.values[place], id)
            groups[tuple(places)].append(row)
        target = stored_table(table)
        for rows in groups.values():
            settings: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
            if "version" in target.c:
                settings["version"] = target.c.version + 1
            if "updated_at" in target.c:
                settings["updated_at"] = self._now
            statement = target.update().where(target.c.id == bindparam("row_id")).values(settings)
            for chunk in _chunks(rows):
                self._overwrite(table, statement, chunk)
                self._report(len(chunk))

    def replace(self, table: FactTable, changed: Sequence[tuple[int, Fact, list[int]]]) -> None:
        """Delete and insert: ranked wishes that change places would break their own uniqueness on the way."""
        target = stored_table(table)
        for chunk in _chunks([id for id, _, _ in changed]):
            former = db.session.execute(select(target).where(target.c.id.in_(chunk))).mappings()
            self.lines.removed(table, list(former))
            db.session.execute(target.delete().where(target.c.id.in_(chunk)))
        self.insert(table, [fact for _, fact, _ in changed])

    def settle_partners(self) -> None:
        """Write partners once everybody has an id."""
        target = stored_table(TABLES["teacher"])
        statement = target.update().where(target.c.id == bindparam("row_id")).values(partner_id=bindparam("partner_id"), updated_at=self._now)
        rows = [{"row_id": id, "partner_id": self.ids["teacher"][key]} for id, key in self._late]
        for chunk in _chunks(rows):
            self._overwrite(TABLES["teacher"], statement, chunk)

    def _overwrite(self, table: FactTable, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        """Update rows in one go, after their former states were kept and the log has been told of old and new."""
        former = keep_rows(db.session.connection(), table.model, [row["row_id"] for row in rows])
        self.lines.changed(table, former, rows)
        db.session.execute(statement, rows, execution_options={KEPT: True})

    def _new_row(self, table: FactTable, fact: Fact, id: int) -> dict[str, Any]:
        row: dict[str, Any] = {"id": id, **_constants(table, self.county_id, self._now)}
        for one, value in zip(table.key, fact.key, strict=True):
            if not one.transient:
                row[one.stored] = self.ids[one.reference][value] if one.reference else value
        for one, value in zip(table.values, fact.values, strict=True):
            row |= self._columns(table, one, one.default if value is ABSENT else value, id, new=True)
        if table.name == "teacher":
            row["pseudonym"] = new_pseudonym()
        if table.name == "distance" and row["from_school_id"] > row["to_school_id"]:
            row["from_school_id"], row["to_school_id"] = row["to_school_id"], row["from_school_id"]
        return row

    def _columns(self, table: FactTable, one: Field, value: Any, id: int, *, new: bool = False) -> dict[str, Any]:
        """Return the stored columns of one field; a secret also has its indexes, a name its spelling."""
        if one.secret:
            return self._secret_columns(table, one, value, id)
        if one.name == "partner" and value is not None:
            self._late.append((id, value))
            return {} if not new else {one.stored: None}
        if one.reference:
            return {one.stored: None if value is None else self.ids[one.reference][value]}
        if table.name == "teacher" and one.name == "name":
            return {"name": value, "name_pinyin": name_pinyin(value)}
        return {one.stored: value}

    def _secret_columns(self, table: FactTable, one: Field, value: str | None, id: int) -> dict[str, Any]:
        place = secret_place(self.county_id, table, one.name)(id)
        columns: dict[str, Any] = {one.stored: self._cipher.encrypt(value, place=place) if value else None}
        if one.name == "id_number":
            columns["id_number_index"] = id_number_index(value) if value else None
            columns["id_number_tail_index"] = tail_index(value[-TAIL_LENGTH:]) if value else None
        return columns

    def _report(self, number: int) -> None:
        self.done += number
        self.progress(self.done, self.total)


def write_changes(changes: Changes, stored: StoredRecords, lines: RowLines, progress: Progress) -> None:
    """Write everything; the caller's transaction makes it all or nothing."""
    writer = Writer(stored.county_id, stored.ids, lines, progress, changes.count)
    for name, table in TABLES.items():
        if changes.changed.get(name) and name == WISH.name:
            writer.replace(table, changes.changed[name])
        elif changes.changed.get(name):
            writer.update(table, changes.changed[name])
        if changes.new.get(name):
            writer.insert(table, changes.new[name])
    writer.settle_partners()
    db.session.expire_all()


def stored_table(table: FactTable) -> Table:
    """Return the table itself; bulk writes go past the mapped classes."""
    found = table.model.__table__
    assert isinstance(found, Table)
    return found


def allocate_ids(table: Table, number: int) -> list[int]:
    """Return ids for rows to be inserted: of the sequence, or in SQLite, whose writer is alone, the next numbers."""
    if db.engine.dialect.name == "postgresql":
        statement = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)")
        return [int(id) for id in db.session.scalars(statement, {"name": table.name, "number": number})]
    last = db.session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + number))


def _constants(table: FactTable, county_id: int, now: Any) -> dict[str, Any]:
    """Return the columns that are the same in every new row of a table."""
    target = stored_table(table)
    same = {"county_id": county_id, "created_at": now, "updated_at": now, "version": 1}
    return {name: value for name, value in same.items() if name in _column_names(target)}


@functools.cache
def _column_names(table: Table) -> frozenset[str]:
    return frozenset(table.c.keys())


def _chunks(items: Sequence[Any]) -> Iterator[list[Any]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
