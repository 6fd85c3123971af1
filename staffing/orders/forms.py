"""Forms of orders: issue, filter the register, make void."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, DayField, EnumField, WholeNumberField
from staffing.core.forms import StaffingForm, length, optional, required
from staffing.orders.models import IssuedOrder, OrderKind, OrderState
from staffing.orders.titles import title


class IssueForm(StaffingForm):
    """Which papers are issued, with which numbers."""

    kind = EnumField(title(IssuedOrder, "kind"), OrderKind, validators=[required()])
    prefix = StringField(_l("Prefix of the number, such as 演教发"), validators=[required(), length(maximum=20)])
    issued_on = DayField(title(IssuedOrder, "issued_on"), validators=[required()])
    report_by = DayField(title(IssuedOrder, "report_by"), validators=[optional()])
    override_reason = StringField(_l("Reason, only if the notice period is not over"), validators=[length(maximum=300)])


class RegisterForm(StaffingForm):
    """Which lines of the register are shown."""

    class Meta:
        """A question in the address carries no token."""

        csrf = False

    kind = ChoiceField(title(IssuedOrder, "kind"), choices=OrderKind.choices(), empty=True)
    state = ChoiceField(title(IssuedOrder, "state"), choices=OrderState.choices(), empty=True)
    year = WholeNumberField(title(IssuedOrder, "year"))


class VoidForm(StaffingForm):
    """Why a paper is void; it carries the version it was shown with."""

    version = WholeNumberField(widget=HiddenInput())
    reason = StringField(title(IssuedOrder, "void_reason"), validators=[required(), length(maximum=300)])
