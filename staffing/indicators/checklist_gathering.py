"""Gather what the staff checklist is computed from, and judge every item (师资督导清单) by the county's rules.

Persons, classes and schools behind an item are kept by readable keys, so that every figure leads to them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from staffing.core.exact import exact
from staffing.core.school_year import SchoolYear, full_months, full_years
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.numerator import MoveFacts, MoveStanding, standing_of
from staffing.extensions import db
from staffing.indicators.checklist import (
    ItemResult,
    ItemState,
    SizedUnit,
    judge_evidence,
    judge_persons,
    judge_share,
    judge_sizes,
    school_size_limit,
)
from staffing.indicators.codes import ScopeState
from staffing.indicators.from_ruleset import ChecklistPolicy, build_checklist_policy
from staffing.indicators.gathering import CountyFigures, SectionRecord, section_facts
from staffing.indicators.models import SupervisionItem, SupervisionState
from staffing.indicators.persons import is_teacher
from staffing.indicators.scope import find_scope
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School
from staffing.teachers.models import RotationRecord, Teacher, TrainingRecord
from staffing.teachers.roster import RosterEntry

# Items that nobody can compute from the records: the officer reports value and evidence.
REPORTED = frozenset({"pay", "post_allocation", "training_money"})
REPORTED_STATES = {SupervisionState.MET: ItemState.MET, SupervisionState.NOT_MET: ItemState.NOT_MET,
                   SupervisionState.UNKNOWN: ItemState.NO_DATA}


@dataclass(frozen=True, slots=True)
class RotationCount:
    """The rotated teachers of a school year against those who qualify."""

    eligible: int | None
    counted: tuple[int, ...]
    backbone: tuple[int, ...]
    left_out: Mapping[int, MoveStanding]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every item with its result; ``persons`` are the full-time teachers asked about, ``records`` the sections."""

    results: Mapping[str, ItemResult]
    persons: Mapping[str, RosterEntry]
    hours: Mapping[str, tuple[Decimal, Decimal]]
    records: tuple[SectionRecord, ...]
    rotation: RotationCount


def gather_checklist(figures: CountyFigures, rules: RuleSet, reported: Mapping[str, SupervisionItem], county_id: int) -> Checklist:
    """Return the checklist of a school year."""
    policy = build_checklist_policy(rules)
    records = tuple(record for record in figures.sections if find_scope(section_facts(record), figures.policy.scope) is not ScopeState.OTHER_STAGE)
    persons = teachers_of(figures, records)
    hours = training_of(persons.values(), figures, policy, county_id)
    rotation = count_rotation(county_id, figures.school_year, rules)
    results = [
        judge_sizes("school_size", school_units(records, policy)),
        judge_sizes("class_size", class_units(records, policy)),
        judge_persons("training_hours", {key: enough(hours.get(key)) for key in persons}, policy.training_share),
        judge_persons("certificates", {key: bool(entry.certificates) for key, entry in persons.items()}, policy.certificate_share),
        judge_rotation("rotation_share", policy.rotation_share, len(rotation.counted), rotation.eligible),
        judge_rotation("rotation_backbone", policy.rotation_backbone, len(rotation.backbone), len(rotation.counted)),
        reported_ratio("pay", reported.get("pay"), policy.pay_ratio),
        reported_ratio("training_money", reported.get("training_money"), policy.training_budget_share),
        reported_evidence("post_allocation", reported.get("post_allocation")),
    ]
    return Checklist({result.code: result for result in results}, persons, hours, records, rotation)


def teachers_of(figures: CountyFigures, records: Sequence[SectionRecord]) -> dict[str, RosterEntry]:
    """Return the full-time teachers whose main service is at one of the sections, by staff number."""
    sections = {record.section.id for record in records}
    return {entry.number: entry for entry in figures.roster.entries
            if entry.main_service is not None and entry.main_service.section_id in sections
            and is_teacher(entry, figures.policy.counting)}


def training_of(persons: Iterable[RosterEntry], figures: CountyFigures, policy: ChecklistPolicy,
                county_id: int) -> dict[str, tuple[Decimal, Decimal]]:
    """Return (hours had, hours asked) of everybody with a training record.

    The span is the last full calendar years before the data day. Whoever began to work within the span is asked for the
    hours of the years since, in proportion.
    """
    first, last = figures.school_year - policy.training_years, figures.school_year - 1
    statement = (select(TrainingRecord.teacher_id, TrainingRecord.hours).join(Teacher, Teacher.id == TrainingRecord.teacher_id)
                 .where(Teacher.county_id == county_id, TrainingRecord.year.between(first, last)))
    had: defaultdict[int, Decimal] = defaultdict(Decimal)
    for teacher_id, number in db.session.execute(statement):
        had[teacher_id] += number
    yearly = Decimal(policy.training_hours) / policy.training_years
    asked = {entry.id: yearly * years_asked(entry, figures.on, policy.training_years) for entry in persons}
    return {entry.number: (had.get(entry.id, Decimal(0)), asked[entry.id]) for entry in figures.roster.entries
            if entry.id in asked and (entry.id in had or asked[entry.id] == 0)}


def years_asked(entry: RosterEntry, on: dt.date, most: int) -> int:
    """Return for how many years of the span hours are asked of a person."""
    return most if entry.work_began_on is None else max(0, min(most, full_years(entry.work_began_on, on)))


def enough(hours: tuple[Decimal, Decimal] | None) -> bool | None:
    """Return whether the hours suffice; None where nothing is on record."""
    return None if hours is None else hours[0] >= hours[1]


def school_units(records: Iterable[SectionRecord], policy: ChecklistPolicy) -> list[SizedUnit]:
    """Return the schools with the pupils of their compulsory sections and the limit that binds."""
    by_school: defaultdict[int, list[SectionRecord]] = defaultdict(list)
    for record in records:
        by_school[record.school.id].append(record)
    return [SizedUnit(str(school_id), sum(row.year.pupils for row in rows),
                      school_size_limit(frozenset(row.section.stage.value for row in rows), policy.school_limits, policy.combined_limit))
            for school_id, rows in by_school.items()]


def class_units(records: Iterable[SectionRecord], policy: ChecklistPolicy) -> list[SizedUnit]:
    """Return every grade with its largest class, keyed section:grade.

    Where the largest class was not reported, an average above the limit proves that some class is too large; an average
    within it proves nothing.
    """
    units = []
    for record in records:
        limit = policy.class_limits[record.section.stage.value]
        for grade in record.year.grades:
            if not grade.classes:
                continue
            average = -(-grade.pupils // grade.classes)
            largest = grade.largest_class or (average if average > limit else None)
            units.append(SizedUnit(f"{record.section.id}:{grade.grade}", largest, limit))
    return units


def count_rotation(county_id: int, school_year: int, rules: RuleSet) -> RotationCount:
    """Return the rotations that begin in the school year and count, against the latest list of who qualifies for it."""
    listed = db.session.scalar(
        select(EligibilityList).join(RotationYear, RotationYear.id == EligibilityList.rotation_year_id)
        .where(RotationYear.county_id == county_id, RotationYear.school_year == school_year).order_by(EligibilityList.id.desc()).limit(1))
    if listed is None:
        return RotationCount(None, (), (), {})
    year = SchoolYear(school_year)
    statement = (select(RotationRecord, EligibilityVerdict).join(EligibilityVerdict, EligibilityVerdict.teacher_id == RotationRecord.teacher_id)
                 .where(EligibilityVerdict.list_id == listed.id, RotationRecord.starts_on.between(year.starts_on, year.ends_on))
                 .order_by(RotationRecord.teacher_id))
    entities = dict(db.session.execute(select(School.id, School.entity_id).where(School.county_id == county_id)).all())
    rows = [(record, verdict, standing_of(move_facts(record, verdict, entities), rules)) for record, verdict in db.session.execute(statement)]
    counted = [(record.teacher_id, verdict.backbone) for record, verdict, standing in rows if standing is MoveStanding.COUNTED]
    left_out = {record.teacher_id: standing for record, _, standing in rows if standing is not MoveStanding.COUNTED}
    return RotationCount(int(listed.summary.get("denominator", 0)), tuple(teacher for teacher, _ in counted),
                         tuple(teacher for teacher, backbone in counted if backbone), left_out)


def move_facts(record: RotationRecord, verdict: EligibilityVerdict, entities: Mapping[int, int]) -> MoveFacts:
    """Return a recorded rotation as the numerator reads it; one without end is meant to last."""
    end = record.ends_on or dt.date(record.starts_on.year + 3, record.starts_on.month, 1)
    homes = entities.get(record.from_school_id or 0), entities.get(record.to_school_id or 0)
    return MoveFacts(kind=record.kind, months=full_months(record.starts_on, end + dt.timedelta(days=1)), new=True, state=verdict.state,
                     leader=verdict.leader, full_time=record.full_time, same_entity=homes[0] is not None and homes[0] == homes[1])


def judge_rotation(code: str, required: Fraction | None, part: int, whole: int | None) -> ItemResult:
    """Return a share of rotation; no data without a list, or where the rule set asks for no such share."""
    if required is None:
        return ItemResult(code, ItemState.NO_DATA, None, None)
    return judge_share(code, part if whole is not None else None, whole, required)


def reported_ratio(code: str, item: SupervisionItem | None, required: Fraction) -> ItemResult:
    """Return a reported ratio: a number is judged by itself, words by the state the officer set."""
    if item is None:
        return ItemResult(code, ItemState.NO_DATA, None, required)
    try:
        value = exact(item.value.strip().removesuffix("%")) / (100 if item.value.strip().endswith("%") else 1)
    except ValueError:
        return ItemResult(code, REPORTED_STATES[item.state], None, required)
    return ItemResult(code, ItemState.MET if value >= required else ItemState.NOT_MET, value, required)


def reported_evidence(code: str, item: SupervisionItem | None) -> ItemResult:
    """Return an item of evidence as the officer judged it; unjudged evidence waits for people."""
    if item is None or item.state is SupervisionState.UNKNOWN:
        return judge_evidence(code, [item.evidence] if item is not None and item.evidence else [])
    return ItemResult(code, REPORTED_STATES[item.state], None, None, Fraction(1))
