"""How documents are sent: a file named in Chinese, Word or PDF as the button says."""

from urllib.parse import quote

from flask import request
from werkzeug.wrappers import Response

from staffing.documents.making import TYPES
from staffing.documents.operations import SUFFIXES


def file_response(content: bytes, name: str, suffix: str) -> Response:
    """Return a file as a download, named in Chinese for every browser; no cache keeps it."""
    response = Response(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f"attachment; filename=\"document.{suffix}\"; filename*=UTF-8''{quote(f'{name}.{suffix}')}"
    response.headers["Cache-Control"] = "no-store"
    return response


def wanted_suffix() -> str:
    """Return Word or PDF as the button says."""
    suffix = request.form.get("suffix", SUFFIXES[0])
    return suffix if suffix in SUFFIXES else SUFFIXES[0]
