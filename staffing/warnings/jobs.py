"""What the worker runs: the check of a county's indicators for warnings."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.audit.record import Actor
from staffing.core.school_year import today
from staffing.errors import StaffingError
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.schools.queries import get_county
from staffing.warnings.gathering import check_county
from staffing.warnings.operations import JOB_KIND, store_check
from staffing.warnings.wording import NO_FIGURES

WORKER = Actor(None, "worker", "system")
PHASES = {"check": _l("Computing the indicators"), "store": _l("Storing what was found")}


def run_check(context: JobContext) -> None:
    """Compute the figures and settle the lines in the transaction that ends the job."""
    county_id = context.facts.county_id or 0
    context.report("check")
    with context.reading():
        try:
            checked = check_county(get_county(county_id))
        except StaffingError as error:
            raise JobFault("no_figures") from error
    context.refuse_if_void()
    context.report("store")
    with context.publish():
        store_check(county_id, checked, on=today(), actor=WORKER)


def _address(_job: Job) -> str:
    return url_for("warnings.list_lines")


CHECK_WARNINGS = JobKind(JOB_KIND, _l("Checking the indicators for warnings"), run_check, PHASES, {"no_figures": NO_FIGURES}, _address)
