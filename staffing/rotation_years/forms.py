"""Forms of the rotation year: open one, settle one teacher's intent and wishes."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, DayField, EnumField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.rotation_years.models import YearStep
from staffing.rotation_years.operations import MOST_WISHES

WISH_FIELDS = tuple(f"wish_{place}" for place in range(1, MOST_WISHES + 1))
NO_WISH = (0, "—")


class RotationYearForm(StaffingForm):
    """Open a rotation year."""

    school_year = WholeNumberField(_l("School year in which the moves begin"), validators=[required(), between(2000, 2100)],
                                   description=_l("2027 means the moves of 1 September 2027."))


class StepForm(StaffingForm):
    """Move the year to another step; the reason is needed where it leads back or leaves steps out."""

    version = WholeNumberField(widget=HiddenInput())
    step = EnumField(_l("To which step"), enum=YearStep, validators=[required()])
    reason = StringField(_l("Reason"), validators=[length(maximum=300)],
                         description=_l("Needed where the year goes back or leaves steps out; it stays in the record."))


class DeadlineForm(StaffingForm):
    """Set the deadline of a step for this year."""

    due_on = DayField(_l("Deadline"), validators=[optional()], description=_l("Empty: the rule set's day holds again."))
    reason = StringField(_l("Reason"), validators=[required(), length(maximum=200)])


class IntentForm(StaffingForm):
    """What is settled about one teacher before planning."""

    volunteer = BooleanField(_l("Volunteers to move"))
    must_move = BooleanField(_l("Must move"))
    must_stay = BooleanField(_l("Must stay"))
    reason = StringField(_l("Reason"), validators=[length(maximum=200)],
                         description=_l("Needed where the teacher must move or must stay. No illness, no family matters."))
    wish_1 = ChoiceField(_l("First wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_2 = ChoiceField(_l("Second wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_3 = ChoiceField(_l("Third wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_4 = ChoiceField(_l("Fourth wish"), coerce=int, choices=[NO_WISH], validators=[optional()])
    wish_5 = ChoiceField(_l("Fifth wish"), coerce=int, choices=[NO_WISH], validators=[optional()])

    def offer(self, sections: list[tuple[int, str]]) -> None:
        """Offer the sections that may be wished for."""
        for name in WISH_FIELDS:
            self[name].choices = [NO_WISH, *sections]

    def wishes(self) -> list[int]:
        """Return the wished sections in order, gaps left out."""
        return [self[name].data for name in WISH_FIELDS if self[name].data]
