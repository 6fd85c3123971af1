"""What eligibility offers on the page of all exports: the lists of the current rotation year (资格名册)."""

from collections.abc import Callable
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import ListMeta
from staffing.eligibility.exporting import LISTS, ListKind, build_sheet
from staffing.eligibility.queries import find_latest_list, school_names
from staffing.errors import StaffingError
from staffing.rotation_years.queries import find_current_year
from staffing.schools.queries import get_county
from staffing.teachers.roster import load_roster

NOTES: Final = {
    "eligible": _l("Who qualifies and may be sent, with rule and clause"),
    "deferred": _l("Who qualifies but is deferred; the category alone, never its content"),
    "out": _l("Who is not within the scope, with the reason"),
    "leaders": _l("Principals and vice principals with their terms"),
}


def _of_current_year(kind: ListKind) -> Callable[[int], Exported]:
    def make(county_id: int) -> Exported:
        county, year = get_county(county_id), find_current_year(county_id)
        listed = find_latest_list(year.id) if year is not None else None
        if listed is None:
            raise StaffingError(_l("There is no eligibility list for this rotation year yet. Decide who qualifies first."))
        sheet = build_sheet(listed, kind, load_roster(county_id, today()).by_id(), school_names(county_id))
        return Exported(ListMeta(kind.title, county.bureau_name, today(), synthetic=county.synthetic), [sheet])

    return make


ELIGIBILITY_EXPORTS: Final = tuple(
    ExportKind(f"eligibility_{kind.code}", kind.title, COUNTY_READERS, _of_current_year(kind), NOTES[kind.code]) for kind in LISTS)
