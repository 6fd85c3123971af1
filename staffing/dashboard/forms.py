"""The filters of the list of what waits."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField

from staffing.core.fields import ChoiceField, EnumField
from staffing.dashboard.steps import Task, TaskKind


class TaskFilterForm(Form):
    """What the list is narrowed to, read from the address."""

    kind = EnumField(_l("Kind of work"), TaskKind, empty=True)
    school = ChoiceField(_l("School"), empty=True)
    search = StringField(_l("Words"))

    def offer(self, tasks: Sequence[Task]) -> None:
        """Offer the schools that something waits from."""
        self.school.choices = [(name, name) for name in sorted({task.school for task in tasks if task.school})]

    def narrow(self, tasks: Sequence[Task]) -> list[Task]:
        """Return the tasks that fit; an answer that is not offered narrows nothing."""
        words = (self.search.data or "").strip().casefold()
        kind = self.kind.data if not self.kind.errors else None
        school = self.school.data if not self.school.errors else None
        return [task for task in tasks if (kind is None or task.kind is kind) and (school is None or task.school == school)
                and words in task.text.casefold()]
