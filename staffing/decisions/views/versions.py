"""Pages: the county's versions, one version with all that it binds, its second check, its lists."""

import json
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, Role, own_school_id, person, requires_role
from staffing.core.exports import as_format
from staffing.core.pages import asked_page
from staffing.core.transactions import writes
from staffing.decisions import queries
from staffing.decisions.exporting import LISTS, TITLES, differences_of
from staffing.decisions.forms import DecideForm
from staffing.decisions.models import DecidedPlan
from staffing.decisions.rechecking import recheck
from staffing.decisions.states import Step, is_possible
from staffing.decisions.views.blueprint import blueprint
from staffing.decisions.wording import LOOKS, acts_of
from staffing.eligibility.queries import find_latest_list, find_list
from staffing.plans.exporting import kind_name
from staffing.plans.names import load_names
from staffing.plans.operations import rules_of
from staffing.plans.presenting import goal_rows, pseudonyms_in, quota_rows, verdict_line
from staffing.plans.wording import word_finding
from staffing.releases.leaving import hand_out
from staffing.rotation_years.queries import find_current_year


@blueprint.get("/")
@requires_role(COUNTY_READERS | {Role.PRINCIPAL})
def list_versions() -> str:
    """Show the versions of the county's years and the rounds in which schools were asked; to a principal only the latter."""
    county_id, of_school = person().county_id, own_school_id()
    versions = queries.list_versions_of_county(county_id) if of_school is None else []
    year = find_current_year(county_id)
    return render_template("decisions/list.html", versions=versions, rounds=queries.list_rounds(county_id), looks=LOOKS, of_school=of_school,
                           year_id=year.id if year is not None else None)


@blueprint.get("/<int:decided_plan_id>")
@requires_role(COUNTY_READERS)
def show_version(decided_plan_id: int) -> str:
    """Show a version: what was submitted, figures, digest, who did what when, what it changes."""
    one = queries.get_decided_plan(person().county_id, decided_plan_id)
    return render_template("decisions/show.html", form=step_form(one), **version_frame(one))


@blueprint.get("/<int:decided_plan_id>/recheck")
@requires_role(COUNTY_READERS)
def recheck_version(decided_plan_id: int) -> str:
    """Check a version again: digest, moves, stored run, independent checker."""
    one = queries.get_decided_plan(person().county_id, decided_plan_id)
    outcome, names = recheck(one), load_names(one.county_id)
    faults = [word_finding(row, names) for row in outcome.findings]
    return render_template("decisions/recheck.html", one=one, outcome=outcome, faults=faults, looks=LOOKS)


@blueprint.post("/<int:decided_plan_id>/export/<code>.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_list(decided_plan_id: int, code: str, wanted: str) -> Response:
    """Send one of the version's lists; the audit log keeps who took it."""
    one, asked = queries.get_decided_plan(person().county_id, decided_plan_id), as_format(wanted)
    if code not in LISTS:
        raise LookupError
    return hand_out(LISTS[code](one), asked, code=f"decided_{code}", subject=one, told={"list": code})


def step_form(one: DecidedPlan) -> DecideForm:
    """Return the form of the next step, bound to what the page shows."""
    return DecideForm(formdata=None, data={"version": one.version, "seen": one.content_sha256})


def version_frame(one: DecidedPlan) -> dict[str, Any]:
    """Return what the page of a version shows, all of it stored with the version or its run."""
    rules, run = rules_of(one.year), one.run
    quota_names = {code: stated.value.name for code, stated in rules.quotas.shares.items()}
    content = json.loads(one.content)
    asked = asked_page(sortable=(), default_sort="from")
    return {
        **list_facts(one), "one": one, "run": run, "content": content, "looks": LOOKS, "acts": acts_of(one), "quotas": quota_rows(run, quota_names) if run.statistics else [],
        "goals": goal_rows(run), "verdict": verdict_line(one.plan, run), "changes": differences_of(one),
        "moves": queries.page_of_decided_moves(one.id, asked), "names": load_names(one.county_id, pseudonyms_in(run)),
        "kind_of": lambda code: kind_name(rules, code), "list_titles": TITLES, "can": may_do(one),
        "backbone": sum(row["backbone"] for row in content["moves"]), "counted": opinion_counts(content)}


def list_facts(one: DecidedPlan) -> dict[str, Any]:
    """Return the eligibility list that a version was made from, and the id of the newest one of its year, which alone has a page."""
    newest = find_latest_list(one.rotation_year_id)
    return {"listed": find_list(one.county_id, one.run.eligibility_list_id), "newest_list_id": newest.id if newest else None}


def opinion_counts(content: dict[str, Any]) -> dict[str, int]:
    """Return how many opinions of schools agree, are silent (which agrees), or do not agree, by what was frozen."""
    rows = content["opinions"]
    return {"all": len(rows), "against": sum(row["answer"] in ("disagree", "protect") for row in rows),
            "silent": sum(row["answer"] is None for row in rows)}


def may_do(one: DecidedPlan) -> dict[str, bool]:
    """Return which steps the signed-in person can take now."""
    who, role = person(), person().role
    mine = one.submitted_by == who.id
    return {
        "review": is_possible(one.state, Step.REVIEW) and role in (Role.OFFICER, Role.LEADER) and not mine,
        "give_back": is_possible(one.state, Step.RETURN) and role in (Role.OFFICER, Role.LEADER) and not mine,
        "approve": is_possible(one.state, Step.APPROVE) and role is Role.LEADER and not mine,
        "withdraw": is_possible(one.state, Step.WITHDRAW) and role is Role.OFFICER,
        "own": mine and is_possible(one.state, Step.WITHDRAW)}
