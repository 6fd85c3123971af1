"""The form of a step on a bulk edit: it carries what the page showed."""

from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import WholeNumberField
from staffing.core.forms import StaffingForm


class StepForm(StaffingForm):
    """Version of the edit and mark of its preview."""

    version = WholeNumberField(widget=HiddenInput())
    digest = StringField(widget=HiddenInput())
