"""What a fact that begins on a day does to those before it: one follows another, nothing is overwritten.

A sheet names the day from which something holds; the record in force until then ends there. Shares of several posts at
once may add up to one.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from staffing.core.facts import ABSENT, Fact, FactTable, Findings, Key
from staffing.imports.stored import StoredRecords, StoredRow
from staffing.schools.fact_tables import POSTS, STANDING, TITLE_POSTS
from staffing.teachers.fact_tables import APPOINTMENT, EMPLOYMENT

ONE_AFTER_ANOTHER: Final = (STANDING, POSTS, TITLE_POSTS, EMPLOYMENT)
WHOLE: Final = Decimal(1)
START: Final = 1


@dataclass(slots=True)
class Span:
    """One record in time, stored, in the file, or both."""

    key: Key
    fact: Fact | None
    row: StoredRow | None
    share: Decimal
    end: dt.date | None
    open_by_silence: bool

    @property
    def start(self) -> dt.date:
        """Return the day it begins."""
        day: dt.date = self.key[START]
        return day


def settle_periods(findings: Findings, stored: StoredRecords) -> None:
    """Give every fact of the dated tables its end, and let the file's facts end stored ones."""
    for table in (*ONE_AFTER_ANOTHER, APPOINTMENT):
        if not findings.facts.get(table.name):
            continue
        if table is APPOINTMENT:
            _match_slots(findings, stored.rows[table.name])
        for spans in _by_owner(table, findings, stored).values():
            _end_before_next(spans, cut_stored=table in ONE_AFTER_ANOTHER)
            _tell_overlaps(table, spans, findings)
            for span in spans:
                _write_end(table, span, spans, findings)


def _match_slots(findings: Findings, rows: dict[Key, StoredRow]) -> None:
    """Take a file's only span from a day as the stored only span from that day, even if it names another section."""
    stored_slots: dict[Key, list[Key]] = defaultdict(list)
    for key in rows:
        stored_slots[key[:2]].append(key)
    said: dict[Key, list[Key]] = defaultdict(list)
    facts = findings.facts[APPOINTMENT.name]
    for key in facts:
        said[key[:2]].append(key)
    for beginning, keys in said.items():
        slots = stored_slots.get(beginning, [])
        if len(keys) == len(slots) == 1 and keys[0] != slots[0]:
            fact = facts.pop(keys[0])
            fact.key = slots[0]
            facts[slots[0]] = fact


def _by_owner(table: FactTable, findings: Findings, stored: StoredRecords) -> dict[Key, list[Span]]:
    facts, rows = findings.facts[table.name], stored.rows[table.name]
    owners = {key[0] for key in facts}
    share_place = table.place_of("share") if table is APPOINTMENT else None
    end_place = table.place_of("valid_to")
    spans: dict[Key, list[Span]] = defaultdict(list)
    for key, row in rows.items():
        if key[0] in owners and key not in facts:
            share = row.values[share_place] if share_place is not None else WHOLE
            spans[key[0]].append(Span(key, None, row, share, row.values[end_place], row.values[end_place] is None))
    for key, fact in facts.items():
        row_or_none = rows.get(key)
        spans[key[0]].append(_said_span(key, fact, row_or_none, share_place, end_place))
    for one in spans.values():
        one.sort(key=lambda span: span.start)
    return spans


def _said_span(key: Key, fact: Fact, row: StoredRow | None, share_place: int | None, end_place: int) -> Span:
    share: Any = ABSENT if share_place is None else fact.values[share_place]
    if share is ABSENT:
        share = row.values[share_place] if row is not None and share_place is not None else WHOLE
    end: Any = fact.values[end_place]
    silent = end is ABSENT
    if silent:
        end = row.values[end_place] if row is not None else None
    return Span(key, fact, row, share or WHOLE, end, silent and end is None)


def _end_before_next(spans: list[Span], *, cut_stored: bool) -> None:
    for place, span in enumerate(spans):
        if not span.open_by_silence and not (cut_stored and span.fact is None):
            continue
        later = (other for other in spans[place + 1:]
                 if other.start > span.start and other.share + span.share > WHOLE and _goes_on(other, spans))
        following = next(later, None)
        if following is not None and (span.end is None or following.start < span.end):
            span.end = following.start


def _goes_on(span: Span, spans: list[Span]) -> bool:
    """True if service goes on after the span: a passing post that nothing follows ends no lasting one by silence."""
    return span.end is None or any(other.start >= span.end for other in spans)


def _tell_overlaps(table: FactTable, spans: list[Span], findings: Findings) -> None:
    for span in spans:
        if span.fact is None:
            continue
        together = [other for other in spans if other.start <= span.start and (other.end is None or other.end > span.start)]
        if sum((other.share for other in together), Decimal(0)) > WHOLE:
            if table is APPOINTMENT:
                findings.cell_fault(*span.fact.origin, "valid_from", span.start, "shares_above_one", day=span.start.isoformat())
            else:
                other = next(one for one in together if one is not span)
                findings.cell_fault(*span.fact.origin, "", None, "overlap", other=other.start.isoformat())


def _write_end(table: FactTable, span: Span, spans: list[Span], findings: Findings) -> None:
    end_place = table.place_of("valid_to")
    if span.fact is not None:
        if span.fact.values[end_place] is ABSENT and span.end is not None:
            span.fact.values[end_place] = span.end
    elif span.row is not None and span.row.values[end_place] != span.end:
        cause = next((other.fact for other in spans if other.fact is not None and other.start == span.end), None)
        origin = cause.origin if cause is not None else ("", 0)
        values: list[Any] = [ABSENT] * len(table.values)
        values[end_place] = span.end
        findings.facts[table.name][span.key] = Fact(origin, span.key, values)
