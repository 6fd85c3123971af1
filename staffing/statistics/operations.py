"""What is done with statistics: keep a table by name, remove it. Each with its audit line."""

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record, values_of
from staffing.core.transactions import flush, tell_constraint
from staffing.extensions import db
from staffing.statistics.models import SavedTable

tell_constraint("uq_saved_table_county_id_name", _l("There is already a table of this name."), field="name")


def save_table(*, county_id: int, name: str, query: str, created_by: int) -> SavedTable:
    """Keep a table by name."""
    saved = SavedTable(county_id=county_id, name=name.strip(), query=query, created_by=created_by)
    db.session.add(saved)
    flush(db.session)
    record("table_saved", saved, county_id=county_id, changes=values_of(saved))
    return saved


def remove_table(saved: SavedTable) -> None:
    """Remove a kept table; the records it counted stay."""
    record("table_removed", saved, county_id=saved.county_id, changes={"name": [saved.name, None], "query": [saved.query, None]})
    db.session.delete(saved)
    flush(db.session)
