"""Forms of decisions: submit, decide, opinions, moves decided elsewhere."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, DayField, EnumField, RadioChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, length, required
from staffing.decisions.competition import Term
from staffing.decisions.models import OpinionAnswer
from staffing.teachers.enums import LeaderRole

UPHELD, OVERRULED = "upheld", "overruled"


class SubmitForm(StaffingForm):
    """What the officer tells whoever reviews."""

    remark = TextAreaField(_l("Remark for whoever reviews"), validators=[length(maximum=500)], render_kw={"rows": 2})


class DecideForm(StaffingForm):
    """A step on a version; it carries the version of the row and the digest of the content that was shown."""

    version = WholeNumberField(widget=HiddenInput())
    seen = HiddenField()
    remark = TextAreaField(_l("Remark"), validators=[length(maximum=500)], render_kw={"rows": 2},
                           description=_l("Needed when the plan is returned: what has to change."))


class OpinionForm(StaffingForm):
    """What a principal says about one move."""

    version = WholeNumberField(widget=HiddenInput())
    answer = RadioChoiceField(_l("Opinion of the school"), coerce=OpinionAnswer, choices=OpinionAnswer.choices(), validators=[required()])
    reason = TextAreaField(_l("Reason"), validators=[length(maximum=300)], render_kw={"rows": 3},
                           description=_l("Needed unless the school agrees; it is printed in the approval form."))


class UpholdForm(StaffingForm):
    """What the bureau decides about an opinion."""

    version = WholeNumberField(widget=HiddenInput())
    outcome = RadioChoiceField(_l("Decision of the bureau"), choices=[(UPHELD, _l("Follow the school")), (OVERRULED, _l("Keep the move"))],
                               validators=[required()])
    reason = TextAreaField(_l("Reason"), validators=[required(), length(maximum=300)], render_kw={"rows": 3})


class ElsewhereForm(StaffingForm):
    """One move decided elsewhere."""

    person = StringField(_l("Teacher (number or name)"), validators=[required(), length(maximum=40)])
    kind = ChoiceField(_l("Kind of exchange"), empty=True, validators=[required()])
    to_school_id = ChoiceField(_l("To the school"), coerce=int, empty=True, validators=[required()])
    role = EnumField(_l("Post taken up there (leaders only)"), LeaderRole, empty=True)
    starts_on = DayField(_l("First day"), validators=[required()])
    ends_on = DayField(_l("Last day"), validators=[required()])
    basis = StringField(_l("Document that decided it"), validators=[required(), length(maximum=120)])


class CarryForm(StaffingForm):
    """The term of the moves carried over from the cross-school round, and the document that decided them."""

    starts_on = DayField(_l("First day"), validators=[required()])
    ends_on = DayField(_l("Last day"), validators=[required()])
    basis = StringField(_l("Document that decided it"), validators=[required(), length(maximum=120)])

    def term(self) -> Term:
        """Return what the form says."""
        return Term(self.starts_on.data, self.ends_on.data, (self.basis.data or "").strip())


class TakeBackForm(StaffingForm):
    """Why a move decided elsewhere is taken back."""

    version = WholeNumberField(widget=HiddenInput())
    reason = StringField(_l("Reason"), validators=[required(), length(minimum=4, maximum=200)])
