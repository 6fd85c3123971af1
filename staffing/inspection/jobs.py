"""What the worker does for an evidence package: make it, keep it for those who may take it."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.record import Actor
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.inspection.models import EvidencePackage
from staffing.inspection.operations import JOB_KIND, fail_package, keep_package, subject_of
from staffing.inspection.packing import make_package
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.schools.queries import get_county

PHASES = {"read": _l("Reading the records"), "write": _l("Making the lists")}


def run_package(context: JobContext) -> None:
    """Make the package of a request."""
    package_id = int(context.facts.subject.removeprefix(subject_of(0)[:-1]))

    def tell(done: int, total: int) -> None:
        context.refuse_if_void()
        context.report("write", done=done, total=total)

    context.report("read")
    refusal = ""
    with context.reading():
        package = db.session.get_one(EvidencePackage, package_id)
        user = db.session.get_one(User, package.asked_by)
        try:
            made = make_package(get_county(package.county_id), package.school_year, role=user.role, who=user.name, tell=tell)
        except StaffingError as error:
            made, refusal = None, str(error.message)
    context.refuse_if_void()
    with context.publish():
        package = db.session.get_one(EvidencePackage, package_id)
        if made is None or context.cancelled:
            fail_package(package, refusal)
        else:
            keep_package(package, made, actor=Actor(package.asked_by, "worker", "system"))


def _address(_job: Job) -> str:
    return url_for("inspection.list_packages")


MAKE_EVIDENCE = JobKind(JOB_KIND, _l("Making an evidence package"), run_package, PHASES, {}, _address)
