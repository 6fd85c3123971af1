"""Pictures of the staff that are remembered, and brought up to date by reading only what the audit log says has changed.

Every change writes its line into the county's log in its own transaction. A remembered picture knows the line it was made
after; the lines since name the persons to be read anew. A change that names no person (an import, a plan's posting) makes
the picture anew. Only pictures made by a transaction that reads alone are kept: another may still be rolled back.
"""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Final

from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.audit.queries import data_version, find_digest
from staffing.audit.remembering import only_reads
from staffing.audit.titles import READINGS
from staffing.core.collecting import kept_for_long
from staffing.extensions import db
from staffing.finding.gathering import persons_of, places_of
from staffing.finding.picture import Picture
from staffing.teachers.models import Teacher

KEPT: Final = 4
MOST_LINES: Final = 400
"""Beyond so many lines reading everything costs no more than following them."""
OF_TEACHERS: Final = frozenset({"Employment", "Appointment", "Leadership", "Certificate", "Degree", "TitleGrant", "BackboneHonour"})
WITHOUT_EFFECT: Final = frozenset({
    "TrainingRecord", "Appraisal", "Discipline", "Deferral", "RotationRecord", "User", "SectionYear", "AuthorisedPosts", "SchoolDistance",
    "RotationIntent", "RotationWish", "SavedList", "BulkEdit",
})
"""Records that no column of the list shows."""
Key = tuple[str, int, dt.date]


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture and the line of the log after which it was made."""

    digest: str
    picture: Picture


class Pictures:
    """The last pictures of this process."""

    def __init__(self, number: int = KEPT) -> None:
        """Begin with none."""
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._guard, self._number = Lock(), number
        self._making: dict[Key, RLock] = {}

    def find(self, county_id: int, on: dt.date) -> Picture:
        """Return the county's picture of the day, as the records are now."""
        key = (str(db.engine.url), county_id, on)
        version = data_version(county_id)
        with self._guard:
            making = self._making.setdefault(key, RLock())
        # One thread draws; the others wait for its picture instead of drawing the same.
        with making:
            known = self._kept.get(key)
            if known is not None and known.digest == version:
                return known.picture
            picture = (_followed(known, county_id) if known else None) or draw(county_id, on)
            if version and only_reads():
                self._keep(key, Kept(version, picture))
            return picture

    def _keep(self, key: Key, kept: Kept) -> None:
        with self._guard:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._number:
                forgotten, _picture = self._kept.popitem(last=False)
                self._making.pop(forgotten, None)


def draw(county_id: int, on: dt.date) -> Picture:
    """Return the picture made from all records of the county."""
    with kept_for_long():
        places = places_of(county_id, on)
        return Picture.of(on, places, persons_of(county_id, places, on))


def _followed(known: Kept, county_id: int) -> Picture | None:
    """Return the picture brought up to date, None if that cannot be told from the log."""
    # The number of a line is used again when its transaction is rolled back; its digest is not.
    sequence = find_digest(county_id, known.digest)
    if sequence is None:
        return None
    statement = select(AuditEvent.object_type, AuditEvent.object_id, AuditEvent.changes).where(
        AuditEvent.chain == str(county_id), AuditEvent.sequence > sequence, AuditEvent.action.not_in(sorted(READINGS)))
    lines = db.session.execute(statement.order_by(AuditEvent.sequence).limit(MOST_LINES + 1)).all()
    if len(lines) > MOST_LINES:
        return None
    touched: set[int] = set()
    for line in lines:
        found = _persons_named(line.object_type, line.object_id, line.changes)
        if found is None:
            return None
        touched |= found
    if not touched:
        return known.picture
    ids = sorted(db.session.scalars(select(Teacher.id).where(Teacher.county_id == county_id, Teacher.id.in_(touched))))
    if set(ids) != touched:
        return None
    places = known.picture.places
    return known.picture.with_persons(persons_of(county_id, places, known.picture.on, ids), places)


def _persons_named(object_type: str, object_id: str, changes: dict[str, list[object]]) -> set[int] | None:
    """Return the teachers a line speaks of; None if it may have changed anybody."""
    if object_type in WITHOUT_EFFECT:
        return set()
    if object_type == Teacher.__name__ and object_id.isdigit():
        return {int(object_id)}
    if object_type in OF_TEACHERS and "teacher_id" in changes:
        return {int(str(value)) for value in changes["teacher_id"] if value is not None}
    return None


PICTURES: Final = Pictures()
