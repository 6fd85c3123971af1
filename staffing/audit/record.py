"""Write one audit line in the transaction of the change it speaks of.

If the line cannot be written the change fails with it. Old and new values are kept under the field's own name;
fields on the personal list are kept as "changed" without their values.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from flask import current_app, g, has_app_context, has_request_context, request
from flask_login import current_user
from sqlalchemy import Row, func, inspect, select, text

from staffing.audit.models import AuditEvent
from staffing.audit.occasions import reason_with_occasion
from staffing.core.database import utc_now
from staffing.extensions import db

FIRST_DIGEST = "0" * 64
COUNTYLESS_CHAIN = "system"
HIDDEN = "***"
VERIFY_BATCH = 2_000
# Column names whose values never enter the log, in any table.
SECRET_FIELDS = frozenset({
    "password_hash", "id_number_cipher", "id_number_index", "id_number_tail_index", "phone_cipher", "content_cipher", "token_hash", "name_pinyin",
})
IGNORED_FIELDS = frozenset({"created_at", "updated_at", "version"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person, or the system by name (command line, worker)."""

    id: int | None
    name: str
    role: str
    address: str = ""


SYSTEM = Actor(id=None, name="system", role="system")
# Role of a teacher who acts with a personal slip, without an account.
BY_SLIP = "by_slip"


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Let the lines written in the block name who asked for the work, where the worker does it."""
    g.acting = actor
    try:
        yield
    finally:
        del g.acting


def current_actor() -> Actor:
    """Return who acts without an account or through the worker, else the signed-in person behind this request, else the system."""
    if has_app_context() and "acting" in g:
        return cast(Actor, g.acting)
    if has_request_context() and current_user and current_user.is_authenticated:
        return Actor(id=current_user.id, name=current_user.name, role=str(current_user.role), address=request.remote_addr or "")
    return SYSTEM


def record(
    action: str,
    target: Any,
    *,
    county_id: int | None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    actor: Actor | None = None,
) -> AuditEvent:
    """Add the audit line of an action on ``target`` (a stored object, flushed so that it has its id).

    ``changes`` maps field names to [old, new]; without it they are read from the object's pending changes, so call
    before flushing an update and pass ``changes`` explicitly otherwise.
    """
    # Read before the first question below, which would flush the pending changes away.
    changed = plain(changes if changes is not None else pending_changes(target))
    who = actor or current_actor()
    chain = str(county_id) if county_id is not None else COUNTYLESS_CHAIN
    lock_chain(chain)
    sequence, previous = end_of_chain(chain)
    event = AuditEvent(
        chain=chain,
        sequence=sequence + 1,
        at=utc_now(),
        county_id=county_id,
        actor_id=who.id,
        actor_name=who.name,
        actor_role=who.role,
        address=who.address,
        action=action,
        object_type=type(target).__name__,
        object_id=str(getattr(target, "id", "") or ""),
        reason=reason_with_occasion(reason),
        changes=changed,
        previous_digest=previous,
    )
    event.digest = digest_of(event)
    db.session.add(event)
    db.session.flush()
    return event


def end_of_chain(chain: str) -> tuple[int, str]:
    """Return number and digest of a chain's last line; 0 and the first digest where there is none."""
    last = db.session.execute(
        select(AuditEvent.sequence, AuditEvent.digest).where(AuditEvent.chain == chain).order_by(AuditEvent.sequence.desc()).limit(1)
    ).first()
    return (last.sequence, last.digest) if last else (0, FIRST_DIGEST)


def pending_changes(target: Any) -> dict[str, list[Any]]:
    """Return {field: [old, new]} of the changes of a stored object that are not flushed yet."""
    changes: dict[str, list[Any]] = {}
    state = inspect(target)
    for attribute in state.mapper.column_attrs:
        key = attribute.key
        history = state.attrs[key].history
        if key in IGNORED_FIELDS or not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        changes[key] = [HIDDEN, HIDDEN] if key in SECRET_FIELDS else [old, new]
    return changes


def values_of(target: Any) -> dict[str, list[Any]]:
    """Return {field: [None, value]} of a newly made object, for its audit line."""
    mapper = inspect(target).mapper
    made: dict[str, list[Any]] = {}
    for attribute in mapper.column_attrs:
        value = getattr(target, attribute.key)
        if attribute.key in IGNORED_FIELDS or value is None:
            continue
        made[attribute.key] = [None, HIDDEN if attribute.key in SECRET_FIELDS else value]
    return made


def lock_chain(chain: str) -> None:
    """Let one transaction at a time append to a chain (SQLite: the transaction already holds the write lock)."""
    if db.engine.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(chain.encode()).digest()[:8], "big", signed=True)
        db.session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def digest_of(event: AuditEvent | Row[Any]) -> str:
    """Return the keyed digest of a line and the digest before it."""
    content = {
        "chain": event.chain, "sequence": event.sequence, "at": event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "county": event.county_id, "actor": [event.actor_id, event.actor_name, event.actor_role, event.address],
        "action": event.action, "object": [event.object_type, event.object_id], "reason": event.reason,
        "changes": event.changes, "previous": event.previous_digest,
    }
    message = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    key: str = current_app.config["STAFFING"].audit_key.get_secret_value()
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainState:
    """Outcome of verifying a chain: how many lines, and the first wrong sequence number (None = intact)."""

    lines: int
    first_wrong: int | None
    head: str


def verify_chain(chain: str) -> ChainState:
    """Walk a chain from its first line; the head digest can be compared with one printed elsewhere.

    Lines cut off at the end leave no trace in the chain itself: only a digest kept elsewhere shows that they are gone.
    """
    columns = [attribute.columns[0] for attribute in inspect(AuditEvent).column_attrs]
    statement = select(*columns).where(AuditEvent.chain == chain).order_by(AuditEvent.sequence, AuditEvent.id)
    previous, count = FIRST_DIGEST, 0
    with db.session.execute(statement.execution_options(yield_per=VERIFY_BATCH)) as events:
        for event in events:
            count += 1
            if event.sequence != count or event.previous_digest != previous or digest_of(event) != event.digest:
                return ChainState(count, count, previous)
            previous = event.digest
    return ChainState(count, None, previous)


def list_chains() -> list[str]:
    """Return the names of all chains."""
    return list(db.session.scalars(select(AuditEvent.chain).group_by(AuditEvent.chain).order_by(func.min(AuditEvent.id))))


def plain(value: Any) -> Any:
    """Return the value as JSON can hold it, the same before and after storing."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str):
        return str.__str__(value)
    return value
