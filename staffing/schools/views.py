"""Pages about schools: list, new school, basic data, standing and posts by day. The page of one school stands in profiles."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.conflicts import form_seen, show_conflict
from staffing.core.access import OFFICERS, RECORD_READERS, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day
from staffing.core.pages import asked_page
from staffing.core.school_year import today
from staffing.core.transactions import writes
from staffing.errors import StaffingError, StaleVersionError
from staffing.schools import listing, operations, queries
from staffing.schools.forms import (
    NewSchoolForm,
    PostsForm,
    SchoolFilterForm,
    SchoolForm,
    StandingForm,
    TitlePostsForm,
)
from staffing.schools.models import AuthorisedPosts, School, SchoolStanding, TitlePosts

blueprint = Blueprint("schools", __name__)


@blueprint.get("/schools/")
@requires_role(RECORD_READERS)
@answers_as_of
def list_schools() -> str:
    """Show the county's schools; a school's own people see their school."""
    county_id = person().county_id
    form = SchoolFilterForm(request.args)
    form.offer(townships=queries.list_townships(county_id), groups=queries.list_groups(county_id),
               target_years=queries.list_target_years(county_id))
    form.validate()
    asked = asked_page(sortable=listing.SORTABLE, default_sort=listing.DEFAULT_SORT)
    page = listing.list_schools(county_id, asked, form.wish(), on=asked_day(), own_school_id=own_school_id())
    return render_template("schools/list.html", form=form, page=page)


@blueprint.route("/schools/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def create_school() -> Response | str:
    """Record a school that is not on file yet."""
    form = NewSchoolForm()
    if form.validate_on_submit():
        try:
            school = record_school(form)
        except StaffingError as error:
            form.take_error(error)
        else:
            flash(_("Recorded."), "success")
            return redirect(url_for("schools.show_school", school_id=school.id))
    return render_template("schools/new.html", form=form)


@blueprint.route("/schools/<int:school_id>/edit", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def edit_school(school_id: int) -> Response | str | tuple[str, int]:
    """Correct a school's basic data."""
    school = queries.get_school(person().county_id, school_id)
    form = SchoolForm.of(school)
    form_seen(form, school, school.county_id)
    if form.validate_on_submit():
        try:
            operations.correct_school(school, version=form.version.data, entity_name=form.entity_name.data or "", changes=form.columns())
        except StaleVersionError:
            return show_conflict(form, SchoolForm.of(school, formdata=None), target=school, county_id=school.county_id, heading=school.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."))
    return render_template("schools/edit.html", form=form, school=school, heading=_("Basic data"))


@blueprint.route("/schools/<int:school_id>/standing/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def change_standing(school_id: int) -> Response | str:
    """Give a school another standing from a day on."""
    school = queries.get_school(person().county_id, school_id)
    present = queries.standing_on(school, today())
    form = StandingForm(data={name: getattr(present, name) for name in ("ownership", "location", "remoteness", "strength")} if present else None)
    if form.validate_on_submit():
        try:
            operations.change_standing(school, valid_from=form.valid_from.data, **form.columns())
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "standing")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Change the standing from a day on"))


@blueprint.route("/schools/<int:school_id>/standing/<int:row_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def correct_standing(school_id: int, row_id: int) -> Response | str | tuple[str, int]:
    """Correct a standing that was recorded wrongly."""
    return correct_row(school_id, row_id, StandingForm, "standing", _("Correct this standing"))


@blueprint.route("/schools/<int:school_id>/posts/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def set_posts(school_id: int) -> Response | str:
    """Set the authorised posts from a day on."""
    school = queries.get_school(person().county_id, school_id)
    form = PostsForm()
    if form.validate_on_submit():
        try:
            operations.set_posts(school, valid_from=form.valid_from.data, **form.columns())
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "posts")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Set the authorised posts from a day on"))


@blueprint.route("/schools/<int:school_id>/posts/<int:row_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def correct_posts(school_id: int, row_id: int) -> Response | str | tuple[str, int]:
    """Correct authorised posts that were recorded wrongly."""
    return correct_row(school_id, row_id, PostsForm, "posts", _("Correct these authorised posts"))


@blueprint.route("/schools/<int:school_id>/title-posts/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def set_title_posts(school_id: int) -> Response | str:
    """Set the posts by level of titles from a day on."""
    school = queries.get_school(person().county_id, school_id)
    form = TitlePostsForm()
    if form.validate_on_submit():
        try:
            operations.set_title_posts(school, valid_from=form.valid_from.data, posts=form.posts(), source=form.source.data or "")
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), "title_posts")
    return render_template("schools/edit.html", form=form, school=school, heading=_("Set the posts by level of titles from a day on"))


@blueprint.route("/schools/<int:school_id>/title-posts/<int:row_id>", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def correct_title_posts(school_id: int, row_id: int) -> Response | str | tuple[str, int]:
    """Correct posts by level of titles that were recorded wrongly."""
    return correct_row(school_id, row_id, TitlePostsForm, "title_posts", _("Correct these posts by level of titles"))


def correct_row(
    school_id: int, row_id: int, form_class: type[StandingForm | PostsForm | TitlePostsForm], panel: str, heading: str,
) -> Response | str | tuple[str, int]:
    """Correct one dated row of a school; its first day stays."""
    school = queries.get_school(person().county_id, school_id)
    row = dated_row(school, panel, row_id)
    form = form_class(obj=row)
    form_seen(form, row, school.county_id)
    del form.valid_from
    if form.validate_on_submit():
        try:
            operations.correct_dated(row, county_id=school.county_id, version=form.version.data, changes=form.columns())
        except StaleVersionError:
            stored = form_class(obj=row, formdata=None)
            del stored.valid_from
            return show_conflict(form, stored, target=row, county_id=school.county_id, heading=school.name)
        except StaffingError as error:
            form.take_error(error)
        else:
            return back_to(school_id, _("Saved."), panel)
    return render_template("schools/edit.html", form=form, school=school, heading=heading)


def dated_row(school: School, panel: str, row_id: int) -> SchoolStanding | AuthorisedPosts | TitlePosts:
    """Return the standing or posts of the school with that id; LookupError if there is none."""
    lists: dict[str, Sequence[SchoolStanding | AuthorisedPosts | TitlePosts]] = {
        "standing": school.standings, "posts": school.posts, "title_posts": school.title_posts}
    for row in lists[panel]:
        if row.id == row_id:
            return row
    raise LookupError("no such row of this school")


def record_school(form: NewSchoolForm) -> School:
    """Store a new school with its first standing and posts."""
    school = operations.create_school(county_id=person().county_id, entity_name=form.entity_name.data or "",
                                      stages=form.stages(), **form.columns())
    operations.change_standing(school, valid_from=form.valid_from.data, ownership=form.ownership.data, location=form.location.data,
                               remoteness=form.remoteness.data, strength=form.strength.data)
    if form.posts.data is not None:
        operations.set_posts(school, valid_from=form.valid_from.data, posts=form.posts.data)
    return school


def back_to(school_id: int, message: str, panel: str | None = None) -> Response:
    """Return to the school's page."""
    flash(message, "success")
    return redirect(url_for("schools.show_school", school_id=school_id, _anchor=panel))
