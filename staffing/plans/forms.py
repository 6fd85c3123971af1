"""Forms of plans: name and settings as differences from the rule set, pins, upload of a list made by hand."""

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from pydantic import ValidationError
from wtforms import StringField, TextAreaField
from wtforms.fields import Field

from staffing.core.fields import ChoiceField, WholeNumberField
from staffing.core.forms import StaffingForm, between, length, optional, required
from staffing.errors import StaffingError
from staffing.plans.models import MarkKind, Plan
from staffing.plans.settings import DEFAULT_WEIGHTS, Goal, PlanDifferences, PlanSettings
from staffing.plans.wording import GOALS, rule_name
from staffing.policy.schema import RuleSet

AS_RULES = ("", _l("As the rule set says"))
ZONE_LIMITS = [AS_RULES, ("none", _l("No limit")), ("ordinary", _l("All but backbone teachers stay in their zone")),
               ("all", _l("Everybody stays in the zone"))]
ZONE_KINDS = [("", _l("School zone")), ("education_group", _l("Education group")),
              ("union_merged", _l("Education union, merged")), ("union_co_built", _l("Education union, co-built")),
              ("union_cooperative", _l("Education union, cooperating"))]
RELATION_MOVES = [AS_RULES, ("always", _l("Personnel relation moves along")), ("never", _l("Personnel relation stays")),
                  ("to_urban", _l("Moves along to schools in the city only"))]
YES_NO = [AS_RULES, ("yes", _l("Yes")), ("no", _l("No"))]
ALLOTMENTS = [("", _l("Not bound to them")), ("most", _l("No school sends or receives more than its number")),
              ("exact", _l("Every school sends its number with its backbone teachers, none receives more than its number"))]
GOAL_ORDERS = [("", _l("Weighed against each other")), ("lexicographic", _l("One after the other"))]
REPAIR_MODES = [("fewest", _l("As few changes as possible")), ("budget", _l("The best plan within a number of changes"))]
PERCENT_FIELDS = ("school_outflow_share", "cell_outflow_share", "level_tolerance")
NUMBER_FIELDS = ("max_distance_km", "couple_distance_km", "donor_floor", "time_limit_s", "carried_weight")
CHOICE_FIELDS = ("zone_limit", "zone_kind", "relation_moves", "goal_order", "kind", "allotments")
# Choices on which rule sets are silent; the form shows them as the first, empty one.
USUAL_CHOICES = {"goal_order": "weighted", "zone_kind": "zone", "allotments": "off"}
YES_NO_FIELDS = ("keep_compliant", "cross_stage")
HUNDRED = Decimal(100)


class PlanForm(StaffingForm):
    """Name and settings of a plan; an empty setting means that the rule set decides."""

    name = StringField(_l("Name of the plan"), validators=[required(), length(1, 80)])
    remark = StringField(_l("Remark"), validators=[optional(), length(maximum=300)])
    max_distance_km = StringField(_l("Largest distance (km)"), validators=[optional()])
    couple_distance_km = StringField(_l("Largest distance between couples' schools (km)"), validators=[optional()])
    school_outflow_share = StringField(_l("Most that a school sends (% of its staff)"), validators=[optional()])
    cell_outflow_share = StringField(_l("Most that a subject sends (% of its teachers)"), validators=[optional()])
    donor_floor = StringField(_l("Sections below this multiple of their least need send nobody"), validators=[optional()])
    zone_limit = ChoiceField(_l("Limit of the zone"), choices=ZONE_LIMITS, validators=[optional()])
    zone_kind = ChoiceField(_l("What counts as a zone"), choices=ZONE_KINDS, validators=[optional()])
    relation_moves = ChoiceField(_l("Personnel relation"), choices=RELATION_MOVES, validators=[optional()])
    keep_compliant = ChoiceField(_l("Indicators must not slip back"), choices=YES_NO, validators=[optional()])
    cross_stage = ChoiceField(_l("Moves between stages"), choices=YES_NO, validators=[optional()])
    allotments = ChoiceField(_l("Allotments of the schools"), choices=ALLOTMENTS, validators=[optional()])
    kind = ChoiceField(_l("Kind of exchange"), validators=[optional()])
    keep_close_to = ChoiceField(_l("Stay close to this plan"), validators=[optional()])
    goal_order = ChoiceField(_l("Goals"), choices=GOAL_ORDERS, validators=[optional()])
    carried_weight = StringField(_l("Weight of a point carried in earlier years"), validators=[optional()])
    level_tolerance = StringField(_l("What each level may give away for the next (%)"), validators=[optional()])
    time_limit_s = StringField(_l("Time for the search (seconds)"), validators=[optional()])
    seed = WholeNumberField(_l("Seed of the random choices"), validators=[optional(), between(0, 2_147_483_647)])

    def take_error(self, error: StaffingError) -> None:
        """Keep also the faults of the plain inputs for quotas and weights, which are no fields of the form."""
        super().take_error(error)
        self.plain_faults.setdefault(error.field or "", []).append(str(error.message))

    def errors_of(self, name: str) -> list[str]:
        """Return the faults of a plain input."""
        return self.plain_faults.get(name, [])

    def offer(self, rules: RuleSet, plans: list[Plan]) -> None:
        """Fill the choices that depend on rule set and county."""
        self.plain_faults: dict[str, list[str]] = {}
        kinds = [(code, stated.value.name) for code, stated in rules.exchange_kinds.items() if not stated.value.decided_elsewhere]
        self.kind.choices = [AS_RULES, *kinds]
        self.keep_close_to.choices = [("", _l("No")), *((str(plan.id), plan.name) for plan in plans)]

    def show(self, plan: Plan) -> None:
        """Put a plan's own settings into the fields."""
        differences = PlanDifferences.read(plan.settings)
        self.name.data, self.remark.data, self.seed.data = plan.name, plan.remark, differences.seed
        for name in NUMBER_FIELDS:
            getattr(self, name).data = _shown(getattr(differences, name))
        for name in PERCENT_FIELDS:
            share = getattr(differences, name)
            getattr(self, name).data = _shown(None if share is None else share * HUNDRED)
        for name in CHOICE_FIELDS:
            chosen = getattr(differences, name)
            getattr(self, name).data = "" if chosen is None or chosen == USUAL_CHOICES.get(name) else chosen
        for name in YES_NO_FIELDS:
            getattr(self, name).data = {True: "yes", False: "no", None: ""}[getattr(differences, name)]
        self.keep_close_to.data = str(differences.keep_close_to or "")

    def differences(self, extra: dict[str, Any]) -> PlanDifferences:
        """Return what differs from the rule set; ``extra`` holds quotas and weights, read by ``read_tables``."""
        chosen: dict[str, Any] = {"seed": self.seed.data, **extra}
        for name in NUMBER_FIELDS:
            chosen[name] = read_number(getattr(self, name))
        for name in PERCENT_FIELDS:
            number = read_number(getattr(self, name))
            chosen[name] = None if number is None else number / HUNDRED
        for name in CHOICE_FIELDS:
            chosen[name] = getattr(self, name).data or None
        for name in YES_NO_FIELDS:
            chosen[name] = {"yes": True, "no": False}.get(getattr(self, name).data)
        chosen["keep_close_to"] = int(self.keep_close_to.data) if self.keep_close_to.data else None
        return build_differences(chosen)


class MarkForm(StaffingForm):
    """Pin a person to a section or keep him from one."""

    person = StringField(_l("Person (number or name)"), validators=[required(), length(1, 60)])
    section = ChoiceField(_l("Section"), coerce=int, validators=[required()])
    kind = ChoiceField(_l("What is settled"), choices=MarkKind.choices(), validators=[required()])
    reason = StringField(_l("Reason"), validators=[optional(), length(maximum=200)])


class RepairForm(StaffingForm):
    """Ask for the plan again with few changes: who drops out, and how many changes are allowed."""

    name = StringField(_l("Name of the new plan"), validators=[required(), length(1, 80)])
    dropped = TextAreaField(_l("Who drops out (numbers or names, one per line)"), validators=[optional(), length(maximum=2000)])
    mode = ChoiceField(_l("What comes first"), choices=REPAIR_MODES, validators=[required()])
    budget = WholeNumberField(_l("Changes at most"), validators=[optional(), between(0, 100_000)])

    def wanted_budget(self) -> int | None:
        """Return the budget of changes, None for as few as possible; StaffingError if the number is missing."""
        if self.mode.data != "budget":
            return None
        if self.budget.data is None:
            raise StaffingError(_l("Enter how many persons may end elsewhere."), field="budget")
        return int(self.budget.data)


class HandListForm(StaffingForm):
    """Upload of a list made by hand."""

    year = ChoiceField(_l("Rotation year"), coerce=int, validators=[required()])
    name = StringField(_l("Name of the plan"), validators=[required(), length(1, 80)])
    file = FileField(_l("List (.xlsx, .xls or .csv)"), validators=[FileRequired(message=_l("Choose a file."))])


def build_differences(chosen: dict[str, Any]) -> PlanDifferences:
    """Return the differences; StaffingError names the field that is out of range."""
    try:
        return PlanDifferences.model_validate({key: value for key, value in chosen.items() if value is not None})
    except ValidationError as error:
        place = error.errors(include_input=False)[0]["loc"]
        raise StaffingError(_l("This value is out of range."), field=_field_of(place)) from None


def _field_of(place: tuple[int | str, ...]) -> str:
    return f"{place[0]}-{place[1]}" if len(place) > 1 else str(place[0])


def read_number(field: Field) -> Decimal | None:
    """Return the number typed into a field, None if it is empty; StaffingError if it is no number."""
    return to_number(field.data, field.name)


def to_number(text: str | None, name: str) -> Decimal | None:
    """Return a number as typed, full-width or plain; StaffingError naming the field if it is none."""
    plain = unicodedata.normalize("NFKC", text or "").strip().removesuffix("%").strip()
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise StaffingError(_l("Enter a number."), field=name) from None
    if not number.is_finite():
        raise StaffingError(_l("Enter a number."), field=name)
    return number


def read_tables(posted: Any, rules: RuleSet) -> dict[str, Any]:
    """Return the quotas (typed as percentages) and weights that differ, from fields named quotas-CODE and weights-CODE."""
    quotas: dict[str, Decimal] = {}
    for code in rules.quotas.shares:
        number = to_number(posted.get(f"quotas-{code}"), f"quotas-{code}")
        if number is not None:
            quotas[code] = number / HUNDRED
    weights: dict[str, Decimal] = {}
    for goal in Goal:
        number = to_number(posted.get(f"weights-{goal}"), f"weights-{goal}")
        if number is not None and number != DEFAULT_WEIGHTS[goal]:
            weights[goal.value] = number
    return {"quotas": quotas, "weights": weights}


def stated_values(stated: PlanSettings) -> dict[str, str]:
    """Return what the rule set says beside each field, as help."""
    yes_no = {True: _("yes"), False: _("no")}
    values = {name: _shown(getattr(stated, name)) for name in NUMBER_FIELDS}
    values |= {name: _shown(getattr(stated, name) * HUNDRED) for name in PERCENT_FIELDS}
    values |= {name: yes_no[getattr(stated, name)] for name in YES_NO_FIELDS}
    choices = {"zone_limit": ZONE_LIMITS, "relation_moves": RELATION_MOVES}
    values |= {name: str(dict(listed)[getattr(stated, name)]) for name, listed in choices.items()}
    return {name: _("Rule set: %(value)s", value=value) if value else _("Rule set: no limit") for name, value in values.items()}


def _shown(number: Decimal | int | None) -> str:
    return "" if number is None else f"{Decimal(number):f}".rstrip("0").rstrip(".") if "." in f"{Decimal(number):f}" else f"{number}"


def goal_labels() -> dict[str, str]:
    """Return the goals' names by code."""
    return {goal.value: str(label) for goal, label in GOALS.items()}


def quota_labels(rules: RuleSet) -> dict[str, str]:
    """Return the quotas' names by code, in the words of the rule set."""
    return {code: stated.value.name or rule_name(code) for code, stated in rules.quotas.shares.items()}
