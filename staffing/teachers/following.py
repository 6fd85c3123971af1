"""What is computed from all teachers and remembered, brought up to date by reading only whom the audit log says has changed.

Every change writes its line into the county's log in its own transaction. A remembered result knows the line it was made
after; the lines since name the persons to be read anew. A change that names no person (an import, a plan's posting) makes
the result anew. Only what a transaction that reads alone has made is kept: another may still be rolled back.
"""

from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.audit.queries import Version, last_change
from staffing.audit.remembering import only_reads
from staffing.audit.titles import READINGS
from staffing.core.collecting import kept_for_long
from staffing.extensions import db
from staffing.teachers.models import Teacher

T = TypeVar("T")
Row = TypeVar("Row")
MOST_LINES: Final = 400
"""Beyond so many lines reading everything costs no more than following them."""
OF_TEACHERS: Final = frozenset({
    "Employment", "Appointment", "Leadership", "Certificate", "Degree", "TitleGrant", "BackboneHonour", "TrainingRecord", "Appraisal",
    "Discipline", "Deferral", "RotationRecord",
})
ASIDE: Final = frozenset({
    "User", "SectionYear", "AuthorisedPosts", "SchoolDistance", "RotationIntent", "RotationWish", "SavedList", "SavedTable", "BulkEdit",
    "QualityFinding", "FindingComment", "QualityRun", "InfluenceStudy", "ReportedStaff",
})
"""Records beside the teachers' own; a bulk edit writes a line for each person besides."""
Key = tuple[Hashable, ...]
Follow = Callable[[T, frozenset[int]], T | None]


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A result and the line of the log after which it was made."""

    version: Version
    value: T


class Followed(Generic[T]):
    """The last results of this process, at most so many; ``without_effect`` are the records that no result shows."""

    def __init__(self, number: int, without_effect: Collection[str]) -> None:
        """Begin with none."""
        self._kept: OrderedDict[Key, Kept[T]] = OrderedDict()
        self._making: dict[Key, RLock] = {}
        self._guard, self._number, self._without_effect = Lock(), number, frozenset(without_effect)

    def find(self, county_id: int, about: Key, make: Callable[[], T], follow: Follow[T]) -> T:
        """Return the result of the county's records as they are now.

        ``follow`` gets an older result and the persons who changed since; it returns None where it cannot tell.
        """
        version = last_change(county_id)
        key = (str(db.engine.url), county_id, *about)
        with self._guard:
            making = self._making.setdefault(key, RLock())
        # One thread makes it; the others wait instead of making the same.
        with making:
            known = self._kept.get(key)
            if known is not None and known.version == version:
                return known.value
            value = self._followed(known, county_id, follow) if known is not None else None
            if value is None:
                with kept_for_long():
                    value = make()
            if version and only_reads():
                self._keep(key, Kept(version, value))
            return value

    def _followed(self, known: Kept[T], county_id: int, follow: Follow[T]) -> T | None:
        touched = changed_persons(county_id, known.version, self._without_effect)
        if touched is None:
            return None
        return follow(known.value, touched) if touched else known.value

    def _keep(self, key: Key, kept: Kept[T]) -> None:
        with self._guard:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._number:
                forgotten, _value = self._kept.popitem(last=False)
                self._making.pop(forgotten, None)


def merged(kept: list[Row], fresh: Iterable[Row], key: Callable[[Row], Any]) -> tuple[Row, ...]:
    """Return rows that stand in the order of ``key`` with some more put in; sorting tens of thousands again would take longer."""
    for row in fresh:
        insort(kept, row, key=key)
    return tuple(kept)


def changed_persons(county_id: int, since: Version, without_effect: Collection[str]) -> frozenset[int] | None:
    """Return the teachers of whom the log speaks after a line; None if anybody may have changed."""
    statement = select(AuditEvent.sequence, AuditEvent.digest, AuditEvent.object_type, AuditEvent.object_id, AuditEvent.changes).where(
        AuditEvent.chain == str(county_id), AuditEvent.sequence >= since.sequence, AuditEvent.action.not_in(sorted(READINGS)))
    found = db.session.execute(statement.order_by(AuditEvent.sequence).limit(MOST_LINES + 2)).all()
    # The number of a line is used again when its transaction is rolled back; its digest is not.
    if not found or Version(found[0].sequence, found[0].digest) != since:
        return None
    lines = found[1:]
    if len(lines) > MOST_LINES:
        return None
    touched: set[int] = set()
    for line in lines:
        named = set() if line.object_type in without_effect else _persons_named(line.object_type, line.object_id, line.changes)
        if named is None:
            return None
        touched |= named
    known = set(db.session.scalars(select(Teacher.id).where(Teacher.county_id == county_id, Teacher.id.in_(touched)))) if touched else set()
    return frozenset(touched) if known == touched else None


def _persons_named(object_type: str, object_id: str, changes: dict[str, list[object]]) -> set[int] | None:
    """Return the teachers a line speaks of; None if it may have changed anybody."""
    if object_type == Teacher.__name__ and object_id.isdigit():
        return {int(object_id)}
    if object_type in OF_TEACHERS and "teacher_id" in changes:
        return {int(str(value)) for value in changes["teacher_id"] if value is not None}
    return None
