"""Forms: answer about the facts, decide an objection."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from staffing.confirmations.models import Answer, ObjectionDecision
from staffing.core.conflicts import VersionedForm
from staffing.core.fields import RadioChoiceField
from staffing.core.forms import length, required


class AnswerForm(VersionedForm):
    """Right, or wrong and why."""

    answer = RadioChoiceField(_l("Are these facts right?"), choices=Answer.choices(), validators=[required()])
    words = TextAreaField(_l("What is wrong, and what would be right"), validators=[length(maximum=500)], render_kw={"rows": 4},
                          description=_l("Only where something is wrong. It is stored encrypted; the school and the bureau read it. Hand proofs to the school."))


class DecisionForm(VersionedForm):
    """What the bureau decides on an objection."""

    decision = RadioChoiceField(_l("Decision"), choices=ObjectionDecision.choices(), validators=[required()])
    reason = TextAreaField(_l("Reason"), validators=[length(maximum=300)], render_kw={"rows": 3},
                           description=_l("Needed where the objection is not granted. Teacher and school read it. No illness, no family matters."))
