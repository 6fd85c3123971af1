"""Gather the figures of the latest reported year with what they are held against, and find what is to be warned of."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.indicators.codes import Basis
from staffing.indicators.comparison import cells_of, fraction, number
from staffing.indicators.gathering import CountyFigures, assess_county
from staffing.indicators.matrix import assessment_on, chosen_basis
from staffing.indicators.models import IndicatorSnapshot
from staffing.indicators.queries import list_reported_years, load_targets, rules_of
from staffing.policy.schema import RuleSet
from staffing.schools.models import County
from staffing.warnings.judging import Found, LastYear, Outlook, find_warnings
from staffing.warnings.projecting import project_falls
from staffing.warnings.wording import NO_FIGURES


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, by which rules, over which sections."""

    school_year: int
    compared_with: int | None
    rules: RuleSet
    figures: CountyFigures
    found: tuple[Found, ...]


def check_county(county: County) -> Checked:
    """Return what is to be warned of in the latest reported year up to the county's present one."""
    years = [year for year in list_reported_years(county.id) if year <= county.school_year]
    if not years:
        raise StaffingError(NO_FIGURES)
    year, rules = years[0], rules_of(county, years[0])
    figures = assess_county(county.id, year, rules)
    basis = chosen_basis(figures, "")
    last = last_year(county.id, year, basis)
    outlook = Outlook(year, rules.warnings, load_targets(county.id, rules), last, project_falls(figures, basis, rules))
    return Checked(year, last.year if last else None, rules, figures, tuple(find_warnings(assessment_on(figures, basis), outlook)))


def last_year(county_id: int, school_year: int, basis: Basis) -> LastYear | None:
    """Return the newest snapshot of the latest year before; None where none was taken."""
    snapshot = db.session.scalar(select(IndicatorSnapshot).where(
        IndicatorSnapshot.county_id == county_id, IndicatorSnapshot.school_year < school_year).order_by(
        IndicatorSnapshot.school_year.desc(), IndicatorSnapshot.id.desc()).limit(1))
    if snapshot is None:
        return None
    assessment: Mapping[str, Any] = snapshot.content[basis.value]["assessment"]
    values: dict[tuple[str, str], Fraction] = {}
    for key, cell in cells_of(assessment).items():
        value = fraction(cell)
        if value is not None:
            values[key] = value
    coefficients = {(stage["stage"], item["code"]): cv for stage in assessment["stages"] for item in stage["indicators"]
                    if (cv := number(item["spread"]["cv"])) is not None}
    return LastYear(snapshot.school_year, values, coefficients)
