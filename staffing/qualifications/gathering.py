"""Every full-time teacher of a county on a day with the findings of all checks, in a fixed number of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Select, select

from staffing.audit.remembering import only_reads
from staffing.core.collecting import collection_paused
from staffing.core.school_year import SchoolYear
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_teacher
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.qualifications.codes import Check
from staffing.qualifications.judging import (
    Finding,
    Stay,
    judge_certificate,
    judge_degree,
    judge_honours,
    judge_shadowing,
    judge_title,
    judge_training,
)
from staffing.qualifications.policy import QualificationPolicy, build_policy
from staffing.schools.enums import PostLevel, Stage
from staffing.schools.models import County
from staffing.schools.queries import SectionName, list_sections
from staffing.teachers.enums import EmploymentKind, TitleLevel
from staffing.teachers.following import ASIDE, Followed, merged
from staffing.teachers.models import RotationRecord, Teacher, TitleGrant, TrainingRecord
from staffing.teachers.post_levels import post_level
from staffing.teachers.roster import RosterEntry, Service, load_roster

SHADOWING_KIND: Final = "shadowing"
BEFORE: Final = "before"
"""Under this name ``derived`` holds what was derived before some changes, and who changed."""
Hours = Mapping[tuple[int, str], Decimal]


@dataclass(frozen=True, slots=True)
class Holder:
    """One full-time teacher: where and what he or she teaches, and how each check stands.

    ``school_id`` is where the person teaches (任教校), or the personnel school of somebody who teaches nowhere.
    """

    entry: RosterEntry
    school_id: int
    section_id: int | None
    stage: Stage
    subject: str
    findings: Mapping[Check, Finding]
    hours: Hours


@dataclass(frozen=True, slots=True)
class Engagement:
    """Who of a school's established staff takes a post of which level (聘任岗位层级), whether a teacher or not.

    Where no day of engagement is on record the title assessed is taken, and ``dated`` is false. ``waiting`` is the higher
    level that the person has been assessed for.
    """

    teacher_id: int
    school_id: int
    level: PostLevel
    dated: bool
    waiting: PostLevel | None


@dataclass(frozen=True, slots=True)
class CountyQualifications:
    """All full-time teachers of a county on a day, by staff number, and what was asked of them.

    ``derived`` keeps what is computed from them on first demand.
    """

    on: dt.date
    rules: RuleSet
    policy: QualificationPolicy
    holders: tuple[Holder, ...]
    engagements: tuple[Engagement, ...]
    derived: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Extras:
    """What the roster does not hold, by teacher: level engaged at, hours by year and kind, times of shadowing."""

    engaged: Mapping[int, TitleLevel]
    hours: Mapping[int, Hours]
    stays: Mapping[int, tuple[Stay, ...]]


REMEMBERED: "Followed[CountyQualifications]" = Followed(2, ASIDE | {"Appraisal", "Discipline", "Deferral"})


def training_years(on: dt.date, policy: QualificationPolicy) -> range:
    """Return the last full calendar years before the day, over which hours are counted."""
    return range(on.year - policy.years, on.year)


def gather_qualifications(county: County, on: dt.date) -> CountyQualifications:
    """Return the county's teachers with all findings (eleven statements).

    Pages that only read share it, and judge anew only whom the audit log names.
    """
    rules = rules_for(county.ruleset, SchoolYear.containing(on).first)
    if not only_reads():
        return _gather(county.id, on, rules)
    return REMEMBERED.find(county.id, (on, rules.digest), lambda: _gather(county.id, on, rules),
                           lambda given, touched: _follow(county.id, given, touched))


@collection_paused()
def _gather(county_id: int, on: dt.date, rules: RuleSet) -> CountyQualifications:
    return _judged(county_id, load_roster(county_id, on).entries, load_extras(county_id, on, build_policy(rules)), on, rules)


def _follow(county_id: int, given: CountyQualifications, touched: frozenset[int]) -> CountyQualifications:
    """Return the teachers with some persons judged anew."""
    entries = [entry for entry in load_roster(county_id, given.on).entries if entry.id in touched]
    fresh = _judged(county_id, entries, load_extras(county_id, given.on, given.policy, touched), given.on, given.rules)
    holders = [holder for holder in given.holders if holder.entry.id not in touched]
    engagements = [one for one in given.engagements if one.teacher_id not in touched]
    older, before = given.derived.get(BEFORE, (given.derived, frozenset()))
    return replace(
        given, holders=merged(holders, fresh.holders, attrgetter("entry.number")), engagements=merged(engagements, fresh.engagements, attrgetter("teacher_id")),
        derived={BEFORE: (older, before | touched)})


def _judged(county_id: int, entries: Sequence[RosterEntry], extras: Extras, on: dt.date, rules: RuleSet) -> CountyQualifications:
    """Return these members of the staff, judged."""
    policy, counting = build_policy(rules), build_counting_rule(rules)
    sections = {section.id: section for section in list_sections(county_id)}
    holders = [_holder(entry, service, sections, extras, on, policy) for entry in entries
               if (service := entry.main_service) is not None and is_teacher(entry, counting)]
    engagements = (_engagement(entry, extras.engaged.get(entry.id)) for entry in entries)
    return CountyQualifications(on, rules, policy, tuple(sorted(holders, key=lambda holder: holder.entry.number)),
                                tuple(one for one in engagements if one is not None))


def _engagement(entry: RosterEntry, engaged: TitleLevel | None) -> Engagement | None:
    level, assessed = post_level(engaged or entry.title), post_level(entry.title)
    if level is None or entry.main_service is None or entry.employment is not EmploymentKind.ESTABLISHED:
        return None
    order = list(PostLevel)
    higher = assessed if assessed is not None and order.index(assessed) < order.index(level) else None
    return Engagement(entry.id, entry.main_service.personnel_school_id, level, engaged is not None, higher)


def _holder(entry: RosterEntry, service: Service, sections: Mapping[int, SectionName], extras: Extras, on: dt.date,
            policy: QualificationPolicy) -> Holder:
    section = sections.get(service.section_id or 0)
    stage = section.stage if section else service.personnel_stage
    hours = extras.hours.get(entry.id, {})
    had = sum(hours.values(), Decimal(0)) if hours else None
    findings = {
        Check.CERTIFICATE: judge_certificate(entry.certificates, stage, service.subject, policy),
        Check.DEGREE: judge_degree(entry.degree, stage, policy),
        Check.HONOUR: judge_honours(entry.honours, on, policy),
        Check.TITLE: judge_title(entry.title, extras.engaged.get(entry.id)),
        Check.TRAINING: judge_training(had, entry.work_began_on, on, policy),
        Check.SHADOWING: judge_shadowing(entry.honours, extras.stays.get(entry.id, ()), on, policy),
    }
    school = section.school_id if section else service.personnel_school_id
    return Holder(entry, school, service.section_id, stage, service.subject, findings, hours)


def load_extras(county_id: int, on: dt.date, policy: QualificationPolicy, ids: Collection[int] | None = None) -> Extras:
    """Return levels of engagement, hours and shadowing of the county's teachers, or of some of them (three statements)."""
    engaged: dict[int, TitleLevel] = {}
    grants = _of(county_id, ids, TitleGrant.teacher_id, TitleGrant.level).where(
        TitleGrant.engaged_on <= on, TitleGrant.level != TitleLevel.NONE)
    for teacher, level in db.session.execute(grants):
        engaged[teacher] = max(engaged.get(teacher, level), level, key=lambda one: one.rank)
    years = training_years(on, policy)
    hours: defaultdict[int, dict[tuple[int, str], Decimal]] = defaultdict(dict)
    trainings = _of(county_id, ids, TrainingRecord.teacher_id, TrainingRecord.year, TrainingRecord.kind, TrainingRecord.hours)
    for teacher, year, kind, number in db.session.execute(trainings.where(TrainingRecord.year.between(years.start, years.stop - 1))):
        hours[teacher][year, kind] = number
    stays: defaultdict[int, list[Stay]] = defaultdict(list)
    rotations = _of(county_id, ids, RotationRecord.teacher_id, RotationRecord.starts_on, RotationRecord.ends_on)
    for teacher, start, end in db.session.execute(rotations.where(RotationRecord.kind == SHADOWING_KIND)):
        stays[teacher].append((start, end))
    return Extras(engaged, hours, {teacher: tuple(sorted(found)) for teacher, found in stays.items()})


def _of(county_id: int, ids: Collection[int] | None, owner: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    statement = select(owner, *columns).join(Teacher, Teacher.id == owner).where(Teacher.county_id == county_id)
    return statement if ids is None else statement.where(owner.in_(ids))
