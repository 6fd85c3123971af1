"""The addresses of data collection, who may open them, and what several pages ask."""

from flask import Blueprint

from staffing.collecting.models import CollectionRound, SchoolReturn
from staffing.collecting.queries import get_return, get_round
from staffing.core.access import OFFICERS, Role, own_school_id, person
from staffing.extensions import db
from staffing.schools.models import County

blueprint = Blueprint("collecting", __name__, url_prefix="/collecting")
COLLECTORS = OFFICERS | {Role.CLERK}


def own_round(round_id: int) -> CollectionRound:
    """Return a round in the reader's scope; LookupError otherwise."""
    return get_round(person().county_id, round_id, school_id=own_school_id())


def own_part(round_id: int, school_id: int, *, with_files: bool = False) -> tuple[CollectionRound, SchoolReturn]:
    """Return a round and a school's part in it; LookupError if the reader may not see that school."""
    if own_school_id() not in (None, school_id):
        raise LookupError
    one = own_round(round_id)
    return one, get_return(one, school_id, with_files=with_files)


def own_county() -> County:
    """Return the reader's county."""
    return db.session.get_one(County, person().county_id)

