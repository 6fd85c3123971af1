"""Forms of the pages of need: an expected change of staff, a need set by hand, which plan to study."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from staffing.core.fields import ChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, required
from staffing.needs.models import ChangeKind


class ChangeForm(StaffingForm):
    """One expected change until 1 September; recruits without a name have a subject and a number instead."""

    kind = ChoiceField(_l("Kind of change"), choices=ChangeKind.choices(), validators=[required()])
    number = StringField(_l("Staff number"), validators=[length(maximum=20)],
                         description=_l("Leave empty only for recruits who have no name yet."))
    section = ChoiceField(_l("Section"), coerce=int, default=0,
                          description=_l("Where the person comes to; for those who go, the section on record if left open."))
    subject = ChoiceField(_l("Subject"), default="", description=_l("What recruits and returners will teach."))
    persons = WholeNumberField(_l("Persons"), default=1, validators=[required(), between(1, 200)])
    above_degree = BooleanField(_l("Above the required degree"), default=True)
    remark = StringField(_l("Remark"), validators=[length(maximum=200)])

    def offer(self, sections: list[tuple[int, str]], subjects: list[str]) -> None:
        """Fill the choices."""
        self.section.choices = [(0, _l("As on record")), *sections]
        self.subject.choices = [("", "—"), *((subject, subject) for subject in subjects)]


class NeedForm(StaffingForm):
    """Least and most of a cell set by hand, with the reason."""

    least = WholeNumberField(_l("Least"), validators=[required(), between(0, 200)])
    most = WholeNumberField(_l("Most"), validators=[required(), between(0, 200)])
    reason = TextAreaField(_l("Reason"), validators=[required(), length(maximum=200)], render_kw={"rows": 3},
                           description=_l("The school will ask for it; for example a boarding school, a class of special sports."))
