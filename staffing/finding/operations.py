"""What is done with kept lists: keep, share, put first, remove. Each with its audit line."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from staffing.audit.record import record, values_of
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.finding.models import LONGEST_QUERY, FirstList, SavedList

tell_constraint("uq_saved_list_owner_id_name", _l("You already keep a list under this name."), field="name")


def keep_list(*, county_id: int, owner_id: int, name: str, query: str, shared: bool) -> SavedList:
    """Keep the address of a list under a name."""
    if len(query) > LONGEST_QUERY:
        raise StaffingError(_l("This list has too many filters to be kept; choose fewer."), field="name")
    saved = SavedList(county_id=county_id, owner_id=owner_id, name=name.strip(), query=query, shared=shared)
    db.session.add(saved)
    flush(db.session)
    record("list_kept", saved, county_id=county_id, changes=values_of(saved))
    return saved


def share_list(saved: SavedList, *, shared: bool) -> None:
    """Let the county see a list, or no longer."""
    if saved.shared == shared:
        return
    saved.shared = shared
    record("list_shared" if shared else "list_withdrawn", saved, county_id=saved.county_id)
    flush(db.session)


def put_first(saved: SavedList, *, user_id: int, first: bool) -> None:
    """Let a person's list of teachers open with this one, or with everybody again."""
    db.session.execute(delete(FirstList).where(FirstList.user_id == user_id))
    if first:
        db.session.add(FirstList(user_id=user_id, saved_list_id=saved.id))
    flush(db.session)
    record("list_put_first", saved, county_id=saved.county_id, changes={"first": [not first, first]})


def remove_list(saved: SavedList) -> None:
    """Forget a list; nobody's list of teachers opens with it any more."""
    db.session.execute(delete(FirstList).where(FirstList.saved_list_id == saved.id))
    record("list_removed", saved, county_id=saved.county_id, changes={"name": [saved.name, None], "query": [saved.query, None]})
    db.session.delete(saved)
    flush(db.session)
