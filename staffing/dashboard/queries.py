"""What the workbench asks the records: the year's state, numbers of list and plan, files, work in progress.

The indicators are computed once per state of the records: every change writes a line into the county's audit log, so
the log's last digest that tells of a change says whether anything can have changed; signing in or taking a list does not.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from staffing.audit.remembering import Remembered
from staffing.collecting.models import SchoolReturn
from staffing.core.school_year import today
from staffing.dashboard.overview import Overview, build_overview
from staffing.eligibility.models import EligibilityList
from staffing.eligibility.queries import ListCounts, count_list, find_latest_list
from staffing.extensions import db
from staffing.imports.models import BatchState, ImportBatch
from staffing.indicators.gathering import assess_county
from staffing.indicators.queries import list_reported_years, load_targets, rules_of
from staffing.jobs.models import ACTIVE_STATES, Job, JobState
from staffing.jobs.wording import JobView, describe_job
from staffing.plans.models import Plan, PlanState, SolveRun
from staffing.plans.queries import find_shown_run, is_listed
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import find_current_year
from staffing.rotation_years.standing import Standing, standing_of
from staffing.schools.models import County
from staffing.schools.queries import get_county

REMEMBERED: Final = 8
LISTED: Final = 5


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Where the rotation year stands; everything is None as long as it does not exist."""

    county: County
    year: RotationYear | None
    listed: EligibilityList | None
    counts: ListCounts | None
    plan: Plan | None
    run: SolveRun | None
    standing: Standing | None = None


def year_facts(county_id: int) -> YearFacts:
    """Return the current rotation year with its newest list and its newest valid plan."""
    county, year = get_county(county_id), find_current_year(county_id)
    if year is None:
        return YearFacts(county, None, None, None, None, None)
    listed = find_latest_list(year.id)
    plan = find_newest_valid_plan(year.id)
    return YearFacts(county, year, listed, count_list(listed.id) if listed else None, plan,
                     find_shown_run(county_id, plan.id) if plan else None, standing_of(year, on=today()))


def find_newest_valid_plan(rotation_year_id: int) -> Plan | None:
    """Return the valid plan of the year whose run finished last."""
    statement = select(Plan).join(SolveRun).where(
        Plan.rotation_year_id == rotation_year_id, Plan.state == PlanState.VALID, is_listed(), SolveRun.finished_at.is_not(None))
    return db.session.scalar(statement.order_by(SolveRun.finished_at.desc(), SolveRun.id.desc()).limit(1))


def list_open_plans(rotation_year_id: int) -> list[Plan]:
    """Return the plans of the year that need somebody: not solved, broken, stopped."""
    open_states = (PlanState.DRAFT, PlanState.INVALID, PlanState.NO_PLAN, PlanState.UNFINISHED)
    statement = select(Plan).where(Plan.rotation_year_id == rotation_year_id, Plan.state.in_(open_states), is_listed())
    return list(db.session.scalars(statement.order_by(Plan.id.desc()).limit(LISTED)))


def list_open_batches(county_id: int, *, school_id: int | None) -> list[ImportBatch]:
    """Return the files that wait for somebody: with faults, or to be confirmed; of one school for its clerk.

    Files of a data collection are told by its own line, not one by one.
    """
    collected = select(SchoolReturn.batch_id).where(SchoolReturn.batch_id.is_not(None))
    statement = select(ImportBatch).where(ImportBatch.county_id == county_id, ImportBatch.state.in_((BatchState.FAULTY, BatchState.READY)),
                                          ImportBatch.id.not_in(collected))
    if school_id is not None:
        statement = statement.where(ImportBatch.school_id == school_id)
    return list(db.session.scalars(statement.order_by(ImportBatch.id.desc()).limit(LISTED)))


def list_running_jobs(county_id: int) -> list[JobView]:
    """Return the work in progress, the oldest first."""
    statement = select(Job).where(Job.county_id == county_id, Job.state.in_(ACTIVE_STATES)).order_by(Job.id).limit(LISTED)
    return [describe_job(job) for job in db.session.scalars(statement)]


def list_failed_jobs(county_id: int, *, since: dt.datetime) -> list[JobView]:
    """Return work that failed since a moment and was not asked for again."""
    later = select(Job.id).where(Job.county_id == county_id).with_only_columns(func.max(Job.id)).group_by(Job.subject)
    statement = select(Job).where(Job.id.in_(later), Job.state == JobState.FAILED, Job.created_at >= since).order_by(Job.id.desc())
    return [describe_job(job) for job in db.session.scalars(statement.limit(LISTED))]


class OverviewStore:
    """Remembers the last overviews of this process by what they were computed from."""

    def __init__(self, number: int = REMEMBERED) -> None:
        """Begin with nothing."""
        self._kept: Remembered[Overview] = Remembered(number)

    def find(self, county: County) -> Overview | None:
        """Return the county's overview of the latest reported school year; None before any figure was reported."""
        years = list_reported_years(county.id)
        if not years:
            return None
        school_year = min(years[0], county.school_year) if county.school_year in years else years[0]
        rules = rules_of(county, school_year)
        return self._kept.find(county.id, (school_year, rules.digest), lambda: build_overview(
            assess_county(county.id, school_year, rules), load_targets(county.id, rules)))


OVERVIEWS: Final = OverviewStore()
