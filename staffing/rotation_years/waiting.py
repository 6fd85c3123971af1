"""What waits for whom in a rotation year: rooms above offer their open work here, step by step; the year's page and the workbench show it.

A room joins by one function in YEAR_WAITING (staffing/__init__.py): given the year and the reader's own school (None for the
bureau), it returns its items. It must count, not list: one item for a kind of open work, one for each school only where a school
has to act.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from flask import current_app
from flask_babel import LazyString

from staffing.core.access import Role
from staffing.rotation_years.models import RotationYear, YearStep

SETTING: Final = "YEAR_WAITING"


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One kind of open work: which step it belongs to, who has to do it, how much there is, and where.

    ``endpoint`` and ``arguments`` lead to the page where it is done; ``school`` names the school that has to act.
    """

    step: YearStep
    role: Role
    text: LazyString | str
    endpoint: str
    arguments: tuple[tuple[str, int | str], ...] = ()
    number: int = 1
    school: str = ""
    look: str = "wait"
    since: dt.datetime | None = None


WaitingOffer: TypeAlias = Callable[[RotationYear, int | None], Iterable[WaitingItem]]


def list_waiting(year: RotationYear, school_id: int | None = None) -> list[WaitingItem]:
    """Return what waits in a year, in the order of its steps; with a school only what that school has to do."""
    offers: Sequence[WaitingOffer] = current_app.config.get(SETTING, ())
    order = list(YearStep)
    items = [item for offer in offers for item in offer(year, school_id)]
    return sorted(items, key=lambda item: (order.index(item.step), item.school, str(item.text)))
