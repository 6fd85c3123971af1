"""Panels: what a feature offers for the page of one school or one teacher; staffing.profiles puts them together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask_babel import LazyString, lazy_gettext as _l

from staffing.errors import StaffingError

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of a page: its title, the template fragment that draws it, and what the fragment reads as ``facts``.

    ``code`` is the block's id on the page, so that addresses can point to it; ``wide`` blocks take the whole width.
    """

    code: str
    title: LazyString
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    wide: bool = False


Offer = Callable[[Subject], Panel | None]


def collect(offers: Iterable[Offer[Subject]], subject: Subject) -> list[Panel]:
    """Return the panels that the features offer for this subject and reader, in the order of the offers."""
    return [panel for number, offer in enumerate(offers) if (panel := _offered(offer, subject, number)) is not None]


def _offered(offer: Offer[Subject], subject: Subject, number: int) -> Panel | None:
    """Return a feature's panel; where it has to refuse (no rules for the day asked about), the page is shown and says why."""
    try:
        return offer(subject)
    except StaffingError as refusal:
        return Panel(f"refused-{number}", _l("Cannot be shown for this day"), "errors/_refused.html", {"message": refusal.message})
