"""The blueprint of the pages of need, the words its templates read, and the county's need that one request looks at."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g
from flask_babel import lazy_gettext as _l

from staffing.core.access import own_school_id, person
from staffing.core.as_of import bind_pages
from staffing.needs import wording
from staffing.needs.gathering import CountyNeeds, NeedSection, gather_needs
from staffing.needs.queries import NeedYear, need_year
from staffing.schools.models import County
from staffing.schools.queries import get_county

blueprint = Blueprint("needs", __name__, url_prefix="/needs")
bind_pages(blueprint, _l("Need is computed for 1 September of the coming school year, with all expected changes until then."))


@blueprint.app_template_global()
def need_words() -> Any:
    """Give the templates the words of need."""
    return wording


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of need looks at."""

    county: County
    year: NeedYear
    needs: CountyNeeds

    def section(self, section_id: int) -> NeedSection:
        """Return a section with need; LookupError if it has none, or is not the own school's."""
        for row in self.needs.sections:
            if row.section.id == section_id and own_school_id() in (None, row.school.id):
                return row
        raise LookupError("no such section")


def asked_needs() -> Asked:
    """Return the county's need of the coming school year."""
    if "asked_needs" not in g:
        county = get_county(person().county_id)
        year = need_year(county)
        g.asked_needs = Asked(county, year, gather_needs(county.id, year.school_year, year.rules))
    asked: Asked = g.asked_needs
    return asked
