"""Pages about the parts of a school: its sections and their yearly figures, former names, groups."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import OFFICERS, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.schools import operations, queries, section_years
from staffing.schools.figures_form import FiguresForm, figures_form
from staffing.schools.forms import AliasForm, GroupForm, LeavingForm, MembershipForm, SectionForm
from staffing.schools.models import Section, SectionYear
from staffing.schools.panels import named_sections
from staffing.schools.views import back_to, blueprint

__all__ = ["blueprint"]


@blueprint.route("/schools/<int:school_id>/sections/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def add_section(school_id: int) -> Response | str:
    """Open a section in a further stage."""
    school = queries.get_school(person().county_id, school_id)
    form = SectionForm()
    if form.validate_on_submit():
        try:
            operations.add_section(school, form.stage.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "pupils")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Add a section"))


@blueprint.route("/schools/<int:school_id>/sections/<int:section_id>/<int:school_year>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def edit_figures(school_id: int, section_id: int, school_year: int) -> Response | str | tuple[str, int]:
    """Record or correct a section's figures of one school year."""
    school = queries.get_school(person().county_id, school_id)
    named = next((item for item in named_sections(school) if item.section.id == section_id), None)
    if named is None or not 1990 <= school_year <= 2100:
        raise LookupError("no such section or year")
    year = section_years.find_section_year(section_id, school_year)
    form = figures_form(named.stage, year)
    if year is not None:
        form_seen(form, year, school.county_id)
    if form.validate_on_submit():
        try:
            save_figures(named.section, school_year, form, year)
        except StaleVersionError:
            return figures_conflict(named.section, school_year, form, f"{named.name} · {school_year}")
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "pupils")
    return render_template("schools/figures.html", form=form, school=school, named=named, school_year=school_year)


@blueprint.route("/schools/<int:school_id>/aliases/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def add_alias(school_id: int) -> Response | str:
    """Add a former name."""
    school = queries.get_school(person().county_id, school_id)
    form = AliasForm()
    if form.validate_on_submit():
        try:
            operations.add_alias(school, form.name.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "groups")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Add a former name"))


@blueprint.post("/schools/<int:school_id>/aliases/<int:alias_id>/remove")
@requires_role(OFFICERS)
@writes
def remove_alias(school_id: int, alias_id: int) -> Response:
    """Take a former name away."""
    school = queries.get_school(person().county_id, school_id)
    alias = next((item for item in school.aliases if item.id == alias_id), None)
    if alias is None:
        raise LookupError("no such former name of this school")
    operations.remove_alias(school, alias)
    return back_to(school_id, _("Removed; the audit log keeps it."), "groups")


@blueprint.route("/schools/<int:school_id>/groups/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def join_group(school_id: int) -> Response | str:
    """Let a school join a group."""
    school = queries.get_school(person().county_id, school_id)
    form = MembershipForm()
    form.group_id.choices = [(group.id, f"{group.name} · {group.kind.label}") for group in queries.list_groups(school.county_id)]
    if form.validate_on_submit():
        try:
            group = queries.get_group(school.county_id, form.group_id.data)
            operations.join_group(school, group, valid_from=form.valid_from.data, core=form.core.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "groups")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Join a group"), offers_group=True)


@blueprint.route("/schools/<int:school_id>/groups/<int:membership_id>/leave", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def leave_group(school_id: int, membership_id: int) -> Response | str:
    """Let a school leave a group on a day."""
    school = queries.get_school(person().county_id, school_id)
    membership = next((item for item in school.memberships if item.id == membership_id), None)
    if membership is None:
        raise LookupError("no such membership of this school")
    form = LeavingForm()
    if form.validate_on_submit():
        try:
            operations.leave_group(membership, county_id=school.county_id, valid_to=form.valid_to.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "groups")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Leave %(group)s", group=membership.group.name))


@blueprint.route("/groups/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def create_group() -> Response | str:
    """Create a group of schools."""
    form = GroupForm()
    if form.validate_on_submit():
        try:
            group = operations.create_group(county_id=person().county_id, name=form.name.data, kind=form.kind.data)
        except StaffingError as error:
            form.take_error(error)
        else:
            return redirect(url_for("schools.list_schools", group_id=group.id))
    return render_template("schools/edit.html", form=form, school=None, heading=_("Create a group"))


def save_figures(section: Section, school_year: int, form: FiguresForm, year: SectionYear | None) -> None:
    """Store what the form says; a form for new figures is stale if somebody recorded some meanwhile."""
    if year is not None and form.version.data is None:
        raise StaleVersionError
    section_years.record_section_year(section, school_year, grades=form.figures(), hardware=form.hardware(), version=form.version.data)


def figures_conflict(section: Section, school_year: int, form: FiguresForm, heading: str) -> tuple[str, int]:
    """Show who changed the figures meanwhile."""
    year = section_years.find_section_year(section.id, school_year)
    return show_conflict(form, figures_form(section.stage, year, formdata=None), target=year, county_id=section.county_id, heading=heading)
