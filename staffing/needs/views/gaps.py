"""Page: what a plan closes, what a further rotation could, what no rotation can. It is asked for on the plan's page."""

from flask import render_template, request

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.indicators.definitions import BY_CODE
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.needs import operations
from staffing.needs.decomposition import ShortageKind
from staffing.needs.gap_picture import draw_gap
from staffing.needs.queries import find_study, list_studies, need_year
from staffing.needs.study import read_study
from staffing.needs.supplement import supplements_of
from staffing.needs.views.blueprint import blueprint
from staffing.schools.enums import Stage
from staffing.schools.queries import get_county, section_names


@blueprint.get("/gaps")
@requires_role(COUNTY_READERS)
def show_gaps() -> str:
    """Show every shortage split by what closes it."""
    county = get_county(person().county_id)
    year = need_year(county)
    plan_id = request.args.get("plan", type=int)
    stored = find_study(county.id, year.school_year, plan_id)
    study = read_study(stored.content) if stored else None
    parts = {kind: study.split(kind) for kind in ShortageKind} if study else {}
    job = find_latest_job(f"{operations.STUDY_SUBJECT}{plan_id or (stored.plan_id if stored else 0)}")
    return render_template(
        "needs/gaps.html", county=county, year=year, stored=stored, study=study, parts=parts, kinds=ShortageKind, by_code=BY_CODE,
        bars={kind: draw_gap(part.rows) for kind, part in parts.items()},
        Stage=Stage, job=describe_job(job) if job and job.county_id == county.id else None, plan_id=plan_id,
        studies=list_studies(county.id, year.school_year), names=section_names(county.id),
        supplements=supplements_of(study, year.rules) if study else ())
