"""Which notices there are, and their words; a feature tells its own when it is loaded."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString

from staffing.notices.models import Notice

NOTICES: Final[dict[str, LazyString]] = {}
PARAMS: Final[dict[str, Mapping[str, LazyString]]] = {}


def tell_notices(words: Mapping[str, LazyString]) -> None:
    """Register the sentence of each code; its placeholders are filled from the notice."""
    NOTICES.update(words)


def tell_params(name: str, words: Mapping[str, LazyString]) -> None:
    """Register the words of a placeholder that holds a code, so that each reader sees it in his or her language."""
    PARAMS[name] = words


def sentence_of(notice: Notice) -> str:
    """Return what the notice says in the reader's language."""
    params = {name: str(PARAMS.get(name, {}).get(value, value)) if isinstance(value, str) else value for name, value in notice.params.items()}
    return str(NOTICES[notice.code]) % params
