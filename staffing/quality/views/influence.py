"""Page: which doubtful records can change the plan, and the study behind it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.quality import operations, queries
from staffing.quality.influence.study import read_study
from staffing.quality.influence.wording import describe_study
from staffing.quality.views.blueprint import blueprint
from staffing.rotation_years.queries import find_current_year
from staffing.schools.queries import school_names_of, section_names


@blueprint.get("/influence")
@requires_role(COUNTY_READERS)
def show_influence() -> str:
    """Show the latest study, the most influential record first."""
    county_id = person().county_id
    stored = queries.find_study(county_id)
    result = read_study(stored.content) if stored else None
    job = find_latest_job(f"{operations.STUDY_SUBJECT}{county_id}")
    views = describe_study(result, queries.persons_named(county_id, [one.teacher_id for one in result.listed]),
                           section_names(county_id)) if result else []
    schools = school_names_of(county_id, {one.school_id for one in result.listed if one.school_id}) if result else {}
    return render_template("quality/influence.html", stored=stored, result=result, views=views, schools=schools,
                           year=find_current_year(county_id), job=describe_job(job) if job else None)


@blueprint.post("/influence")
@requires_role(OFFICERS)
@writes
def ask_influence() -> Response:
    """Ask for the study."""
    try:
        operations.ask_study(person().county_id, asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "warning")
    return redirect(url_for("quality.show_influence"))
