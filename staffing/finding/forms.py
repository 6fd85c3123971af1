"""The form under which a list is kept."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import FlagField
from staffing.core.forms import StaffingForm, length, required
from staffing.finding.models import LONGEST_NAME


class KeepForm(StaffingForm):
    """The name of a list that is kept, and who sees it."""

    name = StringField(_l("Name of the list"), validators=[required(), length(maximum=LONGEST_NAME)])
    shared = FlagField(_l("Everybody in the county may open it"))
    first = FlagField(_l("Open the teachers with this list"))
    query = StringField(widget=HiddenInput(), validators=[length(maximum=2_000)])
