"""Which language a page speaks: the person's choice, Chinese where nobody has chosen."""

from typing import Any

from flask import has_request_context, request

LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT = "zh"
LANGUAGE_COOKIE = "staffing_language"


def choose_locale(user: Any) -> str:
    """Return the language for this request."""
    if not has_request_context():
        return DEFAULT
    if user and user.is_authenticated:
        return str(user.locale)
    wished = request.args.get("language") or request.cookies.get(LANGUAGE_COOKIE)
    return wished if wished in LANGUAGES else DEFAULT
