"""What the database already says, in the form of facts: natural keys instead of ids, secrets in clear in memory only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Select, select

from staffing.core.facts import FactTable, Findings, Key
from staffing.extensions import db
from staffing.imports.catalogue import TABLES
from staffing.rotation_years.models import RotationYear
from staffing.teachers.personal import field_cipher

# Up to so many persons the rows of only these are loaded; above, those of the whole county.
FEW_OWNERS: Final = 400
NAMED: Final = ("entity", "school", "group", "section", "section_year", "teacher")
Statement = Select[tuple[Any, ...]]


@dataclass(slots=True)
class StoredRow:
    """One stored record: its id and values in the order of its table's values."""

    id: int
    values: list[Any]


@dataclass(slots=True)
class StoredRecords:
    """The stored records that a file's facts can be compared with, and the ids behind natural keys."""

    county_id: int
    ids: dict[str, dict[Key, int]] = field(default_factory=dict)
    keys: dict[str, dict[int, Key]] = field(default_factory=dict)
    rows: dict[str, dict[Key, StoredRow]] = field(default_factory=dict)

    def load(self, findings: Findings) -> None:
        """Load the tables that the file speaks of."""
        owners = {owner_number(TABLES[name], key) for name, facts in findings.facts.items() if _owner(TABLES[name]) == "teacher" for key in facts}
        self._load_keys()
        few = [self.ids["teacher"][(number,)] for number in owners if (number,) in self.ids["teacher"]] if len(owners) <= FEW_OWNERS else None
        for name in TABLES:
            if findings.facts.get(name):
                self.rows[name] = self._load_table(TABLES[name], few)

    def load_all(self) -> None:
        """Load every table, for an export."""
        self._load_keys()
        for name, table in TABLES.items():
            self.rows[name] = self._load_table(table, None)

    def _load_keys(self) -> None:
        for name in NAMED:
            table = TABLES[name]
            found: list[Any] = list(db.session.execute(self._select(table, with_values=False)))
            self._keep(name, ((row[0], self._key(table, row[1:])) for row in found))
        years = select(RotationYear.id, RotationYear.school_year).where(RotationYear.county_id == self.county_id)
        self._keep("rotation_year", ((row.id, (row.school_year,)) for row in db.session.execute(years)))

    def _keep(self, name: str, pairs: Iterable[tuple[int, Key]]) -> None:
        self.keys[name] = dict(pairs)
        self.ids[name] = {key: id for id, key in self.keys[name].items()}

    def _select(self, table: FactTable, *, with_values: bool) -> Statement:
        fields = table.fields if with_values else table.key
        columns = [getattr(table.model, one.stored) for one in fields if not one.transient]
        statement: Statement = select(table.model.id, *columns)  # type: ignore[attr-defined]
        return self._in_county(statement, table)

    def _in_county(self, statement: Statement, table: FactTable) -> Statement:
        """Bound a statement to the county by way of whoever owns the row."""
        model: Any = table.model
        if hasattr(model, "county_id"):
            return statement.where(model.county_id == self.county_id)
        owner = table.key[0]
        if owner.reference == "rotation_year":
            return statement.join(RotationYear, model.rotation_year_id == RotationYear.id).where(RotationYear.county_id == self.county_id)
        parent = TABLES[str(owner.reference)]
        joined = statement.join(parent.model, getattr(model, owner.stored) == parent.model.id)  # type: ignore[attr-defined]
        return self._in_county(joined, parent)

    def _load_table(self, table: FactTable, few: list[int] | None) -> dict[Key, StoredRow]:
        statement = self._select(table, with_values=True)
        if few is not None and _owner(table) == "teacher":
            column = table.model.id if table.name == "teacher" else table.model.teacher_id  # type: ignore[attr-defined]
            statement = statement.where(column.in_(few))
        size = len([one for one in table.key if not one.transient])
        converters = [self._converter(table, one.name) for one in table.values]
        loaded: dict[Key, StoredRow] = {}
        found: Any = db.session.execute(statement)
        for row in found:
            id: int = row[0]
            values = [convert(id, value) for convert, value in zip(converters, row[1 + size:], strict=True)]
            key = self._key(table, row[1:1 + size])
            if table.name == "appointment":
                key = (*key, values[0])
            loaded[key] = StoredRow(id, values)
        return loaded

    def _key(self, table: FactTable, row: Any) -> Key:
        fields = [one for one in table.key if not one.transient]
        key = tuple(self.keys[one.reference][value] if one.reference else value for one, value in zip(fields, row, strict=True))
        return tuple(sorted(key)) if table.name == "distance" else key

    def _converter(self, table: FactTable, name: str) -> Callable[[int, Any], Any]:
        one = table.values[table.place_of(name)]
        if one.secret:
            cipher = field_cipher()
            place = secret_place(self.county_id, table, name)
            return lambda id, value: None if value is None else cipher.decrypt(value, place=place(id))
        if one.reference:
            keys = self.keys[one.reference]
            return lambda _, value: None if value is None else keys.get(value)
        return lambda _, value: value


def owner_number(table: FactTable, key: Key) -> str:
    """Return the staff number of the person a record belongs to."""
    if table.name == "teacher":
        return str(key[0])
    place = next(place for place, one in enumerate(table.key) if one.reference == "teacher")
    return str(key[place][0])


def secret_place(county_id: int, table: FactTable, name: str) -> Callable[[int], str]:
    """Return how the place of an encrypted field is named, by the row's id (see staffing.teachers.personal)."""
    kind = table.model.__name__.lower()
    return lambda id: f"{county_id}:{kind}:{id}:{name}"


def _owner(table: FactTable) -> str:
    """Return whose table it is: teacher for persons and their facts."""
    return "teacher" if table.name == "teacher" else next((one.reference for one in table.key if one.reference == "teacher"), "") or ""
