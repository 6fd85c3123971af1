"""Pages of plans by role and state: what is shown, what is written, what is refused."""

import io
import json

import pytest
from sqlalchemy import select

from solvers.rotation.check import check
from solvers.rotation.io import parse_instance, parse_solution
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import queries
from staffing.plans.models import MarkKind, Plan, PlanMark, PlanState
from tests.factories.plans import create_plan, create_tiny_county, propose
from tests.factories.schools import create_county
from tests.helpers.statements import counted_statements

READERS = (Role.OFFICER, Role.LEADER, Role.INSPECTOR)
STRANGERS = (Role.CLERK, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.AUDITOR)


@pytest.mark.parametrize("role", READERS)
def test_plan_page_shows_verdict_quotas_and_moves_when_the_reader_may(client_as, proposed, role):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    page = client_as(role).get(f"/plans/{proposed.id}")
    assert page.status_code == 200
    assert run.instance_sha256 in page.text
    for move in run.moves:
        assert move.teacher.name in page.text
    assert "<svg" in page.text
    assert ("/propose" in page.text) == (role is Role.OFFICER)


@pytest.mark.parametrize("role", STRANGERS)
def test_plans_are_closed_when_the_role_has_no_business_there(client_as, proposed, role):
    client = client_as(role)
    assert client.get("/plans/").status_code == 403
    assert client.get(f"/plans/{proposed.id}").status_code == 403
    assert client.post(f"/plans/{proposed.id}/export/moves.csv").status_code == 403


def test_plan_of_another_county_is_not_found_when_asked_for(officer, quick_solver):
    other = create_tiny_county(county=create_county(ruleset="demo"))
    plan = propose(other, create_plan(other))
    for address in ("", "/sections", "/matrix", "/instance.json", "/solution.json", "/settings", "/marks"):
        assert officer.get(f"/plans/{plan.id}{address}").status_code == 404, address
    for address in ("/propose", "/delete", "/complete", "/export/moves.csv"):
        assert officer.post(f"/plans/{plan.id}{address}").status_code == 404, address


def test_invalid_plan_is_never_called_valid_when_the_checker_found_something(officer, proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    run.findings = [{"code": "school_outflow", "ids": [run.statistics["schools"][0]["id"]], "text": "x",
                     "numbers": {"sent": 3.0, "limit": 1.0}}]
    proposed.state = PlanState.INVALID
    text = officer.get(f"/plans/{proposed.id}").text
    assert '<p class="lead-line"><span class="status status-bad">' in text
    assert "finding-card" in text


def test_filters_narrow_the_moves_when_the_address_names_them(officer, proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    move = run.moves[0]
    others = [one.teacher.name for one in run.moves if one.from_section.school_id != move.from_section.school_id]
    text = officer.get(f"/plans/{proposed.id}?from={move.from_section.school_id}&sort=-distance&size=25").text
    assert move.teacher.name in text
    assert f">{move.teacher.name}</a><br>" in text
    assert not any(f">{name}</a><br>" in text for name in others)
    assert officer.get(f"/plans/{proposed.id}?school={move.to_section.school_id}&wish=met&backbone=no&text=甲").status_code == 200


@pytest.mark.parametrize("address", ["/sections", "/sections?all=1", "/matrix"])
def test_further_pages_of_a_plan_are_shown_when_it_has_moves(officer, proposed, address):
    assert officer.get(f"/plans/{proposed.id}{address}").status_code == 200


def test_instance_and_solution_can_be_checked_again_when_they_were_downloaded(officer, proposed):
    instance = parse_instance(officer.get(f"/plans/{proposed.id}/instance.json").text)
    solution = parse_solution(officer.get(f"/plans/{proposed.id}/solution.json").text)
    assert check(instance, solution) == []


def test_new_plan_stores_only_differences_when_the_form_is_sent(officer, tiny):
    answer = officer.post(f"/plans/years/{tiny.year.id}/new", data={
        "name": "试排一", "remark": "", "max_distance_km": "１２．５", "school_outflow_share": "50%", "quotas-rotation_share": "20",
        "weights-burden": "3", "weights-direction": "200", "keep_compliant": "yes", "zone_limit": "", "seed": ""})
    assert answer.status_code == 302
    plan = db.session.scalar(select(Plan))
    assert plan.settings == {"max_distance_km": "12.5", "school_outflow_share": "0.5", "quotas": {"rotation_share": "0.2"},
                             "weights": {"burden": "3"}, "keep_compliant": True}
    text = officer.get(f"/plans/{plan.id}/settings").text
    assert 'value="12.5"' in text
    assert 'value="50"' in text


@pytest.mark.parametrize(("field", "value"), [("max_distance_km", "远"), ("quotas-rotation_share", "120"), ("donor_floor", "-1")])
def test_new_plan_is_refused_beside_the_field_when_a_setting_is_nonsense(officer, tiny, field, value):
    answer = officer.post(f"/plans/years/{tiny.year.id}/new", data={"name": "试排一", field: value})
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert "field-wrong" in answer.text
    assert db.session.scalar(select(Plan)) is None


def test_two_plans_of_one_name_are_refused_in_words_when_the_year_is_the_same(officer, tiny):
    create_plan(tiny, name="试排一")
    assert "error-summary" in officer.post(f"/plans/years/{tiny.year.id}/new", data={"name": "试排一"}).text


def test_propose_enqueues_one_job_when_the_button_is_pressed_twice(officer, tiny):
    plan = create_plan(tiny)
    officer.post(f"/plans/{plan.id}/propose")
    again = officer.post(f"/plans/{plan.id}/propose", follow_redirects=True)
    assert "notice-danger" in again.text
    assert len(db.session.scalars(select(Job)).all()) == 1
    assert f'id="job-{db.session.scalar(select(Job.id))}"' in officer.get(f"/plans/{plan.id}").text


def test_running_job_shows_progress_and_cancel_when_the_plan_is_looked_at(officer, tiny):
    plan = create_plan(tiny)
    officer.post(f"/plans/{plan.id}/propose")
    job = db.session.scalar(select(Job))
    job.state, job.progress = JobState.RUNNING, {"phase": "highs", "value": 1200.0, "bound": 1000.0, "gap": 0.1667, "elapsed_s": 3,
                                                 "time_limit_s": 20}
    text = officer.get(f"/plans/{plan.id}").text
    assert "data-watching" in text
    assert "1,200" in text
    assert f"/jobs/{job.id}/cancel" in text


def test_no_plan_page_says_why_in_words_when_rules_contradict(officer, tiny, quick_solver):
    plan = propose(tiny, create_plan(tiny, quotas={"rotation_share": 1}))
    text = officer.get(f"/plans/{plan.id}").text
    assert "status-bad" in text
    assert "年交流轮岗教师占符合交流条件教师" in text


def test_failed_job_is_told_on_the_plan_when_records_lack_something(officer, tiny, quick_solver):
    tiny.schools[1].longitude = None
    plan = propose(tiny, create_plan(tiny))
    assert "notice-danger" in officer.get(f"/plans/{plan.id}").text


def test_pin_is_stored_and_taken_back_when_the_officer_says_so(officer, tiny):
    plan = create_plan(tiny)
    person, section = tiny.teacher(0, 0), tiny.sections[1]
    officer.post(f"/plans/{plan.id}/marks", data={"person": person.number, "section": section.id, "kind": "pin", "reason": "特长"})
    mark = db.session.scalar(select(PlanMark))
    assert (mark.teacher_id, mark.section_id, mark.kind) == (person.id, section.id, MarkKind.PIN)
    assert person.name in officer.get(f"/plans/{plan.id}/marks").text
    officer.post(f"/plans/{plan.id}/marks/{mark.id}/delete")
    assert db.session.scalar(select(PlanMark)) is None


def test_pin_is_refused_in_words_when_nobody_or_several_bear_the_name(officer, tiny):
    plan = create_plan(tiny)
    tiny.teacher(0, 1).name = tiny.teacher(0, 0).name
    for person in ("无此人", tiny.teacher(0, 0).name):
        answer = officer.post(f"/plans/{plan.id}/marks", data={"person": person, "section": tiny.sections[1].id, "kind": "pin"})
        assert "field-wrong" in answer.text
    assert tiny.teacher(0, 1).number in answer.text


def test_page_warns_when_settings_changed_after_the_result(officer, proposed):
    assert "notice-warning" not in officer.get(f"/plans/{proposed.id}").text
    proposed.settings = {**proposed.settings, "max_distance_km": "5"}
    assert "notice-warning" in officer.get(f"/plans/{proposed.id}").text


def test_delete_takes_the_plan_away_when_an_officer_asks(officer, proposed):
    assert officer.post(f"/plans/{proposed.id}/delete").status_code == 302
    assert db.session.scalar(select(Plan)) is None


def test_list_of_plans_tells_each_state_when_there_are_several(officer, tiny, proposed):
    create_plan(tiny, name="方案二")
    text = officer.get("/plans/").text
    assert "方案一" in text
    assert "方案二" in text
    assert officer.get("/plans/compare?plan={proposed.id}").status_code == 302


def test_comparison_shows_who_is_sent_elsewhere_when_two_plans_differ(officer, tiny, proposed):
    other = create_plan(tiny, name="方案二", quotas={"rotation_share": "0.25"})
    propose(tiny, other)
    text = officer.get(f"/plans/compare?plan={proposed.id}&plan={other.id}").text
    assert "differs" in text
    more = {move.teacher.name for move in queries.find_shown_run(other.county_id, other.id).moves}
    less = {move.teacher.name for move in queries.find_shown_run(other.county_id, proposed.id).moves}
    assert all(name in text for name in more - less)


def test_empty_county_is_told_the_next_step_when_there_is_no_year(officer, county):
    assert "empty" in officer.get("/plans/").text
    assert officer.get("/plans/import").status_code == 200


def test_plan_needs_few_statements_when_it_has_been_proposed(officer, proposed):
    with counted_statements() as seen:
        officer.get(f"/plans/{proposed.id}")
    assert len(seen) < 40, "\n".join(seen)


def upload(text: str, name: str = "list.csv") -> dict:
    return {"file": (io.BytesIO(text.encode("utf-8-sig")), name)}


def bring_in(officer, app, tiny, text: str, name: str = "手工名单"):
    answer = officer.post("/plans/import", data={"year": tiny.year.id, "name": name, **upload(text)},
                          content_type="multipart/form-data")
    run_waiting_jobs(app)
    return answer


def test_hand_list_becomes_a_judged_plan_when_every_row_is_understood(officer, app, tiny):
    one, other = tiny.teacher(0, 0), tiny.teacher(0, 2)
    answer = bring_in(officer, app, tiny, "\n".join((
        "拟交流学校,学科,教师姓名,现学校", f"{tiny.schools[1].name},语文,{one.name},{tiny.schools[0].name}",
        f"{tiny.schools[2].name},,{other.name},")))
    assert answer.status_code == 302
    plan = db.session.scalar(select(Plan))
    run = queries.find_shown_run(plan.county_id, plan.id)
    assert {(move.teacher_id, move.to_section_id, move.subject) for move in run.moves} == {
        (one.id, tiny.sections[1].id, "语文"), (other.id, tiny.sections[2].id, "体育")}
    assert (run.bound, run.gap) == (None, None)
    assert plan.state is PlanState.INVALID
    assert {item["code"] for item in run.findings} >= {"school_outflow"}
    text = officer.get(f"/plans/{plan.id}").text
    assert tiny.schools[0].name in text
    assert "/complete" in text


def test_hand_list_is_refused_by_row_when_names_are_doubtful(officer, app, tiny):
    tiny.teacher(1, 0).name = tiny.teacher(0, 0).name
    answer = bring_in(officer, app, tiny, "\n".join((
        "编号,姓名,现学校,拟交流学校", f",{tiny.teacher(0, 0).name},,{tiny.schools[2].name}", f",无此人,,{tiny.schools[2].name}",
        f"{tiny.teacher(0, 1).number},,,无此学校", f"{tiny.teacher(0, 1).number},错名,,{tiny.schools[1].name}", "X1,,,")))
    assert answer.status_code == 200
    assert db.session.scalar(select(Plan)) is None
    for row in range(2, 7):
        assert f'<th scope="row" class="number">{row}</th>' in answer.text
    assert tiny.teacher(1, 0).number in answer.text


def test_hand_list_is_refused_as_a_whole_when_it_is_no_spreadsheet(officer, app, tiny):
    answer = officer.post("/plans/import", content_type="multipart/form-data", data={
        "year": tiny.year.id, "name": "名单", "file": (io.BytesIO(b"%PDF-1.4\n\x00"), "list.pdf")})
    assert "error-summary" in answer.text
    assert db.session.scalar(select(Plan)) is None


def test_rest_is_completed_when_a_list_is_kept_by_pins(officer, app, tiny, quick_solver):
    bring_in(officer, app, tiny, f"姓名,拟交流学校\n{tiny.teacher(0, 2).name},{tiny.schools[1].name}")
    plan = db.session.scalar(select(Plan))
    plan.settings = {"school_outflow_share": "0.5", "cell_outflow_share": "0.5"}
    officer.post(f"/plans/{plan.id}/complete")
    run_waiting_jobs(app)
    made = db.session.scalar(select(Plan).order_by(Plan.id.desc()))
    assert made.state is PlanState.VALID
    ends = {move.teacher_id: move.to_section_id for move in queries.find_shown_run(made.county_id, made.id).moves}
    assert ends[tiny.teacher(0, 2).id] == tiny.sections[1].id
    assert len(ends) >= 2
    assert json.dumps(made.settings)
