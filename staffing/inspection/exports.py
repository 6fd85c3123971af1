"""What inspection offers on the page of all exports: the lists of the latest rotation year."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS, OFFICERS
from staffing.core.exports import Exported, ExportKind
from staffing.inspection import national
from staffing.inspection.exporting import (
    TITLES,
    flow_list,
    honesty_list,
    numbers_list,
    reconciliation_list,
    sample_list,
)
from staffing.inspection.flows import gather_flow
from staffing.inspection.gathering import gather_year, names_of
from staffing.inspection.queries import default_year, school_names
from staffing.inspection.reconciling import gather_reconciliation
from staffing.inspection.sampling import chains_of, draw
from staffing.schools.models import County
from staffing.schools.queries import get_county


def make_list(listing: str, county: County, school_year: int, *, seed: str = "", size: int | None = None, made_by: str = "") -> Exported:
    """Return one of the lists of a school year; LookupError if there is no such list."""
    if listing == "flow":
        return flow_list(county, gather_flow(county, school_year), names_of(county.id), school_names(county.id), made_by)
    if listing == "reconciliation":
        return reconciliation_list(county, gather_reconciliation(county, school_year), made_by)
    if listing == "national":
        return national.national_list(county, made_by=made_by)
    evidence = gather_year(county, school_year)
    if listing == "sample":
        drawn = draw(evidence.judged, size or evidence.rules.inspection.sample_size.value, seed or str(school_year))
        return sample_list(evidence, chains_of(evidence, drawn), seed or str(school_year), made_by)
    return {"numbers": numbers_list, "honesty": honesty_list}[listing](evidence, made_by)


def _of_latest(listing: str) -> Callable[[int], Exported]:
    def make(county_id: int) -> Exported:
        county = get_county(county_id)
        return make_list(listing, county, default_year(county))

    return make


def _national(county_id: int, on: dt.date | None = None) -> Exported:
    return national.national_list(get_county(county_id), on).as_of(on)


INSPECTION_EXPORTS: Final = (
    ExportKind("inspection_numbers", TITLES["numbers"], COUNTY_READERS, _of_latest("numbers"), _l("Who qualifies, who rotated, backbone teachers among them; by school and by person")),
    ExportKind("inspection_honesty", TITLES["honesty"], COUNTY_READERS, _of_latest("honesty"), _l("Rotations that may meet the share on paper only, and the shares without them")),
    ExportKind("inspection_flow", TITLES["flow"], COUNTY_READERS, _of_latest("flow"), _l("Teachers gained and lost by the countryside, by route")),
    ExportKind("inspection_reconciliation", TITLES["reconciliation"], COUNTY_READERS, _of_latest("reconciliation"), _l("Counts of every school beside its education statistics, with causes"), personal=False),
    ExportKind("inspection_sample", TITLES["sample"], COUNTY_READERS, _of_latest("sample"), _l("A random sample with every link of the chain of evidence")),
    ExportKind("inspection_national", national.TITLE, OFFICERS, _national, _l("Rotations in the layout of the national teachers' system"), make_on=_national),
)
