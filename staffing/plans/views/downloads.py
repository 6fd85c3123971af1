"""Downloads of one plan: its lists as workbook, text or printable page, its instance and solution as JSON."""

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.core.exports import as_format
from staffing.core.transactions import writes
from staffing.plans import queries
from staffing.plans.exporting import LISTS, load_stock
from staffing.plans.models import Plan, SolveRun
from staffing.plans.views.blueprint import blueprint
from staffing.plans.views.showing import asked_run
from staffing.releases.leaving import hand_out


@blueprint.post("/<int:plan_id>/export/<code>.<wanted>")
@requires_role(COUNTY_READERS)
@writes
def export_list(plan_id: int, code: str, wanted: str) -> Response:
    """Send one of the plan's lists; the audit log keeps who took it."""
    plan, run = _plan_and_run(plan_id)
    asked = as_format(wanted)
    if code not in LISTS or run.cost is None:
        raise LookupError
    return hand_out(LISTS[code](load_stock(plan, run)), asked, code=f"plan_{code}", subject=plan, told={"list": code, "run": run.id})


@blueprint.get("/<int:plan_id>/instance.json")
@requires_role(COUNTY_READERS)
def download_instance(plan_id: int) -> Response:
    """Send the instance as it was solved; it holds no name and no address."""
    _, run = _plan_and_run(plan_id)
    return _json(run.instance_text, f"instance-{run.id}")


@blueprint.get("/<int:plan_id>/solution.json")
@requires_role(COUNTY_READERS)
def download_solution(plan_id: int) -> Response:
    """Send the solution in its stable format; one command checks it against the instance."""
    _, run = _plan_and_run(plan_id)
    return _json(run.solution_text, f"solution-{run.id}")


def _plan_and_run(plan_id: int) -> tuple[Plan, SolveRun]:
    plan = queries.get_plan(person().county_id, plan_id)
    run = asked_run(plan)
    if run is None:
        raise LookupError
    return plan, run


def _json(text: str, name: str) -> FlaskResponse:
    response = FlaskResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}.json"
    return response
