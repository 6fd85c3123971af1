"""Pages of the rights: which fields schools may change, by kind of record; the administrator decides, officers read."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.changes import policy_operations, queries
from staffing.changes.ask_views import blueprint
from staffing.changes.enums import FieldMode
from staffing.changes.forms import policy_form
from staffing.changes.policy import POLICY_ROLES, Policy, defaults
from staffing.changes.targets import RECORD_TITLES
from staffing.changes.wording import title_of
from staffing.core.access import OFFICERS, Role, person, requires_role
from staffing.core.transactions import writes
from staffing.errors import StaleVersionError
from staffing.extensions import db

__all__ = ["blueprint"]


@blueprint.get("/changes/rights/")
@requires_role(OFFICERS | {Role.ADMINISTRATOR})
def list_rights() -> str:
    """Show what schools may change, kind by kind."""
    policy = queries.load_policy(person().county_id)
    lines = [(record, RECORD_TITLES[record], count_modes(policy, record)) for record in defaults()]
    return render_template("changes/rights.html", lines=lines, modes=list(FieldMode), roles=POLICY_ROLES)


@blueprint.route("/changes/rights/<record>", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
@writes
def set_rights(record: str) -> Response | str | tuple[str, int]:
    """Decide what schools may change in one kind of record."""
    if record not in defaults():
        raise LookupError("no such kind of record")
    county_id = person().county_id
    form = policy_form(record, queries.load_policy(county_id))
    if not form.is_submitted():
        form.seen.data = queries.last_policy_id(county_id, record)
    if form.validate_on_submit():
        try:
            number = policy_operations.set_policy(county_id, record, form.decisions(record), set_by=person().id, seen=form.seen.data or 0)
        except StaleVersionError as error:
            form.take_error(error)
            form.seen.raw_data, form.seen.data = None, queries.last_policy_id(county_id, record)
            return show_rights(record, form), 409
        flash(_("Decisions stored: %(number)d.", number=number), "success")
        return redirect(url_for("changes.list_rights"), code=303)
    return show_rights(record, form)


def show_rights(record: str, form: object) -> str:
    """Return the page of one kind of record with every decision made so far."""
    db.session.expire_all()
    return render_template("changes/set_rights.html", record=record, title=RECORD_TITLES[record], form=form, roles=POLICY_ROLES,
                           history=queries.list_policy_rows(person().county_id, record), title_of=title_of)


def count_modes(policy: Policy, record: str) -> list[tuple[int, ...]]:
    """Return for each role how many fields are free, wait for approval, and are kept; then how many the county decided."""
    rules = {role: [policy.rule(record, field, role) for field in defaults()[record]] for role in POLICY_ROLES}
    counts = [tuple(sum(rule.mode is mode for rule in rules[role]) for mode in FieldMode) for role in POLICY_ROLES]
    return [*counts, (sum(rule.own for some in rules.values() for rule in some),)]
