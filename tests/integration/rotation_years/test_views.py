"""The rotation year's pages: open one, step forward and back, settle intents and wishes."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.rotation_years.models import RotationIntent, RotationYear, YearStep
from staffing.rotation_years.queries import list_wishes
from tests.factories.rotation_years import create_rotation_year
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher


@pytest.fixture
def year(county) -> RotationYear:
    """Return the open rotation year."""
    return create_rotation_year(county=county)


@pytest.fixture
def sections(county):
    """Return two sections of two schools."""
    return [create_section(school=create_school(county=county)) for _ in range(2)]


def actions(county) -> list[str]:
    """Return the audited actions of the county in order."""
    return list(db.session.scalars(select(AuditEvent.action).where(AuditEvent.county_id == county.id).order_by(AuditEvent.sequence)))


def go(client, year: RotationYear, step: str, **fields: str):
    """Ask for a step on a form that shows the year as it is, and read the year again."""
    answer = client.post(f"/rotation-year/{year.school_year}/step", data={"step": step, "version": str(year.version), "reason": "", **fields})
    db.session.refresh(year)
    return answer


def test_page_offers_to_open_a_year_to_the_officer_alone_when_there_is_none(client_as):
    assert "/rotation-year/new" in client_as(Role.OFFICER).get("/rotation-year/").get_data(as_text=True)
    assert "/rotation-year/new" not in client_as(Role.LEADER).get("/rotation-year/").get_data(as_text=True)


def test_year_is_opened_with_rule_set_and_cut_off_when_asked_for(officer, county):
    answer = officer.post("/rotation-year/new", data={"school_year": "2027"})
    assert answer.status_code == 302
    year = db.session.scalars(select(RotationYear).where(RotationYear.county_id == county.id)).one()
    assert (year.ruleset, year.cut_off_on, year.step) == ("national", dt.date(2027, 8, 31), YearStep.SCHEME)
    assert actions(county) == ["rotation_year_opened"]


def test_year_is_refused_when_it_exists_already(officer, year):
    text = officer.post("/rotation-year/new", data={"school_year": str(year.school_year)}).get_data(as_text=True)
    assert 'href="#school_year"' in text


def test_year_moves_forward_and_back_when_the_officer_says_so(officer, year, county):
    assert go(officer, year, "eligibility").status_code == 302
    assert year.step is YearStep.ELIGIBILITY
    assert 'href="#reason"' in go(officer, year, "planning").get_data(as_text=True), "steps are left out, so a reason is needed"
    assert year.step is YearStep.ELIGIBILITY
    assert go(officer, year, "planning", reason="试点年度不填志愿").status_code == 302
    assert go(officer, year, "needs", reason="补报岗位").status_code == 302
    assert year.step is YearStep.NEEDS
    assert actions(county) == ["rotation_year_advanced"] * 3
    text = officer.get(f"/rotation-year/{year.school_year}/calendar").get_data(as_text=True)
    assert "试点年度不填志愿" in text
    assert "补报岗位" in text


def test_step_that_may_not_follow_is_refused_and_a_stale_page_too(officer, year, county):
    assert "公示" in go(officer, year, "notice", reason="x").get_data(as_text=True)
    assert year.step is YearStep.SCHEME
    assert go(officer, year, "eligibility", version="99").status_code == 200
    assert year.step is YearStep.SCHEME
    assert actions(county) == []


def test_unknown_step_is_refused(officer, year):
    assert go(officer, year, "nowhere").status_code == 200
    assert year.step is YearStep.SCHEME


def test_intent_and_wishes_are_settled_when_the_form_is_complete(officer, year, sections, county):
    teacher = create_teacher(section=sections[0])
    answer = officer.post(f"/rotation-year/teachers/{teacher.id}/intent",
                          data={"volunteer": "y", "reason": "", "wish_1": str(sections[1].id), "wish_2": "0", "wish_3": "0", "wish_4": "0", "wish_5": "0"})
    assert answer.status_code == 302
    intent = db.session.scalars(select(RotationIntent).where(RotationIntent.teacher_id == teacher.id)).one()
    assert (intent.volunteer, intent.must_move, intent.must_stay) == (True, False, False)
    assert [wish.section_id for wish in list_wishes(year.id, teacher.id)] == [sections[1].id]
    assert actions(county) == ["intent_settled", "wishes_set"]
    assert 'id="intent"' in officer.get(f"/teachers/{teacher.id}").get_data(as_text=True)


@pytest.mark.parametrize(("fields", "named"), [({"must_move": "y", "must_stay": "y", "reason": "x"}, "must_stay"), ({"must_move": "y"}, "reason")])
def test_intent_is_refused_when_it_contradicts_itself_or_lacks_its_reason(officer, year, sections, fields, named):
    teacher = create_teacher(section=sections[0])
    empty = {f"wish_{place}": "0" for place in range(1, 6)}
    text = officer.post(f"/rotation-year/teachers/{teacher.id}/intent", data={**empty, **fields}).get_data(as_text=True)
    assert f'href="#{named}"' in text
    assert db.session.scalar(select(RotationIntent).where(RotationIntent.teacher_id == teacher.id)) is None


def test_school_sees_only_its_own_people_when_it_lists_intents(client_as, year, sections):
    own, other = create_teacher(section=sections[0], name="演示甲"), create_teacher(section=sections[1], name="演示乙")
    for teacher in (own, other):
        db.session.add(RotationIntent(rotation_year_id=year.id, teacher_id=teacher.id, volunteer=True))
    db.session.flush()
    text = client_as(Role.CLERK, school=sections[0].school).get("/rotation-year/intents").get_data(as_text=True)
    assert "演示甲" in text
    assert "演示乙" not in text


def test_list_is_narrowed_when_a_kind_is_asked_for(officer, year, sections):
    names = {"volunteer": "演示甲", "must_stay": "演示乙"}
    for kind, name in names.items():
        teacher = create_teacher(section=sections[0], name=name)
        db.session.add(RotationIntent(rotation_year_id=year.id, teacher_id=teacher.id, **{kind: True}))
    db.session.flush()
    text = officer.get("/rotation-year/intents?kind=must_stay").get_data(as_text=True)
    assert "演示乙" in text
    assert "演示甲" not in text
