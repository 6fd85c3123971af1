"""Makers of accounts."""

import itertools

from staffing.accounts.models import User
from staffing.core.access import CITY_ROLES, SCHOOL_ROLES, Role
from staffing.extensions import db
from tests.factories.schools import create_school

_numbers = itertools.count(1)


def create_user(*, county, role: Role, school=None, name: str = "演示用户", **fields) -> User:
    """Store an account that needs no password in tests; school roles get a school where none is given."""
    number = next(_numbers)
    if school is None and role in SCHOOL_ROLES:
        school = create_school(county=county)
    fields.setdefault("city_id", county.city_id if role in CITY_ROLES else None)
    user = User(county_id=county.id, school_id=school.id if school else None, name=name, role=role, password_hash="-",
                **{"login": f"user{number}", "must_change_password": False, **fields})
    db.session.add(user)
    db.session.flush()
    return user
