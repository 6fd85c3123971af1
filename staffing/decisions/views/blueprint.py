"""The blueprint that all pages of decisions hang on."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from staffing.core.as_of import bind_pages

blueprint = Blueprint("decisions", __name__, url_prefix="/decisions")
bind_pages(blueprint, _l("A decision keeps what was submitted."))
