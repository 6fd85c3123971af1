"""Optimistic locking of forms: the form carries the version it was made from; a stale one is refused before it writes."""

from typing import Protocol

from staffing.errors import StaleVersionError


class HasVersion(Protocol):
    """A stored row that counts its changes."""

    version: int


def require_version(row: HasVersion, version: int | None) -> None:
    """Refuse a change made on a form that showed an older state; None where no form stands between (imports, postings)."""
    if version is not None and row.version != version:
        raise StaleVersionError
