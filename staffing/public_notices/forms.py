"""Forms: open and close a notice, register and answer objections and appeals."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.widgets import HiddenInput

from staffing.core.fields import DayField, EnumField, RadioChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, length, required
from staffing.public_notices.models import AppealChannel, Remedy

UPHELD, REJECTED = "upheld", "rejected"


class StepForm(StaffingForm):
    """A step on a record; it carries the version it was shown with."""

    version = WholeNumberField(widget=HiddenInput())


class OpenForm(StepForm):
    """When a notice begins."""

    starts_on = DayField(_l("First day"), validators=[required()])


class CloseForm(StepForm):
    """Why a notice ends early."""

    reason = StringField(_l("Reason"), validators=[required(), length(maximum=200)])


class ObjectionForm(StaffingForm):
    """An objection as it came in."""

    objector = StringField(_l("Who objects"), validators=[required(), length(maximum=60)], description=_l("Name and school, or “anonymous”."))
    person = StringField(_l("About whom (number or name)"), validators=[length(maximum=40)], description=_l("Empty if it is about nobody in particular."))
    ground = TextAreaField(_l("Grounds stated"), validators=[required(), length(maximum=500)], render_kw={"rows": 3})
    received_on = DayField(_l("Received on"), validators=[required()])


class AppealForm(StaffingForm):
    """An appeal as it came in."""

    person = StringField(_l("Who appeals (number or name)"), validators=[required(), length(maximum=40)])
    channel = EnumField(_l("Way of the appeal"), AppealChannel, empty=True, validators=[required()])
    ground = TextAreaField(_l("Grounds stated"), validators=[required(), length(maximum=500)], render_kw={"rows": 3})
    received_on = DayField(_l("Received on"), validators=[required()])


class AnswerForm(StepForm):
    """How a case is answered."""

    outcome = RadioChoiceField(_l("Outcome"), choices=[(UPHELD, _l("Upheld")), (REJECTED, _l("Not upheld"))], validators=[required()])
    remedy = EnumField(_l("What the list becomes"), Remedy, validators=[required()])
    answer = TextAreaField(_l("Answer with its reason"), validators=[required(), length(maximum=500)], render_kw={"rows": 4})
