"""Pages of answers about a whole plan: fairness, price of each rule, re-check; and the act of asking, levers included."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, requires_role
from staffing.core.transactions import writes
from staffing.plans import operations, queries
from staffing.plans.answers.fairness import view_fairness
from staffing.plans.answers.limits import LeverRow, lever_rows, price_rows
from staffing.plans.answers.questions import OF_PERSONS, AnswerKind, Question
from staffing.plans.answers.rechecking import view_recheck
from staffing.plans.models import Plan, SolveRun
from staffing.plans.names import Names
from staffing.plans.settings import PlanDifferences, effective_settings
from staffing.plans.views.asking import Asking, ask_or_tell, asking, names_in, quota_names_of, shown
from staffing.plans.views.blueprint import blueprint

PLAN_KINDS = frozenset(AnswerKind) - OF_PERSONS
PAGES = {AnswerKind.FAIRNESS: "plans/answers/fairness.html", AnswerKind.PRICES: "plans/answers/prices.html",
         AnswerKind.RECHECK: "plans/answers/recheck.html"}
VIEWS: dict[AnswerKind, Callable[[Any, Plan, SolveRun, Names], Any]] = {
    AnswerKind.FAIRNESS: lambda content, plan, run, names: view_fairness(content, names),
    AnswerKind.PRICES: lambda content, plan, run, names: price_rows(content, names, quota_names_of(plan), run.cost),
    AnswerKind.RECHECK: lambda content, plan, run, names: view_recheck(content, run, names),
}


@blueprint.get("/<int:plan_id>/answers/<code>")
@requires_role(COUNTY_READERS)
def show_answer(plan_id: int, code: str) -> str:
    """Show the answer to a question about the whole plan."""
    kind = _kind(code)
    plan, run = shown(plan_id)
    if kind not in PAGES or run.cost is None:
        raise LookupError
    asked = asking(run, Question(kind))
    view = None
    if asked.answer is not None:
        view = VIEWS[kind](asked.content, plan, run, names_in(plan, [asked.content]))
    return render_template(PAGES[kind], plan=plan, run=run, asked=asked, view=view)


@blueprint.post("/<int:plan_id>/answers/<code>/ask")
@requires_role(OFFICERS)
@writes
def ask_plan(plan_id: int, code: str) -> Response:
    """Ask a question about the whole plan."""
    kind = _kind(code)
    ask_or_tell(plan_id, Question(kind))
    if kind in PAGES:
        return redirect(url_for("plans.show_answer", plan_id=plan_id, code=code))
    return redirect(url_for("plans.show_plan", plan_id=plan_id))


def levers_of(plan: Plan, run: SolveRun) -> tuple[Asking, list[LeverRow]]:
    """Return the question which limit would have to give way, with its answer."""
    asked = asking(run, Question(AnswerKind.LEVERS))
    if asked.answer is None:
        return asked, []
    rules = operations.rules_of(queries.get_year(plan.county_id, plan.rotation_year_id))
    settings = effective_settings(rules, PlanDifferences.read(run.parameters.get("settings", {})), time_limit_s=0)
    return asked, lever_rows(asked.content, names_in(plan, [asked.content]), quota_names_of(plan), settings)


def _kind(code: str) -> AnswerKind:
    if code not in PLAN_KINDS:
        raise LookupError
    return AnswerKind(code)
