"""What is done about need: expected changes of staff, needs set by hand, asking for a study of gaps. Each is audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record, values_of
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.needs import titles  # noqa: F401 (tells the log how things are called)
from staffing.needs.models import ChangeKind, ExpectedChange, GapStudy, NeedOverride
from staffing.needs.people import Place
from staffing.needs.queries import find_override
from staffing.needs.study import Study, write_study
from staffing.schools.models import County, Section
from staffing.teachers.models import Teacher

STUDY_KIND: Final = "study_gaps"
STUDY_SUBJECT: Final = "gaps:"
NAMED: Final = frozenset({ChangeKind.RETIREMENT, ChangeKind.LEAVER, ChangeKind.SELECTED_AWAY, ChangeKind.RETURNER})


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What an officer says about an expected change."""

    kind: ChangeKind
    section: Section
    teacher: Teacher | None = None
    subject: str = ""
    persons: int = 1
    above_degree: bool = True
    remark: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be counted."""
        if self.kind in NAMED and self.teacher is None:
            raise StaffingError(_l("Say who: enter the staff number."), field="number")
        if self.kind is ChangeKind.RECRUIT and self.teacher is None and not self.subject:
            raise StaffingError(_l("Say which subject the recruit will teach."), field="subject")
        if self.teacher is not None and self.persons != 1:
            raise StaffingError(_l("A person with a name counts once."), field="persons")


def add_change(county: County, school_year: int, facts: ChangeFacts) -> ExpectedChange:
    """Add an expected change (预计增减)."""
    change = ExpectedChange(county_id=county.id, school_year=school_year)
    _fill(change, facts)
    db.session.add(change)
    flush(db.session)
    record("change_expected", change, county_id=county.id, changes=values_of(change))
    return change


def correct_change(change: ExpectedChange, facts: ChangeFacts) -> None:
    """Correct an expected change."""
    _fill(change, facts)
    if db.session.is_modified(change):
        record("change_corrected", change, county_id=change.county_id)
    flush(db.session)


def remove_change(change: ExpectedChange) -> None:
    """Take an expected change back."""
    told = {key: [new, None] for key, (_, new) in values_of(change).items()}
    record("change_removed", change, county_id=change.county_id, changes=told)
    db.session.delete(change)
    flush(db.session)


def _fill(change: ExpectedChange, facts: ChangeFacts) -> None:
    change.kind, change.section_id, change.subject = facts.kind, facts.section.id, facts.subject.strip()
    change.teacher_id = facts.teacher.id if facts.teacher else None
    change.persons, change.above_degree, change.remark = facts.persons, facts.above_degree, facts.remark.strip()


def add_retirements(county: County, school_year: int, due: Iterable[Place]) -> int:
    """Add everybody who reaches the retirement age as an expected retirement; returns how many."""
    rows = [ExpectedChange(county_id=county.id, school_year=school_year, kind=ChangeKind.RETIREMENT, teacher_id=place.entry.id,
                           section_id=place.section_id, subject="", persons=1) for place in due]
    if not rows:
        raise StaffingError(_l("Nobody reaches the retirement age who is not listed already."))
    db.session.add_all(rows)
    flush(db.session)
    record("retirements_expected", county, county_id=county.id,
           changes={"school_year": [None, school_year], "teachers": [None, [row.teacher_id for row in rows]]})
    return len(rows)


def set_need(section: Section, school_year: int, subject: str, *, least: int, most: int, reason: str) -> NeedOverride:
    """Set least and most of a cell by hand (人工核定需求) with its reason; the computed need stays beside it."""
    if not reason.strip():
        raise StaffingError(_l("Give the reason; the schools will ask for it."), field="reason")
    if not 0 <= least <= most:
        raise StaffingError(_l("The most must not lie below the least."), field="most")
    row = find_override(section.id, school_year, subject)
    if row is not None:
        row.least, row.most, row.reason = least, most, reason.strip()
        record("need_changed", row, county_id=section.county_id, reason=reason.strip())
        flush(db.session)
        return row
    row = NeedOverride(section_id=section.id, school_year=school_year, subject=subject, least=least, most=most, reason=reason.strip())
    db.session.add(row)
    flush(db.session)
    record("need_set", row, county_id=section.county_id, changes=values_of(row), reason=reason.strip())
    return row


def release_need(section: Section, school_year: int, subject: str) -> None:
    """Let the computed need count again."""
    row = find_override(section.id, school_year, subject)
    if row is None:
        raise StaffingError(_l("This need was not set by hand."))
    record("need_released", row, county_id=section.county_id,
           changes={"least": [row.least, None], "most": [row.most, None], "reason": [row.reason, None]})
    db.session.delete(row)
    flush(db.session)


def store_study(county_id: int, school_year: int, study: Study, *, plan_id: int, run_id: int, plan_name: str) -> GapStudy:
    """Store what three runs left short; the kind of job that makes studies calls this in the transaction that ends it."""
    stored = GapStudy(county_id=county_id, school_year=school_year, plan_id=plan_id, run_id=run_id, plan_name=plan_name,
                      content=write_study(study))
    db.session.add(stored)
    flush(db.session)
    return stored


def ask_study(county: County, plan_id: int, *, run_id: int, asked_by: int | None) -> Job:
    """Ask the worker what the plan, a further rotation and a rotation without limits leave short (缺口分解).

    ``run_id`` is the run that the plan shows now, so that a later attempt studies the same moves.
    """
    job = enqueue(STUDY_KIND, f"{STUDY_SUBJECT}{plan_id}", county_id=county.id, created_by=asked_by, payload={"run_id": run_id})
    record("gap_study_asked", county, county_id=county.id, changes={"plan": [None, plan_id], "job": [None, job.id]})
    return job
