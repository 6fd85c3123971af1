"""Forms: wishes in their order with intent and hardship."""

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, length, optional
from staffing.rotation_years.forms import NO_WISH, WISH_FIELDS
from staffing.wishes.choices import Choice


class WishesForm(StaffingForm):
    """What a teacher hands in. ``seen`` is the receipt that held when the form was made, empty before the first."""

    seen = WholeNumberField(widget=HiddenInput())
    wish_1 = ChoiceField(_l("First wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_2 = ChoiceField(_l("Second wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_3 = ChoiceField(_l("Third wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_4 = ChoiceField(_l("Fourth wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_5 = ChoiceField(_l("Fifth wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    volunteer = BooleanField(_l("I volunteer to move this year"))
    statement = TextAreaField(_l("Hardship the bureau should know of"), validators=[length(maximum=500)], render_kw={"rows": 3},
                              description=_l("Only if you want. It is stored encrypted and read by the bureau's officers and leaders, not by the school. It is not shown again here."))
    remove_statement = BooleanField(_l("Remove the statement stored before"))

    def offer(self, choices: list[Choice]) -> None:
        """Offer the sections, each with its way and need."""
        options = [NO_WISH, *((one.section_id, choice_words(one)) for one in choices)]
        for name in WISH_FIELDS:
            self[name].choices = options

    def wishes(self) -> list[int]:
        """Return the wished sections in order, gaps left out."""
        return [self[name].data for name in WISH_FIELDS if self[name].data]


def choice_words(one: Choice) -> str:
    """Return a section as it stands in the list to choose from."""
    told = [str(_("%(km)s km", km=one.km))] if one.km is not None else []
    if one.need is not None and one.need.short:
        told.append(str(_("short of %(number)d", number=one.need.short)))
    return str(_("%(name)s (%(facts)s)", name=one.name, facts=_(", ").join(told))) if told else one.name
