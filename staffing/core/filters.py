"""Jinja filters: dates, months, numbers, percentages, masks. Each answers an em dash for nothing."""

import datetime as dt
from decimal import Decimal

from flask import Flask

from staffing.core import id_number

NOTHING = "—"
Number = int | float | Decimal


def show_date(value: dt.date | None) -> str:
    """Return a day as 2026-09-01."""
    return value.strftime("%Y-%m-%d") if value else NOTHING


def show_last_day(value: dt.date | None) -> str:
    """Return the last day of a dated fact, which ends with the day after."""
    return show_date(value - dt.timedelta(days=1)) if value else NOTHING


def show_month(value: dt.date | None) -> str:
    """Return a month as 2026-09."""
    return value.strftime("%Y-%m") if value else NOTHING


def show_moment(value: dt.datetime | None) -> str:
    """Return a moment in the bureau's time as 2026-09-01 08:30."""
    return value.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M") if value else NOTHING


def show_number(value: Number | None, digits: int = 0) -> str:
    """Return a number with thousands separated and a fixed number of digits."""
    return f"{value:,.{digits}f}" if value is not None else NOTHING


def show_percent(value: Number | None, digits: int = 1) -> str:
    """Return a share (0.1) as a percentage (10.0 %)."""
    return f"{float(value) * 100:.{digits}f} %" if value is not None else NOTHING


def show_signed(value: Number | None, digits: int = 0) -> str:
    """Return a difference with its sign, a true minus for what falls."""
    if value is None:
        return NOTHING
    return f"{value:+,.{digits}f}".replace("-", "−")


def mask_id_number(value: str | None) -> str:
    """Return an identity number with its middle hidden."""
    return id_number.mask(value) if value else NOTHING


def mask_phone(value: str | None) -> str:
    """Return a phone number with its middle hidden."""
    return f"{value[:3]}****{value[-4:]}" if value and len(value) >= 8 else NOTHING


def register_filters(app: Flask) -> None:
    """Make the filters known to the templates by short names."""
    app.jinja_env.filters.update(
        date=show_date, last_day=show_last_day, month=show_month, moment=show_moment, number=show_number, percent=show_percent,
        signed=show_signed, mask_id=mask_id_number, mask_phone=mask_phone,
    )
