"""What is done about quality: check and store, re-check, ignore with a reason, assign, comment, report a school's totals.

Nothing here calls a finding mended but the check itself.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.record import Actor, record, values_of
from staffing.core.access import Role, person
from staffing.core.school_year import today
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.quality import titles as titles
from staffing.quality.checking import check_records
from staffing.quality.enums import FindingState, LooksAt, RunScope
from staffing.quality.gathering import Scope, gather_records
from staffing.quality.models import FindingComment, InfluenceStudy, QualityFinding, QualityRun, ReportedStaff
from staffing.quality.queries import find_reported
from staffing.quality.school_rows import Totals
from staffing.quality.settling import Outcome, settle
from staffing.rotation_years.queries import find_current_year
from staffing.schools.models import School

CHECK_KIND: Final = "check_quality"
CHECK_SUBJECT: Final = "quality:"
STUDY_KIND: Final = "study_influence"
STUDY_SUBJECT: Final = "influence:"
# Accounts that can be asked to mend something: who keeps records.
MENDERS: Final = frozenset({Role.OFFICER, Role.CLERK, Role.PRINCIPAL})
tell_constraint("ck_reported_staff_parts_within_staff", _l("No part can be larger than the whole staff."), field="staff")


def ask_check(county_id: int, *, asked_by: int | None) -> Job:
    """Ask for a check of the whole county (全县核查) in the background."""
    return enqueue(CHECK_KIND, f"{CHECK_SUBJECT}{county_id}", county_id=county_id, created_by=asked_by)


def ask_study(county_id: int, *, asked_by: int | None) -> Job:
    """Ask which doubtful records can change the plan (影响测算), in the background."""
    if find_current_year(county_id) is None:
        raise StaffingError(_l("Open a rotation year first; without one there is nothing to decide."))
    return enqueue(STUDY_KIND, f"{STUDY_SUBJECT}{county_id}", county_id=county_id, created_by=asked_by)


def store_study(county_id: int, rotation_year_id: int, content: dict[str, Any], *, made_by: int | None, actor: Actor) -> InfluenceStudy:
    """Store a study; the audit line tells how many records were in doubt and how many change something."""
    stored = InfluenceStudy(county_id=county_id, rotation_year_id=rotation_year_id, made_by=made_by, content=content)
    db.session.add(stored)
    flush(db.session)
    told = {name: [None, content[name]] for name in ("doubtful", "changing")}
    record("influence_studied", stored, county_id=county_id, actor=actor, changes=told)
    return stored


def check_now(county_id: int, scope: Scope, *, made_by: int | None) -> QualityRun:
    """Check one record or one school at once and settle its findings."""
    on = today()
    records = gather_records(county_id, on, scope)
    return store_outcome(county_id, settle(records, check_records(records), scope), scope, made_by=made_by)


def store_outcome(county_id: int, outcome: Outcome, scope: Scope, *, made_by: int | None, actor: Actor | None = None) -> QualityRun:
    """Store what a check found; the audit line tells the figures."""
    kind = RunScope.RECORD if scope.teacher_id else RunScope.SCHOOL if scope.school_id else RunScope.COUNTY
    counts = outcome.store(county_id)
    rules = outcome.records.frame.rules
    run = QualityRun(
        county_id=county_id, scope=kind, school_id=scope.school_id, checked_on=outcome.records.frame.on, made_by=made_by, ruleset=rules.code,
        ruleset_version=rules.version, ruleset_digest=rules.digest, persons=len(outcome.records.persons),
        schools=len(outcome.records.schools), counts=counts)
    db.session.add(run)
    flush(db.session)
    record("quality_checked", run, county_id=county_id, actor=actor, changes=values_of(run))
    return run


def recheck(finding: QualityFinding, *, made_by: int | None) -> QualityRun:
    """Look at the finding's record again: the person, or the school with everybody there."""
    if finding.looks_at is LooksAt.TEACHER:
        return check_now(finding.county_id, Scope(teacher_id=finding.teacher_id), made_by=made_by)
    return check_now(finding.county_id, Scope(school_id=finding.school_id), made_by=made_by)


def ignore(findings: Sequence[QualityFinding], *, reason: str) -> int:
    """Set findings aside with the reason (忽略); they come back when what is seen changes. Returns how many were open."""
    if not reason.strip():
        raise StaffingError(_l("Say why this may stay as it is; an inspector will read it."), field="reason")
    chosen = [one for one in findings if one.state is FindingState.NEW]
    if not chosen:
        raise StaffingError(_l("None of the chosen findings is open."))
    for one in chosen:
        one.state, one.ignored_reason, one.ignored_by, one.ignored_details = FindingState.IGNORED, reason.strip(), person().id, one.details
        record("finding_ignored", one, county_id=one.county_id, reason=reason.strip(),
               changes={"state": [FindingState.NEW.value, FindingState.IGNORED.value]})
    flush(db.session)
    return len(chosen)


def take_up(finding: QualityFinding) -> None:
    """Open an ignored finding again."""
    if finding.state is not FindingState.IGNORED:
        raise StaffingError(_l("This finding is not ignored."))
    finding.state, finding.ignored_details = FindingState.NEW, None
    record("finding_taken_up", finding, county_id=finding.county_id,
           changes={"state": [FindingState.IGNORED.value, FindingState.NEW.value]})
    flush(db.session)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who shall mend, and until when; None leaves it as it is."""

    assignee: User | None = None
    due_on: dt.date | None = None


def assign(findings: Sequence[QualityFinding], given: Assignment, *, version: int | None = None) -> int:
    """Give open findings to somebody (指派); a clerk or principal gets those of the own school only. Returns how many."""
    chosen = [one for one in findings if one.state is FindingState.NEW]
    if not chosen:
        raise StaffingError(_l("None of the chosen findings is open."))
    who = given.assignee
    if who is not None and (who.role not in MENDERS or not who.active):
        raise StaffingError(_l("This account cannot mend records."), field="assignee")
    if who is not None and who.school_id is not None and any(one.school_id != who.school_id for one in chosen):
        raise StaffingError(_l("A school's account mends the own school's records only."), field="assignee")
    for one in chosen:
        require_version(one, version)
        changes: dict[str, Any] = {}
        if who is not None and one.assignee_id != who.id:
            changes["assignee_id"] = [one.assignee_id, who.id]
            one.assignee_id = who.id
        if given.due_on is not None and one.due_on != given.due_on:
            changes["due_on"] = [one.due_on, given.due_on]
            one.due_on = given.due_on
        if changes:
            record("finding_assigned", one, county_id=one.county_id, changes=changes)
    flush(db.session)
    return len(chosen)


def comment(finding: QualityFinding, text: str) -> FindingComment:
    """Write beside a finding what others should know; it stays."""
    if not text.strip():
        raise StaffingError(_l("Write the comment first."), field="text")
    written = FindingComment(finding_id=finding.id, written_by=person().id, text=text.strip())
    db.session.add(written)
    flush(db.session)
    record("finding_commented", written, county_id=finding.county_id, changes=values_of(written))
    return written


def report_totals(school: School, school_year: int, told: Totals, *, version: int | None = None) -> ReportedStaff:
    """Store how many persons the school says it has; the next check holds its list against them."""
    if max(told.established, told.teachers) > told.staff:
        raise StaffingError(_l("No part can be larger than the whole staff."), field="staff")
    row = find_reported(school.id, school_year)
    if row is None:
        row = ReportedStaff(county_id=school.county_id, school_id=school.id, school_year=school_year, staff=told.staff,
                            established=told.established, teachers=told.teachers)
        db.session.add(row)
        flush(db.session)
        record("staff_reported", row, county_id=school.county_id, changes=values_of(row))
        return row
    require_version(row, version)
    row.staff, row.established, row.teachers = told.staff, told.established, told.teachers
    if db.session.is_modified(row):
        record("staff_reported", row, county_id=school.county_id)
        flush(db.session)
    return row
