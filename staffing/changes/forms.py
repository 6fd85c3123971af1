"""Forms: why a school asks, what the bureau answers, filters of the list, and what schools may change."""

from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from staffing.changes.deciding import Verdict
from staffing.changes.enums import FieldMode, RequestState
from staffing.changes.models import ChangeRequest
from staffing.changes.policy import POLICY_ROLES, Policy, defaults
from staffing.changes.policy_operations import Decision
from staffing.changes.queries import RequestFilter
from staffing.changes.states import OPEN
from staffing.changes.targets import RECORD_TITLES
from staffing.changes.wording import title_of
from staffing.core.access import Role
from staffing.core.fields import (
    ChoiceField,
    DayField,
    EnumField,
    FlagField,
    RadioChoiceField,
    WholeNumberField,
)
from staffing.core.forms import StaffingForm, length, optional, required

AGREE, REFUSE = "agree", "refuse"
ANY_OPEN, ANY = "open", "all"


class AskForm(StaffingForm):
    """Why a record should be changed."""

    reason = TextAreaField(_l("Reason for the change"), validators=[length(maximum=300)], render_kw={"rows": 2},
                           description=_l("Needed where a field waits for approval: what happened, and which document says so."))


class StepForm(StaffingForm):
    """A step on a request; it carries the version of the request it was shown with."""

    version = WholeNumberField(widget=HiddenInput())


class CompleteForm(StepForm):
    """The reason of a request that was sent back, made better."""

    reason = TextAreaField(_l("Reason for the change"), validators=[required(), length(minimum=4, maximum=300)], render_kw={"rows": 2})


class ReturnForm(StepForm):
    """What is missing in a request."""

    note = TextAreaField(_l("What is missing"), validators=[required(), length(minimum=4, maximum=300)], render_kw={"rows": 2})


class DecideForm(StepForm):
    """The answer to every field of a request."""

    seen = StringField(validators=[length(maximum=20)], widget=HiddenInput())
    note = TextAreaField(_l("Answer to the school"), validators=[length(maximum=300)], render_kw={"rows": 2},
                         description=_l("With “Refuse all” it is the reason."))

    def verdicts(self, request: ChangeRequest, whole: str) -> dict[int, Verdict]:
        """Return the answers; ``whole`` is the answer to all fields at once, if that button was pressed."""
        given = {}
        for item in request.items:
            answer = whole or self[f"verdict_{item.id}"].data
            if answer in (AGREE, REFUSE):
                reason = self[f"reason_{item.id}"].data or (self.note.data or "" if whole else "")
                given[item.id] = Verdict(answer == AGREE, reason, bool(self[f"looked_{item.id}"].data))
        return given


def decide_form(request: ChangeRequest, **options: Any) -> DecideForm:
    """Return the form with three fields for each field of the request."""
    fields: dict[str, Any] = {"__doc__": "The answer to one request."}
    for item in request.items:
        fields[f"verdict_{item.id}"] = RadioChoiceField(_l("Decision"), choices=[(AGREE, _l("Agree")), (REFUSE, _l("Refuse"))])
        fields[f"reason_{item.id}"] = StringField(_l("Reason of a refusal"), validators=[length(maximum=300)])
        fields[f"looked_{item.id}"] = FlagField(_l("I have looked at the present value"))
    return cast(DecideForm, type("DecideFormOfRequest", (DecideForm,), fields)(**options))


class RequestFilterForm(Form):
    """What the list is narrowed to, read from the address."""

    state = ChoiceField(_l("State"), choices=[(ANY_OPEN, _l("Not closed yet")), *RequestState.choices(), (ANY, _l("All"))])
    record = ChoiceField(_l("Kind of record"), choices=list(RECORD_TITLES.items()), empty=True)
    school_id = ChoiceField(_l("School"), coerce=int, empty=True)
    search = StringField(_l("Name or number of the teacher"))
    since = DayField(_l("Asked since"), validators=[optional()])
    until = DayField(_l("Asked until"), validators=[optional()])

    def wish(self) -> RequestFilter:
        """Return what is asked for; an answer that is not offered narrows nothing."""
        chosen = {field.short_name: field.data for field in self if not field.errors and field.data not in (None, "")}
        state = chosen.pop("state", ANY_OPEN)
        states = OPEN if state == ANY_OPEN else frozenset() if state == ANY else frozenset({RequestState(state)})
        return RequestFilter(states=states, **{**chosen, "search": chosen.get("search", "").strip()})


class PolicyForm(StaffingForm):
    """What each role may do with each field of one kind of record."""

    seen = WholeNumberField(widget=HiddenInput())

    def decisions(self, record: str) -> dict[tuple[str, Role], Decision]:
        """Return the answers by field and role."""
        return {(field, role): (self[name_in_form(field, role)].data, self[name_in_form(field, None)].data or "")
                for field in defaults()[record] for role in POLICY_ROLES}

    def rows(self, record: str) -> list[tuple[Any, list[Any], Any]]:
        """Return for each field its title, the choice of each role, and the note."""
        return [(title_of(record, field), [self[name_in_form(field, role)] for role in POLICY_ROLES], self[name_in_form(field, None)])
                for field in defaults()[record]]


def policy_form(record: str, policy: Policy, **options: Any) -> PolicyForm:
    """Return the form of a kind of record, filled with what holds."""
    fields: dict[str, Any] = {"__doc__": "What may be done with one kind of record."}
    data: dict[str, Any] = {}
    for field in defaults()[record]:
        for role in POLICY_ROLES:
            name = name_in_form(field, role)
            fields[name] = EnumField(role.label, FieldMode, validators=[required()])
            data[name] = policy.rule(record, field, role).mode
        fields[name_in_form(field, None)] = StringField(_l("Reason told to schools"), validators=[length(maximum=200)])
        data[name_in_form(field, None)] = next(
            (rule.note for role in POLICY_ROLES if (rule := policy.rule(record, field, role)).note), "")
    return cast(PolicyForm, type("PolicyFormOfRecord", (PolicyForm,), fields)(data=data, **options))


def name_in_form(field: str, role: Role | None) -> str:
    """Return the name of a form field; the acts of the policy begin with a sign that attributes cannot have."""
    return f"{field.replace('+', 'act_')}__{role.value if role else 'note'}"
