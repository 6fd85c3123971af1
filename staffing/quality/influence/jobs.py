"""What the worker runs: the study of which doubtful records can change the plan."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.audit.record import Actor
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.quality.influence.gathering import gather_ground
from staffing.quality.influence.study import list_trials, study, write_study
from staffing.quality.operations import STUDY_KIND, store_study
from staffing.rotation_years.queries import find_current_year

NO_YEAR = "no_year"
PHASES = {"read": _l("Reading the records"), "try": _l("Deciding doubtful records again")}
FAULTS = {NO_YEAR: _l("The rotation year was taken back meanwhile.")}


def run_study(context: JobContext) -> None:
    """Try every doubtful record with its plausible values and store what changes."""
    county_id = context.facts.county_id or 0
    context.report("read")
    with context.reading():
        year = find_current_year(county_id)
        if year is None:
            raise JobFault(NO_YEAR)
        year_id = year.id
        ground = gather_ground(year)
        context.refuse_if_void()
        trials = list_trials(ground)
        context.report("try", done=0, total=len(trials))
        content = write_study(study(ground, trials))
    context.refuse_if_void()
    with context.publish():
        store_study(county_id, year_id, content, made_by=context.facts.created_by, actor=Actor(None, "worker", "system"))


def _address(_job: Job) -> str:
    return url_for("quality.show_influence")


STUDY_INFLUENCE = JobKind(STUDY_KIND, _l("Which records can change the plan"), run_study, PHASES, FAULTS, _address)
