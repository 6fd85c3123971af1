"""Forms of the tokens."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from staffing.api.enums import Resource
from staffing.core.fields import ChoiceField, DayField, FlagField, ManyField, WholeNumberField
from staffing.core.forms import StaffingForm, length, required
from staffing.core.school_year import COUNTY_TIME


class TokenForm(StaffingForm):
    """A new token."""

    name = StringField(_l("Which system it is for"), validators=[required(), length(maximum=60)])
    resources = ManyField(_l("Kinds of record"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    school_id = ChoiceField(_l("Only this school"), coerce=int, empty=True, description=_l("Empty: the whole county."))
    personal = FlagField(_l("With staff number, name, sex and birth date"), description=_l("Identity and phone numbers never leave by this way."))
    expires_on = DayField(_l("Last day"), validators=[required()])

    def offer(self, schools: Sequence[tuple[int, str]]) -> None:
        """Offer the kinds of record and the county's schools."""
        self.resources.choices, self.school_id.choices = list(Resource.choices()), list(schools)

    def chosen(self) -> list[Resource]:
        """Return the kinds of record that were ticked."""
        return [one for one in Resource if one.value in (self.resources.data or ())]

    def expires_at(self) -> dt.datetime:
        """Return the moment at which the last day ends."""
        return dt.datetime.combine(self.expires_on.data + dt.timedelta(days=1), dt.time(), COUNTY_TIME)


class RevokeForm(StaffingForm):
    """The version of the token that the page showed."""

    version = WholeNumberField(widget=HiddenInput())
