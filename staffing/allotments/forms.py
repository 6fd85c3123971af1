"""Forms of allotments: settle numbers with a reason, share places out."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.allotments.operations import MOST_PLACES
from staffing.core.fields import WholeNumberField
from staffing.core.forms import StaffingForm, between, length, required


class SettleForm(StaffingForm):
    """The numbers stand in the table; here are the reason and the state that the page showed."""

    stamp = WholeNumberField(widget=HiddenInput())
    reason = StringField(_l("Reason for the changes"), validators=[length(maximum=200)], description=_l("Stands beside every number set by hand."))


class TotalForm(StaffingForm):
    """How many places the county has."""

    total = WholeNumberField(_l("Places of the county"), validators=[required(), between(0, MOST_PLACES)])
