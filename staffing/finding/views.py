"""Pages: the list of teachers, its file, the quick finder, kept lists. The list's addresses belong to the menu section of teachers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import OFFICERS, RECORD_READERS, SCHOOL_ROLES, own_school_id, person, requires_role
from staffing.core.as_of import answers_as_of, asked_day
from staffing.core.exports import as_format
from staffing.core.school_year import today
from staffing.core.transactions import reading, writes
from staffing.errors import StaffingError
from staffing.finding import operations, titles as titles
from staffing.finding.addresses import query_of, wish_from_query
from staffing.finding.exporting import CODE, exported_list, filter_words
from staffing.finding.forms import KeepForm
from staffing.finding.listed_columns import COLUMNS
from staffing.finding.listing import Finder
from staffing.finding.queries import find_first, get_saved, list_saved
from staffing.finding.quick import find_quickly
from staffing.finding.remembering import PICTURES
from staffing.finding.wish import RANGES, Wish, arguments_of, wish_of
from staffing.profiles.views import teachers_blueprint
from staffing.releases.leaving import let_leave, ready_list
from staffing.schools.queries import get_county
from staffing.teachers.personal import looks_like_id_number
from staffing.teachers.queries import find_by_id_number

__all__ = ["blueprint", "teachers_blueprint"]

blueprint = Blueprint("finding", __name__)


@teachers_blueprint.get("/teachers/")
@requires_role(RECORD_READERS)
@answers_as_of
def list_teachers() -> str | Response:
    """Show the county's teachers, of schools their own; without any wish the list that the person put first."""
    if looks_like_id_number(request.args.get("search", "")):
        return go_to_number(request.args["search"])
    first = None if request.args else find_first(person().county_id, person().id)
    if first is not None:
        return redirect(f"{url_for('teachers.list_teachers', on=None)}?{first.query}")
    wish = wish_of(request.args)
    finder = finder_of(person().county_id, wish, own_school_id())
    return render_template(
        "teachers/list.html", listed=finder.answer(), columns=COLUMNS, ranges=RANGES, query=query_of(wish), on=finder.picture.on,
        words=filter_words(wish, finder.picture.places), may_edit=person().role in OFFICERS | SCHOOL_ROLES and asked_day() == today(),
        saved=list_saved(person().county_id, person().id), keep=KeepForm(formdata=None))


@teachers_blueprint.post("/teachers/search")
@requires_role(RECORD_READERS)
@answers_as_of
def search() -> Response:
    """Take the filters; a whole identity number never enters an address, everything else does."""
    text = request.form.get("search", "").strip()
    if looks_like_id_number(text):
        return go_to_number(text)
    return redirect(url_for("teachers.list_teachers", **(arguments_of(wish_of(request.form)) or {"view": "all"})), code=303)  # type: ignore[arg-type]


@teachers_blueprint.post("/teachers/list.<wanted>")
@requires_role(RECORD_READERS)
@answers_as_of
@writes
def export_list(wanted: str) -> Response:
    """Send exactly the list that the page showed; the audit log keeps who took it and how many rows it had."""
    kind, county_id, scope = as_format(wanted), person().county_id, own_school_id()
    wish, made_by = wish_from_query(request.form.get("query", "")), person().name
    with reading():
        exported = exported_list(finder_of(county_id, wish, scope), get_county(county_id), made_by=made_by)
        leaving = ready_list(exported, kind, code=CODE)
    return let_leave(leaving, kind)


@blueprint.get("/find")
@requires_role(RECORD_READERS)
def find() -> str:
    """Show schools and teachers that fit what was typed anywhere."""
    typed = request.args.get("q", "").strip()
    hits = find_quickly(PICTURES.find(person().county_id, today()), typed, own_school_id=own_school_id())
    return render_template("finding/find.html", typed=typed, hits=hits)


@blueprint.post("/find")
@requires_role(RECORD_READERS)
def look_up() -> Response | str:
    """Take what was typed into the box at the top: a whole identity number leads to its person and into no address."""
    typed = request.form.get("q", "").strip()
    if request.headers.get("HX-Request"):
        return _hits(typed)
    if looks_like_id_number(typed):
        return go_to_number(typed)
    return redirect(url_for("finding.find", q=typed or None), code=303)


@blueprint.post("/lists")
@requires_role(RECORD_READERS)
@writes
def keep() -> Response:
    """Keep the list that the page showed under a name."""
    form = KeepForm()
    query = query_of(wish_from_query(form.query.data or ""))
    if not form.validate_on_submit():
        flash(_("The list was not kept: it needs a name of at most 40 characters."), "danger")
    else:
        try:
            saved = operations.keep_list(county_id=person().county_id, owner_id=person().id, name=form.name.data or "", query=query,
                                         shared=form.shared.data)
            if form.first.data:
                operations.put_first(saved, user_id=person().id, first=True)
            flash(_("Kept as “%(name)s”.", name=saved.name), "success")
        except StaffingError as error:
            flash(str(error.message), "danger")
    return redirect(f"{url_for('teachers.list_teachers', on=None)}?{query or 'view=all'}", code=303)


@blueprint.get("/lists")
@requires_role(RECORD_READERS)
def manage() -> str:
    """Show the kept lists, with what can be done with them."""
    first = find_first(person().county_id, person().id)
    return render_template("finding/manage.html", saved=list_saved(person().county_id, person().id), first=first)


@blueprint.post("/lists/<int:list_id>/<any(share, withdraw, first, not_first, remove):act>")
@requires_role(RECORD_READERS)
@writes
def change(list_id: int, act: str) -> Response:
    """Share, withdraw, put first or remove a kept list; all but putting first is for who keeps it."""
    saved = get_saved(person().county_id, person().id, list_id, own=act in ("share", "withdraw", "remove"))
    if act in ("first", "not_first"):
        operations.put_first(saved, user_id=person().id, first=act == "first")
    elif act == "remove":
        operations.remove_list(saved)
    else:
        operations.share_list(saved, shared=act == "share")
    flash(_("Done."), "success")
    return redirect(url_for("finding.manage"), code=303)


def finder_of(county_id: int, wish: Wish, scope: int | None) -> Finder:
    """Return who answers a wish about the day in the address."""
    picture = PICTURES.find(county_id, asked_day())
    return Finder(picture, wish, own_school_id=scope, present=None if scope is None else PICTURES.find(county_id, today()))


def go_to_number(text: str) -> Response:
    """Go to the teacher with that identity number, or back to the list with word that there is none."""
    found = find_by_id_number(person().county_id, text, on=today(), own_school_id=own_school_id())
    if found is None:
        flash(_("Nobody here has this identity number."), "warning")
        return redirect(url_for("teachers.list_teachers", view="all"), code=303)
    return redirect(url_for("teachers.show_teacher", teacher_id=found.id), code=303)


def _hits(typed: str) -> str:
    """Return the hits as a fragment, while somebody types; a whole identity number waits for the button."""
    waits = looks_like_id_number(typed)
    typed = "" if waits else typed
    with reading():
        county_id, scope = person().county_id, own_school_id()
        hits = find_quickly(PICTURES.find(county_id, today()), typed, own_school_id=scope)
        return render_template("finding/_hits.html", typed=typed, hits=hits, waits=waits)

