"""Forms of the indicator pages: a target year, an item of the checklist."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from staffing.core.fields import ChoiceField, RadioChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.models import SupervisionState
from staffing.indicators.queries import WHOLE


class TargetForm(StaffingForm):
    """By when something is to be reached: in the whole county or at one school, one indicator or the pass rule."""

    school = ChoiceField(_l("Where"), coerce=int, default=0)
    indicator = ChoiceField(_l("What is to be reached"), default=WHOLE)
    target_year = WholeNumberField(_l("Target year"), validators=[optional(), between(2015, 2050)],
                               description=_l("School year by its first calendar year. Leave empty to remove the target."))
    source = StringField(_l("Document"), validators=[length(maximum=160)], description=_l("The plan or decision that sets the year."))

    def offer(self, schools: list[tuple[int, str]]) -> None:
        """Fill the choices."""
        self.school.choices = [(0, _l("Whole county")), *schools]
        self.indicator.choices = [(WHOLE, _l("All indicators (pass rule)")),
                                  *((item.code, f"{item.number} {item.label}") for item in QUALITY_INDICATORS)]


class ItemForm(StaffingForm):
    """An item of the staff checklist as the bureau reports it."""

    value = StringField(_l("Value"), validators=[length(maximum=60)],
                        description=_l("A number such as 1.02 or 0.053 is compared with what is asked; words are taken as they stand."))
    evidence = TextAreaField(_l("Evidence"), validators=[length(maximum=300)], render_kw={"rows": 3},
                             description=_l("Title and number of the document, and where it is kept."))
    state = RadioChoiceField(_l("State"), choices=SupervisionState.choices(), validators=[required()], default=SupervisionState.UNKNOWN.value)
