"""Faults of templates in the officer's words."""

from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.documents.language import Fault
from staffing.documents.models import BatchState

LOOKS: Final[dict[BatchState, str]] = {BatchState.MAKING: "wait", BatchState.READY: "good", BatchState.FAILED: "bad"}
FAULTS: Final[dict[str, LazyString]] = {
    "unknown": _l("There is no field “%(word)s”. Compare with the list of fields below."),
    "syntax": _l("“%(word)s” cannot be read. A field is written {{ name }}, a list {%%tr for row in list %%} … {%%tr endfor %%}."),
    "unclosed": _l("“%(word)s” stands alone: its counterpart is missing, or a line break lies between."),
    "forbidden": _l("“%(word)s” is not allowed in templates: only fields, lists and conditions are."),
    "no_list": _l("“%(word)s” is no list, so it cannot be gone through row by row."),
    "is_list": _l("“%(word)s” is a list: go through it row by row."),
    "filter": _l("There is no way of writing called “%(word)s”."),
}


def fault_words(fault: Fault) -> str:
    """Return what is wrong, and in which words of the template."""
    return str(FAULTS[fault.code]) % {"word": fault.word}
