"""The personal code: what is printed, what is stored of it, and how a typed one is read.

The first group finds the slip, the other two prove it: fifty random bits that nobody can guess within the few attempts
that a slip allows, and of which only a digest keyed with the installation's secret is stored.
"""

import hmac
from typing import Final

from staffing.core.fields import half_width
from staffing.core.tokens import ALPHABET, make_code
from staffing.teachers.personal import field_cipher

GROUPS: Final = 3
GROUP: Final = 5
PURPOSE: Final = "personal_slip"


def new_code() -> str:
    """Return a code as it is printed: three groups of five."""
    return make_code(GROUPS, GROUP)


def split_code(typed: str) -> tuple[str, str] | None:
    """Return (handle, whole code) of what somebody typed, however it was spaced; None if it cannot be a code."""
    plain = "".join(sign for sign in half_width(typed).upper() if sign in ALPHABET)
    if len(plain) != GROUPS * GROUP:
        return None
    return plain[:GROUP], "-".join(plain[start:start + GROUP] for start in range(0, len(plain), GROUP))


def code_digest(code: str) -> str:
    """Return what is stored of a code."""
    return field_cipher().blind_index(code, purpose=PURPOSE)


def code_fits(code: str, digest: str) -> bool:
    """True if the code is the one behind the digest; takes the same time for every wrong one."""
    return hmac.compare_digest(code_digest(code), digest)
