"""``staffing indicators``, ``eligible`` and ``propose`` on a tiny county of real records."""

import pathlib

import pytest
from sqlalchemy import update

from staffing import create_app
from staffing.config import Config
from staffing.extensions import db
from staffing.plans.models import PlanOrigin
from staffing.plans.operations import create_plan
from staffing.plans.settings import PlanDifferences
from staffing.schools.models import County
from tests.factories.plans import HALF, create_tiny_county

PLAN = "方案一"


@pytest.fixture
def county(staffing) -> str:
    """Store the tiny county with a plan that lets half of a school go, and return the county's code."""
    assert staffing("db", "upgrade").code == 0
    app = create_app(Config())
    with app.app_context():
        tiny = create_tiny_county()
        create_plan(tiny.year, name=PLAN, origin=PlanOrigin.PROPOSED, created_by=None,
                    differences=PlanDifferences(school_outflow_share=HALF, cell_outflow_share=HALF))
        code = tiny.county.code
        db.session.commit()
        db.engine.dispose()
    return code


def test_indicators_have_a_row_for_each_section(staffing, county):
    rows = staffing("indicators", "--format", "json").rows
    assert len(rows) == 3
    assert {"school_code", "stage", "above_degree", "backbone", "pe_arts", "multimedia_rooms", "verdict"} <= set(rows[0])
    assert rows[0]["stage"] == "primary"


def test_indicators_differ_by_stage_of_the_county(staffing, county):
    rows = staffing("indicators", "--county-figures", "--format", "json", "--basis", "home").rows
    assert {(row["stage"], row["indicator"]) for row in rows} >= {("primary", "above_degree"), ("primary", "backbone")}
    assert "L1" in staffing("indicators", "--county-figures").out


def test_eligible_prints_the_stored_list_and_decides_anew_when_asked(staffing, county):
    stored = staffing("eligible", "--format", "json")
    assert stored.code == 0
    assert {row["state"] for row in stored.rows} == {"eligible"}
    decided = staffing("eligible", "--decide", "--format", "json")
    assert len(decided.rows) == 12
    assert all(row["rule"] for row in decided.rows)
    assert staffing("eligible", "--state", "out", "--format", "json").rows == [
        row for row in decided.rows if row["state"] == "out"]
    assert staffing("eligible", "--summary", "--format", "json").rows[0]["needed"] >= 1


def test_plan_is_proposed_with_progress_and_its_figures_told(staffing, county):
    answer = staffing("propose", "--name", PLAN, "--seconds", "20", "--format", "json")
    assert answer.code == 0, answer.err
    assert "有效，复核通过" in answer.err
    figures = {row["item"]: row for row in answer.rows}
    assert figures["拟交流教师"]["after"] >= 1
    assert figures["复核发现的问题"]["after"] == 0


def test_rotation_year_must_be_there(staffing, county):
    assert staffing("propose", "--year", "1999").code == 1


def test_years_and_counties_that_are_not_there_are_refused(staffing, county):
    assert staffing("indicators", "--county", "000000").code == 1
    assert staffing("eligible", "--year", "1999").code == 1


def test_lists_are_exported_as_whole_files(staffing, county, tmp_path):
    names = {row["code"] for row in staffing("export", "--list", "--format", "json").rows}
    assert "plan_moves" in names
    assert staffing("export", "plan_moves").code == 1
    staffing("propose", "--name", PLAN, "--seconds", "20")
    rows = staffing("export", "plan_notice", "plan_moves", "--as", "xlsx", "--as", "csv", "--out", str(tmp_path / "lists"), "--format", "json").rows
    assert [row["code"] for row in rows] == ["plan_notice", "plan_notice", "plan_moves", "plan_moves"]
    for row in rows:
        assert pathlib.Path(row["file"]).stat().st_size > 0
        assert row["rows"] >= 1
    assert len(list((tmp_path / "lists").iterdir())) == 4


def test_lists_of_a_day_carry_it_in_their_names_and_the_others_are_left_out(staffing, county, tmp_path):
    rows = staffing("export", "--on", "2026-10-01", "--out", str(tmp_path / "lists"), "--format", "json").rows
    assert {"indicators_matrix", "indicators_county"} <= {row["code"] for row in rows}
    assert not [row for row in rows if row["code"].startswith(("needs_", "eligibility_", "plan_"))]
    assert all("截至2026-10-01" in row["file"] for row in rows)
    assert staffing("export", "needs_table", "--on", "2026-10-01").code == 1


def test_unknown_list_is_refused_with_the_known_names(staffing, county):
    answer = staffing("export", "nonsense")
    assert answer.code == 1
    assert "plan_moves" in answer.err


@pytest.mark.slow
def test_small_demonstration_goes_from_nothing_to_lists_and_is_not_done_twice(staffing, installation):
    assert staffing("db", "upgrade").code == 0
    first = staffing("demo", "--if-empty", "--schools", "8", "--propose")
    assert first.code == 0, first.err
    assert "一次性密码" in first.out
    assert "演示县" in first.err
    assert len(list(installation.output_dir.glob("*.xlsx"))) >= 4
    again = staffing("demo", "--if-empty", "--propose")
    assert again.code == 0, again.err
    assert "一次性密码" not in again.out
    assert "拟交流教师" in again.out


def test_bureaus_database_is_never_touched_by_the_demonstration(staffing, county):
    app = create_app(Config())
    with app.app_context():
        db.session.execute(update(County).values(synthetic=False))
        db.session.commit()
        db.engine.dispose()
    assert staffing("demo", "--if-empty", "--propose").code == 0
    assert staffing("demo").code == 1
    assert len(staffing("indicators", "--format", "json").rows) == 3


def test_stored_plan_is_checked_and_solved_again(staffing, county):
    assert staffing("recheck").code == 1
    assert staffing("propose", "--name", PLAN, "--seconds", "20").code == 0
    told = staffing("recheck", PLAN, "--format", "json")
    assert told.code == 0
    assert {row["agrees"] for row in told.rows[:4]} == {True}
    assert [row["stored"] for row in told.rows if row["agrees"] is True] == [row["now"] for row in told.rows if row["agrees"] is True]
    assert staffing("recheck", "没有此方案").code == 1
