"""Questions about kept lists: which ones a person may open, and which one comes first."""

from sqlalchemy import or_, select

from staffing.extensions import db
from staffing.finding.models import FirstList, SavedList


def list_saved(county_id: int, user_id: int) -> list[SavedList]:
    """Return a person's own lists and those shared in the county, by name."""
    statement = select(SavedList).where(SavedList.county_id == county_id, or_(SavedList.owner_id == user_id, SavedList.shared.is_(True)))
    return list(db.session.scalars(statement.order_by(SavedList.name, SavedList.id)))


def get_saved(county_id: int, user_id: int, list_id: int, *, own: bool = False) -> SavedList:
    """Return a list that the person may open, only an own one with ``own``; LookupError if there is none."""
    found = next((saved for saved in list_saved(county_id, user_id) if saved.id == list_id), None)
    if found is None or (own and found.owner_id != user_id):
        raise LookupError("no such list")
    return found


def find_first(county_id: int, user_id: int) -> SavedList | None:
    """Return the list that the person wants to see first; a list that is no longer shared is none."""
    statement = select(SavedList).join(FirstList, FirstList.saved_list_id == SavedList.id).where(
        FirstList.user_id == user_id, SavedList.county_id == county_id, or_(SavedList.owner_id == user_id, SavedList.shared.is_(True)))
    return db.session.scalar(statement)
