"""Addresses: where to go next without leaving this host, and lists whose filters stand in the address."""

from urllib.parse import urlsplit

from flask import request, url_for


def safe_next(target: str | None) -> str:
    """Return the wished address if it stays on this host, else the workbench."""
    home = url_for("dashboard.show_workbench")
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return home
    if any(ord(character) < 32 or character == "\\" for character in target):
        return home
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else home


def with_arguments(**changes: object) -> str:
    """Return the present address with some query arguments changed; None removes one. A change goes to page one."""
    arguments: dict[str, object] = dict(request.args.to_dict(flat=False))
    if "page" not in changes:
        arguments.pop("page", None)
    arguments.update(changes)
    kept = {key: value for key, value in arguments.items() if value not in (None, "", [])}
    if changes.get("on", "") is None:
        # Said aloud, because links keep the day by themselves.
        kept["on"] = None
    return url_for(str(request.endpoint), **{**(request.view_args or {}), **kept})
