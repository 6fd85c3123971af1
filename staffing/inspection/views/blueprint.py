"""The blueprint of inspection, and which school year a page speaks of."""

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _l

from staffing.core.access import person
from staffing.core.as_of import bind_pages
from staffing.inspection.codes import StintSource
from staffing.inspection.queries import default_year, list_years
from staffing.schools.models import County
from staffing.schools.queries import get_county

blueprint = Blueprint("inspection", __name__, url_prefix="/inspection")
bind_pages(blueprint, _l("Inspection looks at a whole school year."))


def asked_year() -> tuple[County, int, list[int]]:
    """Return the county, the school year of the address, and those that can be asked for."""
    county = get_county(person().county_id)
    years, wanted = list_years(county), request.args.get("year", type=int)
    if wanted is not None and wanted not in years:
        abort(404)
    return county, wanted if wanted is not None else default_year(county), years


def asked_source() -> StintSource | None:
    """Return where the moves are to be read, None for the best there is."""
    text = request.args.get("source", "")
    return StintSource(text) if text in set(StintSource) else None
