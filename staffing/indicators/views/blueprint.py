"""The blueprint of the indicator pages, the words its templates read, and the figures that one request looks at."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, request

from staffing.core.access import person
from staffing.core.as_of import honoured_day
from staffing.core.school_year import SchoolYear
from staffing.indicators import wording
from staffing.indicators.codes import Basis
from staffing.indicators.gathering import CountyFigures, assess_county
from staffing.indicators.matrix import assessment_on, chosen_basis
from staffing.indicators.queries import list_reported_years, rules_of
from staffing.indicators.results import CountyAssessment
from staffing.policy.schema import RuleSet
from staffing.schools.models import County
from staffing.schools.queries import get_county

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")


@blueprint.app_template_global()
def indicator_words() -> Any:
    """Give the templates the words of indicators."""
    return wording


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of figures looks at: county, school year, rule set, figures and the way to count that is shown."""

    county: County
    school_year: int
    rules: RuleSet
    figures: CountyFigures
    basis: Basis

    @property
    def assessment(self) -> CountyAssessment:
        """Return the assessment that is shown."""
        return assessment_on(self.figures, self.basis)

    @property
    def years(self) -> list[int]:
        """Return the school years one can choose."""
        return sorted({*list_reported_years(self.county.id), self.school_year}, reverse=True)


def asked_year(county: County) -> int:
    """Return the school year in the address, else that of the day asked about, else the county's."""
    year, day = request.args.get("year", type=int), honoured_day()
    usual = SchoolYear.containing(day).first if day else county.school_year
    return year if year is not None and 2000 <= year <= 2100 else usual


def asked_figures() -> Asked:
    """Return the figures the address asks for."""
    if "asked_figures" not in g:
        county = get_county(person().county_id)
        year = asked_year(county)
        rules = rules_of(county, year)
        figures = assess_county(county.id, year, rules, on=honoured_day())
        g.asked_figures = Asked(county, year, rules, figures, chosen_basis(figures, request.args.get("basis", "")))
    asked: Asked = g.asked_figures
    return asked
