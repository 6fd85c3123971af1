"""Bring what a check found together with the findings on file: new, still there, back again, mended.

A finding that a check no longer sees is mended; one that was mended and is seen again is open again; an ignored one is open
again when what is seen differs from what was ignored. Stored in bulk, because a bad county has tens of thousands.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, insert, or_, select, update

from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.quality.checking import Found
from staffing.quality.enums import FindingState, LooksAt, Severity
from staffing.quality.gathering import Scope
from staffing.quality.models import QualityFinding
from staffing.quality.queries import clerks_by_school
from staffing.quality.records import Records

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class OnFile:
    """What settling needs to know of a stored finding."""

    id: int
    fingerprint: str
    state: FindingState
    severity: Severity
    school_id: int | None
    details: dict[str, Any]
    ignored_details: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one check: what is new, what changed, what is mended, what is as it was."""

    records: Records
    new: tuple[Found, ...]
    returned: tuple[tuple[OnFile, Found], ...]
    changed: tuple[tuple[OnFile, Found], ...]
    same: tuple[OnFile, ...]
    mended: tuple[OnFile, ...]

    def counts(self) -> dict[str, int]:
        """Return the figures of the run."""
        return {"found": len(self.new) + len(self.returned) + len(self.changed) + len(self.same), "new": len(self.new),
                "returned": len(self.returned), "mended": len(self.mended)}

    def store(self, county_id: int) -> dict[str, int]:
        """Store it, and return the figures."""
        moment = utc_now()
        _insert(county_id, self.new, self.records, moment)
        _update([_seen(one, found, moment) | {"state": FindingState.NEW, "mended_at": None, "more": 1, "ignored_details": None}
                 for one, found in self.returned])
        _update([_seen(one, found, moment) | {"state": one.state, "mended_at": None, "more": 0, "ignored_details": one.ignored_details}
                 for one, found in self.changed])
        for ids in _chunks([one.id for one in self.same]):
            db.session.execute(update(QualityFinding).where(QualityFinding.id.in_(ids)).values(last_seen_at=moment)
                               .execution_options(synchronize_session=False))
        for ids in _chunks([one.id for one in self.mended]):
            db.session.execute(update(QualityFinding).where(QualityFinding.id.in_(ids)).values(
                state=FindingState.MENDED, mended_at=moment, version=QualityFinding.version + 1)
                .execution_options(synchronize_session=False))
        db.session.expire_all()
        return self.counts()


def settle(records: Records, found: Sequence[Found], scope: Scope) -> Outcome:
    """Return what a check means for the findings on file; reads them, stores nothing."""
    on_file = {one.fingerprint: one for one in load_findings(records, scope)}
    new: list[Found] = []
    returned, changed, same = [], [], []
    for one in found:
        stored = on_file.pop(one.fingerprint, None)
        if stored is None:
            new.append(one)
        elif stored.state is FindingState.MENDED or (stored.state is FindingState.IGNORED and stored.ignored_details != one.details):
            returned.append((stored, one))
        elif (stored.details, stored.severity, stored.school_id) != (one.details, one.rule.severity, one.school_id):
            changed.append((stored, one))
        else:
            same.append(stored)
    mended = tuple(one for one in on_file.values() if one.state is not FindingState.MENDED)
    return Outcome(records, tuple(new), tuple(returned), tuple(changed), tuple(same), mended)


def load_findings(records: Records, scope: Scope) -> Iterable[OnFile]:
    """Return the findings on file about what the scope looks at."""
    columns = (QualityFinding.id, QualityFinding.fingerprint, QualityFinding.state, QualityFinding.severity, QualityFinding.school_id,
               QualityFinding.details, QualityFinding.ignored_details)
    statement = select(*columns).where(_within(scope, records.frame.county_id, [person.id for person in records.persons]))
    return [OnFile(*row) for row in db.session.execute(statement.order_by(QualityFinding.id))]


def _within(scope: Scope, county_id: int, persons: Sequence[int]) -> ColumnElement[bool]:
    finding = QualityFinding
    if scope.teacher_id is not None:
        return and_(finding.looks_at == LooksAt.TEACHER, finding.teacher_id == scope.teacher_id)
    if scope.school_id is not None:
        return or_(and_(finding.looks_at != LooksAt.TEACHER, finding.school_id == scope.school_id),
                   and_(finding.looks_at == LooksAt.TEACHER, finding.teacher_id.in_(persons)))
    return finding.county_id == county_id


def _insert(county_id: int, new: Iterable[Found], records: Records, moment: dt.datetime) -> None:
    days = records.frame.rules.quality.due_days.value
    due = {severity: records.frame.on + dt.timedelta(days=getattr(days, severity.value)) for severity in Severity}
    clerks = clerks_by_school(county_id)
    rows = [{
        "county_id": county_id, "fingerprint": one.fingerprint, "rule": one.rule.code, "severity": one.rule.severity,
        "looks_at": one.rule.looks_at, "teacher_id": one.teacher_id, "school_id": one.school_id, "section_id": one.section_id,
        "details": one.details, "state": FindingState.NEW, "first_seen_at": moment, "last_seen_at": moment,
        "assignee_id": clerks.get(one.school_id or 0), "due_on": due[one.rule.severity],
    } for one in new]
    for chunk in _chunks(rows):
        db.session.execute(insert(QualityFinding), chunk)


def _seen(one: OnFile, found: Found, moment: dt.datetime) -> dict[str, Any]:
    return {"which": one.id, "details": found.details, "severity": found.rule.severity, "school_id": found.school_id, "last_seen_at": moment}


def _update(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = cast(Table, QualityFinding.__table__)
    statement = update(table).where(table.c.id == bindparam("which")).values(
        {name: bindparam(name) for name in ("details", "severity", "school_id", "last_seen_at", "state", "mended_at", "ignored_details")}
        | {"returned": table.c.returned + bindparam("more"), "version": table.c.version + 1})
    db.session.connection().execute(statement, rows)


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[start:start + CHUNK] for start in range(0, len(items), CHUNK))
