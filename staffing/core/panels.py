"""Panels: what a feature offers for the page of one school or one teacher; staffing.profiles puts them together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask_babel import LazyString

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
    return [panel for offer in offers if (panel := offer(subject)) is not None]
