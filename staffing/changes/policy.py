"""What each role may do with each field: the defaults from ``policy.toml``, over them what the county decided. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.changes.enums import ChangeAct, FieldMode
from staffing.core.access import OFFICERS, SCHOOL_ROLES, Role

DEFAULTS: Final = Path(__file__).with_name("policy.toml")
# Who may read requests: reasons of a deferral may stand in them.
READERS: Final = OFFICERS | SCHOOL_ROLES | {Role.LEADER}
# Whose changes the policy speaks of. A role of teachers themselves would join here.
POLICY_ROLES: Final = (Role.CLERK, Role.PRINCIPAL)
ACT_FIELDS: Final = {ChangeAct.ADD: "+add", ChangeAct.END: "+end", ChangeAct.WITHDRAW: "+withdraw"}
ACT_TITLES: Final[dict[str, LazyString]] = {
    "+add": _l("Add an entry"), "+end": _l("End an entry"), "+withdraw": _l("Withdraw an entry"),
}
REASONS: Final[dict[str, LazyString]] = {
    "identifies": _l("It identifies the record; the bureau gives it out."),
    "establishment": _l("It follows the approval of the establishment office; the bureau keeps it."),
    "order": _l("It follows an order or document of the bureau."),
    "history": _l("It belongs to the service history; ask the bureau by telephone."),
    "bureau": _l("The bureau keeps this field."),
}


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What one role may do with one field, and why where it is kept by the bureau; ``own`` if the county decided it."""

    mode: FieldMode
    reason: str = "bureau"
    note: str = ""
    own: bool = False

    def why(self) -> str:
        """Return the reason in words: the county's own note, else that of the defaults."""
        return self.note or str(REASONS[self.reason])


Key = tuple[str, str, Role]


@dataclass(frozen=True, slots=True)
class Policy:
    """The county's decisions over the defaults."""

    own: Mapping[Key, FieldRule]

    def rule(self, record: str, field: str, role: Role) -> FieldRule:
        """Return the rule of a field; what nobody decided is kept by the bureau."""
        name = policy_field(record, field)
        return self.own.get((record, name, role)) or defaults().get(record, {}).get(name) or FieldRule(FieldMode.NEVER)

    def strictest(self, record: str, fields: Iterable[str], role: Role, *, act: ChangeAct) -> FieldRule:
        """Return the rule of an act that fills these fields: at least that of the act itself.

        A field that the bureau keeps does not forbid a new entry, which cannot be made without it; it makes it a request.
        """
        rule = self.rule(record, ACT_FIELDS[act], role)
        if rule.mode is FieldMode.FREE and any(self.rule(record, field, role).mode is not FieldMode.FREE for field in fields):
            return FieldRule(FieldMode.APPROVAL)
        return rule


def policy_field(record: str, field: str) -> str:
    """Return the name under which the policy speaks of a form's field: the grades of figures share one rule."""
    name, _, number = field.rpartition("_")
    return name if record == "figures" and number.isdigit() else field


@lru_cache(maxsize=1)
def defaults() -> dict[str, dict[str, FieldRule]]:
    """Return the default rule of each field of each record, in the order of the file."""
    document = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return {
        record: {field: FieldRule(FieldMode(entry["mode"]), entry.get("reason", "bureau")) for field, entry in fields.items()}
        for record, fields in document.items() if isinstance(fields, dict)
    }
