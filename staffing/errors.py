"""What an officer can put right (StaffingError and its kinds), and the pages for what he cannot."""

import json

from flask import Flask, render_template, request
from flask_babel import LazyString, lazy_gettext as _l
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response


class StaffingError(Exception):
    """A wish that cannot be met as it stands; the message tells the officer how to put it right."""

    def __init__(self, message: LazyString | str, *, field: str | None = None) -> None:
        """Keep the translatable message and the form field it belongs to."""
        super().__init__(str(field or ""))
        self.message = message
        self.field = field


class StaleVersionError(StaffingError):
    """Somebody else changed the record after the form was opened."""

    def __init__(self) -> None:
        """Say so in the officer's words."""
        super().__init__(_l("Somebody changed this record after you opened it. Look at the difference and decide again."))


# Addresses that programs read: a fault is told as JSON, and nobody is led to a page.
INTERFACE = "/api/v1/"
ERROR_TITLES = {
    400: _l("The request could not be understood"),
    401: _l("A valid token is needed"),
    403: _l("You may not see this page"),
    404: _l("There is no such page"),
    405: _l("This page does not take that request"),
    409: _l("The record has changed"),
    413: _l("The file is too large"),
    429: _l("Too many attempts; wait a little"),
    500: _l("Something went wrong on our side"),
    503: _l("The database cannot be reached just now"),
}
REFUSED = 409
ERROR_ADVICE = {
    400: _l("The page may have been open too long. Load it again and send what you entered once more."),
    403: _l("Your role does not include this page. The administrator gives out roles."),
    404: _l("The address may be mistyped, or the record may not exist any more or belong to a school that is not yours."),
    405: _l("Open the page from the menu instead of by its address."),
    413: _l("Split the file, or ask the administrator to raise the limit for uploads."),
}


def register_error_pages(app: Flask) -> None:
    """Show every error as a page in the house style that tells what to do next."""

    @app.errorhandler(HTTPException)
    def show_error(error: HTTPException) -> tuple[str, int] | Response:
        code = error.code or 500
        title = ERROR_TITLES.get(code, ERROR_TITLES[500])
        advice = error.description if isinstance(error.description, LazyString) else ERROR_ADVICE.get(code)
        if request.path.startswith(INTERFACE):
            return problem(error, code, str(title))
        if code == REFUSED and advice is not None:
            title = _l("This cannot be done as it stands")
        return render_template("errors/error.html", title=title, code=code, advice=advice), code


def problem(error: HTTPException, code: int, title: str) -> Response:
    """Return a fault as a program reads it (RFC 9457)."""
    told = {"type": "about:blank", "title": title, "status": code}
    if error.description and (isinstance(error.description, LazyString) or code == 400):
        told["detail"] = str(error.description)
    response = Response(json.dumps(told, ensure_ascii=False), status=code, content_type="application/problem+json")
    if code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    response.headers.extend(item for item in error.get_headers() if item[0] in ("Allow", "Retry-After"))
    return response
