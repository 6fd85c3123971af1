"""Forms: an officer's decision against the computed verdict, fixing a list although something is open."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from staffing.core.fields import RadioChoiceField
from staffing.core.forms import StaffingForm, length, required
from staffing.eligibility.enums import EligibilityState


class OverrideForm(StaffingForm):
    """The state that shall count, and why."""

    state = RadioChoiceField(_l("State that shall count"), choices=EligibilityState.choices(), validators=[required()])
    reason = TextAreaField(_l("Reason"), validators=[required(), length(maximum=300)], render_kw={"rows": 3},
                           description=_l("The teacher may be told this reason, and an inspector will read it. No illness, no family matters."))


class FixForm(StaffingForm):
    """Why the list is fixed although something is still open."""

    reason = TextAreaField(_l("Why the list is fixed all the same"), validators=[required(), length(maximum=300)], render_kw={"rows": 3},
                           description=_l("It is kept in the audit log. No illness, no family matters."))
