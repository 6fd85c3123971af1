"""Makers of rotation years."""

import datetime as dt

from staffing.extensions import db
from staffing.rotation_years.models import RotationYear


def create_rotation_year(*, county, school_year: int = 2027, cut_off_on: dt.date = dt.date(2027, 8, 31), **fields) -> RotationYear:
    """Store the rotation year of a county, by the county's own rule set."""
    year = RotationYear(county_id=county.id, school_year=school_year, ruleset=county.ruleset, cut_off_on=cut_off_on, **fields)
    db.session.add(year)
    db.session.flush()
    return year
