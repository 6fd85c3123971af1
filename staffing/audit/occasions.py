"""Why an operation runs at all, where somebody else asked for it: its audit lines then name the request and who made it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

LONGEST: Final = 500
_OCCASION: ContextVar[str] = ContextVar("occasion", default="")


@contextmanager
def because_of(occasion: str) -> Iterator[None]:
    """Let every audit line written in the block name this occasion in its reason."""
    token = _OCCASION.set(occasion)
    try:
        yield
    finally:
        _OCCASION.reset(token)


def reason_with_occasion(reason: str) -> str:
    """Return the reason of a line together with the occasion, the occasion whole."""
    occasion = _OCCASION.get()
    if not occasion:
        return reason
    joined = f"{occasion}；{reason}" if reason else occasion
    return joined[:LONGEST]
