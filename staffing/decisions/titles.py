"""How the log calls decisions and what is done with them; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.decisions.models import DecidedPlan, ElsewhereMove, MoveOpinion, OpinionRound

DECISION: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "plan_id": _l("Number of the plan"),
    "run_id": _l("Run"), "number": _l("Version"), "supersedes_id": _l("Amends the version"), "state": _l("State"),
    "content": _l("Content"), "content_sha256": _l("Digest of the content"), "ruleset": _l("Rule set"),
    "ruleset_digest": _l("Digest of the rule set"), "submitted_by": _l("Submitted by"), "submitted_at": _l("Submitted at"),
    "reviewed_by": _l("Reviewed by"), "reviewed_at": _l("Reviewed at"), "approved_by": _l("Approved by"),
    "approved_at": _l("Approved at"), "published_at": _l("Made public at"), "remark": _l("Remark"), "moves": _l("Moves"),
    "list": _l("List"), "format": _l("Format"), "rows": _l("Number of rows"), "personal": _l("Holds personal data"),
}
ROUND: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "plan_id": _l("Number of the plan"), "run_id": _l("Run"),
    "asked_on": _l("Schools asked on"), "due_on": _l("Answers until"), "asked_by": _l("Asked by"), "opinions": _l("Opinions asked for"),
}
OPINION: Final = {
    "id": _l("Record number"), "round_id": _l("Number of the round"), "teacher_id": _l("Teacher"), "school_id": _l("School"),
    "from_section_id": _l("From"), "to_section_id": _l("To"), "subject": _l("Subject"), "side": _l("Which school"),
    "answer": _l("Opinion of the school"), "reason": _l("Reason"), "answered_by": _l("Answered by"), "answered_on": _l("Answered on"),
    "upheld": _l("Followed by the bureau"), "decision_reason": _l("Reason of the bureau"), "decided_by": _l("Decided by"),
}
ELSEWHERE: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"),
    "record_id": _l("Recorded rotation"), "kind": _l("Kind of exchange"), "from_school_id": _l("From the school"),
    "to_school_id": _l("To the school"), "role": _l("Post taken up there (leaders only)"), "starts_on": _l("First day"),
    "ends_on": _l("Last day"), "basis": _l("Document that decided it"),
}

tell_record(DecidedPlan, _l("Version of the decision"), DECISION)
tell_record(OpinionRound, _l("Round of opinions"), ROUND)
tell_record(MoveOpinion, _l("Opinion of a school"), OPINION)
tell_record(ElsewhereMove, _l("Move decided elsewhere"), ELSEWHERE)
tell_actions({
    "opinion.ask": _l("Schools asked for their opinions"), "opinion.answer": _l("Opinion of a school given"),
    "opinion.decide": _l("Opinion of a school decided about"), "elsewhere.enter": _l("Move decided elsewhere entered"),
    "elsewhere.take_back": _l("Move decided elsewhere taken back"),
    "decision.submit": _l("Plan submitted"), "decision.review": _l("Plan reviewed"), "decision.return": _l("Plan returned with remarks"),
    "decision.approve": _l("Plan approved"), "decision.publish": _l("Decision made public"), "decision.withdraw": _l("Submitted plan withdrawn"),
    "decision.supersede": _l("Decision replaced by a later version"),
})
