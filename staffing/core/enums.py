"""LabelledEnum: a stored code with a translatable label.

Codes go into the database, addresses and exports and are never reused; labels are shown to officers.
"""

from enum import StrEnum
from typing import Self

from flask_babel import LazyString


class LabelledEnum(StrEnum):
    """A code with a label: ``MEMBER = "code", lazy_gettext("English label")``."""

    label: LazyString

    def __new__(cls, code: str, label: LazyString | None = None) -> Self:
        """Create the member from its code and remember its label; ``label`` may be absent only when looking up a code."""
        assert label is not None
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, LazyString]]:
        """Return (code, label) pairs in order of declaration, as form fields want them."""
        return [(member.value, member.label) for member in cls]
