"""What can be set for many at once: the fields and entries of the change requests, with the same forms and the same rights.

An officer may set all of them; a school's own people those that the county lets them change by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from wtforms import StringField, TextAreaField

from staffing.changes.enums import ChangeAct, FieldMode
from staffing.changes.policy import ACT_FIELDS, Policy, defaults
from staffing.changes.targets import RECORD_TITLES, TEACHER
from staffing.changes.wording import title_of
from staffing.core.access import SCHOOL_ROLES, Role
from staffing.core.conflicts import VersionedForm, answer_fields
from staffing.teachers.fact_forms import EndForm, fact_form
from staffing.teachers.fact_kinds import PERIODS, FactKind, kind_of
from staffing.teachers.forms import TeacherForm

# What tells one person from another cannot be the same for many.
OF_ONE_PERSON: Final = frozenset({
    "number", "name", "sex", "birth_date", "id_number", "phone", "home_longitude", "home_latitude", "partner_number", "restricted_text",
})
REMOVE_PHONE: Final = "remove_phone"
# Answers that are no column of the stored row.
NO_COLUMNS: Final = frozenset({"restricted_text", "ends_running", REMOVE_PHONE, "day"})


@dataclass(frozen=True, slots=True)
class What:
    """What is set: a field of a record, a new entry, or the end of the entry in force."""

    record: str
    act: ChangeAct
    field: str = ""

    @property
    def code(self) -> str:
        """Return how addresses and the log name it."""
        return f"{self.record}.{self.field or ACT_FIELDS[self.act]}"

    @property
    def kind(self) -> FactKind | None:
        """Return the kind of fact, None for the basic data."""
        return None if self.record == TEACHER else kind_of(self.record)

    @property
    def title(self) -> str:
        """Return it in the reader's words."""
        return str(title_of(self.record, self.field)) if self.field else str(self.act.label)

    @property
    def whole_title(self) -> str:
        """Return it together with the kind of record."""
        return f"{RECORD_TITLES[self.record]} · {self.title}"


def what_of(code: str) -> What:
    """Return what a code names; LookupError if nothing can be set under that name."""
    found = next((what for whats in everything().values() for what in whats if what.code == code), None)
    if found is None:
        raise LookupError("nothing of that name can be set for many")
    return found


def everything() -> dict[str, list[What]]:
    """Return all that can be set, by kind of record in the order of the teacher's page."""
    found: dict[str, list[What]] = {}
    for record, fields in defaults().items():
        if record != TEACHER and record not in {kind.value for kind in FactKind}:
            continue
        whats = [] if record == TEACHER else [What(record, ChangeAct.ADD)]
        if record != TEACHER and kind_of(record) in PERIODS:
            whats.append(What(record, ChangeAct.END))
        found[record] = whats + [What(record, ChangeAct.CORRECT, field) for field in fields
                                 if field not in OF_ONE_PERSON and not field.startswith("+")]
    return found


def offered(policy: Policy, role: Role) -> dict[str, list[What]]:
    """Return what a role may set, kinds of record without any left out."""
    allowed = {record: [what for what in whats if may_set(what, policy, role)] for record, whats in everything().items()}
    return {record: whats for record, whats in allowed.items() if whats}


def may_set(what: What, policy: Policy, role: Role) -> bool:
    """True if a role may set it without asking anybody."""
    if role not in SCHOOL_ROLES:
        return role is Role.OFFICER
    if what.act is ChangeAct.CORRECT:
        return policy.rule(what.record, what.field, role).mode is FieldMode.FREE
    fields = [field for field in defaults()[what.record] if not field.startswith("+")] if what.act is ChangeAct.ADD else []
    return policy.strictest(what.record, fields, role, act=what.act).mode is FieldMode.FREE


def form_for(what: What, county_id: int, **options: Any) -> Any:
    """Return the record's own form with nothing left in it but what is set; without ``formdata`` it takes what a request sends."""
    form: Any
    if what.act is ChangeAct.END:
        form = EndForm(**options)
    elif what.kind is None:
        form = TeacherForm(**options)
    else:
        form = fact_form(what.kind, county_id, **options)
    kept = {"csrf_token", what.field} if what.field else {field.short_name for field in form} - {"version", "seen"}
    for field in list(form):
        if field.short_name not in kept:
            del form[field.short_name]
    return form


def columns_of(what: What, form: VersionedForm) -> Mapping[str, Any]:
    """Return the answers by column of the stored row."""
    return {field.short_name: _value(field) for field in answer_fields(form) if field.short_name not in NO_COLUMNS}


def _value(field: Any) -> Any:
    return (field.data or "").strip() if isinstance(field, (StringField, TextAreaField)) else field.data


def record_words(record: str) -> str:
    """Return how a kind of record is called; the basic data are those of teachers here."""
    return str(RECORD_TITLES[record]) if record != TEACHER else str(_("Basic data"))
