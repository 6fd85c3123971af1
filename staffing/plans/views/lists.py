"""Pages: all plans of the county."""

from flask import render_template

from staffing.core.access import COUNTY_READERS, person, requires_role
from staffing.jobs.queries import active_subjects
from staffing.plans import operations, queries
from staffing.plans.presenting import LOOKS, verdict_line
from staffing.plans.views.blueprint import blueprint
from staffing.quality.panels import plan_note


@blueprint.get("/")
@requires_role(COUNTY_READERS)
def list_plans() -> str:
    """Show the county's plans by rotation year."""
    county_id = person().county_id
    plans = queries.list_plans(county_id)
    years = queries.list_years(county_id)
    return render_template(
        "plans/list.html", quality=plan_note(county_id), plans=plans, runs=queries.shown_runs(plans), years={year.id: year for year in years},
        solving={operations.plan_of_subject(subject) for subject in active_subjects(county_id)
                 if subject.startswith(operations.SUBJECT_PREFIX)},
        looks=LOOKS, verdict_line=verdict_line)
