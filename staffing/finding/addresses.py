"""The part of an address after the question mark, as wishes are kept and sent by forms."""

from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from staffing.finding.wish import Wish, arguments_of, wish_of


def query_of(wish: Wish) -> str:
    """Return the query string that asks for the same list."""
    return urlencode(arguments_of(wish), doseq=True)


def wish_from_query(query: str) -> Wish:
    """Return the wish of a query string; nonsense asks for nothing."""
    return wish_of(MultiDict(parse_qsl(query)))
