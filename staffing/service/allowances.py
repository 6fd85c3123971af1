"""The rural teachers' allowance (乡村教师生活补助): who is entitled to how much in a month, by rules alone. Pure."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.policy.schema import RuleSet
from staffing.policy.schema_service import AllowancePersons, AllowanceRate
from staffing.service.history import History, Records, SchoolPast, StandingSpan, away_days
from staffing.service.months import (
    Days,
    Month,
    Piece,
    clip,
    counted_months,
    counting_segments,
    days_by_month,
    month_start,
    next_month,
    without,
)

NOTHING: Final = Decimal(0)


class Difference(LabelledEnum):
    """How a person's allowance differs from the month before (与上月比较)."""

    SAME = "same", _l("As before")
    NEW = "new", _l("New")
    STOPPED = "stopped", _l("Stopped")
    CHANGED = "changed", _l("Amount changed")
    MOVED = "moved", _l("Other school")


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a person is entitled to in one month: the school that pays, yuan."""

    teacher_id: int
    month: Month
    school_id: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A person in a payment list, with what was paid the month before; ``yuan`` 0 for somebody whose allowance stopped here."""

    teacher_id: int
    school_id: int
    yuan: Decimal
    before: Decimal
    difference: Difference


def rates_in_force(rates: Sequence[AllowanceRate], day: dt.date) -> tuple[AllowanceRate, ...]:
    """Return the table of rates of a month by its first day: the rows with the latest beginning not after it."""
    begun = [rate.since for rate in rates if rate.since <= day]
    return tuple(rate for rate in rates if rate.since == max(begun)) if begun else ()


def rate_of(school: SchoolPast, standing: StandingSpan, table: Sequence[AllowanceRate]) -> Decimal:
    """Return the monthly rate of a school as it stood, 0 where no row fits."""
    for rate in table:
        if (standing.lies_in(rate.locations) and (not rate.townships or school.township in rate.townships)
                and (not rate.remoteness or standing.remoteness.value in rate.remoteness)):
            return rate.yuan
    return Decimal(0)


def entitlement_of(teacher_id: int, history: History, records: Records, rules: RuleSet, month: Month) -> Entitlement | None:
    """Return what a person is entitled to in a month, None if nothing.

    The month is paid if enough of its days count (the rule for part months), by the school and rate of most of them.
    """
    rule, persons = rules.service.month_rule.value, rules.service.allowance_persons.value
    start, end = month_start(month), min(month_start(next_month(month)), records.end)
    table = rates_in_force(rules.service.allowance_rates.value, start)
    holes = [*away_days(history.work, rule.away), *_not_entitled(history, persons)]
    pieces = []
    for stay in history.stays:
        days = clip((stay.start, stay.end), start, end) if stay.kind.value in rule.kinds else None
        if days is not None:
            school = records.schools[stay.school_id]
            pieces += [rest for piece in _paid(school, days, table, stay.share) for rest in without(piece, holes)]
    found = counted_months(days_by_month(counting_segments(pieces, rule.least_share)), rule.least_days).get(month)
    return Entitlement(teacher_id, month, *found) if found is not None else None


def _paid(school: SchoolPast, days: Days, table: Sequence[AllowanceRate], share: Decimal) -> list[Piece]:
    pieces = []
    for standing in school.standings:
        part, yuan = clip(days, standing.start, standing.end), rate_of(school, standing, table)
        if part is not None and yuan:
            pieces.append(Piece(*part, (school.id, yuan), share))
    return pieces


def _not_entitled(history: History, persons: AllowancePersons) -> list[Days]:
    return [(one.start, one.end) for one in history.work
            if one.kind.value not in persons.employment or one.category.value not in persons.categories]


def entitlements(records: Records, rules: RuleSet, month: Month) -> dict[int, Entitlement]:
    """Return the entitlements of a month by person."""
    found = {teacher: entitlement_of(teacher, history, records, rules, month) for teacher, history in records.persons.items()}
    return {teacher: one for teacher, one in found.items() if one is not None}


def compare(now: Mapping[int, Entitlement], before: Mapping[int, Entitlement]) -> list[PaymentLine]:
    """Return the lines of a month's payment list with the difference to the month before.

    What stopped stands at the school that paid it, and whoever now gets it at another school stands at both, so that the
    lines of each school add up to its own totals of both months.
    """
    lines = []
    for teacher in sorted(now.keys() | before.keys()):
        new, old = now.get(teacher), before.get(teacher)
        if new is not None and old is not None and new.school_id != old.school_id:
            lines += [PaymentLine(teacher, old.school_id, NOTHING, old.yuan, Difference.MOVED), PaymentLine(teacher, new.school_id, new.yuan, NOTHING, Difference.MOVED)]
        elif new is not None:
            lines.append(PaymentLine(teacher, new.school_id, new.yuan, old.yuan if old else NOTHING, _difference(new, old)))
        elif old is not None:
            lines.append(PaymentLine(teacher, old.school_id, NOTHING, old.yuan, Difference.STOPPED))
    return lines


def _difference(new: Entitlement, old: Entitlement | None) -> Difference:
    if old is None:
        return Difference.NEW
    return Difference.CHANGED if new.yuan != old.yuan else Difference.SAME


@dataclass(frozen=True, slots=True)
class SchoolPayment:
    """A school's totals of a month and of the month before."""

    school_id: int
    persons: int
    yuan: Decimal
    persons_before: int
    yuan_before: Decimal
    differences: Mapping[Difference, int]


def by_school(lines: Iterable[PaymentLine]) -> dict[int, SchoolPayment]:
    """Return each school's totals of both months."""
    grouped: defaultdict[int, list[PaymentLine]] = defaultdict(list)
    for line in lines:
        grouped[line.school_id].append(line)
    return {school: SchoolPayment(
        school, sum(line.yuan > 0 for line in rows), sum((line.yuan for line in rows), NOTHING),
        sum(line.before > 0 for line in rows), sum((line.before for line in rows), NOTHING),
        Counter(line.difference for line in rows)) for school, rows in grouped.items()}
