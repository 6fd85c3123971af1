"""Loading the invented county: through the import, again without effect, never beside a bureau's records."""

import pytest
from sqlalchemy import func, select

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.demo.operations import DemoStep, load_demo
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports.models import BatchState, ImportBatch
from staffing.indicators.models import IndicatorTarget
from staffing.needs.models import ChangeKind, ExpectedChange
from staffing.plans.models import Plan
from staffing.plans.queries import find_eligibility_list
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear, YearStep
from staffing.schools.models import County, GroupMembership, School
from staffing.teachers.models import Teacher
from tests.factories.schools import create_county

SCHOOLS = 6


def load(**options):
    """Load a small county; returns the report and the steps that were told."""
    told: list[DemoStep] = []
    report = load_demo(seed=5, schools=SCHOOLS, on_progress=lambda step, done, total: told.append(step), **options)
    return report, list(dict.fromkeys(told))


def count(model, *conditions) -> int:
    """Return how many rows a table holds."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_county_is_there_as_a_whole_when_loaded(app, tmp_path):
    report, told = load(out=tmp_path)
    assert told == list(DemoStep)
    county = db.session.get_one(County, report.county_id)
    assert (county.name, county.ruleset, county.synthetic, county.school_year) == ("演示县", "demo", True, 2026)
    assert count(School) == SCHOOLS == report.schools
    assert count(Teacher) == report.teachers
    assert count(GroupMembership) > 0
    assert count(RotationIntent, RotationIntent.volunteer.is_(True)) > 0
    assert count(RotationIntent, RotationIntent.must_move.is_(True)) > 0
    assert count(RotationWish) > 0
    assert count(ExpectedChange, ExpectedChange.kind == ChangeKind.RECRUIT) > 0
    assert {row.indicator: row.target_year for row in db.session.scalars(select(IndicatorTarget))} == {
        "above_degree": 2026, "backbone": 2026, "pe_arts": 2027}
    year = db.session.scalars(select(RotationYear)).one()
    assert (year.school_year, str(year.cut_off_on), year.step) == (2027, "2027-08-31", YearStep.PLANNING)
    listed = find_eligibility_list(year)
    assert listed is not None
    assert listed.summary["total"] == report.teachers
    assert report.job_id is not None
    assert db.session.get_one(Plan, report.plan_id).rotation_year_id == year.id


def test_records_come_through_the_import_when_loaded(app, tmp_path):
    report, _told = load(out=tmp_path, ask_for_plan=False)
    stored, faulty = db.session.scalars(select(ImportBatch).order_by(ImportBatch.id))
    assert (stored.state, stored.fault_count) == (BatchState.STORED, 0)
    assert faulty.state is BatchState.FAULTY
    assert [(fault["sheet"], fault["code"]) for fault in faulty.faults] == [("学校", "contradicts_rows")]
    assert "达标年份" in str(faulty.faults[0]["params"])
    assert [path.name for path in report.files] == ["演示县_师资数据.xlsx", "演示县_师资数据_含重复学校.xlsx"]
    assert all(path.stat().st_size > 0 for path in report.files)


def test_one_account_for_each_duty_is_opened_when_loaded(app):
    report, _told = load(ask_for_plan=False)
    assert {user.role for user in db.session.scalars(select(User))} == set(Role) - {Role.CITY_READER}
    assert set(report.passwords) == set(db.session.scalars(select(User.login)))
    assert all(user.school_id is not None for user in db.session.scalars(select(User)) if user.role in (Role.CLERK, Role.PRINCIPAL))


def test_nothing_changes_when_loaded_again(app):
    load()
    tables = (County, School, Teacher, ExpectedChange, IndicatorTarget, ImportBatch, RotationYear, Plan, User)
    before = [count(table) for table in tables]
    report, _told = load()
    assert [count(table) for table in tables] == before
    assert report.passwords == {}
    assert report.job_id is None


def test_what_is_lacking_is_added_when_a_load_was_cut_off(app):
    load(ask_for_plan=False)
    db.session.query(ExpectedChange).delete()
    load()
    assert count(ExpectedChange) > 0
    assert count(Plan) == 1


def test_filled_database_is_left_alone_when_only_an_empty_one_is_wanted(app):
    create_county()
    report, told = load(if_empty=True)
    assert (report.loaded, told) == (False, [])
    assert count(School) == 0


def test_bureau_s_records_are_refused_when_the_county_is_wanted_beside_them(app):
    create_county()
    with pytest.raises(StaffingError):
        load()
