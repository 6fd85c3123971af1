"""What an address asks of the list of teachers, and the address that asks for it. Pure; nonsense asks for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from werkzeug.datastructures import MultiDict

from staffing.core.pages import DEFAULT_PAGE_SIZE, PAGE_SIZES, PageRequest
from staffing.finding.facets import ANY, BY_CODE
from staffing.finding.listed_columns import COLUMN_OF, FIRST_COLUMN
from staffing.teachers.personal import looks_like_id_number

RELEVANCE: Final = "relevance"
RANGES: Final = ("age_from", "age_to", "years_from", "years_to")
DENSE: Final = "compact"
MOST_YEARS: Final = 120
LONGEST_SEARCH: Final = 80


@dataclass(frozen=True, slots=True)
class Wish:
    """The list that is asked for: search, codes by facet, ranges of whole years, columns, order, page, density."""

    search: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    asked: PageRequest = field(default_factory=lambda: PageRequest(1, DEFAULT_PAGE_SIZE, FIRST_COLUMN, descending=False))
    dense: bool = False

    @property
    def everyone(self) -> bool:
        """True if who left is listed as well."""
        return ANY in self.chosen.get("status", ())

    @property
    def narrows(self) -> bool:
        """True if the list is not simply everybody in the service."""
        return bool(self.search or self.chosen or self.ranges)


def wish_of(arguments: MultiDict[str, str]) -> Wish:
    """Return what the address asks for."""
    search = arguments.get("search", "").strip()[:LONGEST_SEARCH]
    search = "" if looks_like_id_number(search) else search
    chosen = {code: tuple(dict.fromkeys(filter(None, arguments.getlist(code)))) for code in BY_CODE}
    ranges = {name: value for name in RANGES if (value := arguments.get(name, type=int)) is not None and 0 <= value <= MOST_YEARS}
    columns = tuple(dict.fromkeys(code for code in arguments.getlist("column") if code in COLUMN_OF))
    return Wish(search, {code: codes for code, codes in chosen.items() if codes}, ranges, columns, _asked(arguments, search), arguments.get("density") == DENSE)


def _asked(arguments: MultiDict[str, str], search: str) -> PageRequest:
    sort = arguments.get("sort", "")
    name, usual = sort.removeprefix("-"), RELEVANCE if search else FIRST_COLUMN
    size = arguments.get("size", DEFAULT_PAGE_SIZE, type=int)
    known = name in COLUMN_OF or (name == RELEVANCE and bool(search))
    return PageRequest(max(1, arguments.get("page", 1, type=int)), size if size in PAGE_SIZES else DEFAULT_PAGE_SIZE,
                       name if known else usual, known and sort.startswith("-"))


def arguments_of(wish: Wish) -> dict[str, object]:
    """Return the arguments of the address that asks for the same list, without the page."""
    arguments: dict[str, object] = {"search": wish.search or None, **{code: list(codes) for code, codes in wish.chosen.items()}, **wish.ranges}
    if wish.columns:
        arguments["column"] = list(wish.columns)
    if wish.asked.sort != (RELEVANCE if wish.search else FIRST_COLUMN) or wish.asked.descending:
        arguments["sort"] = f"{'-' if wish.asked.descending else ''}{wish.asked.sort}"
    if wish.asked.size != DEFAULT_PAGE_SIZE:
        arguments["size"] = wish.asked.size
    if wish.dense:
        arguments["density"] = DENSE
    return {name: value for name, value in arguments.items() if value is not None}
