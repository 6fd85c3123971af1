"""What a rule hands back when it finds something, and the form of a rule."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from staffing.quality.records import Frame, Person
from staffing.quality.school_rows import SchoolRow, SectionRow

Detail = str | int | dt.date


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault that a rule sees.

    ``key`` tells several hits of one rule on one record apart and must not hold what mending changes; ``details`` are
    put into the sentence and are never personal numbers.
    """

    details: Mapping[str, Detail] = field(default_factory=dict)
    key: str = ""


PersonCheck = Callable[[Person, Frame], Iterator[Hit]]
SchoolCheck = Callable[[SchoolRow, Frame], Iterator[Hit]]
SectionCheck = Callable[[SectionRow, Frame], Iterator[Hit]]
