"""How long evidence is kept, by kind: data of ``retention.toml``. Pure."""

import datetime as dt
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.school_year import add_months

SOURCE: Final = Path(__file__).with_name("retention.toml")
MONTHS: Final = 12
TITLES: Final[dict[str, LazyString]] = {
    "personnel_fact": _l("Evidence of a teacher's record"), "health_and_family": _l("Evidence of health or family"),
    "change_request": _l("Evidence of a change request"), "quality_finding": _l("Evidence of a finding on data"),
}


@lru_cache(maxsize=1)
def periods() -> dict[str, int]:
    """Return the years of each kind."""
    document = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {code: int(entry["years"]) for code, entry in document.items() if isinstance(entry, dict)}


def keep_until(kind: str, added_on: dt.date) -> dt.date:
    """Return the last day on which evidence of a kind is kept."""
    return add_months(added_on, periods()[kind] * MONTHS)
