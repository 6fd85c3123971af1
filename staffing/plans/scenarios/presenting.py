"""Scenarios and sweeps as the rows and pictures of their pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from staffing.indicators.definitions import get_definition
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import JobView, describe_job
from staffing.plans.models import Plan, SolveRun
from staffing.plans.operations import is_outdated, rules_of, subject_of
from staffing.plans.queries import get_year, list_plans, shown_runs
from staffing.plans.scenarios.curves import Curve, draw_curve
from staffing.plans.scenarios.models import Scenario, ScenarioSet, Sweep
from staffing.plans.scenarios.sweeping import shown_value, value_in
from staffing.plans.setting_words import differences_in_words, setting_words
from staffing.plans.settings import PlanDifferences, PlanSettings, effective_settings
from staffing.schools.enums import Stage

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One plan of a set: the base (``scenario`` None) or a scenario, its settings in words, its result, its job."""

    plan: Plan
    scenario: Scenario | None
    name: str
    differences: list[tuple[str, str, str]]
    staying: int
    run: SolveRun | None
    outdated: bool
    job: JobView | None

    @property
    def active(self) -> bool:
        """True while a worker has it."""
        return self.job is not None and self.job.active

    @property
    def ready(self) -> bool:
        """True if there is a plan to compare."""
        return self.run is not None and self.run.cost is not None


def settings_of(plan: Plan, time_limit_s: float) -> PlanSettings:
    """Return the whole of a plan's settings."""
    rules = rules_of(get_year(plan.county_id, plan.rotation_year_id))
    return effective_settings(rules, PlanDifferences.read(plan.settings), time_limit_s=time_limit_s)


def words_of(plan: Plan, time_limit_s: float) -> dict[str, str]:
    """Return a plan's settings in words."""
    rules = rules_of(get_year(plan.county_id, plan.rotation_year_id))
    names = {one.id: one.name for one in list_plans(plan.county_id)}
    return setting_words(settings_of(plan, time_limit_s), {code: stated.value.name for code, stated in rules.quotas.shares.items()}, names)


def lines_of(found: ScenarioSet, time_limit_s: float) -> list[ScenarioLine]:
    """Return the base and the scenarios of a set."""
    plans = [*([found.base] if found.base is not None else []), *(one.plan for one in found.scenarios)]
    runs = shown_runs(plans) if plans else {}
    base = words_of(found.base, time_limit_s) if found.base is not None else {}
    base_marks = len(found.base.marks) if found.base is not None else 0
    owners = {one.plan_id: one for one in found.scenarios}
    return [_line(plan, owners.get(plan.id), runs.get(plan.id), base, base_marks, time_limit_s) for plan in plans]


def _line(plan: Plan, scenario: Scenario | None, run: SolveRun | None, base: Mapping[str, str], base_marks: int, time_limit_s: float) -> ScenarioLine:
    job = find_latest_job(subject_of(plan))
    differences = differences_in_words(words_of(plan, time_limit_s), base) if scenario is not None and base else []
    return ScenarioLine(plan, scenario, scenario.name if scenario is not None else plan.name, differences,
                        max(0, len(plan.marks) - base_marks) if scenario is not None else 0, run,
                        run is not None and is_outdated(plan, run), describe_job(job) if job is not None else None)


def curves_of(sweep: Sweep, own: float | None) -> list[Curve]:
    """Return the curves of a sweep: moves, persons short, failing sections, mean distance, then every 差异系数."""
    rows = sorted(sweep.results, key=lambda row: row["value"])
    if not rows:
        return []
    values = [shown_value(sweep.setting, row["value"]) for row in rows]
    shown = None if own is None else shown_value(sweep.setting, own)
    plain = ((_("Moves"), "moved", 0), (_("Persons missing to the thresholds"), "missing", 0), (_("Sections that miss the pass rule"), "failing", 0),
             (_("Mean distance (km)"), "mean_km", 1))
    curves = [draw_curve(title, values, [row.get(key) for row in rows], digits=digits, own=shown) for title, key, digits in plain]
    for key in _spread_keys(rows):
        curves.append(draw_curve(spread_name(key), values, [row.get("spreads", {}).get(key) for row in rows], digits=4, own=shown))
    return curves


def spread_name(key: str, *, short: bool = False) -> str:
    """Return what a 差异系数 of a stage and indicator is called; short without the word."""
    stage, _dot, code = key.partition(".")
    if short:
        return f"{Stage(stage).label} {get_definition(code).number}"
    return str(_("Coefficient, %(stage)s %(indicator)s", stage=Stage(stage).label, indicator=get_definition(code).number))


def spread_keys(sweep: Sweep) -> list[str]:
    """Return the stages and indicators that a sweep has coefficients of."""
    return _spread_keys(sweep.results)


def _spread_keys(rows: Sequence[Json]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row.get("spreads", {})))


def own_value(sweep: Sweep, time_limit_s: float) -> float | None:
    """Return the value that the swept plan itself has."""
    return value_in(settings_of(sweep.plan, time_limit_s), sweep.setting)
