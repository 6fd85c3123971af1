"""How the log calls decisions and what is done with them; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.decisions.models import DecidedPlan

DECISION: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "plan_id": _l("Number of the plan"),
    "run_id": _l("Run"), "number": _l("Version"), "supersedes_id": _l("Amends the version"), "state": _l("State"),
    "content": _l("Content"), "content_sha256": _l("Digest of the content"), "ruleset": _l("Rule set"),
    "ruleset_digest": _l("Digest of the rule set"), "submitted_by": _l("Submitted by"), "submitted_at": _l("Submitted at"),
    "reviewed_by": _l("Reviewed by"), "reviewed_at": _l("Reviewed at"), "approved_by": _l("Approved by"),
    "approved_at": _l("Approved at"), "published_at": _l("Made public at"), "remark": _l("Remark"), "moves": _l("Moves"),
}

tell_record(DecidedPlan, _l("Version of the decision"), DECISION)
tell_actions({
    "decision.submit": _l("Plan submitted"), "decision.review": _l("Plan reviewed"), "decision.return": _l("Plan returned with remarks"),
    "decision.approve": _l("Plan approved"), "decision.publish": _l("Decision made public"), "decision.withdraw": _l("Submitted plan withdrawn"),
    "decision.supersede": _l("Decision replaced by a later version"),
})
