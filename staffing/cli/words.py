"""Words of the command line in the person's language, without an application: help is shown before any database opens."""

import functools
import gettext
import os

from staffing.core.catalogue import TRANSLATIONS, ensure_compiled
from staffing.core.i18n import DEFAULT, LANGUAGES


def language() -> str:
    """Return the language of the terminal: STAFFING_DEFAULT_LOCALE, Chinese where it is not set."""
    wished = os.environ.get("STAFFING_DEFAULT_LOCALE", "")
    return wished if wished in LANGUAGES else DEFAULT


@functools.cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    ensure_compiled()
    return gettext.translation("messages", TRANSLATIONS, [locale], fallback=True)


def _(message: str, **values: object) -> str:
    """Return the message in the terminal's language, with its values put in."""
    text = _catalogue(language()).gettext(message)
    return text % values if values else text
