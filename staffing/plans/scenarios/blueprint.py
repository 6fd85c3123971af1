"""The blueprint that the pages of scenarios and sweeps hang on."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from staffing.core.as_of import bind_pages

blueprint = Blueprint("scenarios", __name__, url_prefix="/scenarios")
bind_pages(blueprint, _l("A plan keeps the records from which it was solved."))
