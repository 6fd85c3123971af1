"""From a file that came to a checked school: whose is it, may it be taken, what does the import say of it. Nothing commits.

Reading and checking need no write lock (``look`` and ``check``), noting what was found does (``note``).
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.audit.record import Actor, record
from staffing.collecting import files, queries
from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryState,
    ReturnState,
    RoundState,
    SchoolReturn,
)
from staffing.collecting.tokens import tokens_in
from staffing.core.access import Person, Role
from staffing.core.database import utc_now
from staffing.core.spreadsheets.book import load_book
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import Limits
from staffing.core.spreadsheets.isolated import read_isolated_json
from staffing.imports import batches, operations as imports
from staffing.imports.catalogue import Scope
from staffing.imports.models import BatchState

# A school's book has less than 200 kB; what is far larger holds pictures or another county's lists.
BOOK_LIMITS: Final = Limits(file_mb=10, unpacked_mb=100)
DROPPED: Final = frozenset({BatchState.STORED, BatchState.DISCARDED, BatchState.REFUSED, BatchState.FAULTY})


@dataclass(slots=True)
class Looked:
    """What a look into a file told: its bytes, its rows (compressed), whose it is, or why it is not taken."""

    delivery_id: int
    name: str
    content: bytes
    sha256: str
    kept: bytes = b""
    owner: SchoolReturn | None = None
    reason: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    same: bool = False


def look(one: CollectionRound, deliveries: Sequence[Delivery], *, bound_to: SchoolReturn | None = None) -> list[Looked]:
    """Return whose files these are; ``bound_to`` is the school for which a file was handed in on its own page."""
    looked = [Looked(delivery.id, delivery.file_name, files.open_delivery(delivery), delivery.file_sha256) for delivery in deliveries]
    numbers = {item.delivery_id: _read(item) for item in looked}
    known = queries.returns_by_token(one.county_id, sorted({token for tokens in numbers.values() for token in tokens}))
    for item in looked:
        if not item.reason:
            _judge(item, one, numbers[item.delivery_id], known, bound_to)
    _tell_doubles(looked)
    return looked


def _read(item: Looked) -> set[str]:
    try:
        rows = read_isolated_json(item.content, BOOK_LIMITS, name=item.name)
        item.kept = zlib.compress(rows, 1)
        return tokens_in(load_book(rows))
    except BadFile as refusal:
        item.reason, item.params = refusal.code, dict(refusal.params)
        return set()


def _judge(item: Looked, one: CollectionRound, tokens: set[str], known: Mapping[str, SchoolReturn], bound_to: SchoolReturn | None) -> None:
    if len(tokens) > 1:
        item.reason, item.params = "several_numbers", {"numbers": "、".join(sorted(tokens))}
    elif not tokens:
        item.owner, item.reason = bound_to, "" if bound_to else "no_number"
    else:
        owner = known.get(next(iter(tokens)))
        if owner is None:
            item.reason = "unknown_number"
        elif owner.round_id != one.id:
            item.reason, item.params = "other_round", {"round": owner.round.name, "school": owner.school.name}
        elif bound_to is not None and owner.id != bound_to.id:
            item.reason, item.params = "other_school", {"school": owner.school.name, "expected": bound_to.school.name}
        else:
            item.owner = owner
    if item.owner is not None and one.state is RoundState.CLOSED:
        item.reason = "round_closed"
    item.same = not item.reason and item.owner is not None and item.owner.file_sha256 == item.sha256


def _tell_doubles(looked: Sequence[Looked]) -> None:
    """Of files of one school that came together, equal ones count once; different ones are refused, nobody guesses which is meant."""
    by_owner: dict[int, list[Looked]] = defaultdict(list)
    for item in looked:
        if item.owner is not None and not item.reason:
            by_owner[item.owner.id].append(item)
    for items in by_owner.values():
        if len({item.sha256 for item in items}) > 1:
            for item in items:
                item.reason = "twice_together"
                item.params = {"school": item.owner.school.name if item.owner else "", "files": "、".join(other.name for other in items)}
        for item in items[1:]:
            item.same = item.same or not item.reason


def check(item: Looked, one: CollectionRound) -> batches.Outcome | None:
    """Return what the import says of a file, None if it is not taken or is the same as before."""
    if item.reason or item.same or item.owner is None:
        return None
    try:
        # The rows were read when the file was looked at; reading them twice would double what a zip of many files takes.
        return batches.check_again(batches.Upload(0, Scope(one.county_id, item.owner.school_id), item.name, item.kept))
    except BadFile as refusal:
        return batches.Outcome(refusal=refusal)


def note(item: Looked, outcome: batches.Outcome | None, delivery: Delivery, *, who: Person, owner: SchoolReturn | None, actor: Actor | None = None) -> None:
    """Write down what became of a file; ``owner`` is the stored school the look found."""
    delivery.content = None
    delivery.return_id = owner.id if owner else delivery.return_id
    if outcome is None or owner is None:
        delivery.state = DeliveryState.SAME if item.same and not item.reason else DeliveryState.REFUSED
        delivery.reason, delivery.params = item.reason, item.params
    else:
        _take(item, outcome, delivery, owner, who)
    record("collection_received", delivery, county_id=who.county_id, actor=actor, changes={
        "file_sha256": [None, delivery.file_sha256], "state": [None, delivery.state.value], "reason": [None, delivery.reason],
        "return_id": [None, delivery.return_id], "fault_count": [None, delivery.fault_count]})


def _take(item: Looked, outcome: batches.Outcome, delivery: Delivery, owner: SchoolReturn, who: Person) -> None:
    batch = imports.hand_in(item.content, file_name=item.name, who=who, school_id=owner.school_id, checked_here=True)
    batches.note_outcome(batch, outcome)
    if batch.state is BatchState.REFUSED:
        delivery.state, delivery.reason, delivery.params = DeliveryState.REFUSED, batch.message, batch.counts.get("params", {})
        return
    if owner.batch is not None and owner.batch.state not in DROPPED:
        imports.discard(owner.batch)
    owner.batch = batch
    files.seal_content(owner, item.content)
    owner.file_name, owner.file_sha256 = item.name, item.sha256
    owner.fault_count, owner.record_count = batch.fault_count, imports.records_in(batch)
    owner.received_at, owner.merged_at = utc_now(), None
    delivery.fault_count = batch.fault_count
    delivery.state = DeliveryState.FAULTY if batch.fault_count else DeliveryState.CLEAN
    settle_state(owner, at_once=who.role is Role.OFFICER)


def settle_state(owner: SchoolReturn, *, at_once: bool) -> None:
    """Set how far a school is by its file: what the bureau takes counts as handed in, a clerk hands in when the file is right."""
    owner.handed_in_at = utc_now() if at_once and not owner.fault_count else None
    if owner.fault_count:
        owner.state = ReturnState.FAULTY
    else:
        owner.state = ReturnState.READY if at_once else ReturnState.CHECKED
