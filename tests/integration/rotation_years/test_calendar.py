"""Deadlines of a rotation year: set for the year, warned of once by page, workbench and notice; what waits for whom."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.notices.models import Notice
from staffing.notices.wording import sentence_of
from staffing.rotation_years.models import DeadlineWarning, RotationYear, StepDeadline, YearStep
from staffing.rotation_years.warning import warn_of_deadlines
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.rotation_years import create_rotation_year
from tests.factories.schools import create_school

SCHEME_DUE = dt.date(2027, 4, 30)


@pytest.fixture
def year(county) -> RotationYear:
    """Return the open rotation year."""
    return create_rotation_year(county=county)


def number_of(model) -> int:
    return db.session.scalar(select(func.count(model.id))) or 0


def test_deadline_is_set_for_the_year_and_taken_back(officer, year):
    address = f"/rotation-year/{year.school_year}/deadlines/decision"
    assert "By the rules" in officer.get(address).get_data(as_text=True) or "按规则" in officer.get(address).get_data(as_text=True)
    assert officer.post(address, data={"due_on": "2027-07-30", "reason": ""}).status_code == 200
    assert officer.post(address, data={"due_on": "2027-07-30", "reason": "局党组会改期"}).status_code == 303
    assert db.session.scalars(select(StepDeadline.due_on)).one() == dt.date(2027, 7, 30)
    text = officer.get(f"/rotation-year/{year.school_year}/calendar").get_data(as_text=True)
    assert "2027-07-30" in text
    assert "局党组会改期" in text
    assert officer.post(address, data={"due_on": "", "reason": "按原定"}).status_code == 303
    assert number_of(StepDeadline) == 0
    assert officer.get(f"/rotation-year/{year.school_year}/deadlines/closed").status_code == 404


def test_calendar_is_read_only_for_a_school(client_as, county, year):
    clerk = client_as(Role.CLERK, school=create_school(county=county))
    assert clerk.get(f"/rotation-year/{year.school_year}/calendar").status_code == 200
    assert clerk.post(f"/rotation-year/{year.school_year}/deadlines/scheme", data={"due_on": "2027-07-30", "reason": "x"}).status_code == 403


def test_notices_go_out_once_for_each_stage(year, county):
    officer, leader = create_user(county=county, role=Role.OFFICER), create_user(county=county, role=Role.LEADER)
    assert warn_of_deadlines(year, on=dt.date(2027, 4, 20)) == 0
    assert [warn_of_deadlines(year, on=dt.date(2027, 4, 25)) for _ in range(2)] == [1, 0]
    assert [warn_of_deadlines(year, on=dt.date(2027, 5, 1)) for _ in range(2)] == [1, 0]
    notices = list(db.session.scalars(select(Notice).order_by(Notice.id)))
    assert [(one.user_id, one.code) for one in notices] == [(officer.id, "deadline_soon"), (officer.id, "deadline_late")]
    assert leader.id not in [one.user_id for one in notices]
    assert "2027-04-30" in sentence_of(notices[0])
    assert "scheme" not in sentence_of(notices[0]), "the step is told by its name"


def test_schools_are_warned_of_the_steps_they_have_a_part_in(year, county):
    school = create_school(county=county)
    principal = create_user(county=county, role=Role.PRINCIPAL, school=school)
    create_user(county=county, role=Role.OFFICER)
    year.step = YearStep.ARRIVAL
    db.session.flush()
    assert warn_of_deadlines(year, on=dt.date(2027, 8, 30)) == 2
    assert principal.id in db.session.scalars(select(Notice.user_id)).all()


def test_warning_comes_again_when_the_day_is_moved(year, county, officer):
    warn_of_deadlines(year, on=dt.date(2027, 4, 25))
    officer.post(f"/rotation-year/{year.school_year}/deadlines/scheme", data={"due_on": "2027-05-20", "reason": "省里通知晚到"})
    assert warn_of_deadlines(year, on=dt.date(2027, 5, 15)) > 0
    assert db.session.scalars(select(DeadlineWarning.due_on).order_by(DeadlineWarning.id)).all()[:2] == [SCHEME_DUE, dt.date(2027, 5, 20)]


def test_page_and_workbench_warn_of_what_is_late(officer, year):
    with use_today(dt.date(2027, 5, 3)):
        page = officer.get("/rotation-year/").get_data(as_text=True)
        bench = officer.get("/").get_data(as_text=True)
    assert "已逾期" in page
    assert "2027-04-30" in page
    assert "已逾期" in bench


def test_page_tells_what_waits_for_whom(client_as, county):
    tiny = create_tiny_county(county=county, ruleset="demo")
    create_user(county=county, role=Role.OFFICER)
    text = client_as(Role.LEADER).get("/rotation-year/").get_data(as_text=True)
    assert "资格名单尚未核定" in text
    assert "尚未登记到 9 月 1 日的预计增减" in text
    school = client_as(Role.PRINCIPAL, school=tiny.schools[0]).get("/rotation-year/").get_data(as_text=True)
    assert "资格名单尚未核定" not in school
