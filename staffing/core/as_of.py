"""The day that pages answer about (截至): one parameter of the address, ``on=2024-09-01``, kept in links and shown on top.

A page that honours it is marked ``@answers_as_of``; the pages of a feature that is bound to another day say so (``bind_pages``);
every other page speaks of the present and says that. Thus the parameter is never ignored in silence.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, has_request_context, request
from flask_babel import LazyString, lazy_gettext as _l
from markupsafe import Markup

from staffing.core.school_year import today

View = TypeVar("View", bound=Callable[..., Any])
ARGUMENT: Final = "on"
ANSWERS, BOUND = "answers_as_of", "as_of_note"
EARLIEST, LATEST = dt.date(1949, 10, 1), dt.date(2100, 12, 31)
PRESENT: Final = _l("This page shows the present, whatever the day in the address.")
NOT_A_DAY: Final = _l("The day in the address is none: write on=2024-09-01, between 1949 and 2100.")


def answers_as_of(view: View) -> View:
    """Mark a view that answers about the day in the address."""
    setattr(view, ANSWERS, True)
    return view


def bind_pages(blueprint: Blueprint, note: LazyString) -> None:
    """Tell of which day the pages of a feature speak by their nature."""
    setattr(blueprint, BOUND, note)


def chosen_day() -> dt.date | None:
    """Return the day in the address, None without one (or outside of a request)."""
    return g.get("as_of_day") if has_request_context() else None


def honoured_day() -> dt.date | None:
    """Return the day in the address if this page answers about it, None otherwise."""
    return chosen_day() if has_request_context() and AsOf().answers else None


def asked_day() -> dt.date:
    """Return the day that a page is to answer about: the one in the address, else today."""
    return honoured_day() or today()


def register_as_of(app: Flask) -> None:
    """Read the day of each request, keep it in the links to pages that honour it, and let the templates tell it."""
    app.before_request(_read_day)
    app.url_defaults(_keep_day)
    app.jinja_env.globals.update(keep_day=keep_day)
    app.context_processor(lambda: {"as_of": AsOf()})


class AsOf:
    """What the shell of a page tells about its day."""

    @property
    def day(self) -> dt.date | None:
        """Return the day in the address."""
        return chosen_day()

    @property
    def answers(self) -> bool:
        """True if the page honours the day."""
        return bool(getattr(_view(request.endpoint), ANSWERS, False))

    @property
    def note(self) -> LazyString:
        """Return why the page does not."""
        note: LazyString = getattr(current_app.blueprints.get(request.blueprint or ""), BOUND, PRESENT)
        return note

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return the other parts of the address, which stay when another day is chosen."""
        return [(name, value) for name, value in request.args.items(multi=True) if name not in (ARGUMENT, "page")]


def keep_day() -> Markup:
    """Return the hidden field by which a form that reads keeps the day."""
    day = chosen_day()
    return Markup('<input type="hidden" name="on" value="{}">').format(day.isoformat()) if day else Markup("")


def _read_day() -> None:
    text = request.args.get(ARGUMENT, "").strip()
    if not text:
        return
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        abort(400, NOT_A_DAY)
    if not EARLIEST <= day <= LATEST:
        abort(400, NOT_A_DAY)
    # Today is what every page shows anyway.
    g.as_of_day = day if day != today() else None


def _keep_day(endpoint: str, values: dict[str, Any]) -> None:
    day = chosen_day()
    if day is not None and ARGUMENT not in values and getattr(_view(endpoint), ANSWERS, False):
        values[ARGUMENT] = day.isoformat()


def _view(endpoint: str | None) -> Any:
    return current_app.view_functions.get(endpoint) if endpoint is not None else None
