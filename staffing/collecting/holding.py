"""Which imports belong to a collection: they are merged there and nowhere else."""

from flask import url_for

from staffing.collecting import queries
from staffing.collecting.models import ReturnState
from staffing.imports.holders import Holder
from staffing.imports.models import BatchState, ImportBatch


def holder(batch: ImportBatch) -> Holder | None:
    """Return the collection that holds a file which waits, None for a file that came by the page of imports."""
    if batch.state is not BatchState.READY:
        return None
    part = queries.find_holder(batch.id)
    if part is None:
        return None
    address = url_for("collecting.show_school", round_id=part.round_id, school_id=part.school_id)
    return Holder(part.round.name, address, part.state is ReturnState.READY)
