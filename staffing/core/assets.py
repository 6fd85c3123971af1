"""Style sheets and scripts, served from this host only: our own and those inside installed packages.

A whitelist names every file; nothing else of a package can be asked for.
"""

import importlib.util
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from staffing.core.access import open_to_all

blueprint = Blueprint("assets", __name__, url_prefix="/assets")
YEAR_SECONDS = 31_536_000

# name in the address -> (package, file inside it)
PACKAGE_FILES = {
    "bootstrap.min.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
    "bootstrap-icons.min.css": ("flask_bootstrap", "static/bootstrap5/css/font/bootstrap-icons.min.css"),
    "fonts/bootstrap-icons.woff2": ("flask_bootstrap", "static/bootstrap5/css/font/fonts/bootstrap-icons.woff2"),
    "fonts/bootstrap-icons.woff": ("flask_bootstrap", "static/bootstrap5/css/font/fonts/bootstrap-icons.woff"),
    "htmx.min.js": ("js_lib_htmx", "static/htmx/htmx.min.js"),
}


def package_folder(package: str) -> Path:
    """Return the folder of an installed package without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"package {package} is not installed")
    return Path(spec.origin).parent


@blueprint.get("/<path:name>")
@open_to_all
def serve(name: str) -> Response:
    """Send one whitelisted file of an installed package."""
    if name not in PACKAGE_FILES:
        abort(404)
    package, inside = PACKAGE_FILES[name]
    return send_from_directory(package_folder(package), inside, max_age=YEAR_SECONDS)
