"""Pages: evidence packages, asked for, agreed to, downloaded."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.record import record
from staffing.core.access import COUNTY_READERS, DECIDERS, Role, person, requires_role
from staffing.core.exports import ExportedList
from staffing.core.school_year import SchoolYear
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.transactions import writes
from staffing.documents.making import Maker
from staffing.documents.registry import get_kind
from staffing.documents.responses import file_response
from staffing.errors import StaffingError
from staffing.inspection import operations, queries
from staffing.inspection.codes import PackageState
from staffing.inspection.forms import StepForm
from staffing.inspection.report import CODE
from staffing.inspection.views.blueprint import asked_year, blueprint
from staffing.jobs.queries import find_latest_job
from staffing.jobs.wording import describe_job
from staffing.releases.leaving import send_content


@blueprint.get("/packages")
@requires_role(COUNTY_READERS)
def list_packages() -> str:
    """Show the packages, what they hold, and what waits."""
    county, year, years = asked_year()
    packages = queries.list_packages(county.id)
    making = packages[0] if packages and packages[0].state is PackageState.MAKING and person().role is Role.OFFICER else None
    job = find_latest_job(operations.subject_of(making.id)) if making is not None else None
    return render_template("inspection/packages.html", packages=packages, job=describe_job(job) if job else None, year=year, years=years, states=PackageState, form=StepForm(), may_agree=person().role in DECIDERS)


@blueprint.post("/packages")
@requires_role(COUNTY_READERS)
@writes
def ask_package() -> Response:
    """Ask for the package of a school year."""
    county, year, _years = asked_year()
    if StepForm().validate_on_submit():
        operations.ask_package(county.id, year, who=person())
        flash(_("The package is being made; it appears here when it is ready."), "success")
    return redirect(url_for("inspection.list_packages", year=year), code=303)


@blueprint.get("/packages/<int:package_id>")
@requires_role(COUNTY_READERS)
def show_package(package_id: int) -> str:
    """Show the manifest of a package."""
    package = queries.get_package(person().county_id, package_id)
    return render_template("inspection/package.html", package=package, states=PackageState, form=StepForm())


@blueprint.post("/packages/<int:package_id>/agree")
@requires_role(DECIDERS)
@writes
def agree_package(package_id: int) -> Response:
    """Agree that a large package leaves."""
    package = queries.get_package(person().county_id, package_id)
    try:
        operations.agree(package, who=person())
    except StaffingError as error:
        flash(str(error.message), "danger")
    return redirect(url_for("inspection.list_packages"), code=303)


@blueprint.post("/packages/<int:package_id>/file")
@requires_role(COUNTY_READERS)
@writes
def take_package(package_id: int) -> Response:
    """Send a package."""
    package = queries.get_package(person().county_id, package_id)
    try:
        content = operations.take(package)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("inspection.list_packages"), code=303)
    # A large one has its second person's word already: packages have their own decision, on the same number of rows.
    meta = ListMeta(_("Evidence of rotation %(year)s", year=SchoolYear(package.school_year)), made_on=package.made_at.date() if package.made_at else None)
    return send_content(content, meta, "zip")


@blueprint.post("/report.<any(docx, pdf):wanted>")
@requires_role(COUNTY_READERS)
@writes
def take_report(wanted: str) -> Response:
    """Send the report on the year's rotation as Word or PDF."""
    county, year, _years = asked_year()
    kind = get_kind(CODE)
    (filled,) = kind.gather(county.id, [year])
    try:
        content = Maker(county, kind, [filled]).make(filled, wanted)
    except StaffingError as error:
        flash(str(error.message), "danger")
        return redirect(url_for("inspection.show_overview", year=year), code=303)
    record("list_exported", ExportedList(CODE), county_id=county.id, changes={"format": [None, wanted], "rows": [None, 0], "school_year": [None, year]})
    return file_response(content, filled.name, wanted)
