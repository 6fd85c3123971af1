"""The filters of the pages of qualifications, read from the address."""

from flask_babel import lazy_gettext as _l
from wtforms import Form

from staffing.core.fields import ChoiceField, EnumField
from staffing.qualifications.codes import Reason, Standing
from staffing.qualifications.selecting import Wish
from staffing.schools.enums import Stage
from staffing.teachers.subjects import subject_choices


class QualificationFilterForm(Form):
    """Stage, group, school, subject, and how somebody stands."""

    stage = EnumField(_l("Stage"), Stage, empty=True)
    group_id = ChoiceField(_l("Group"), coerce=int, empty=True)
    school_id = ChoiceField(_l("School"), coerce=int, empty=True)
    subject = ChoiceField(_l("Subject"), empty=True)
    standing = EnumField(_l("State"), Standing, empty=True)
    reason = EnumField(_l("Reason"), Reason, empty=True)

    def offer(self, schools: list[tuple[int, str]], groups: list[tuple[int, str]]) -> None:
        """Offer what the county has."""
        self.school_id.choices, self.group_id.choices = schools, groups
        self.subject.choices = subject_choices(self.subject.data or "")

    def wish(self) -> Wish:
        """Return what is asked for; an answer that is not offered narrows nothing."""
        chosen = {field.short_name: field.data for field in self if not field.errors and field.data not in (None, "")}
        return Wish(**chosen)
