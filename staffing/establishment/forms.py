"""Forms of establishment: the county's total, loans, a new proposal, its adoption."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.widgets import HiddenInput

from staffing.core.conflicts import VersionedForm
from staffing.core.fields import ChoiceField, DayField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.establishment.models import CountyPosts, PoolLoan, PostProposal
from staffing.establishment.titles import title

MOST = 100_000


class TotalForm(StaffingForm):
    """The county's total of posts from a day on."""

    valid_from = DayField(title(CountyPosts, "valid_from"), validators=[required()])
    posts = WholeNumberField(title(CountyPosts, "posts"), validators=[required(), between(0, MOST)])
    source = StringField(title(CountyPosts, "source"), validators=[length(maximum=120)])


class LoanForm(StaffingForm):
    """Posts of the pool for a school until a day."""

    school_id = ChoiceField(title(PoolLoan, "school_id"), coerce=int, empty=True, validators=[required()])
    posts = WholeNumberField(title(PoolLoan, "posts"), validators=[required(), between(1, 1000)])
    lent_on = DayField(title(PoolLoan, "lent_on"), validators=[required()])
    due_on = DayField(title(PoolLoan, "due_on"), validators=[required()])
    reason = StringField(title(PoolLoan, "reason"), validators=[length(maximum=200)])
    source = StringField(title(PoolLoan, "source"), validators=[length(maximum=120)])


class LoanChangeForm(VersionedForm):
    """Until when, and when the posts came back."""

    due_on = DayField(title(PoolLoan, "due_on"), validators=[required()])
    returned_on = DayField(title(PoolLoan, "returned_on"), validators=[optional()])
    reason = StringField(title(PoolLoan, "reason"), validators=[length(maximum=200)])


class ProposalForm(StaffingForm):
    """A new proposal: its name and the posts kept for the pool."""

    name = StringField(title(PostProposal, "name"), validators=[required(), length(maximum=60)])
    reserve = WholeNumberField(_l("Posts kept for the pool"), validators=[required(), between(0, MOST)])


class StepForm(StaffingForm):
    """A step on a proposal; it carries the version it was shown with."""

    version = WholeNumberField(widget=HiddenInput())


class AdoptForm(StepForm):
    """From when a proposal holds, and by which document."""

    effective_on = DayField(title(PostProposal, "effective_on"), validators=[required()])
    source = StringField(title(PostProposal, "source"), validators=[required(), length(maximum=120)])
