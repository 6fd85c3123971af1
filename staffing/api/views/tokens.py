"""Pages of the tokens, and the page that describes the interface."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.api import describing, operations, queries, titles as titles
from staffing.api.answering import OPERATIONS, RATE
from staffing.api.enums import Resource
from staffing.api.forms import RevokeForm, TokenForm
from staffing.api.views.blueprint import blueprint
from staffing.core.access import OFFICERS, Role, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaffingError
from staffing.schools.queries import list_school_choices

# Who answers for the records gives them out; who runs the system sees what is open and can close it.
KEEPERS = OFFICERS | {Role.ADMINISTRATOR}


@blueprint.get("/api/tokens")
@requires_role(KEEPERS)
def list_tokens() -> str:
    """Show the county's tokens."""
    tokens = queries.list_tokens(person().county_id)
    return render_template("api/tokens.html", tokens=tokens, words={one.value: one.label for one in Resource})


@blueprint.route("/api/tokens/new", methods=["GET", "POST"])
@requires_role(OFFICERS)
@writes
def make_token() -> str:
    """Make a token and show its key once."""
    form = TokenForm()
    form.offer(list_school_choices(person().county_id))
    if form.validate_on_submit():
        try:
            token, key = operations.make_token(
                maker=person(), name=form.name.data or "", resources=form.chosen(), school_id=form.school_id.data,
                personal=form.personal.data, expires_at=form.expires_at())
        except StaffingError as error:
            form.take_error(error)
        else:
            return render_template("api/made.html", token=token, key=key)
    return render_template("api/new.html", form=form)


@blueprint.post("/api/tokens/<int:token_id>/revoke")
@requires_role(KEEPERS)
@writes
def revoke_token(token_id: int) -> Response:
    """End a token."""
    operations.revoke_token(queries.get_token(person().county_id, token_id), version=RevokeForm().version.data)
    flash(_("The token is revoked; nothing can be read with it any more."), "success")
    return redirect(url_for("api.list_tokens"), code=303)


@blueprint.get("/api/about")
@requires_role(KEEPERS)
def about() -> str:
    """Describe the interface for the makers of other systems."""
    return render_template("api/about.html", operations=OPERATIONS, lines=describing.field_lines, item_of=describing.item_of,
                           faults=describing.FAULTS, rate=RATE)
