"""Random codes that people type from paper: no letters that are taken for digits, in groups that the eye can hold."""

import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_code(groups: int, size: int) -> str:
    """Return a new code of groups joined by hyphens; each sign carries five random bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(size)) for _ in range(groups))
