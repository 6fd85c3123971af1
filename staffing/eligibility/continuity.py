"""Since when, and for how many years, a teacher has been teaching at one school without interruption (连续任教).

What counts as one place, what interrupts, and which years do not count are data of the rule set (section
``continuity`` and the kinds of exchange). Spans end on the day before ``end``.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from staffing.core.school_year import SchoolYear, add_months, first_counted_year, full_months
from staffing.eligibility.facts import AppointmentSpan, Place, RotationSpan, Span, TeacherFacts
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import AbsenceRule
from staffing.teachers.enums import AppointmentKind

# An exchange in the service record without a rotation record has this kind of the catalogue.
UNSPECIFIED_EXCHANGE = "other"

Interval = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Service:
    """Continuous service at one place up to a day (本校连续任教).

    ``since`` None: the record does not say, or the teacher is away on a service that interrupts.
    ``uncounted`` names the years that do not count; ``interrupted_by`` says what ended the service before.
    """

    years: int
    since: dt.date | None
    uncounted: tuple[str, ...] = ()
    interrupted_by: str | None = None
    away: bool = False
    from_entry_date: bool = False


def continuous_service(facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Service:
    """Return the uninterrupted service at the present school, counted to the end of the day ``on``."""
    horizon = on + dt.timedelta(days=1)
    spans = [span for span in facts.appointments if span.start < horizon]
    if not spans:
        return _from_entry_date(facts, rules, on)
    home = _clip((span for span in spans if _at_place(span, facts, rules)), horizon)
    breaks = _breaks(facts, rules, horizon)
    if any(start <= on < end for start, end, _ in breaks):
        return Service(0, None, away=True, interrupted_by=next(why for start, end, why in breaks if start <= on < end))
    bridges = _clip((span for span in spans if _is_absence(span)), horizon)
    reached = _reach_back(home + bridges, horizon, rules.continuity.gap_days.value)
    ended = max(((end, why) for _, end, why in breaks if end >= reached), default=(reached, None))
    since = min((max(start, ended[0]) for start, end in home if end > ended[0]), default=None)
    if since is None:
        return Service(0, None)
    uncounted, years = _count(facts, rules, since, on)
    return Service(years, since, uncounted, ended[1])


def _from_entry_date(facts: TeacherFacts, rules: RuleSet, on: dt.date) -> Service:
    """Count from 进本校年月 where there is no service record; exchanges still interrupt."""
    if facts.entered_school_on is None or facts.entered_school_on > on:
        return Service(0, None)
    ended = [(end, why) for _, end, why in _breaks(facts, rules, on + dt.timedelta(days=1)) if end > facts.entered_school_on]
    last, why = max(ended, default=(facts.entered_school_on, None))
    if last > on:
        return Service(0, None, away=True, interrupted_by=why)
    uncounted, years = _count(facts, rules, last, on)
    return Service(years, last, uncounted, why, from_entry_date=True)


def _clip(spans: Iterable[Span], horizon: dt.date) -> list[Interval]:
    return [(span.start, min(span.end or horizon, horizon)) for span in spans]


def _at_place(span: AppointmentSpan, facts: TeacherFacts, rules: RuleSet) -> bool:
    """True if the span is service at the present place: teaching or personnel school, as the rule set says."""
    if span.kind not in (AppointmentKind.REGULAR, AppointmentKind.EXCHANGE):
        return False
    place = span.teaching if rules.continuity.basis.value == "teaching" else span.personnel
    if place is None or (span.kind is AppointmentKind.EXCHANGE and span.personnel != span.teaching):
        return False
    return is_same_place(place, facts, rules)


def is_same_place(place: Place, facts: TeacherFacts, rules: RuleSet) -> bool:
    """True if service at the place counts as service at the present school (校区、集团、撤并)."""
    present = facts.school.place
    if place.school == present.school:
        return True
    if not rules.continuity.merger_interrupts.value and place.school in facts.school.merged_schools:
        return True
    scope = rules.continuity.place.value
    if scope == "group" and place.groups & present.groups:
        return True
    return scope in ("entity", "group") and place.entity == present.entity


def _is_absence(span: AppointmentSpan) -> bool:
    """True if the span is time away that by itself does not end the service; breaks are judged apart.

    An exchange that took the personnel relation along is service elsewhere and no absence.
    """
    if span.kind is AppointmentKind.EXCHANGE:
        return span.personnel != span.teaching
    return span.kind is not AppointmentKind.REGULAR


def _breaks(facts: TeacherFacts, rules: RuleSet, horizon: dt.date) -> list[tuple[dt.date, dt.date, str]]:
    """Return the spans that end continuous service, each with the code of what it was."""
    found: list[tuple[Span, str]] = [
        (rotation, rotation.kind) for rotation in facts.rotations
        if not _moved_here(rotation, facts, rules) and _exchange_interrupts(rotation.kind, rotation, rules, horizon)
    ]
    for span in facts.appointments:
        if span.kind is AppointmentKind.EXCHANGE:
            if not _at_place(span, facts, rules) and not _has_record(span, facts):
                found += [(span, UNSPECIFIED_EXCHANGE)] if _exchange_interrupts(UNSPECIFIED_EXCHANGE, span, rules, horizon) else []
        elif _absence_interrupts(span, rules, horizon):
            found.append((span, span.kind.value))
    return [(span.start, min(span.end or dt.date.max, dt.date.max), why) for span, why in found if span.start < horizon]


def _moved_here(rotation: RotationSpan, facts: TeacherFacts, rules: RuleSet) -> bool:
    """True if the rotation brought the teacher to the present school with the personnel relation: it starts the service here."""
    if not rotation.relation_moved:
        return False
    if rotation.to_place is not None:
        return is_same_place(rotation.to_place, facts, rules)
    return any(_at_place(span, facts, rules) and span.covers(rotation.start) for span in facts.appointments)


def _overlap(one: Span, other: Span) -> bool:
    return (one.end is None or other.start < one.end) and (other.end is None or one.start < other.end)


def _has_record(span: AppointmentSpan, facts: TeacherFacts) -> bool:
    return any(_overlap(span, rotation) for rotation in facts.rotations)


def _exchange_interrupts(code: str, span: Span, rules: RuleSet, horizon: dt.date) -> bool:
    """True if an exchange of this kind, at least as long as the kind asks, ends continuous service.

    A shorter stint does not: a move on paper must not reset the years.
    """
    rule = rules.exchange_kinds.get(code) or rules.exchange_kinds[UNSPECIFIED_EXCHANGE]
    if not rule.value.interrupts_continuity:
        return False
    return span.end is None or full_months(span.start, span.end) >= rule.value.shortest_months


def _absence_rule(kind: AppointmentKind, rules: RuleSet) -> AbsenceRule | None:
    table = {
        AppointmentKind.LEAVE: rules.continuity.leave, AppointmentKind.STUDY: rules.continuity.study,
        AppointmentKind.SECONDMENT: rules.continuity.secondment,
    }
    return table[kind].value if kind in table else None


def _absence_interrupts(span: AppointmentSpan, rules: RuleSet, horizon: dt.date) -> bool:
    rule = _absence_rule(span.kind, rules)
    if rule is None or rule.interrupts_from_months is None:
        return False
    return full_months(span.start, min(span.end or horizon, horizon)) >= rule.interrupts_from_months


def _reach_back(intervals: list[Interval], horizon: dt.date, gap_days: int) -> dt.date:
    """Return the first day of the unbroken chain of intervals that reaches the horizon; the horizon if none does."""
    reached = horizon
    for start, end in sorted(intervals, key=lambda interval: interval[1], reverse=True):
        if (reached - end).days > gap_days:
            break
        reached = min(reached, start)
    return reached


def _count(facts: TeacherFacts, rules: RuleSet, since: dt.date, on: dt.date) -> tuple[tuple[str, ...], int]:
    """Return the years that do not count, and the number of those that do."""
    bounds = _year_bounds(rules, since, on)
    absences = _uncounting_absences(facts, rules)
    uncounted = tuple(str(SchoolYear.containing(start)) for start, end in pairwise(bounds) if _is_uncounted(absences, start, end))
    return uncounted, max(0, len(bounds) - 1 - len(uncounted))


def _year_bounds(rules: RuleSet, since: dt.date, on: dt.date) -> list[dt.date]:
    """Return the first days of the full years of service, and the day after the last one."""
    counting = rules.eligibility.counting.value
    if counting.method == "school_years":
        first = first_counted_year(since, grace_days=counting.grace_days).starts_on
    else:
        first = since
    bounds = [first]
    while (following := add_months(first, 12 * len(bounds))) <= on + dt.timedelta(days=1):
        bounds.append(following)
    return bounds


def _uncounting_absences(facts: TeacherFacts, rules: RuleSet) -> list[tuple[list[AppointmentSpan], int]]:
    """Return the absences of each kind whose length can make a year not count, with that length in months."""
    found = []
    for kind in {span.kind for span in facts.appointments}:
        rule = _absence_rule(kind, rules)
        if rule is not None and rule.uncounted_from_months is not None:
            found.append(([span for span in facts.appointments if span.kind is kind], rule.uncounted_from_months))
    return found


def _is_uncounted(absences: list[tuple[list[AppointmentSpan], int]], start: dt.date, end: dt.date) -> bool:
    return any(_months_within(spans, start, end) >= months for spans, months in absences)


def _months_within(spans: Iterable[Span], start: dt.date, end: dt.date) -> int:
    pieces = ((max(span.start, start), min(span.end or end, end)) for span in spans)
    return sum(full_months(first, last) for first, last in pieces if first < last)
