"""Who reaches the retirement age by 1 September and is not among the expected changes yet (到龄未列). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from staffing.needs.people import Place
from staffing.policy.schema_eligibility import RetirementRules
from staffing.teachers.enums import TitleLevel
from staffing.teachers.retirement import retirement_window


@dataclass(frozen=True, slots=True)
class DueRetirement:
    """One listed teacher and the day of the retirement age."""

    place: Place
    on: dt.date


def due_retirements(places: Iterable[Place], rules: RetirementRules, on: dt.date) -> list[DueRetirement]:
    """Return the listed teachers whose retirement age falls on or before the day, the earliest first."""
    due = []
    for place in places:
        entry = place.entry
        window = retirement_window(entry.birth_date, entry.sex, entry.track, rules, title=entry.title or TitleLevel.NONE)
        if window.statutory <= on:
            due.append(DueRetirement(place, window.statutory))
    return sorted(due, key=lambda item: (item.on, item.place.entry.number))
