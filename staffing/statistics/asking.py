"""What the address of a table asks for, and the address of what a cell counts."""

import datetime as dt
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from staffing.statistics.columns import CountedAt
from staffing.statistics.dimensions import BY_CODE
from staffing.statistics.measures import Measure
from staffing.statistics.pivot import Spec

DEFAULT = Spec("zone", "title")


def asked_spec(arguments: "MultiDict[str, str]") -> Spec:
    """Return the table that an address asks for; nonsense falls back to what stands for nothing."""
    rows, columns = arguments.get("rows", DEFAULT.rows), arguments.get("columns", DEFAULT.columns if "rows" not in arguments else "")
    measure = arguments.get("measure", "")
    filters = {code: tuple(value for value in arguments.getlist(code) if value) for code in BY_CODE}
    return Spec(rows if rows in BY_CODE else DEFAULT.rows, columns if columns in BY_CODE and columns != rows else "",
                Measure(measure) if measure in set(Measure) else Measure.COUNT, arguments.get("who") == "all",
                {code: values for code, values in filters.items() if values})


def asked_at(arguments: "MultiDict[str, str]") -> CountedAt:
    """Return at which school people are counted: where they teach, or where their personnel relation is."""
    return "held" if arguments.get("at") == "held" else "taught"


def pairs_of(spec: Spec, at: CountedAt, day: dt.date | None) -> list[tuple[str, str]]:
    """Return the address of a table as pairs."""
    pairs = [("rows", spec.rows), ("columns", spec.columns), ("measure", spec.measure.value), ("who", "all" if spec.everyone else ""),
             ("at", at if at == "held" else ""), ("on", day.isoformat() if day else "")]
    pairs += [(code, value) for code, values in spec.filters.items() for value in values]
    return [(name, value) for name, value in pairs if value or name == "columns"]


def query_of(spec: Spec, at: CountedAt, day: dt.date | None) -> str:
    """Return the query of a table, as it is kept."""
    return urlencode(pairs_of(spec, at, day))


def address_of(endpoint: str, spec: Spec, at: CountedAt, day: dt.date | None) -> str:
    """Return the address of a table, or of the persons it counts."""
    arguments: dict[str, list[str]] = {}
    for name, value in pairs_of(spec, at, day):
        arguments.setdefault(name, []).append(value)
    return url_for(endpoint, **arguments)  # type: ignore[arg-type]  # lists become repeated arguments
