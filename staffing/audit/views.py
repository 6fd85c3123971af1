"""Pages of the log: its lines with filters, and the proof that nobody changed them."""

from flask import Blueprint, render_template, request

from staffing.audit import queries
from staffing.audit.forms import EventFilterForm
from staffing.audit.readable import read_events
from staffing.audit.record import verify_chain
from staffing.core.access import Role, person, requires_role
from staffing.core.pages import Page, PageRequest, asked_page

blueprint = Blueprint("audit", __name__)
READERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


@blueprint.get("/audit/")
@requires_role(READERS)
def list_events() -> str:
    """Show the county's log, the newest line first."""
    county_id = person().county_id
    form = EventFilterForm(request.args)
    form.offer(county_id)
    form.validate()
    page = queries.list_events(county_id, newest_first(), form.wish())
    page = Page(read_events(page.rows, county_id), page.total, page.asked)
    return render_template("audit/list.html", form=form, page=page)


@blueprint.get("/audit/verification")
@requires_role(READERS)
def verify() -> str:
    """Walk the county's chain, show its head, and look up a digest that was printed or filed elsewhere."""
    county_id = person().county_id
    digest = request.args.get("digest", "").strip().lower()
    state = verify_chain(str(county_id))
    found = queries.find_digest(county_id, digest) if digest else None
    trusted = found is not None and (state.first_wrong is None or found < state.first_wrong)
    return render_template("audit/verification.html", state=state, digest=digest, found=found, trusted=trusted)


def newest_first() -> PageRequest:
    """Return the asked page of the log; without an order the newest line stands first."""
    asked = asked_page(sortable=queries.SORTABLE, default_sort=queries.DEFAULT_SORT)
    return asked if request.args.get("sort") else PageRequest(asked.number, asked.size, asked.sort, descending=True)
