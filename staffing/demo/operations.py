"""Load the invented county (演示县): through the import pipeline, one transaction per step, again without effect."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from flask import current_app

from staffing.config import Config
from staffing.core.atomic_files import write_atomically
from staffing.core.transactions import commit
from staffing.demo import steps
from staffing.demo.county import DEFAULT_SCHOOL_YEAR, DEFAULT_SEED, RULESET, build_county
from staffing.demo.parts import DemoCounty
from staffing.demo.workbooks import DemoWorkbook, faulty_workbook, main_workbook
from staffing.eligibility.operations import decide_list
from staffing.extensions import db
from staffing.plans.models import PlanOrigin
from staffing.plans.operations import create_plan, propose
from staffing.plans.queries import find_eligibility_list, list_plans
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.schools.models import County

PLAN_NAME: Final = "系统建议方案"


class DemoStep(StrEnum):
    """What is being done; the command line says it in words."""

    INVENT = "invent"
    WRITE = "write"
    CHECK = "check"
    STORE = "store"
    SETTLE = "settle"
    ACCOUNTS = "accounts"
    ELIGIBILITY = "eligibility"
    PLAN = "plan"


Progress = Callable[[DemoStep, int, int], None]


@dataclass(slots=True)
class DemoReport:
    """What was done. ``loaded`` False: there were records already and none were wanted beside them.

    ``passwords`` are shown once and stored nowhere; ``job_id`` None: no proposal was asked for.
    """

    loaded: bool
    county_id: int | None = None
    year_id: int | None = None
    schools: int = 0
    teachers: int = 0
    files: list[Path] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)
    plan_id: int | None = None
    job_id: int | None = None


def load_demo(*, seed: int = DEFAULT_SEED, school_year: int = DEFAULT_SCHOOL_YEAR, on_progress: Progress, out: Path | None = None,
              if_empty: bool = False, schools: int | None = None, ask_for_plan: bool = True) -> DemoReport:
    """Load the county as it is in the school year, ready to plan the rotation that begins a year later.

    With ``if_empty`` a database that holds any county is left alone; without it a bureau's records are refused, and a
    demonstration county that is there already only gets what it lacks. ``schools`` makes a small county.
    """
    if if_empty and steps.count_counties():
        return DemoReport(loaded=False)
    steps.refuse_other_counties()
    on_progress(DemoStep.INVENT, 0, 1)
    made = build_county(seed, school_year, schools=schools)
    rules = rules_for(RULESET, school_year + 1)
    on_progress(DemoStep.WRITE, 0, 1)
    clean, faulty = main_workbook(made, rules), faulty_workbook(made, rules)
    report = DemoReport(loaded=True, schools=len(made.schools), teachers=len(made.persons), files=_write_files((clean, faulty), out))
    county, year = _begin(made)
    _import(county, clean, on_progress, store=True)
    _import(county, faulty, on_progress, store=False)
    _settle(county, year, made, rules, report, on_progress)
    _decide(year, on_progress)
    report.county_id, report.year_id = county.id, year.id
    if ask_for_plan:
        on_progress(DemoStep.PLAN, 0, 1)
        _ask_for_plan(year, report)
    return report


def _begin(made: DemoCounty) -> tuple[County, RotationYear]:
    county = steps.make_county(made.school_year)
    year = steps.open_year(county, made.school_year + 1)
    commit(db.session)
    return county, year


def _import(county: County, book: DemoWorkbook, on_progress: Progress, *, store: bool) -> None:
    """Hand a workbook in, check it, store it where it is to be stored. One that was handed in before is left out."""
    batch = steps.hand_in(county, book)
    commit(db.session)
    if batch is None:
        return
    on_progress(DemoStep.CHECK, 0, 1)
    outcome = steps.check(batch, lambda done, total: on_progress(DemoStep.CHECK, done, total))
    commit(db.session)
    if store:
        on_progress(DemoStep.STORE, 0, 1)
        steps.store(batch, outcome)
        commit(db.session)


def _settle(county: County, year: RotationYear, made: DemoCounty, rules: RuleSet, report: DemoReport, on_progress: Progress) -> None:
    on_progress(DemoStep.SETTLE, 0, 1)
    steps.expect_changes(county, made)
    steps.set_targets(county, rules)
    steps.advance_to(year, YearStep.ELIGIBILITY)
    commit(db.session)
    on_progress(DemoStep.ACCOUNTS, 0, 1)
    report.passwords = steps.open_accounts(county)
    commit(db.session)


def _decide(year: RotationYear, on_progress: Progress) -> None:
    on_progress(DemoStep.ELIGIBILITY, 0, 1)
    if find_eligibility_list(year) is None:
        decide_list(year)
    steps.advance_to(year, YearStep.PLANNING)
    commit(db.session)


def _ask_for_plan(year: RotationYear, report: DemoReport) -> None:
    """Ask for a proposal, unless the plan was solved or asked for before."""
    plan = next((one for one in list_plans(year.county_id) if one.rotation_year_id == year.id and one.name == PLAN_NAME), None)
    if plan is None:
        config: Config = current_app.config["STAFFING"]
        plan = create_plan(year, name=PLAN_NAME, origin=PlanOrigin.PROPOSED, created_by=None)
        report.job_id = propose(plan, asked_by=None, time_limit_s=config.solver_time_limit_s).id
    report.plan_id = plan.id
    commit(db.session)


def _write_files(books: tuple[DemoWorkbook, ...], out: Path | None) -> list[Path]:
    """Write the workbooks where a user can take them to try the import page."""
    if out is None:
        return []
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for book in books:
        paths.append(out / book.name)
        with write_atomically(paths[-1]) as file:
            file.write(book.content)
    return paths
