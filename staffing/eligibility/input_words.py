"""The facts a verdict used, in words: names of the inputs and what their stored codes mean.

A stored reason keeps codes, so that it reads the same for ever; nobody should have to read them on a page.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.policy.choice_words import CHOICES
from staffing.policy.labels import RULES
from staffing.schools.enums import Ownership, Stage
from staffing.teachers.enums import (
    AppointmentKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    ServiceStage,
    Sex,
    StaffCategory,
)

INPUTS: Final[dict[str, LazyString]] = {
    "since": _l("counted since"), "on": _l("cut-off day"), "uncounted": _l("not counted"), "interrupted_by": _l("interrupted by"),
    "away": _l("away on the day"), "from_entry_date": _l("from the date of entry"), "born": _l("born"), "sex": _l("sex"),
    "years": _l("years asked"), "months_left": _l("months to the retirement age"), "retirement_rule": _l("retirement rule"),
    "retirement_clause": _l("retirement clause"), "terms": _l("terms"), "term_years": _l("years a term"),
    "terms_recorded": _l("terms on record"), "counted_in": _l("counted"), "post_status": _l("status"), "employment": _l("employment"),
    "category": _l("category"), "role": _l("administrative post"), "ownership": _l("Belongs to"), "stage": _l("Stage"),
    "service_stage": _l("stage of service"), "ground": _l("ground"), "since_day": _l("since"), "from": _l("from"),
    "until": _l("until"), "counted_from": _l("counted since"), "max_months": _l("months at most"),
    "has_evidence": _l("evidence on file"), "entered_school_on": _l("entered the school on"), "start": _l("from"), "end": _l("until"),
    "returned_on": _l("returned on"), "years_since": _l("years since then"),
}
CODED: Final[Mapping[str, type[StrEnum]]] = {
    "post_status": PostStatus, "employment": EmploymentKind, "category": StaffCategory, "ownership": Ownership, "stage": Stage,
    "role": LeaderRole, "sex": Sex, "service_stage": ServiceStage, "interrupted_by": AppointmentKind,
}


def input_name(name: str) -> str:
    """Return what an input is called; its code where this version knows no such input."""
    return str(INPUTS.get(name, name))


def input_value(name: str, value: Any, grounds: Mapping[str, str]) -> str:
    """Return a used fact as words; ``grounds`` are the rule set's names of grounds and kinds of exchange by code."""
    if value is True:
        return str(_("yes"))
    code = str(value)
    members = CODED.get(name)
    if members is not None and code in [member.value for member in members]:
        return str(getattr(members(code), "label", code))
    if name == "counted_in":
        return str(CHOICES.get(f"basis.{code}", code))
    return str(RULES.get(code) or grounds.get(code, code))
