"""How the log calls plans, pins and runs, and what is done with them; loaded with the lists for export."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record, tell_values
from staffing.plans.answers.questions import AnswerKind
from staffing.plans.models import Plan, PlanMark
from staffing.plans.wording import ENGINE_STATUS

PLAN: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "name": _l("Plan"),
    "origin": _l("Where the moves come from"), "state": _l("State"), "settings": _l("Settings that differ from the rule set"),
    "remark": _l("Remark"), "created_by": _l("Made by"), "job": _l("Number of the task"), "run": _l("Run"), "moves": _l("Moves"),
    "pins": _l("Pinned moves"), "status": _l("Answer of the solver"), "instance": _l("Digest of the question"),
    "solution": _l("Digest of the plan"), "solutions": _l("Digests of its plans"), "list": _l("List"), "format": _l("Format"), "personal": _l("Holds personal data"),
    "rows": _l("Number of rows"), "question": _l("Question"), "against": _l("Compared with the plan"),
    "budget": _l("Changes at most"), "dropped": _l("Persons who drop out"),
}
MARK: Final = {
    "id": _l("Record number"), "plan_id": _l("Number of the plan"), "teacher_id": _l("Teacher"), "section_id": _l("Section"),
    "kind": _l("Kind of mark"), "reason": _l("Reason"),
}

tell_record(Plan, _l("Plan"), PLAN)
tell_record(PlanMark, _l("Pin or forbid"), MARK)
tell_values(Plan, "status", ENGINE_STATUS)
tell_values(Plan, "question", {kind.value: kind.label for kind in AnswerKind})
tell_actions({
    "plan.create": _l("Plan made"), "plan.change": _l("Plan changed"), "plan.propose": _l("Proposal asked for"),
    "plan.solved": _l("Proposal came in"), "plan.import": _l("List made by hand brought in"), "plan.delete": _l("Plan deleted"),
    "plan.mark": _l("Teacher pinned or kept from a section"), "plan.unmark": _l("Pin or forbid taken back"),
    "plan.pin_list": _l("All moves of a list pinned"), "plan.ask": _l("Question about the plan asked"),
    "plan.repair": _l("Plan with few changes asked for"),
    "plan.answered": _l("Question about the plan answered"),
})
