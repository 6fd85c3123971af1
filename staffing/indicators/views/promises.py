"""Pages: target years of county, schools and indicators, and who is behind them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.as_of import answers_as_of
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators import matrix, operations, queries
from staffing.indicators.definitions import BY_CODE, QUALITY_INDICATORS
from staffing.indicators.forms import TargetForm
from staffing.indicators.from_ruleset import build_targets
from staffing.indicators.targets import TargetFinding, TargetState, list_target_findings
from staffing.indicators.views.blueprint import asked_figures, blueprint
from staffing.schools.queries import list_school_choices

BEHIND = (TargetState.OVERDUE, TargetState.DUE_THIS_YEAR)
STATE_KINDS = {TargetState.REACHED: "good", TargetState.REACHED_EARLY: "good", TargetState.DUE_LATER: "wait",
               TargetState.DUE_THIS_YEAR: "warn", TargetState.OVERDUE: "bad", TargetState.OPEN: "info"}


@blueprint.get("/targets")
@requires_role(COUNTY_READERS)
@answers_as_of
def show_targets() -> str:
    """Show the target years and who is behind them."""
    asked = asked_figures()
    rows = queries.list_target_rows(asked.county.id)
    replaced = {row.indicator for row in rows if row.school_id is None}
    found = list_target_findings(asked.assessment, queries.load_targets(asked.county.id, asked.rules), year=asked.school_year)
    return render_template(
        "indicators/targets.html", asked=asked, rows=rows, stated=[target for target in build_targets(asked.rules) if target.indicator not in replaced],
        findings=asked_findings(found), counts={state: sum(item.state is state for item in found) for state in TargetState},
        states=TargetState, kinds=STATE_KINDS, wanted=request.args.get("state", ""), short=request.args.get("indicator", ""),
        indicators=QUALITY_INDICATORS, by_code=BY_CODE, whole=queries.WHOLE, names=matrix.names_of(asked.figures.sections),
        schools=dict(list_school_choices(asked.county.id)))


def asked_findings(found: tuple[TargetFinding, ...]) -> list[TargetFinding]:
    """Return the findings the address asks for: by default those behind their year, the most overdue first."""
    state, indicator = request.args.get("state", ""), request.args.get("indicator", "")
    wanted = [one for one in TargetState if one == state] or list(BEHIND)
    shown = [item for item in found if item.state in wanted
             and (not indicator or indicator == (item.indicator or queries.WHOLE))]
    return sorted(shown, key=lambda item: (item.year, item.indicator or ""))


@blueprint.route("/targets/set", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def set_target() -> Response | str:
    """Set, change or remove one target year."""
    form = TargetForm()
    form.offer(list_school_choices(person().county_id))
    if not form.is_submitted():
        prefill(form)
    if form.validate_on_submit():
        try:
            operations.set_target(person().county_id, school_id=form.school.data or None, indicator=form.indicator.data,
                                  year=form.target_year.data, source=form.source.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("The target years were changed."), "success")
            return redirect(url_for("indicators.show_targets"))
    return render_template("indicators/set_target.html", form=form)


def prefill(form: TargetForm) -> None:
    """Put the target named in the address into the form."""
    school_id = request.args.get("school", type=int)
    row = queries.find_target_row(person().county_id, school_id, request.args.get("indicator", queries.WHOLE))
    form.school.data = school_id or 0
    form.indicator.data = request.args.get("indicator", queries.WHOLE)
    if row is not None:
        form.target_year.data, form.source.data = row.target_year, row.source

