"""Three teachers of two schools, an officer who edits, a clerk of the first school."""

import datetime as dt
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.extensions import db
from staffing.schools.models import County, School
from staffing.teachers.models import Teacher
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client


@dataclass
class Bureau:
    """Who takes part."""

    county: County
    schools: list[School]
    teachers: list[Teacher]
    officer: User
    client: FlaskClient
    clerk: FlaskClient

    def choose(self, teachers=None, client=None) -> int:
        """Tick teachers in the list and return the edit that begins."""
        ids = [teacher.id for teacher in teachers or self.teachers]
        answer = (client or self.client).post("/edits/choose", data={"chosen": ids, "query": ""})
        assert answer.status_code == 303, answer.text
        return int(answer.location.rsplit("/", 1)[1])

    def set(self, edit_id: int, what: str, client=None, **answers) -> None:
        """Set a value and make the preview."""
        answer = (client or self.client).post(f"/edits/{edit_id}/{what}/value", data=answers)
        assert answer.status_code == 303, answer.text

    def step(self, edit_id: int, step: str, client=None, **changed):
        """Confirm or undo what the page shows now."""
        edit = db.session.get(BulkEdit, edit_id, populate_existing=True)
        return (client or self.client).post(f"/edits/{edit_id}/{step}", data={"version": edit.version, "digest": edit.digest} | changed)

    def states(self, edit_id: int) -> list[str]:
        """Return what became of each person, in order."""
        db.session.expire_all()
        rows = db.session.query(BulkEditItem).filter_by(edit_id=edit_id).order_by(BulkEditItem.place)
        return [item.state.value for item in rows]


@pytest.fixture
def bureau(app, county) -> Bureau:
    """Return a county with everyone an edit needs."""
    schools = [create_school(county=county) for _ in range(2)]
    sections = [create_section(school=school) for school in schools]
    teachers = [create_teacher(section=sections[place > 1], since=dt.date(2015, 9, 1), name=f"演示{name}") for place, name in enumerate("甲乙丙")]
    officer = create_user(county=county, role=Role.OFFICER, name="演示科员")
    clerk = create_user(county=county, role=Role.CLERK, school=schools[0], name="演示干事")
    return Bureau(county, schools, teachers, officer, sign_in_client(app, officer), sign_in_client(app, clerk))
