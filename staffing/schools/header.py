"""What stands in the header of every page: county, school year, and the mark of invented data."""

from typing import Any

from flask import g
from flask_login import current_user
from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError

from staffing.core.access import Role
from staffing.core.school_year import SchoolYear, today
from staffing.extensions import db
from staffing.schools.models import City, County


def header_facts() -> dict[str, Any]:
    """Return county, school year and mark for the signed-in person; before signing in only the mark.

    Nothing is returned where the database is away: the page that says so must still be shown.
    """
    if "header_facts" not in g:
        try:
            g.header_facts = _read()
        except SQLAlchemyError:
            g.header_facts = {}
    facts: dict[str, Any] = g.header_facts
    return facts


def _read() -> dict[str, Any]:
    if not current_user or not current_user.is_authenticated:
        return {"synthetic": db.session.scalar(select(exists().where(County.synthetic.is_(True))))}
    county = db.session.get(County, current_user.county_id)
    if county is None:
        return {}
    city = db.session.get(City, county.city_id) if current_user.role is Role.CITY_READER and county.city_id else None
    return {"county": (city or county).name, "school_year": str(SchoolYear(county.school_year)), "synthetic": county.synthetic, "today": today()}
