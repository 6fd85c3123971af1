"""What the worker runs: the check of a whole county."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.audit.record import Actor
from staffing.core.school_year import today
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.quality.checking import check_records
from staffing.quality.gathering import Scope, gather_records
from staffing.quality.operations import CHECK_KIND, store_outcome
from staffing.quality.settling import settle

PHASES = {"read": _l("Reading the records"), "check": _l("Checking the records"), "store": _l("Storing what was found")}
WORKER = Actor(None, "worker", "system")


def run_check(context: JobContext) -> None:
    """Check every record of the county and settle the findings in the transaction that ends the job."""
    county_id = context.facts.county_id or 0

    def tell(done: int, total: int) -> None:
        context.refuse_if_void()
        context.report("check", done=done, total=total)

    context.report("read")
    with context.reading():
        records = gather_records(county_id, today())
        found = check_records(records, tell)
    context.refuse_if_void()
    context.report("store")
    with context.publish():
        # Settled against the findings as they are now: meanwhile somebody may have ignored or re-checked one.
        store_outcome(county_id, settle(records, found, Scope()), Scope(), made_by=context.facts.created_by, actor=WORKER)


def _address(_job: Job) -> str:
    return url_for("quality.list_findings")


CHECK_QUALITY = JobKind(CHECK_KIND, _l("Checking the quality of records"), run_check, PHASES, {}, _address)
