"""Headers that keep a page to itself, and the fault of a database that cannot be reached told as such."""

from typing import cast

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Conflict, HTTPException, NotFound, ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from staffing.errors import StaffingError
from staffing.extensions import db

CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
))
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def protect(app: Flask) -> None:
    """Attach headers, read-only transactions for reading requests, and clear answers to known faults."""
    proxies = app.config["STAFFING"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.before_request(read_without_lock)
    app.after_request(add_headers)
    app.register_error_handler(OperationalError, tell_unreachable)
    app.register_error_handler(StaffingError, tell_refusal)
    app.register_error_handler(LookupError, tell_missing)


def read_without_lock() -> None:
    """Open the transaction of a reading request without the write lock of SQLite."""
    if request.method in READING and request.endpoint not in (None, "static", "assets.serve"):
        db.session.connection(execution_options={"read_only": True})


def add_headers(response: Response) -> Response:
    """Keep scripts, frames and referrers to this host, and personal pages out of caches."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.endpoint not in ("static", "assets.serve"):
        response.headers["Cache-Control"] = "no-store"
    return response


def tell_unreachable(error: OperationalError) -> ResponseReturnValue:
    """Answer 503 where the database is away, locked for too long or full."""
    db.session.rollback()
    return error_page(ServiceUnavailable())


def tell_refusal(error: StaffingError) -> ResponseReturnValue:
    """Answer 409 where an operation refused and no form could show it."""
    return error_page(Conflict(description=cast("str", error.message)))


def tell_missing(error: LookupError) -> ResponseReturnValue:
    """Answer 404 where a query found nothing in the person's scope; other lookups are programming errors."""
    if type(error) is not LookupError:
        raise error
    return error_page(NotFound())


def error_page(error: HTTPException) -> ResponseReturnValue:
    """Return the page of an error; raised inside a handler it would end as a fault of the program."""
    return current_app.handle_http_exception(error)
