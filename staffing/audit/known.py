"""What was known at a moment (当时所知): the states on record then, put together from the present rows and the former ones.

Of each row the state known at a moment is the earliest former state that was replaced later than the moment, else the present
one; a row recorded later was not known at all. Nothing here reads the clock.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import and_, inspect, or_, select

from staffing.audit.history import former, kept_classes
from staffing.audit.models import RecordVersion
from staffing.audit.record import HIDDEN, IGNORED_FIELDS, SECRET_FIELDS, plain
from staffing.extensions import db

Key: TypeAlias = tuple[str, int]
# Of what is secret only the sealed value itself is compared; its indexes and spellings follow it.
UNTOLD: Final = IGNORED_FIELDS | {"id", "id_number_index", "id_number_tail_index", "name_pinyin"}


@dataclass(frozen=True, slots=True)
class State:
    """A row as it was known. ``uncertain``: it had been changed before former states were kept, so it may have read otherwise."""

    record: Any
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A row known differently at two moments; ``before`` or ``after`` is None where it was not known."""

    key: Key
    before: State | None
    after: State | None
    fields: Mapping[str, list[Any]]

    @property
    def record(self) -> Any:
        """Return the row as it is, or as it was where it is gone."""
        return (self.after or self.before).record  # type: ignore[union-attr]  # one of both is there


class KeptHistory:
    """Present and former states of the rows that belong to one record, or once did."""

    def __init__(self, owners: Mapping[str, frozenset[int]], live: Iterable[Any], versions: Iterable[RecordVersion]) -> None:
        """Take everything that was read."""
        self._owners = owners
        self._live: dict[Key, Any] = {key_of(record): record for record in live}
        self._versions: defaultdict[Key, list[RecordVersion]] = defaultdict(list)
        for version in sorted(versions, key=lambda one: (one.until, one.id)):
            self._versions[version.table_name, version.row_id].append(version)
        self._classes = kept_classes()

    def at(self, moment: dt.datetime) -> dict[Key, State]:
        """Return every row that was known at the moment, as it was known."""
        found = {key: self._state(key, moment) for key in sorted({*self._live, *self._versions})}
        return {key: state for key, state in found.items() if state is not None and self._belongs(state.record)}

    def now(self) -> dict[Key, State]:
        """Return every row as it is."""
        return {key: State(record) for key, record in sorted(self._live.items())}

    def change_after(self, key: Key, moment: dt.datetime) -> RecordVersion | None:
        """Return the version that ended what was known of a row at the moment: until when, and by whom."""
        return next((version for version in self._versions.get(key, ()) if version.until > moment), None)

    def _state(self, key: Key, moment: dt.datetime) -> State | None:
        versions = self._versions.get(key, [])
        version = self.change_after(key, moment)
        record = former(self._classes[key[0]], version.content) if version is not None else self._live.get(key)
        if record is None or record.created_at > moment:
            return None
        first = not versions or (version is not None and version is versions[0])
        return State(record, first and getattr(record, "version", 1) > 1 and record.updated_at > moment)

    def _belongs(self, record: Any) -> bool:
        kind, column = record.history_owner
        return getattr(record, column) in self._owners.get(kind, frozenset())


def load_history(owners: Mapping[str, Iterable[int]], live: Sequence[Any]) -> KeptHistory:
    """Return the history of what belongs or belonged to some records, whose present rows the caller has loaded (one statement)."""
    ids = {kind: frozenset(some) for kind, some in owners.items()}
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for record in live:
        rows[record.__tablename__].add(record.id)
    # Also what is here now and belonged to another record before, as after two records of one person were merged.
    wanted = [and_(RecordVersion.owner_kind == kind, RecordVersion.owner_id.in_(some)) for kind, some in ids.items()]
    wanted += [and_(RecordVersion.table_name == table, RecordVersion.row_id.in_(some)) for table, some in sorted(rows.items())]
    return KeptHistory(ids, live, db.session.scalars(select(RecordVersion).where(or_(*wanted))))


def differences(before: Mapping[Key, State], after: Mapping[Key, State]) -> list[Difference]:
    """Return the rows that two sets of known states tell differently, in order of table and number."""
    found = []
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        fields = changed_fields(one.record if one else None, other.record if other else None)
        if one is None or other is None or fields:
            found.append(Difference(key, one, other, fields))
    return found


def changed_fields(before: Any, after: Any) -> dict[str, list[Any]]:
    """Return {field: [old, new]} of what two states of a row tell differently, as an audit line would; None: not known."""
    told: dict[str, list[Any]] = {}
    for attribute in inspect(type(after if after is not None else before)).column_attrs:
        name = attribute.key
        old, new = (getattr(state, name) if state is not None else None for state in (before, after))
        if name in UNTOLD or old == new:
            continue
        told[name] = [HIDDEN if value is not None else None for value in (old, new)] if name in SECRET_FIELDS else [plain(old), plain(new)]
    return told


def key_of(record: Any) -> Key:
    """Return table and number of a stored row."""
    return record.__tablename__, record.id
