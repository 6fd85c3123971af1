"""What the bureau decides over all schools of a round at once: a kind of change is taken over from every file, or from none."""

from flask_babel import lazy_gettext as _l

from staffing.collecting import queries
from staffing.collecting.models import CollectionRound
from staffing.errors import StaffingError
from staffing.imports import deciding
from staffing.imports.models import ChangeKind


def decide_everywhere(one: CollectionRound, kind: ChangeKind, *, accepted: bool) -> tuple[int, int]:
    """Accept or leave out a kind of change in the file of every school that waits to be merged; returns changes and schools."""
    if kind is ChangeKind.ABSENT:
        raise StaffingError(_l("Whether somebody has left is decided person by person, on the page of the school's file."))
    ready = queries.list_ready(one.id)
    held = queries.batches_with(kind, [item.batch_id for item in ready if item.batch_id is not None])
    counts = [deciding.decide(item.batch, accepted=accepted, kind=kind) for item in ready if item.batch is not None and item.batch_id in held]
    if not counts:
        raise StaffingError(_l("No file that waits to be merged holds such a change."))
    return sum(counts), len(counts)
