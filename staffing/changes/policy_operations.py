"""What the administrator decides: which field schools may change, role by role. Every decision stays on record."""

from collections.abc import Mapping

from staffing.audit.record import record
from staffing.changes.enums import FieldMode
from staffing.changes.models import FieldPolicy
from staffing.changes.queries import last_policy_id, load_policy
from staffing.core.access import Role
from staffing.core.transactions import flush
from staffing.errors import StaleVersionError
from staffing.extensions import db

Decision = tuple[FieldMode, str]


def set_policy(
    county_id: int, record_code: str, decisions: Mapping[tuple[str, Role], Decision], *, set_by: int, seen: int,
) -> int:
    """Store the decisions that differ from what holds and return how many did; others' since the form was opened refuse it."""
    if last_policy_id(county_id, record_code) != seen:
        raise StaleVersionError
    policy, changed = load_policy(county_id), 0
    for (field, role), (mode, note) in decisions.items():
        before = policy.rule(record_code, field, role)
        if (before.mode, before.note) == (mode, note.strip()):
            continue
        row = FieldPolicy(county_id=county_id, record=record_code, field=field, role=role, mode=mode, note=note.strip(), set_by=set_by)
        db.session.add(row)
        flush(db.session)
        record("change_policy_set", row, county_id=county_id, changes={
            "record": [record_code, record_code], "field": [field, field], "role": [role.value, role.value],
            "mode": [before.mode.value, mode.value], "note": [before.note, note.strip()]})
        changed += 1
    return changed
