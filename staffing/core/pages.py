"""What every page needs: menu, language, one-page-of-many, address helpers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_babel import get_locale
from flask_login import current_user

from staffing.core.access import COUNTY_READERS, Role, roles_of
from staffing.core.addresses import with_arguments
from staffing.core.i18n import LANGUAGES
from staffing.core.navigation import MenuGroup, menu_for

PAGE_SIZES = (25, 50, 100, 200)
DEFAULT_PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list is asked for: number from 1, size, sort column and direction."""

    number: int
    size: int
    sort: str
    descending: bool

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and how many rows there are in all."""

    rows: list[Any]
    total: int
    asked: PageRequest

    @property
    def last(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.asked.size))

    @property
    def first_row(self) -> int:
        """Running number of the first row shown, 0 if there is none."""
        return self.asked.offset + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """Running number of the last row shown."""
        return min(self.asked.offset + self.asked.size, self.total)


def asked_page(*, sortable: tuple[str, ...], default_sort: str, usual_size: int = DEFAULT_PAGE_SIZE) -> PageRequest:
    """Return which page the address asks for; nonsense falls back to the first page, the usual size and the default order."""
    size = request.args.get("size", usual_size, type=int)
    sort = request.args.get("sort", "")
    descending = sort.startswith("-")
    name = sort.removeprefix("-")
    return PageRequest(
        number=max(1, request.args.get("page", 1, type=int)),
        size=size if size in PAGE_SIZES else usual_size,
        sort=name if name in sortable else default_sort,
        descending=descending and name in sortable,
    )


def table_page(rows: Sequence[Any]) -> Page:
    """Return the page of a table with a line for each school: all of them on one page, unless a county has hundreds."""
    asked = asked_page(sortable=(), default_sort="", usual_size=PAGE_SIZES[-1])
    return Page(list(rows[asked.offset:asked.offset + asked.size]), len(rows), asked)


def register_page_helpers(app: Flask) -> None:
    """Give the templates the menu, the language and the address helpers."""
    app.config.setdefault("HEADER_FACTS", dict)
    # Globals, not context: imported macros see only these.
    app.jinja_env.globals.update(with_arguments=with_arguments, page_sizes=PAGE_SIZES, Role=Role,
                                 COUNTY_READERS=COUNTY_READERS)

    @app.context_processor
    def helpers() -> dict[str, Any]:
        facts: Callable[[], dict[str, Any]] = app.config["HEADER_FACTS"]
        return {
            "menu": visible_menu(), "section": request.blueprint, "languages": LANGUAGES, "locale": str(get_locale()),
            "header": facts(),
        }


def visible_menu() -> list[MenuGroup]:
    """Return the menu of the signed-in person."""
    if not current_user or not current_user.is_authenticated:
        return []
    endpoints = {name: roles_of(current_app, name) for name in current_app.view_functions}
    return menu_for(current_user.role, endpoints, in_city=current_user.city_id is not None)
