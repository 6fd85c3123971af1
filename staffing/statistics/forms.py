"""Forms of statistics: the name of a kept table."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from staffing.core.forms import StaffingForm, length, required


class SaveForm(StaffingForm):
    """Under which name the table that is shown is kept."""

    name = StringField(_l("Name of the table"), validators=[required(), length(maximum=60)])
    query = HiddenField(validators=[length(maximum=1000)])
