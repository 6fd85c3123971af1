"""Questions about statistics: the tables that were kept."""

from sqlalchemy import select

from staffing.extensions import db
from staffing.statistics.models import SavedTable


def list_saved(county_id: int) -> list[SavedTable]:
    """Return the county's kept tables by name."""
    return list(db.session.scalars(select(SavedTable).where(SavedTable.county_id == county_id).order_by(SavedTable.name, SavedTable.id)))


def get_saved(county_id: int, saved_id: int) -> SavedTable:
    """Return a kept table of the county; LookupError if there is none."""
    found = db.session.scalar(select(SavedTable).where(SavedTable.county_id == county_id, SavedTable.id == saved_id))
    if found is None:
        raise LookupError("no such table")
    return found
