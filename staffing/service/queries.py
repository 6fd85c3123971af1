"""Questions to the ledger: everybody's service on a day, one person's, the payment list of a month."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import select

from staffing.audit.remembering import Remembered, only_reads
from staffing.core.collecting import collection_paused
from staffing.extensions import db
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.schools.models import County
from staffing.service.allowances import (
    NOTHING,
    Entitlement,
    PaymentLine,
    SchoolPayment,
    by_school,
    compare,
    entitlement_of,
    entitlements,
)
from staffing.service.history import Records, SchoolPast, load_records
from staffing.service.judging import Service, judge_service
from staffing.service.months import Month, month_start, months_between, next_month
from staffing.teachers.models import Teacher
from staffing.teachers.queries import county_rules
from staffing.teachers.roster import RosterEntry, load_roster

ONE_DAY: Final = dt.timedelta(days=1)
LEDGERS: "Remembered[Ledger]" = Remembered(2)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A member of the staff on the ledger's day: the school taught at (the personnel school of who teaches nowhere), the service."""

    entry: RosterEntry
    school_id: int
    stage: Stage
    subject: str
    service: Service


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of service (服务台账) of a county on a day, by school code and staff number."""

    on: dt.date
    rules: RuleSet
    rows: tuple[LedgerRow, ...]
    schools: Mapping[int, SchoolPast]


@dataclass(frozen=True, slots=True)
class RuralService:
    """What a certificate of rural service (农村任教经历证明) says: the person, the months, where and when, by which rule."""

    teacher: Teacher
    on: dt.date
    service: Service
    schools: Mapping[int, SchoolPast]
    rules: RuleSet

    @property
    def lines(self) -> list[tuple[str, dt.date, dt.date, int]]:
        """Return (school, first day, last day, months) of each stretch of service; the months add up to the total."""
        return [(self.schools[one.school_id].name, one.starts_on, one.ends_on, one.months) for one in self.service.stretches]

    @property
    def enough_for_title(self) -> bool:
        """True if the months reach what a senior title asks for."""
        return self.service.months >= self.rules.service.rural_months_for_senior_title.value

    @property
    def enough_for_principal(self) -> bool:
        """True if the months reach what is preferred of principals."""
        return self.service.months >= self.rules.service.rural_months_for_principal.value


@dataclass(frozen=True, slots=True)
class PaymentList:
    """The allowance of one month: lines by person, totals by school, both with the month before."""

    month: Month
    rules: RuleSet
    lines: tuple[PaymentLine, ...]
    totals: Mapping[int, SchoolPayment]
    schools: Mapping[int, SchoolPast]

    @property
    def persons(self) -> int:
        """Return how many persons are paid."""
        return sum(one.persons for one in self.totals.values())

    @property
    def yuan(self) -> Decimal:
        """Return what is paid in all."""
        return sum((one.yuan for one in self.totals.values()), NOTHING)

    @property
    def persons_before(self) -> int:
        """Return how many persons were paid the month before."""
        return sum(one.persons_before for one in self.totals.values())

    @property
    def yuan_before(self) -> Decimal:
        """Return what was paid in all the month before."""
        return sum((one.yuan_before for one in self.totals.values()), NOTHING)


def gather_ledger(county: County, on: dt.date) -> Ledger:
    """Return everybody's service on a day; pages that only read share it until a record changes."""
    if not only_reads():
        return _gather(county, on)
    return LEDGERS.find(county.id, (on,), lambda: _gather(county, on))


@collection_paused()
def _gather(county: County, on: dt.date) -> Ledger:
    rules, records = county_rules(county.id, on), load_records(county.id, on)
    place = {school: number for number, school in enumerate(records.schools)}
    rows = [row for entry in load_roster(county.id, on).entries if (row := _row(entry, records, rules)) is not None]
    return Ledger(on, rules, tuple(sorted(rows, key=lambda row: (place[row.school_id], row.entry.number))), records.schools)


def _row(entry: RosterEntry, records: Records, rules: RuleSet) -> LedgerRow | None:
    main, history = entry.main_service, records.persons.get(entry.id)
    if main is None or history is None:
        return None
    running = [stay for stay in history.stays if stay.start <= records.on < stay.end]
    there = min(running, key=lambda stay: (-stay.share, stay.start)).school_id if running else main.personnel_school_id
    return LedgerRow(entry, there, main.personnel_stage, main.subject, judge_service(history, records, rules))


def rural_service(county_id: int, teacher_id: int, on: dt.date) -> RuralService:
    """Return a teacher's service for a certificate; LookupError if the county has no such teacher."""
    teacher = db.session.scalar(select(Teacher).where(Teacher.id == teacher_id, Teacher.county_id == county_id))
    if teacher is None:
        raise LookupError("no such teacher")
    rules, records = county_rules(county_id, on), load_records(county_id, on, teacher_id=teacher_id)
    return RuralService(teacher, on, judge_service(records.persons[teacher_id], records, rules), records.schools, rules)


def payment_list(county_id: int, month: Month) -> PaymentList:
    """Return the allowance of a month with its difference to the month before."""
    before, last_day = next_month(month, -1), month_start(next_month(month)) - ONE_DAY
    rules, records = county_rules(county_id, month_start(month)), load_records(county_id, last_day, since=month_start(before))
    earlier = county_rules(county_id, month_start(before))
    lines = compare(entitlements(records, rules, month), entitlements(records, earlier, before))
    return PaymentList(month, rules, tuple(lines), by_school(lines), records.schools)


def entitlements_of_period(county_id: int, first: Month, last: Month) -> tuple[list[Entitlement], Mapping[int, SchoolPast]]:
    """Return every month's entitlements of a period, by month and person, and the schools."""
    last_day = month_start(next_month(last)) - ONE_DAY
    records = load_records(county_id, last_day, since=month_start(first))
    found = [one for month in months_between(first, last)
             for _teacher, one in sorted(entitlements(records, county_rules(county_id, month_start(month)), month).items())]
    return found, records.schools


def entitlements_of_teacher(county_id: int, teacher_id: int, first: Month, last: Month) -> list[Entitlement]:
    """Return one person's entitlements of a period, by month."""
    last_day = month_start(next_month(last)) - ONE_DAY
    records = load_records(county_id, last_day, since=month_start(first), teacher_id=teacher_id)
    found = [entitlement_of(teacher_id, history, records, county_rules(county_id, month_start(month)), month)
             for month in months_between(first, last) for history in records.persons.values()]
    return [one for one in found if one is not None]


