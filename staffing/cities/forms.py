"""Forms of a city."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from staffing.core.fields import AmountField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_S = 3600


class CityRunForm(StaffingForm):
    """A run over all counties of the city."""

    school_year = WholeNumberField(_l("Rotation year"), validators=[required(), between(FIRST_YEAR, LAST_YEAR)])
    name = StringField(_l("Name of the plans"), validators=[required(), length(maximum=80)],
                       description=_l("Each county gets a plan of this name; a plan that a county has made itself is never touched."))
    time_limit_s = AmountField(_l("Longest search per county (seconds)"), validators=[optional(), between(1, LONGEST_S)],
                               description=_l("Empty: as the installation has it."))
