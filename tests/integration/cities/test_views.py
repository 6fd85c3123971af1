"""Pages of a city: who may see what, sums instead of persons, start, cancel, restart."""

import pytest
from sqlalchemy import select

from staffing.accounts.operations import open_account
from staffing.cities.gathering import figures_of, lines_of
from staffing.cities.models import CityRun
from staffing.cities.queries import list_entries
from staffing.core.access import Role
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.plans.models import Plan
from staffing.schools.models import School
from staffing.teachers.models import Teacher
from tests.factories.plans import YEAR
from tests.helpers.statements import counted_statements


@pytest.fixture
def administrator(app, world):
    return world.client(app, Role.ADMINISTRATOR)


@pytest.fixture
def reader(app, world):
    return world.client(app, Role.CITY_READER)


def pages(run) -> list[str]:
    county = list_entries(run.id)[0].county_id
    return [f"/city/runs/{run.id}{end}" for end in ("", "/progress", "/indicators", "/indicators?show=sum", "/indicators?show=mean",
                                                    f"/counties/{county}")]


def test_pages_show_sums_and_neither_schools_nor_persons(world, solved, reader):
    texts = [reader.get(address).text for address in ["/city/", *pages(solved)]]
    secrets = [*db.session.scalars(select(Teacher.name)), *db.session.scalars(select(Teacher.number)), *db.session.scalars(select(School.name))]
    assert len(secrets) > 80
    assert [secret for secret in set(secrets) for text in texts if secret in text] == []
    assert all(world.outside.county.name not in text for text in texts)
    assert world.first.county.name in texts[1]
    assert "2/2" in texts[0]


def test_each_figure_leads_to_the_page_of_its_county(world, solved, reader):
    text = reader.get(f"/city/runs/{solved.id}/indicators").text
    address = f"/city/runs/{solved.id}/counties/{world.second.county.id}"
    assert f'href="{address}#primary-backbone"' in text
    assert 'id="primary-backbone"' in reader.get(address).text


def test_pages_send_as_many_statements_for_many_counties_as_for_few(world, solved):
    db.session.expire_all()
    with counted_statements() as seen:
        lines_of(solved)
    # The run itself is read again first.
    assert len(seen) <= 3, seen
    with counted_statements() as seen:
        figures_of(solved)
    assert len(seen) <= 6, seen


def test_form_offers_the_latest_year_of_the_counties(world, administrator):
    assert f'value="{YEAR}"' in administrator.get("/city/runs/new").text


def test_reader_of_another_city_finds_nothing(app, world, solved):
    stranger = world.client(app, Role.CITY_READER, county=world.outside)
    assert [stranger.get(address).status_code for address in pages(solved)] == [404] * len(pages(solved))
    assert solved.name not in stranger.get("/city/").text


def test_account_without_a_city_sees_no_city_even_as_administrator(app, world, solved):
    client = world.client(app, Role.ADMINISTRATOR, city_id=None)
    assert [client.get(address).status_code for address in pages(solved)] == [404] * len(pages(solved))
    assert client.get("/city/runs/new").status_code == 404
    assert world.second.county.name not in client.get("/city/").text
    assert 'href="/city/"' not in client.get("/").text


def test_officer_of_a_county_sees_nothing_of_its_neighbour_nor_of_the_city(app, world, solved):
    officer = world.client(app, Role.OFFICER)
    assert [officer.get(address).status_code for address in pages(solved)] == [403] * len(pages(solved))
    other = db.session.scalars(select(Plan).where(Plan.county_id == world.second.county.id)).one()
    assert officer.get(f"/plans/{other.id}").status_code == 404
    assert officer.post(f"/plans/{other.id}/propose").status_code == 404
    jobs = db.session.scalars(select(Job).where(Job.county_id == world.second.county.id)).all()
    assert [officer.get(f"/jobs/{job.id}/progress").status_code for job in jobs] == [404]
    own = db.session.scalars(select(Plan).where(Plan.county_id == world.first.county.id)).one()
    assert officer.get(f"/plans/{own.id}").status_code == 200


def test_city_reader_opens_no_page_of_a_county(world, solved, reader):
    plan = db.session.scalars(select(Plan).where(Plan.county_id == world.first.county.id)).one()
    addresses = ["/teachers/", "/schools/", "/plans/", f"/plans/{plan.id}", "/indicators/", "/eligibility/", "/jobs/", "/accounts/", "/audit/"]
    assert [reader.get(address).status_code for address in addresses] == [403] * len(addresses)
    assert 'href="/city/"' in reader.get("/").text


def test_administrator_starts_a_run_and_cannot_start_its_name_twice(world, administrator):
    form = {"school_year": str(YEAR), "name": "第一次", "time_limit_s": "12"}
    answer = administrator.post("/city/runs/new", data=form)
    assert answer.status_code == 302
    run = db.session.scalars(select(CityRun)).one()
    assert answer.location == f"/city/runs/{run.id}"
    assert (run.time_limit_s, run.city_id, len(run.entries)) == (12, world.city.id, 2)
    assert 'id="name-error"' in administrator.post("/city/runs/new", data=form).text
    assert len(db.session.scalars(select(Job)).all()) == 2


def test_run_is_watched_cancelled_and_started_again(world, started, administrator, reader):
    watched = reader.get(f"/city/runs/{started.id}/progress")
    assert "HX-Refresh" not in watched.headers
    assert f'hx-get="/city/runs/{started.id}/progress"' in watched.text
    assert reader.post(f"/city/runs/{started.id}/cancel").status_code == 403
    assert administrator.post(f"/city/runs/{started.id}/cancel").status_code == 302
    assert {job.state for job in db.session.scalars(select(Job))} == {JobState.CANCELLED}
    assert reader.get(f"/city/runs/{started.id}/progress").headers["HX-Refresh"] == "true"
    assert reader.post(f"/city/runs/{started.id}/restart").status_code == 403
    assert administrator.post(f"/city/runs/{started.id}/restart").status_code == 302
    states = [job.state for job in db.session.scalars(select(Job).order_by(Job.id))]
    assert states == [JobState.CANCELLED] * 2 + [JobState.QUEUED] * 2


def test_county_of_another_city_is_not_shown_in_a_run(world, solved, reader):
    assert reader.get(f"/city/runs/{solved.id}/counties/{world.outside.county.id}").status_code == 404


def test_accounts_page_of_a_county_opens_no_city_reader(world, administrator):
    assert Role.CITY_READER.value not in administrator.get("/accounts/new").text
    answer = administrator.post("/accounts/new", data={"login": "city1", "name": "演示", "role": "city_reader"})
    assert 'id="role-error"' in answer.text


@pytest.mark.parametrize(("role", "with_city"), [(Role.CITY_READER, False), (Role.OFFICER, True)])
def test_city_belongs_to_city_roles_and_to_no_other(world, role, with_city):
    with pytest.raises(StaffingError):
        open_account(county_id=world.first.county.id, login="someone", name="演示", role=role, city_id=world.city.id if with_city else None)
