"""Pages: one plan with everything its run says, its moves, its sections, and why a person goes."""

from typing import Any

from flask import render_template, request

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.core.pages import asked_page
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.plans import operations, queries
from staffing.plans.answers.differences import proof_lines
from staffing.plans.answers.orders import LEXICOGRAPHIC, compare_orders, order_of
from staffing.plans.exporting import TITLES
from staffing.plans.models import Plan, SolveRun
from staffing.plans.names import load_names
from staffing.plans.pictures import draw_flows
from staffing.plans.presenting import (
    LOOKS,
    findings_in_words,
    goal_rows,
    matrix,
    plan_is_clean,
    pseudonyms_in,
    quota_rows,
    section_rows,
    spread_rows,
    verdict_line,
)
from staffing.plans.views.answers import levers_of
from staffing.plans.views.blueprint import blueprint
from staffing.plans.wording import ENGINE_STATUS, LOCATIONS
from staffing.plans.wording_reasons import conflict_lines, repair_lines, word_reason
from staffing.quality.panels import plan_note

Frame = dict[str, Any]  # what a template is given

# Above these a picture of arrows or a table of pairs can no longer be read.
MOST_SCHOOLS_IN_MATRIX = 40


def asked_run(plan: Plan) -> SolveRun | None:
    """Return the run the address asks for, else the last finished one."""
    wanted = request.args.get("run", type=int)
    runs = queries.list_runs(plan.id)
    if wanted is not None:
        found = [run for run in runs if run.id == wanted]
        if not found:
            raise LookupError
        return found[0]
    return runs[0] if runs else None


def asked_moves() -> queries.MoveFilter:
    """Return which moves the address asks for."""
    backbone = request.args.get("backbone", "")
    return queries.MoveFilter(
        school=request.args.get("school", type=int), from_school=request.args.get("from", type=int),
        to_school=request.args.get("to", type=int), subject=request.args.get("subject", ""),
        backbone={"yes": True, "no": False}.get(backbone), wish=request.args.get("wish", ""), text=request.args.get("text", "").strip())


@blueprint.get("/<int:plan_id>")
@requires_role(COUNTY_READERS)
def show_plan(plan_id: int) -> str:
    """Show a plan: verdict, quotas, goals, indicators, moves, flows."""
    plan = queries.get_plan(person().county_id, plan_id)
    run = asked_run(plan)
    frame = plan_frame(plan)
    if run is None:
        return render_template("plans/show_draft.html", quality=plan_note(plan.county_id), **frame)
    frame |= run_frame(plan, run)
    if run.cost is None:
        levers, lever_rows = levers_of(plan, run)
        return render_template("plans/show_none.html", levers=levers, lever_rows=lever_rows, **frame)
    return render_template("plans/show.html", list_titles=TITLES, **order_frame(plan, run), **moves_frame(run), **frame)


def plan_frame(plan: Plan) -> Frame:
    """Return what stands on every page of a plan."""
    job = find_latest_job(operations.subject_of(plan))
    return {"plan": plan, "run": None, "scenario": queries.find_waiting_scenario(plan.id), "look": LOOKS[plan.state], "job": describe_job(job) if job is not None else None,
            "marks": queries.list_marks(plan.id), "runs": queries.list_runs(plan.id)}


def run_frame(plan: Plan, run: SolveRun) -> Frame:
    """Return what a finished run says."""
    names = load_names(plan.county_id, pseudonyms_in(run))
    rules = operations.rules_of(queries.get_year(plan.county_id, plan.rotation_year_id))
    quota_names = {code: stated.value.name for code, stated in rules.quotas.shares.items()}
    return {"run": run, "names": names, "verdict": verdict_line(plan, run), "clean": plan_is_clean(run),
            "engine_status": ENGINE_STATUS, "outdated": operations.is_outdated(plan, run),
            "reasons": repair_lines(run.explanation, names, quota_names), "conflict": conflict_lines(run.explanation, quota_names), "quotas": quota_rows(run, quota_names),
            "nearest": proof_lines(run.explanation["nearest"]) if "nearest" in run.explanation else [],
            "against": queries.find_plan_of_run(plan.county_id, run.explanation.get("against")), "goals": goal_rows(run), "spreads": spread_rows(run), "findings": findings_in_words(run, names)}


def order_frame(plan: Plan, run: SolveRun) -> Frame:
    """Return in which order the goals were sought, and what the other order would be worth."""
    settings = run.parameters.get("settings", {})
    return {"orders": compare_orders(plan, run), "is_lexicographic": order_of(settings) == LEXICOGRAPHIC,
            "level_tolerance": float(settings.get("level_tolerance") or 0)}


def moves_frame(run: SolveRun) -> Frame:
    """Return what the table and the picture of moves need."""
    wanted = asked_moves()
    asked = asked_page(sortable=tuple(queries.SORTABLE), default_sort="from")
    names = load_names(run.plan.county_id)
    statistics = run.statistics
    flows = statistics["flows"]
    rows, columns, cells = matrix(flows, names)
    picture = draw_flows(statistics["schools"], flows, names.schools, chosen=wanted.school or wanted.from_school or wanted.to_school)
    return {"moves": queries.page_of_moves(run, asked, wanted), "wanted": wanted, "subjects": queries.subjects_of(run),
            "picture": picture, "matrix_rows": rows, "matrix_columns": columns, "matrix_cells": cells,
            "matrix_fits": max(len(rows), len(columns)) <= MOST_SCHOOLS_IN_MATRIX, "locations": LOCATIONS, "word_reason": word_reason}


@blueprint.get("/<int:plan_id>/sections")
@requires_role(COUNTY_READERS)
def show_sections(plan_id: int) -> str:
    """Show the indicators of every section before and after as bars against the threshold."""
    plan = queries.get_plan(person().county_id, plan_id)
    run = asked_run(plan)
    if run is None or run.cost is None:
        raise LookupError
    names = load_names(plan.county_id)
    everything = request.args.get("all") == "1"
    return render_template("plans/sections.html", plan=plan, run=run, everything=everything,
                           rows=section_rows(run, names, everything=everything))


@blueprint.get("/<int:plan_id>/matrix")
@requires_role(COUNTY_READERS)
def show_matrix(plan_id: int) -> str:
    """Show the moves from school to school as a table, for counties of many schools."""
    plan = queries.get_plan(person().county_id, plan_id)
    run = asked_run(plan)
    if run is None or run.cost is None:
        raise LookupError
    rows, columns, cells = matrix(run.statistics["flows"], load_names(plan.county_id))
    return render_template("plans/matrix.html", plan=plan, run=run, matrix_rows=rows, matrix_columns=columns, matrix_cells=cells)
