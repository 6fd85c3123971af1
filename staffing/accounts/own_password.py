"""Nobody works with a one-time password: until it is changed every page leads to the page that changes it."""

from typing import Final

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

# What must stay reachable meanwhile: changing it, leaving, choosing a language one can read, and the parts of those pages.
STILL_OPEN: Final = frozenset({
    "accounts.change_password", "accounts.sign_out", "accounts.choose_language", "static", "bootstrap.static", "assets.serve",
})


def demand_own_password() -> Response | None:
    """Lead a person with a one-time password to the page that changes it."""
    if request.endpoint is None or request.endpoint in STILL_OPEN or not current_user.is_authenticated:
        return None
    return redirect(url_for("accounts.change_password"), code=303) if current_user.must_change_password else None
