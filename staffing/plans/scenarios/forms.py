"""Forms of scenarios and sweeps."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from staffing.core.fields import ChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.plans.forms import PlanForm, to_number
from staffing.plans.scenarios.sweeping import FEWEST_POINTS, MOST_POINTS, QUOTA_PREFIX, SETTINGS, setting_name
from staffing.policy.schema import RuleSet

USUAL_POINTS = 7


class ScenarioSetForm(StaffingForm):
    """Begin a set of scenarios."""

    name = StringField(_l("Name of the scenarios"), validators=[required(), length(1, 40)])
    base = ChoiceField(_l("Starts from the plan"), coerce=int, validators=[required()])


class ScenarioForm(PlanForm):
    """The settings of one scenario, and who may not move in it."""

    name = StringField(_l("Name of the scenario"), validators=[required(), length(1, 36)])
    staying = TextAreaField(_l("Who may not move (numbers or names, one per line)"), validators=[optional(), length(maximum=4000)])


class SweepForm(StaffingForm):
    """Ask for a sweep: plan, setting, range, number of points."""

    plan = ChoiceField(_l("Plan"), coerce=int, validators=[required()])
    setting = ChoiceField(_l("Setting"), validators=[required()])
    first = StringField(_l("From"), validators=[required()])
    last = StringField(_l("To"), validators=[required()])
    number = WholeNumberField(_l("Number of values"), validators=[required(), between(FEWEST_POINTS, MOST_POINTS)])

    def offer(self, rules: RuleSet) -> None:
        """Fill the choice of settings: distances, outflow, and the rule set's quotas."""
        quotas = {code: stated.value.name for code, stated in rules.quotas.shares.items()}
        self.setting.choices = [(code, setting_name(code, quotas)) for code in (*SETTINGS, *(f"{QUOTA_PREFIX}{code}" for code in quotas))]

    def range(self) -> tuple[Decimal | None, Decimal | None]:
        """Return both ends as typed; StaffingError beside the field that is no number."""
        return to_number(self.first.data, "first"), to_number(self.last.data, "last")
