"""Forms of postings: the day, a reversal, an arrival, the end of a stint, an assessment."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, DayField, EnumField, FlagField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.postings.models import Arrival, Posting, StintAssessment, StintEnd
from staffing.postings.titles import title
from staffing.teachers.enums import AppraisalGrade

ENDS = (StintEnd.RETURNED, StintEnd.STAYED, StintEnd.EXTENDED, StintEnd.LEFT_EARLY)


class PostForm(StaffingForm):
    """From which day the moves stand in the records."""

    day = DayField(title(Posting, "day"), validators=[required()])
    reason = StringField(_l("Reason, only if the notice period is not over"), validators=[length(maximum=300)])


class StepForm(StaffingForm):
    """A step on a posting; it carries the version it was shown with."""

    version = WholeNumberField(widget=HiddenInput())


class ReasonForm(StepForm):
    """Why something is taken back."""

    reason = StringField(_l("Reason"), validators=[required(), length(maximum=300)])


class ArrivalForm(StepForm):
    """Whether and when the person reported."""

    arrival = EnumField(title(Posting, "arrival"), Arrival, validators=[required()])
    arrived_on = DayField(title(Posting, "arrived_on"), validators=[optional()])
    note = StringField(title(Posting, "arrival_note"), validators=[length(maximum=200)])


class EndForm(StepForm):
    """What becomes of a stint."""

    outcome = ChoiceField(title(Posting, "outcome"), coerce=StintEnd, choices=[(one.value, one.label) for one in ENDS], validators=[required()])
    on = DayField(_l("First day back or as own staff; of an extension the new last day"), validators=[required()])
    relation_moves = FlagField(_l("Who stays: the personnel relation moves to the receiving school"))
    reason = StringField(title(Posting, "outcome_reason"), validators=[length(maximum=300)])


class AssessmentForm(StaffingForm):
    """How the receiving school assessed a school year of the stint."""

    school_year = WholeNumberField(title(StintAssessment, "school_year"), validators=[required(), between(2000, 2200)])
    grade = EnumField(title(StintAssessment, "grade"), AppraisalGrade, validators=[required()])
    final = FlagField(title(StintAssessment, "final"))
    remark = StringField(title(StintAssessment, "note"), validators=[length(maximum=300)])
