"""Which notices there are, and their words; a feature tells its own when it is loaded."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString

from staffing.notices.models import Notice

NOTICES: Final[dict[str, LazyString]] = {}


def tell_notices(words: Mapping[str, LazyString]) -> None:
    """Register the sentence of each code; its placeholders are filled from the notice."""
    NOTICES.update(words)


def sentence_of(notice: Notice) -> str:
    """Return what the notice says in the reader's language."""
    return str(NOTICES[notice.code]) % notice.params
