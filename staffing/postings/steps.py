"""Acts on a teacher's records through the teachers' own operations, each noted so that it can be taken back.

A taken-back addition is a withdrawal, a taken-back correction a correction: log and history keep both. Where somebody has changed a
row meanwhile, nothing is taken back and the officer is told.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.audit.record import plain, values_of
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers.fact_kinds import MODELS, FactKind
from staffing.teachers.fact_operations import add_fact, correct_fact, plan_addition, withdraw_fact
from staffing.teachers.models import Teacher

Step = dict[str, Any]
ADDED, CHANGED = "added", "changed"


class Steps:
    """What is done to one teacher's records, in order."""

    def __init__(self, teacher: Teacher) -> None:
        """Begin with nothing done."""
        self.teacher = teacher
        self.done: list[Step] = []

    def add(self, kind: FactKind, values: Mapping[str, Any], *, follows: bool = False) -> Any:
        """Add a fact; with ``follows`` those of the kind in force end when it begins."""
        plan = plan_addition(self.teacher, kind, values, ends_running=follows) if follows else None
        closed = [(row, row.valid_to) for row in plan.closed] if plan is not None else []
        fact = add_fact(self.teacher, kind, values, ends_running=follows)
        for row, before in closed:
            self._note(CHANGED, kind, row, {"valid_to": before})
        self._note(ADDED, kind, fact, {})
        return fact

    def correct(self, kind: FactKind, fact: Any, values: Mapping[str, Any]) -> None:
        """Correct a fact."""
        before = {field: getattr(fact, field) for field in values}
        correct_fact(self.teacher, kind, fact, values, version=None)
        self._note(CHANGED, kind, fact, before)

    def _note(self, act: str, kind: FactKind, fact: Any, before: Mapping[str, dt.date | None]) -> None:
        self.done.append({"act": act, "kind": kind.value, "id": fact.id, "left": fingerprint(fact),
                          "before": {field: value.isoformat() if value else None for field, value in before.items()}})


def fingerprint(fact: Any) -> str:
    """Return the digest of what a row says; that it was changed and changed back does not matter."""
    said = {field: value for field, value in values_of(fact).items() if field != "id"}
    return hashlib.sha256(json.dumps(plain(said), sort_keys=True).encode()).hexdigest()[:32]


def take_back(teacher: Teacher, steps: list[Step], *, reason: str) -> None:
    """Take steps back, the last first; StaffingError if a row is gone or was changed since."""
    last = {(step["kind"], step["id"]): step["left"] for step in steps}
    facts = {key: db.session.get(MODELS[FactKind(key[0])], key[1]) for key in last}
    if any(fact is None or fingerprint(fact) != last[key] for key, fact in facts.items()):
        raise StaffingError(_l("The records of %(name)s were changed after this was done; mend them by hand first.", name=teacher.name))
    for step in reversed(steps):
        kind, fact = FactKind(step["kind"]), facts[step["kind"], step["id"]]
        if step["act"] == ADDED:
            withdraw_fact(teacher, kind, fact, reason=reason, version=None)
        else:
            values = {field: dt.date.fromisoformat(text) if text else None for field, text in step["before"].items()}
            correct_fact(teacher, kind, fact, values, version=None)
