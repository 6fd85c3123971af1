"""How the log calls drafts of the board and what is done with them; loaded with its operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record, tell_values
from staffing.plans.board.models import BoardDraft, StepKind

DRAFT: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "plan_id": _l("Number of the plan"), "run_id": _l("Run"), "steps": _l("Steps"),
    "step": _l("Step"), "done": _l("Steps in force"), "changed_by": _l("Changed by"),
}

tell_record(BoardDraft, _l("Draft of the board"), DRAFT)
tell_values(BoardDraft, "step", {kind.value: kind.label for kind in StepKind})
tell_actions({
    "board.step": _l("Step made on the board"), "board.undo": _l("Step on the board taken back"),
    "board.redo": _l("Step on the board done again"), "board.discard": _l("Draft of the board thrown away"),
    "board.take_over": _l("Plan taken over from the board"),
})
