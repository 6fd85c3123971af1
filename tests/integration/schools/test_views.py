"""Pages about schools, seen from outside: who may see and change what, forms, conflict page."""

import datetime as dt

import pytest

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.schools.enums import GroupKind, PostLevel, SchoolKind, Stage
from staffing.schools.models import School
from staffing.schools.operations import create_group, join_group
from staffing.schools.queries import get_school
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(dt.date(2026, 11, 21)):
        yield


@pytest.fixture
def school(county):
    school = create_school(county=county, name="市香城学校", kind=SchoolKind.NINE_YEAR_SCHOOL)
    create_section(school=school, stage=Stage.PRIMARY, teaching_area_m2=1200)
    junior = create_section(school=school, stage=Stage.JUNIOR)
    create_teacher(section=junior, birth_date=dt.date(1968, 2, 1))
    create_teacher(section=junior, subject="数学")
    join_group(school, create_group(county_id=county.id, name="东片", kind=GroupKind.ZONE), valid_from=dt.date(2020, 9, 1), core=True)
    return school


def answers(school, **changes):
    return {"name": school.name, "code": school.code, "kind": school.kind.value, "entity_name": school.name,
            "version": school.version, "seen": 0, **changes}


READERS = [Role.OFFICER, Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL]


@pytest.mark.parametrize("role", READERS)
def test_school_page_opens_when_reader_may_see_it(client_as, school, role):
    client = client_as(role, school=school if role in (Role.CLERK, Role.PRINCIPAL) else None)
    text = client.get(f"/schools/{school.id}").get_data(as_text=True)
    assert "市香城学校（小学部）" in text
    assert (f'"/schools/{school.id}/edit"' in text) == (role is Role.OFFICER)
    assert (f'"/changes/schools/{school.id}/edit"' in text) == (role in (Role.CLERK, Role.PRINCIPAL))


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL])
def test_school_page_is_missing_when_school_is_not_ones_own(client_as, school, role):
    client = client_as(role)
    assert client.get(f"/schools/{school.id}").status_code == 404
    assert "市香城学校" not in client.get("/schools/").get_data(as_text=True)


def test_school_page_is_missing_when_county_differs(app, school):
    other = create_county()
    client = sign_in_client(app, create_user(county=other, role=Role.OFFICER))
    assert client.get(f"/schools/{school.id}").status_code == 404
    assert client.get(f"/schools/{school.id}/edit").status_code == 404
    assert "市香城学校" not in client.get("/schools/").get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.CLERK, Role.PRINCIPAL])
def test_forms_are_closed_when_reader_is_no_officer(client_as, school, role):
    client = client_as(role, school=school if role in (Role.CLERK, Role.PRINCIPAL) else None)
    for path in (f"/schools/{school.id}/edit", "/schools/new", f"/schools/{school.id}/posts/new", "/groups/new"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_schools_are_closed_when_role_reads_no_records(client_as, school, role):
    assert client_as(role).get("/schools/").status_code == 403


def test_list_keeps_filters_in_the_address_and_offers_them(officer, school):
    text = officer.get("/schools/?kind=nine_year_school&search=香城").get_data(as_text=True)
    assert "市香城学校" in text
    assert '<option selected value="nine_year_school">' in text
    assert "市香城学校" not in officer.get("/schools/?kind=primary_school").get_data(as_text=True)


def test_list_ignores_an_answer_that_is_not_offered(officer, school):
    assert "市香城学校" in officer.get("/schools/?kind=palace&group_id=99999&target_year=x").get_data(as_text=True)


def test_school_pages_send_few_statements(officer, school):
    with counted_statements() as seen:
        officer.get(f"/schools/{school.id}")
    assert len(seen) <= 30


def test_new_school_is_stored_with_sections_standing_and_posts(officer, county):
    answer = officer.post("/schools/new", data={
        "name": "新学校", "code": "2142009999", "kind": "nine_year_school", "primary": "y", "junior": "y", "valid_from": "2026年9月1日",
        "ownership": "county", "location": "rural", "remoteness": "remote", "strength": "", "posts": "３０"})
    assert answer.status_code == 302
    stored = get_school(county.id, db.session.query(School.id).filter_by(name="新学校").scalar())
    assert [section.stage for section in stored.sections] == [Stage.JUNIOR, Stage.PRIMARY]
    assert (stored.standings[0].location.value, stored.posts[0].posts) == ("rural", 30)


def test_new_school_form_keeps_what_was_typed_when_a_day_cannot_be_read(officer):
    text = officer.post("/schools/new", data={"name": "新学校", "valid_from": "明天"}).get_data(as_text=True)
    assert 'value="新学校"' in text
    assert 'value="明天"' in text
    assert 'href="#valid_from"' in text


def test_edit_stores_and_returns_to_the_page(officer, school):
    assert officer.post(f"/schools/{school.id}/edit", data=answers(school, township="东镇")).status_code == 302
    assert db.session.get(School, school.id).township == "东镇"


def test_conflict_page_shows_who_changed_what_and_takes_the_choice(client_as, county, school):
    first, second = client_as(Role.OFFICER), client_as(Role.OFFICER)
    first.get(f"/schools/{school.id}/edit")
    stale = answers(school, township="我的镇", short_name="香城")
    assert first.post(f"/schools/{school.id}/edit", data=answers(school, township="他的镇", target_year="2027")).status_code == 302
    answer = second.post(f"/schools/{school.id}/edit", data=stale)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'name="township" value="他的镇" checked' in text
    assert 'name="township" value="我的镇"' in text
    assert 'name="short_name" value="香城" checked' in text
    assert 'name="target_year" value="2027" checked' in text
    assert "演示用户" in text
    assert db.session.get(School, school.id).township == "他的镇"
    chosen = answers(db.session.get(School, school.id), township="我的镇", short_name="香城", target_year="2027")
    assert second.post(f"/schools/{school.id}/edit", data=chosen).status_code == 302
    stored = db.session.get(School, school.id)
    assert (stored.township, stored.short_name, stored.target_year) == ("我的镇", "香城", 2027)


def test_standing_and_posts_are_set_and_corrected_through_their_forms(officer, school):
    path = f"/schools/{school.id}"
    standing = {"valid_from": "2026-09-01", "ownership": "county", "location": "rural", "remoteness": "ordinary", "strength": "weak"}
    assert officer.post(f"{path}/standing/new", data=standing).status_code == 302
    assert officer.post(f"{path}/standing/new", data=standing).status_code == 200
    assert officer.post(f"{path}/posts/new", data={"valid_from": "2026-09-01", "posts": "55"}).status_code == 302
    row = db.session.get(School, school.id).posts[-1]
    assert officer.get(f"{path}/posts/{row.id}").status_code == 200
    assert officer.post(f"{path}/posts/{row.id}", data={"posts": "56", "source": "演编办1号", "version": row.version}).status_code == 302
    assert officer.post(f"{path}/posts/{row.id}", data={"posts": "57", "version": "1"}).status_code == 409
    assert db.session.get(School, school.id).posts[-1].posts == 56


def test_title_posts_are_set_and_corrected_through_their_forms(officer, school):
    path = f"/schools/{school.id}"
    assert "不限" in officer.get(path).get_data(as_text=True)
    assert officer.post(f"{path}/title-posts/new", data={"valid_from": "2025-09-01", "senior": "9", "middle": "20"}).status_code == 302
    assert officer.post(f"{path}/title-posts/new", data={"valid_from": "2026-09-01", "senior": "10", "junior": "-1"}).status_code == 200
    assert officer.post(f"{path}/title-posts/new", data={"valid_from": "2026-09-01", "senior": "10"}).status_code == 302
    first, row = db.session.get(School, school.id).title_posts
    assert (first.senior, first.middle, first.junior, first.valid_to) == (9, 20, None, dt.date(2026, 9, 1))
    sent = {"senior": "11", "middle": "21", "source": "演人社1号", "version": row.version}
    assert officer.post(f"{path}/title-posts/{row.id}", data=sent).status_code == 302
    assert officer.post(f"{path}/title-posts/{row.id}", data={**sent, "version": "1"}).status_code == 409
    stored = db.session.get(School, school.id).title_posts[-1]
    assert [stored.posts(level) for level in PostLevel] == [None, 11, 21, None]


def test_figures_form_stores_and_tells_a_stale_form(officer, school):
    section = next(item for item in school.sections if item.stage is Stage.PRIMARY)
    path = f"/schools/{school.id}/sections/{section.id}/2026"
    assert 'value="1200"' in officer.get(path).get_data(as_text=True)
    sent = {"pupils_1": "80", "classes_1": "2", "largest_class_1": "41", "teaching_area_m2": "1300", "version": "1", "seen": "0"}
    assert officer.post(path, data=sent).status_code == 302
    assert officer.post(path, data=sent).status_code == 409
    assert officer.post(path, data={**sent, "classes_1": "0", "version": "2"}).status_code == 200
    assert officer.get(f"/schools/{school.id}/sections/{section.id}/1800").status_code == 404


def test_groups_and_names_are_kept_through_their_forms(officer, school):
    path = f"/schools/{school.id}"
    assert officer.post("/groups/new", data={"name": "西片", "kind": "zone"}).status_code == 302
    assert officer.post(f"{path}/aliases/new", data={"name": "香城中学"}).status_code == 302
    assert officer.post(f"{path}/sections/new", data={"stage": "senior"}).status_code == 302
    stored = db.session.get(School, school.id)
    membership = stored.memberships[0]
    assert officer.post(f"{path}/groups/{membership.id}/leave", data={"valid_to": "2026-08-31"}).status_code == 302
    join = {"group_id": str(membership.group_id), "valid_from": "2026-09-01"}
    assert officer.post(f"{path}/groups/new", data=join).status_code == 302
    assert officer.post(f"{path}/aliases/{stored.aliases[0].id}/remove").status_code == 302
    assert officer.get(path).status_code == 200


def test_nothing_of_a_refused_correction_is_stored(officer, school):
    refused = answers(school, township="东镇", opened_on="2020-09-01", closed_on="2010-09-01")
    assert officer.post(f"/schools/{school.id}/edit", data=refused).status_code == 200
    stored = db.session.get(School, school.id)
    assert (stored.township, stored.opened_on, stored.version) == ("", None, school.version)
