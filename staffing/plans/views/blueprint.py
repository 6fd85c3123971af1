"""The blueprint that all pages of plans hang on."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from staffing.core.as_of import bind_pages

blueprint = Blueprint("plans", __name__, url_prefix="/plans")
bind_pages(blueprint, _l("A plan keeps the records from which it was solved."))
