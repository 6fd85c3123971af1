"""Honest rotation checks (真实性核查): each finds stints that meet the share on paper only, with what it found. Pure.

Definitions, in the order of HonestyCheck; bounds are data of the rule set (``inspection.*``, ``exchange_kinds``, ``placement.stint_months``):

- same entity: both schools belong to one legal entity (法人单位).
- too short: shorter than its kind asks, or than the least length of its direction, whichever is longer.
- not at the front: a kind that is no teaching (跟岗, 借调, 集中办公), or a status or appointment of secondment during the stint.
- not arrived: the stint has begun, and the receiving school says that the person did not come, or no appointment there covers any
  day of it.
- repeated: at least so many rotations begun by the same person within so many school years, this one included.
- weaker: the mean marks of a school's outgoing teachers lie so far below the mean of all its teachers (staffing.inspection.strength).
- swapped back: two persons of the same subject change places between the same two schools in one year, neither with the personnel
  relation, both back within so many months; or a person's return to the school he or she came from is listed as a new rotation.
- other subject: the subject taught on arrival is neither taught before nor one that a certificate admits.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from staffing.inspection.codes import HonestyCheck
from staffing.inspection.stints import Stint
from staffing.inspection.strength import SchoolStrength
from staffing.policy.schema import RuleSet
from staffing.service.history import History, SchoolPast
from staffing.teachers.enums import AppointmentKind, PostStatus


@dataclass(frozen=True, slots=True)
class Flag:
    """A stint that a check found; ``number`` and ``bound`` are what was found and what the rule asks, ``other`` another person's id."""

    check: HonestyCheck
    stint: Stint
    number: Fraction | None = None
    bound: Fraction | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks know: stints of the year, all earlier ones by person, schools, histories, subjects a person may teach, strengths."""

    school_year: int
    stints: Sequence[Stint]
    earlier: Mapping[int, Sequence[Stint]]
    schools: Mapping[int, SchoolPast]
    histories: Mapping[int, History]
    subjects: Mapping[int, Collection[str]]
    main_subjects: Mapping[int, str]
    begun: Collection[Stint]
    strengths: Mapping[int, SchoolStrength] = field(default_factory=dict)
    absent: Collection[int] = ()


def check_honesty(facts: Facts, rules: RuleSet) -> list[Flag]:
    """Return every flag, by check and then in the order of the stints."""
    found: list[Flag] = []
    for check in (_same_entity, _too_short, _not_front_line, _not_arrived, _repeated, _weaker, _swapped_back, _other_subject):
        found.extend(check(facts, rules))
    return found


def _same_entity(facts: Facts, _rules: RuleSet) -> Iterable[Flag]:
    return [Flag(HonestyCheck.SAME_ENTITY, one) for one in facts.stints if same_entity(one, facts.schools)]


def same_entity(one: Stint, schools: Mapping[int, SchoolPast]) -> bool:
    """True if both schools of a stint are known and belong to one legal entity."""
    origin, target = schools.get(one.from_school or 0), schools.get(one.to_school or 0)
    return origin is not None and target is not None and origin.entity_id == target.entity_id


def least_months(one: Stint, schools: Mapping[int, SchoolPast], rules: RuleSet) -> int:
    """Return the least length of a stint in months: of its kind, or of its direction if that is longer."""
    kind, stated = rules.exchange_kinds.get(one.kind), rules.placement.stint_months.value
    country = rules.service.counted_schools.value.locations
    rural = [_lies_in(schools.get(key or 0), one.start, country) for key in (one.from_school, one.to_school)]
    direction = stated.between_rural if all(rural) else stated.to_rural if rural[1] else stated.other
    return max(kind.value.shortest_months if kind else 0, direction)


def _lies_in(school: SchoolPast | None, day: dt.date, places: Collection[str]) -> bool:
    standing = school.standing_on(day) if school is not None else None
    return standing is not None and standing.lies_in(places)


def _too_short(facts: Facts, rules: RuleSet) -> Iterable[Flag]:
    for one in facts.stints:
        least = least_months(one, facts.schools, rules)
        if one.months is not None and one.months < least:
            yield Flag(HonestyCheck.TOO_SHORT, one, Fraction(one.months), Fraction(least))


def _not_front_line(facts: Facts, rules: RuleSet) -> Iterable[Flag]:
    for one in facts.stints:
        history = facts.histories.get(one.teacher_id, History())
        away = any(work.status is PostStatus.SECONDED_IN_COUNTY and _overlaps(one, work.start, work.end) for work in history.work)
        seconded = any(stay.kind is AppointmentKind.SECONDMENT and _overlaps(one, stay.start, stay.end) for stay in history.stays)
        if one.kind in rules.inspection.not_front_line.value or away or seconded:
            yield Flag(HonestyCheck.NOT_FRONT_LINE, one)


def _overlaps(one: Stint, start: dt.date, end: dt.date) -> bool:
    return start <= (one.end or start) and end > one.start


def _not_arrived(facts: Facts, _rules: RuleSet) -> Iterable[Flag]:
    for one in facts.stints:
        if one not in facts.begun or one.to_school is None:
            continue
        if one.teacher_id in facts.absent:
            yield Flag(HonestyCheck.NOT_ARRIVED, one)
            continue
        stays = facts.histories.get(one.teacher_id, History()).stays
        if not any(stay.school_id == one.to_school and _overlaps(one, stay.start, stay.end) for stay in stays):
            yield Flag(HonestyCheck.NOT_ARRIVED, one)


def _repeated(facts: Facts, rules: RuleSet) -> Iterable[Flag]:
    rule = rules.inspection.repeats.value
    first = facts.school_year - rule.in_years + 1
    for one in facts.stints:
        years = [past for past in facts.earlier.get(one.teacher_id, ()) if first <= past.school_year < facts.school_year]
        if len(years) + 1 >= rule.times:
            yield Flag(HonestyCheck.REPEATED, one, Fraction(len(years) + 1), Fraction(rule.times))


def _weaker(facts: Facts, rules: RuleSet) -> Iterable[Flag]:
    bound = rules.inspection.weaker_outgoing.value
    for one in facts.stints:
        school = facts.strengths.get(one.from_school or 0)
        if school is not None and school.sent >= bound.least_sent and school.below >= Fraction(bound.marks):
            yield Flag(HonestyCheck.WEAKER, one, school.outgoing, school.all)


def _swapped_back(facts: Facts, rules: RuleSet) -> Iterable[Flag]:
    yield from _pairs(facts, rules.inspection.swap_back_months.value)
    for one in facts.stints:
        last = facts.earlier.get(one.teacher_id, ())[-1:]
        if one.to_school is not None and any(past.from_school == one.to_school and past.to_school == one.from_school for past in last):
            yield Flag(HonestyCheck.SWAPPED_BACK, one)


def _pairs(facts: Facts, months: int) -> Iterable[Flag]:
    """Yield both of each pair that changes places for a short time; everybody stands in one pair at most, in the order of the stints."""
    waiting: defaultdict[tuple[int, int, str], list[Stint]] = defaultdict(list)
    for one in facts.stints:
        if one.from_school is None or one.to_school is None or one.relation_moved or one.months is None or one.months > months:
            continue
        subject = facts.main_subjects.get(one.teacher_id, "")
        others = waiting[one.to_school, one.from_school, subject]
        if others:
            other = others.pop(0)
            yield Flag(HonestyCheck.SWAPPED_BACK, other, other=one.teacher_id)
            yield Flag(HonestyCheck.SWAPPED_BACK, one, other=other.teacher_id)
        else:
            waiting[one.from_school, one.to_school, subject].append(one)


def _other_subject(facts: Facts, _rules: RuleSet) -> Iterable[Flag]:
    for one in facts.stints:
        taught = taught_on_arrival(one, facts)
        if taught and facts.subjects.get(one.teacher_id) and taught not in facts.subjects[one.teacher_id]:
            yield Flag(HonestyCheck.OTHER_SUBJECT, one)


def taught_on_arrival(one: Stint, facts: Facts) -> str:
    """Return the subject taught at the receiving school: as appointed there, else as planned; "" where nothing says."""
    stays = facts.histories.get(one.teacher_id, History()).stays
    appointed = [stay.subject for stay in stays if stay.school_id == one.to_school and _overlaps(one, stay.start, stay.end) and stay.subject]
    return appointed[0] if appointed else one.subject
