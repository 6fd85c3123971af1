"""Forms about findings: ignore, assign, comment, a school's own totals; and what the address narrows the list to."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from staffing.accounts.models import User
from staffing.core.asked_numbers import whole_number
from staffing.core.conflicts import VersionedForm
from staffing.core.enums import LabelledEnum
from staffing.core.fields import ChoiceField, DayField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, required
from staffing.core.school_year import today
from staffing.quality.enums import FindingState, Severity
from staffing.quality.queries import FindingFilter

Choice = TypeVar("Choice", bound=LabelledEnum)
ANY = "any"
MOST_PERSONS = 5000


class IgnoreForm(StaffingForm):
    """Why a finding may stay as it is."""

    reason = TextAreaField(_l("Reason"), validators=[required(), length(maximum=300)], render_kw={"rows": 3},
                           description=_l("An inspector will read it. No illness, no family matters."))


class AssignForm(VersionedForm):
    """Who shall mend, and until when."""

    assignee = ChoiceField(_l("Assigned to"), coerce=int, default=0)
    due_on = DayField(_l("Due on"))

    def offer(self, users: Iterable[User], school_id: int | None) -> None:
        """Fill the choices: the bureau's officers and the accounts of the school."""
        fitting = [user for user in users if user.school_id is None or user.school_id == school_id]
        self.assignee.choices = [(0, _l("Nobody")), *((user.id, f"{user.name} ({user.role.label})") for user in fitting)]


class CommentForm(StaffingForm):
    """A comment."""

    text = TextAreaField(_l("Comment"), validators=[required(), length(maximum=500)], render_kw={"rows": 2})


class TotalsForm(VersionedForm):
    """How many persons the school says it has."""

    staff = WholeNumberField(_l("All staff"), validators=[required(), between(0, MOST_PERSONS)])
    established = WholeNumberField(_l("In established posts"), validators=[required(), between(0, MOST_PERSONS)])
    teachers = WholeNumberField(_l("Full-time teachers"), validators=[required(), between(0, MOST_PERSONS)])


def asked_filter(arguments: Mapping[str, str], *, own_school: int | None, own_id: int) -> FindingFilter:
    """Return what the address narrows the list to; nonsense counts as not asked, school roles see their own school only."""
    state = arguments.get("state", FindingState.NEW.value)
    return FindingFilter(
        state=None if state == ANY else _member(FindingState, state) or FindingState.NEW,
        severity=_member(Severity, arguments.get("severity", "")), rule=arguments.get("rule", ""),
        school_id=own_school or _number(arguments.get("school", "")), assignee=_assignee(arguments.get("assignee", ""), own_id),
        overdue_on=today() if arguments.get("overdue") else None, text=arguments.get("text", ""))


def _assignee(asked: str, own_id: int) -> int | None:
    return {"me": own_id, "nobody": 0}.get(asked, _number(asked))


def _number(text: str) -> int | None:
    try:
        return whole_number(text)
    except ValueError:
        return None


def _member(kind: type[Choice], code: str) -> Choice | None:
    return next((member for member in kind if member.value == code), None)
