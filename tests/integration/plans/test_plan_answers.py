"""Answers about a whole plan: fairness, prices, re-check, and levers where there is no plan; asked, stored, told, refused."""

import pytest
from sqlalchemy import select

from solvers.rotation.explanations.fairness import fairness
from solvers.rotation.io import parse_instance, parse_solution
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.plans import operations, queries
from staffing.plans.answers.limits import lever_rows, price_rows
from staffing.plans.answers.rechecking import view_recheck
from staffing.plans.models import PlanAnswer
from staffing.plans.names import load_names
from staffing.plans.settings import PlanDifferences, effective_settings
from staffing.plans.views.asking import quota_names_of
from tests.factories.plans import create_plan, propose


def content_of(key: str):
    """Return a stored answer's content."""
    return db.session.scalar(select(PlanAnswer.content).where(PlanAnswer.key == key))


@pytest.fixture
def impossible(tiny, quick_solver):
    """Return a plan whose quota nobody can reach."""
    return propose(tiny, create_plan(tiny, name="无解方案", quotas={"rotation_share": 1}))


def test_answers_of_a_plan_are_asked_made_and_shown(proposed, officer, quick_answers, work):
    plan_page = officer.get(f"/plans/{proposed.id}").text
    for code in ("fairness", "prices", "recheck"):
        here = f"/plans/{proposed.id}/answers/{code}"
        assert f'href="{here}"' in plan_page
        assert f"{here}/ask" in officer.get(here).text
        assert officer.post(f"{here}/ask").headers["Location"] == here
        assert "<progress" in officer.get(here).text
        job = work()
        assert (job.state, job.error) == (JobState.DONE, ""), code
        page = officer.get(here).text
        assert "<progress" not in page
        assert "答复" in page
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    assert not any(move.teacher.pseudonym in officer.get(f"/plans/{proposed.id}/answers/fairness").text for move in run.moves)


def test_fairness_report_says_what_the_solver_says_and_names_who_would_trade(proposed, officer, quick_answers, work):
    officer.post(f"/plans/{proposed.id}/answers/fairness/ask")
    work()
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    report = fairness(parse_instance(run.instance_text), parse_solution(run.solution_text).moves)
    stored = content_of("fairness")
    assert stored["fairness"]["all"]["moved"] == report.all.moved == len(run.moves)
    assert len(stored["fairness"]["groups"]) == len(report.groups)
    page = officer.get(f"/plans/{proposed.id}/answers/fairness").text
    names = load_names(proposed.county_id, {one["teacher"] for row in stored["exchanges"]["exchanges"] for one in row["trades"]})
    for name in names.teachers.values():
        assert name in page
    for row in stored["fairness"]["groups"]:
        if row["label"] == "township":
            assert row["value"] in page


def test_fairness_report_claims_nothing_about_exchanges_that_were_not_judged(proposed, officer, quick_answers, work):
    here = f"/plans/{proposed.id}/answers/fairness"
    officer.post(f"{here}/ask")
    work()
    answer = db.session.scalar(select(PlanAnswer).where(PlanAnswer.key == "fairness"))
    trade = {"teacher": "x", "now": ["1", "语文"], "then": ["2", "语文"], "burden_now": 2.0, "burden_then": 1.0}
    row = {"trades": [trade], "gain": 1.0, "stopped_by": ["distance"]}
    groups = [{**answer.content["fairness"]["groups"][0], "label": "age_group", "value": value} for value in ("25-29", ">=55", "<25")]
    answer.content = {"fairness": {**answer.content["fairness"], "groups": groups},
                      "exchanges": {"exchanges": [row], "found": 9, "longest": 3}}
    db.session.flush()
    page = officer.get(here).text
    assert "减轻最多的 1 种" in page
    assert page.index("25 岁以下") < page.index("25-29") < page.index("55 岁及以上")
    answer.content = {**answer.content, "exchanges": {"exchanges": [row, {**row, "stopped_by": []}], "found": 2, "longest": 3}}
    db.session.flush()
    assert "有 1 种互换没有任何规则阻止" in officer.get(here).text


def test_prices_are_confirmed_by_a_new_solve_and_listed_with_the_dearest_first(proposed, officer, quick_answers, work):
    officer.post(f"/plans/{proposed.id}/answers/prices/ask")
    work()
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    stored = content_of("prices")
    assert {"rotation_share", "subject_cover", "authorised_posts", "school_outflow"} <= {row["code"] for row in stored}
    rows = price_rows(stored, load_names(proposed.county_id), {}, run.cost)
    prices = [row.most for row in rows]
    assert None not in prices
    assert prices == sorted(prices, reverse=True)
    for row in rows:
        assert row.is_exact
        assert 0 <= row.least <= row.most <= run.cost + 1e-6
    assert rows[0].rule in officer.get(f"/plans/{proposed.id}/answers/prices").text


def test_recheck_confirms_a_stored_plan_and_refutes_one_that_was_tampered_with(proposed, officer, quick_answers, work):
    here = f"/plans/{proposed.id}/answers/recheck"
    officer.post(f"{here}/ask")
    work()
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    view = view_recheck(content_of("recheck"), run, load_names(proposed.county_id))
    assert view.is_confirmed
    assert not view.faults
    assert all(row.agrees is not False for row in view.rows)
    assert [row.agrees for row in view.rows[:4]] == [True, True, True, True]
    assert "已确认" in officer.get(here).text
    solution = parse_solution(run.solution_text)
    run.solution_text = run.solution_text.replace(solution.moves[0].to_section, solution.moves[0].from_section)
    db.session.flush()
    officer.post(f"{here}/ask")
    work()
    assert len(db.session.scalars(select(PlanAnswer).where(PlanAnswer.key == "recheck")).all()) == 1
    assert "未确认" in officer.get(here).text


def test_no_plan_page_tells_the_repair_the_levers_and_then_the_conflict(impossible, officer, quick_answers, work):
    here = f"/plans/{impossible.id}"
    assert f"{here}/answers/levers/ask" in officer.get(here).text
    assert officer.post(f"{here}/answers/levers/ask").headers["Location"] == here
    assert work().state is JobState.DONE
    run = queries.find_shown_run(impossible.county_id, impossible.id)
    stored = content_of("levers")
    assert any(row["step"] is not None and row["is_confirmed"] for row in stored)
    rules = operations.rules_of(queries.get_year(impossible.county_id, impossible.rotation_year_id))
    settings = effective_settings(rules, PlanDifferences.read(run.parameters["settings"]), time_limit_s=1)
    rows = lever_rows(stored, load_names(impossible.county_id), quota_names_of(impossible), settings)
    assert [row.helps for row in rows] == sorted((row.helps for row in rows), reverse=True)
    page = officer.get(here).text
    for row in rows:
        assert row.rule in page
        assert row.step in page
    repair, levers = page.index("为什么没有方案"), page.index("放宽哪一条才有方案")
    assert repair < levers
    if run.explanation["conflict"]:
        assert levers < page.index("相互矛盾的规则")


def test_lever_table_names_old_and_new_limits_and_what_does_not_help(tiny):
    rules = operations.rules_of(tiny.year)
    settings = effective_settings(rules, PlanDifferences(max_distance_km=15, school_outflow_share="0.15"), time_limit_s=1)
    base = {"is_least": True, "is_confirmed": True, "teachers": []}
    names = load_names(tiny.county.id, {tiny.teachers[0].pseudonym})
    rows = lever_rows([
        {**base, "code": "distance", "unit": "km", "step": 5}, {**base, "code": "school_outflow", "unit": "percentage_points", "step": 3},
        {**base, "code": "volunteers", "unit": "persons", "step": 1, "teachers": [tiny.teachers[0].pseudonym]},
        {**base, "code": "authorised_posts", "unit": "posts_per_school", "step": None},
        {**base, "code": "zone", "unit": "switch", "step": 1, "is_confirmed": False}], names, {}, settings)
    assert "15 km → 20 km" in rows[0].step
    assert "15 % → 18 %" in rows[1].step
    assert rows[2].persons == (tiny.teachers[0].name,)
    assert not rows[3].helps
    assert len({row.proof for row in rows}) == 3


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_readers_see_answers_of_a_plan_but_cannot_ask(proposed, client_as, role):
    reader = client_as(role)
    for code in ("fairness", "prices", "recheck"):
        page = reader.get(f"/plans/{proposed.id}/answers/{code}")
        assert page.status_code == 200
        assert "/ask" not in page.text
        assert reader.post(f"/plans/{proposed.id}/answers/{code}/ask").status_code == 403


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.AUDITOR])
def test_answers_of_a_plan_are_closed_to_others(proposed, client_as, role):
    assert client_as(role).get(f"/plans/{proposed.id}/answers/fairness").status_code == 403


def test_senseless_questions_are_refused(proposed, impossible, officer):
    assert officer.get(f"/plans/{proposed.id}/answers/person").status_code == 404
    assert officer.get(f"/plans/{proposed.id}/answers/levers").status_code == 404
    assert officer.post(f"/plans/{proposed.id}/answers/nonsense/ask").status_code == 404
    assert officer.get(f"/plans/{impossible.id}/answers/fairness").status_code == 404
    before = len(db.session.scalars(select(Job)).all())
    assert "notice-danger" in officer.post(f"/plans/{proposed.id}/answers/levers/ask", follow_redirects=True).text
    officer.post(f"/plans/{impossible.id}/answers/prices/ask")
    assert len(db.session.scalars(select(Job)).all()) == before
