"""Pages of the handbook: its contents, one chapter, a picture, and the way from any page to its section."""

from flask import Blueprint, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from staffing.core.access import EVERYONE, person, requires_role
from staffing.handbook.chapters import OF_ROLE, find_section, list_chapters, open_chapter, picture_path

blueprint = Blueprint("handbook", __name__)


@blueprint.get("/help/")
@requires_role(EVERYONE)
def list_contents() -> str:
    """Show the contents of the handbook."""
    return render_template("handbook/contents.html", chapters=list_chapters(), own=OF_ROLE.get(person().role))


@blueprint.get("/help/about/<section>")
@requires_role(EVERYONE)
def find_help(section: str) -> Response:
    """Lead from a part of the application to its section, to the contents where nothing is written about it."""
    code = find_section(section)
    if code is None:
        return redirect(url_for("handbook.list_contents"))
    return redirect(url_for("handbook.show_chapter", code=code, _anchor=section))


@blueprint.get("/help/<code>")
@requires_role(EVERYONE)
def show_chapter(code: str) -> str:
    """Show one chapter."""
    return render_template("handbook/chapter.html", chapter=open_chapter(code), chapters=list_chapters())


@blueprint.get("/help/images/<name>")
@requires_role(EVERYONE)
def show_picture(name: str) -> Response:
    """Hand out a picture of the handbook."""
    answer: Response = send_file(picture_path(name), mimetype="image/png")
    return answer
