"""How the log calls checks, findings, comments and reported totals; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.quality.models import FindingComment, InfluenceStudy, QualityFinding, QualityRun, ReportedStaff

RUN: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "scope": _l("How much was checked"), "school_id": _l("School"),
    "checked_on": _l("Day of the check"), "finished_at": _l("Finished at"), "made_by": _l("Asked by"), "ruleset": _l("Rule set"),
    "ruleset_version": _l("Version of the rule set"), "ruleset_digest": _l("Digest of the rule set"), "persons": _l("Persons"),
    "schools": _l("Schools"), "counts": _l("What was found"),
}
FINDING: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "fingerprint": _l("Fingerprint"), "rule": _l("Check"),
    "severity": _l("Severity"), "looks_at": _l("What is checked"), "teacher_id": _l("Teacher"), "school_id": _l("School"),
    "section_id": _l("Section"), "details": _l("What was seen"), "state": _l("State"), "first_seen_at": _l("First seen"),
    "last_seen_at": _l("Last seen"), "mended_at": _l("Mended at"), "returned": _l("Times it came back"),
    "ignored_reason": _l("Reason for ignoring"), "ignored_details": _l("What was ignored"), "ignored_by": _l("Ignored by"),
    "assignee_id": _l("Assigned to"), "due_on": _l("Due on"),
}
COMMENT: Final = {
    "id": _l("Record number"), "finding_id": _l("Finding"), "written_by": _l("Written by"), "written_at": _l("Written at"), "text": _l("Comment"),
}
REPORTED: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School"), "school_year": _l("School year"),
    "staff": _l("All staff"), "established": _l("In established posts"), "teachers": _l("Full-time teachers"),
}
STUDY: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "made_at": _l("Made at"),
    "made_by": _l("Asked by"), "content": _l("Result"),
    "doubtful": _l("Records in doubt"), "changing": _l("Records that change something"),
}
tell_record(QualityRun, _l("Check of records"), RUN)
tell_record(QualityFinding, _l("Finding about a record"), FINDING)
tell_record(FindingComment, _l("Comment on a finding"), COMMENT)
tell_record(ReportedStaff, _l("Totals reported by a school"), REPORTED)
tell_record(InfluenceStudy, _l("Study of records that can change the plan"), STUDY)
tell_actions({
    "quality_checked": _l("Records checked"), "finding_ignored": _l("Finding ignored"), "finding_taken_up": _l("Ignored finding taken up again"),
    "finding_assigned": _l("Finding assigned"), "finding_commented": _l("Finding commented"), "staff_reported": _l("Totals of a school reported"),
    "influence_studied": _l("Studied which records can change the plan"),
})
