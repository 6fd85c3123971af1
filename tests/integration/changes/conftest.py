"""A school with one teacher, its clerk, and an officer of the bureau."""

import datetime as dt
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.schools.models import County, School
from staffing.teachers.models import Degree, Teacher
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client


@dataclass
class Bureau:
    """Who takes part."""

    county: County
    school: School
    teacher: Teacher
    clerk: User
    officer: User
    asks: FlaskClient
    decides: FlaskClient

    @property
    def degree(self) -> Degree:
        """Return the teacher's only degree."""
        return self.teacher.degrees[0]


@pytest.fixture
def bureau(app, county) -> Bureau:
    """Return a county with everyone a request needs."""
    school = create_school(county=county)
    teacher = create_teacher(section=create_section(school=school), since=dt.date(2015, 9, 1), name="演示甲")
    clerk = create_user(county=county, role=Role.CLERK, school=school, name="演示干事")
    officer = create_user(county=county, role=Role.OFFICER, name="演示科员")
    return Bureau(county, school, teacher, clerk, officer, sign_in_client(app, clerk), sign_in_client(app, officer))
