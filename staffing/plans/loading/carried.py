"""What persons carried in earlier years (历年负担), as a plan weighs it; the points are the ledger's, handed over by the application."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import cast

from flask import current_app

Points = Callable[[int, dt.date], Mapping[int, Decimal]]
ONE_DAY = dt.timedelta(days=1)
WHOLE = Decimal(1)


def carried_inputs(county_id: int, on: dt.date, weight: Decimal) -> dict[int, int]:
    """Return by teacher what was carried before the first day of the plan's school year, weighed, in whole units; nothing without a weight."""
    if not weight:
        return {}
    points = cast(Points, current_app.config["CARRIED_POINTS"])(county_id, on - ONE_DAY)
    weighed = {key: int((weight * number).quantize(WHOLE, ROUND_HALF_EVEN)) for key, number in points.items()}
    return {key: number for key, number in weighed.items() if number}
