"""Pages of a city: its runs, how far one is, its indicators, one county's sums. No page here reads a person or a school."""

from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from staffing.cities import operations, queries
from staffing.cities.forms import CityRunForm
from staffing.cities.gathering import figures_of, lines_of
from staffing.cities.models import CityRun
from staffing.cities.presenting import Shown
from staffing.cities.progress import EntryState, total_of
from staffing.config import Config
from staffing.core.access import CITY_ROLES, Role, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.plans.presenting import verdict_line
from staffing.schools.enums import Stage

blueprint = Blueprint("cities", __name__, url_prefix="/city")


@blueprint.get("/")
@requires_role(CITY_ROLES)
def list_runs() -> str:
    """Show the city's counties and its runs; an account that belongs to no city sees that it does not."""
    city_id = person().city_id
    if city_id is None:
        return render_template("cities/none.html")
    runs = [(run, total_of(lines_of(run))) for run in queries.list_runs(city_id)]
    return render_template("cities/list.html", city=queries.get_city(city_id), counties=queries.list_counties(city_id), runs=runs)


@blueprint.route("/runs/new", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
@writes
def start_run() -> Response | str:
    """Ask for a plan in every county."""
    city, form = queries.get_city(person().city_id), CityRunForm()
    if form.validate_on_submit():
        try:
            seconds = form.time_limit_s.data
            run = operations.start_run(city, school_year=form.school_year.data, name=form.name.data or "", asked_by=person().id,
                                       usual_s=usual_s(), time_limit_s=None if seconds is None else float(seconds))
            return redirect(url_for("cities.show_run", city_run_id=run.id))
        except StaffingError as error:
            form.take_error(error)
    elif request.method == "GET":
        form.school_year.data = queries.latest_year(city.id)
    return render_template("cities/new.html", form=form, city=queries.get_city(person().city_id))


@blueprint.get("/runs/<int:city_run_id>")
@requires_role(CITY_ROLES)
def show_run(city_run_id: int) -> str:
    """Show how far a run is, county by county and in all."""
    return render_template("cities/show.html", **run_frame(queries.get_run(person().city_id, city_run_id)))


@blueprint.get("/runs/<int:city_run_id>/progress")
@requires_role(CITY_ROLES)
def watch_run(city_run_id: int) -> Response:
    """Answer the fragment that the page of a running run asks for; when the last county has ended the page loads anew."""
    frame = run_frame(queries.get_run(person().city_id, city_run_id))
    response = make_response(render_template("cities/_progress.html", **frame))
    if not frame["total"].active:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post("/runs/<int:city_run_id>/cancel")
@requires_role(Role.ADMINISTRATOR)
@writes
def cancel_run(city_run_id: int) -> Response:
    """Cancel a whole run."""
    run = queries.get_run(person().city_id, city_run_id)
    asked = operations.cancel(run)
    flash(ngettext("%(num)d county is asked to stop; what it has found so far is kept.",
                   "%(num)d counties are asked to stop; what they have found so far is kept.", asked), "success")
    return redirect(url_for("cities.show_run", city_run_id=run.id))


@blueprint.post("/runs/<int:city_run_id>/restart")
@requires_role(Role.ADMINISTRATOR)
@writes
def restart_run(city_run_id: int) -> Response:
    """Start the unfinished counties again."""
    run = queries.get_run(person().city_id, city_run_id)
    asked = operations.restart(run, asked_by=person().id, usual_s=usual_s())
    flash(ngettext("%(num)d county has been started again.", "%(num)d counties have been started again.", asked), "success")
    return redirect(url_for("cities.show_run", city_run_id=run.id))


@blueprint.get("/runs/<int:city_run_id>/indicators")
@requires_role(CITY_ROLES)
def show_figures(city_run_id: int) -> str:
    """Show the indicators of the whole city before and after the plans, with its counties beside it."""
    run = queries.get_run(person().city_id, city_run_id)
    shown = Shown.read(request.args.get("show", ""))
    return render_template("cities/indicators.html", run=run, figures=figures_of(run), shown=shown, all_shown=Shown,
                           indicators=QUALITY_INDICATORS, stages=(Stage.PRIMARY, Stage.JUNIOR))


@blueprint.get("/runs/<int:city_run_id>/counties/<int:county_id>")
@requires_role(CITY_ROLES)
def show_county(city_run_id: int, county_id: int) -> str:
    """Show one county's sums before and after its plan."""
    run = queries.get_run(person().city_id, city_run_id)
    found = [one for one in figures_of(run).counties if one.entry.county_id == county_id]
    line = next((line for line in lines_of(run) if line.entry.county_id == county_id), None)
    if line is None:
        raise LookupError
    return render_template("cities/county.html", run=run, line=line, found=found[0] if found else None, indicators=QUALITY_INDICATORS,
                           verdict=verdict_line, shown=tuple(Shown))


def usual_s() -> float:
    """Return how long the installation lets a search take."""
    config: Config = current_app.config["STAFFING"]
    return config.solver_time_limit_s


def run_frame(run: CityRun) -> dict[str, Any]:
    """Return what the page of a run shows."""
    lines = lines_of(run)
    return {"run": run, "lines": lines, "total": total_of(lines), "states": tuple(EntryState)}
