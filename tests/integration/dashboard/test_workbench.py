"""The workbench: the bureau sees the whole year, a school its own part, nobody more than the duty allows."""

import pytest
from sqlalchemy import event

from staffing.core.access import Role
from staffing.dashboard.queries import OverviewStore
from staffing.extensions import db
from staffing.imports.models import BatchState, ImportBatch
from staffing.jobs.models import Job
from staffing.plans.models import PlanState
from tests.factories.plans import create_plan, create_tiny_county, propose
from tests.factories.rotation_years import create_rotation_year


@pytest.fixture
def tiny(county):
    """Return a county with three schools, an open year and an eligibility list."""
    county.ruleset = "demo"
    db.session.flush()
    return create_tiny_county(county=county)


def workbench(client) -> str:
    """Return the workbench as text."""
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def add_batch(county, *, school=None, state=BatchState.FAULTY, faults=3, name="演示名单.xlsx") -> ImportBatch:
    """Store a file that waits."""
    batch = ImportBatch(county_id=county.id, school_id=school.id if school else None, file_name=name, file_sha256="0" * 64, state=state,
                        fault_count=faults)
    db.session.add(batch)
    db.session.flush()
    return batch


def test_workbench_leads_to_opening_a_year_when_none_is_open(officer):
    assert "/rotation-year/" in workbench(officer).split('class="empty"')[1]


def test_workbench_shows_number_needed_when_there_is_no_plan_yet(officer, tiny):
    text = workbench(officer)
    assert ">12<" in text.replace("\n", "")
    assert "/plans/" in text


def test_workbench_shows_the_numbers_of_the_newest_valid_plan_when_there_is_one(officer, tiny):
    plan = propose(tiny, create_plan(tiny))
    assert plan.state is PlanState.VALID
    text = workbench(officer)
    moved = plan.runs[-1].statistics["moved"]
    assert f'href="/plans/{plan.id}">{moved}</a>' in text


def test_sections_behind_their_target_year_are_listed_longest_overdue_first(officer, tiny):
    tiny.schools[1].target_year, tiny.schools[2].target_year = 2023, 2028
    db.session.flush()
    far = workbench(officer).split("<caption")[1]
    assert far.index(tiny.schools[1].name) < far.index(tiny.schools[2].name)


def test_file_with_faults_waits_for_the_officer_when_it_was_handed_in(officer, tiny, county):
    batch = add_batch(county)
    assert f'href="/imports/{batch.id}"' in workbench(officer)


def test_running_work_is_shown_when_there_is_some(officer, tiny, county):
    db.session.add(Job(county_id=county.id, kind="solve_plan", subject="plan:999"))
    db.session.flush()
    assert "/plans/999" in workbench(officer)


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL])
def test_school_sees_only_its_own_school_when_it_opens_the_workbench(client_as, tiny, county, role):
    own, other = tiny.schools[0], tiny.schools[1]
    batch, foreign = add_batch(county, school=own), add_batch(county, school=other, name="别校名单.xlsx")
    text = workbench(client_as(role, school=own))
    assert own.name in text
    assert f"/imports/{batch.id}" in text
    assert other.name not in text
    assert f"/imports/{foreign.id}" not in text


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_reader_of_the_county_has_no_work_of_the_officer_when_opening_the_workbench(client_as, tiny, county, role):
    batch = add_batch(county)
    text = workbench(client_as(role))
    assert ('id="waiting"' in text) is (role is Role.LEADER)
    assert f"/imports/{batch.id}" not in text
    assert "演示名单.xlsx" in text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_others_learn_nothing_of_the_records_when_opening_the_workbench(client_as, tiny, role):
    text = workbench(client_as(role))
    assert all(school.name not in text for school in tiny.schools)
    assert "/audit/" in text


def test_indicators_are_computed_once_when_nothing_changed(app, tiny, county):
    propose(tiny, create_plan(tiny))
    store, statements = OverviewStore(), []
    first = store.find(county)
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert store.find(county) is first
    assert len([text for text in statements if "teacher" in text]) == 0


def test_indicators_are_computed_anew_when_an_audit_line_was_written(app, tiny, county):
    store = OverviewStore()
    propose(tiny, create_plan(tiny))
    first = store.find(county)
    create_plan(tiny, name="方案二")
    assert store.find(county) is not first


def test_nothing_is_remembered_when_the_county_has_no_audit_line(app, county):
    create_rotation_year(county=county)
    store = OverviewStore()
    assert store.find(county) is None
