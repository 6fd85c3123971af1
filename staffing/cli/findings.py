"""What a run found, in few lines: quotas, failing sections and coefficients before and after, cost, bound and gap."""

from typing import Any

from staffing.cli.output import Column, print_rows
from staffing.cli.words import _
from staffing.extensions import db
from staffing.indicators.definitions import BY_CODE
from staffing.plans.models import SolveRun
from staffing.plans.operations import rules_of
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import Stage

DIGITS = 4
Row = dict[str, Any]


def tell_run(run: SolveRun, *, form: str) -> None:
    """Print the figures of a run as rows."""
    columns = [Column("item", _("Item")), Column("before", _("Before")), Column("after", _("After")), Column("required", _("Required"))]
    rules = rules_of(db.session.get_one(RotationYear, run.plan.rotation_year_id))
    names = {code: stated.value.name for code, stated in rules.quotas.shares.items()}
    print_rows(columns, run_rows(run, names), form=form)


def run_rows(run: SolveRun, quota_names: dict[str, str]) -> list[Row]:
    """Return the figures of a run: what is required stands beside what is reached."""
    figures = run.statistics
    rows: list[Row] = [row(_("Teachers who move"), None, figures.get("moved"))]
    rows += [quota_row(quota, quota_names) for quota in figures.get("quotas", [])]
    if figures.get("failing"):
        rows.append(row(_("Sections that miss the pass rule"), *figures["failing"]))
    rows += missing_rows(figures.get("missing", []))
    rows += [spread_row(Stage(stage["stage"]), item) for stage in figures.get("stages", []) for item in stage["indicators"]]
    rows += [row(_("Cost of the plan"), None, rounded(run.cost)), row(_("Proven bound"), None, rounded(run.bound)),
             row(_("Gap to the best possible"), None, None if run.gap is None else f"{run.gap * 100:.3f} %"),
             row(_("Faults found by the checker"), None, len(run.findings), 0)]
    return rows


def row(item: str, before: Any, after: Any, required: Any = None) -> Row:
    """Return one line."""
    return {"item": item, "before": before, "after": after, "required": required}


def quota_row(quota: Row, names: dict[str, str]) -> Row:
    """Return a quota with what it demands."""
    share = f"{float(quota['at_least']) * 100:g} %"
    return row(_("%(name)s (at least %(share)s of %(base)s)", name=names.get(quota["code"], quota["code"]), share=share, base=quota["base"]), None,
               quota["moved"], quota["required"])


def missing_rows(missing: list[dict[str, int]]) -> list[Row]:
    """Return the persons missing to the thresholds by indicator."""
    if len(missing) != 2:
        return []
    before, after = missing
    return [row(_("Persons missing to the threshold, %(number)s", number=BY_CODE[code].number), before[code], after[code])
            for code in before]


def spread_row(stage: Stage, item: Row) -> Row:
    """Return a coefficient of variation with its limit."""
    return row(_("Coefficient of variation, %(stage)s %(number)s", stage=stage.label, number=BY_CODE[item["code"]].number),
               rounded(item["before"]["cv"]), rounded(item["after"]["cv"]), item["cv_limit"])


def rounded(value: float | None) -> float | None:
    """Return a figure without noise."""
    return None if value is None else round(value, DIGITS)
