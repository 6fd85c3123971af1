"""Forms of warnings: what is done about a line."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import DayField
from staffing.core.forms import length, required


class LineForm(VersionedForm):
    """Measure, responsible and due day; the state follows from the figure."""

    measure = TextAreaField(_l("Measure"), validators=[length(maximum=300)], description=_l("For example: two music teachers by rotation, one by recruitment."))
    responsible = StringField(_l("Responsible"), validators=[length(maximum=80)])
    due_on = DayField(_l("To be put right by"), validators=[required()])
