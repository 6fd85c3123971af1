"""How the log calls bulk edits."""

from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record, tell_values
from staffing.editing.catalogue import everything
from staffing.editing.enums import ItemState
from staffing.editing.models import BulkEdit

tell_record(BulkEdit, _l("Bulk edit"), {
    "id": _l("Record number"), "county_id": _l("County"), "what": _l("What is changed"), "persons": _l("Persons chosen"),
    "school_id": _l("School"), "made_by": _l("Made by"), "made_role": _l("Role"), "chosen_by": _l("Filters of the list"), "state": _l("State"),
    "record": _l("Kind of record"), "act": _l("Act"), "field": _l("Field"), "answers": _l("New value"), "secret_cipher": _l("New value"),
    "digest": _l("Mark of the preview"), "done_at": _l("Carried out"), "undone_by": _l("Undone by"), "undone_at": _l("Undone"),
    **{state.value: state.label for state in ItemState},
})
# Put together when read, in the language of the reader.
WORDS: Final = {what.code: LazyString(lambda what=what: what.whole_title) for whats in everything().values() for what in whats}
tell_values(BulkEdit, "what", WORDS)
tell_actions({"bulk_edit_done": _l("Bulk edit carried out"), "bulk_edit_undone": _l("Bulk edit undone")})
