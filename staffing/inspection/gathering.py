"""A year's rotation as an inspection looks at it: stints, the three numbers with and without what looks met on paper, flags."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from staffing.core.school_year import SchoolYear, full_months, today
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.numerator import MoveFacts, MoveStanding, standing_of
from staffing.eligibility.queries import find_latest_list
from staffing.eligibility.summary import share_of
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_teacher
from staffing.inspection.codes import HonestyCheck, StintSource
from staffing.inspection.honesty import Facts, Flag, check_honesty, same_entity
from staffing.inspection.stints import ONE_DAY, Stint, load_stints, stints_of_records
from staffing.inspection.strength import SchoolStrength, compare_strengths, is_backbone, marks_of
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.postings.models import Arrival
from staffing.postings.queries import list_postings
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import County, Section
from staffing.service.history import Records, SchoolPast, load_records
from staffing.teachers.enums import AppraisalGrade, LeaderRole
from staffing.teachers.models import Appraisal, Teacher
from staffing.teachers.roster import RosterEntry, load_roster

ROTATION_SHARE, BACKBONE_SHARE = "rotation_share", "backbone_share"
NO_END: Final = 10_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A stint with whether it counts in the year's shares, whether its person is a backbone teacher, and the flags on it."""

    stint: Stint
    standing: MoveStanding
    backbone: bool
    flags: tuple[HonestyCheck, ...]

    @property
    def counts(self) -> bool:
        """True if it counts as rotated."""
        return self.standing is MoveStanding.COUNTED


@dataclass(frozen=True, slots=True)
class Numbers:
    """The three numbers (三个数): those who qualify, those of them who rotated, backbone teachers among these; and what is demanded."""

    eligible: int
    rotated: int
    backbone: int
    needed: int
    backbone_needed: int

    @property
    def share(self) -> float | None:
        """Return the share of those who rotated, None where nobody qualifies."""
        return self.rotated / self.eligible if self.eligible else None

    @property
    def backbone_share(self) -> float | None:
        """Return the share of backbone teachers, None where nobody rotated."""
        return self.backbone / self.rotated if self.rotated else None

    @property
    def met(self) -> bool:
        """True if both shares are reached."""
        return self.rotated >= self.needed and self.backbone >= self.backbone_needed


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """Everything an inspection asks about the rotation of one school year."""

    county: County
    school_year: int
    rules: RuleSet
    source: StintSource
    listed: EligibilityList | None
    judged: tuple[Judged, ...]
    flags: tuple[Flag, ...]
    eligible_by_school: Mapping[int, int]
    schools: Mapping[int, SchoolPast]
    persons: Mapping[int, RosterEntry]
    names: Mapping[int, tuple[str, str]]

    @property
    def eligible(self) -> int:
        """Return how many qualify."""
        return sum(self.eligible_by_school.values())

    def numbers(self, without: Collection[HonestyCheck] = ()) -> Numbers:
        """Return the three numbers, the stints of some checks left out."""
        return numbers_of(self.eligible, [one for one in self.judged if not set(one.flags) & set(without)], self.rules)

    def flags_of(self, check: HonestyCheck) -> list[Flag]:
        """Return what a check found."""
        return [flag for flag in self.flags if flag.check is check]

    def by_school(self) -> dict[int, Numbers]:
        """Return the three numbers of every school that has any; the sending school counts."""
        grouped: defaultdict[int, list[Judged]] = defaultdict(list)
        for one in self.judged:
            grouped[one.stint.from_school or 0].append(one)
        keys = [key for key in (*self.schools, 0) if key in grouped or self.eligible_by_school.get(key)]
        return {key: numbers_of(self.eligible_by_school.get(key, 0), grouped.get(key, []), self.rules) for key in keys}


def numbers_of(eligible: int, judged: Iterable[Judged], rules: RuleSet) -> Numbers:
    """Return the three numbers of some stints."""
    counted = [one for one in judged if one.counts]
    shares = rules.quotas.shares
    needed = share_of(shares[ROTATION_SHARE].value.at_least, eligible) if ROTATION_SHARE in shares else 0
    best = share_of(shares[BACKBONE_SHARE].value.at_least, len(counted)) if BACKBONE_SHARE in shares else 0
    return Numbers(eligible, len(counted), sum(one.backbone for one in counted), needed, best)


def gather_year(county: County, school_year: int, source: StintSource | None = None) -> YearEvidence:
    """Return the evidence of a school year, in a fixed number of statements."""
    rules, year = rules_for(county.ruleset, school_year), find_year(county.id, school_year)
    before = SchoolYear(school_year).starts_on - ONE_DAY
    records = load_records(county.id, max(today(), before))
    stints, read_from = load_stints(year, county.id, school_year, records, source)
    roster = load_roster(county.id, before).by_id()
    listed = find_latest_list(year.id) if year is not None else None
    verdicts = load_verdicts(listed)
    absent = {one.teacher_id for one in list_postings(year.id) if one.arrival is Arrival.ABSENT} if year is not None else frozenset()
    facts = _facts(county.id, school_year, stints, records, roster, rules, absent)
    flags = check_honesty(facts, rules)
    marks: defaultdict[Stint, list[HonestyCheck]] = defaultdict(list)
    for flag in flags:
        marks[flag.stint].append(flag.check)
    judged = tuple(_judge(one, verdicts, records.schools, roster, before, rules, tuple(marks[one])) for one in stints)
    eligible = Counter(row.school_id or 0 for row in verdicts.values() if row.in_denominator and (_county_base(rules) or row.in_urban_or_strong))
    return YearEvidence(county, school_year, rules, read_from, listed, judged, tuple(flags), eligible, records.schools, roster,
                        names_of(county.id))


def find_year(county_id: int, school_year: int) -> RotationYear | None:
    """Return the rotation year of a school year, None where it was never opened."""
    return db.session.scalar(select(RotationYear).where(RotationYear.county_id == county_id, RotationYear.school_year == school_year))


def load_verdicts(listed: EligibilityList | None) -> dict[int, EligibilityVerdict]:
    """Return the verdicts of a list by person."""
    if listed is None:
        return {}
    rows = db.session.scalars(select(EligibilityVerdict).where(EligibilityVerdict.list_id == listed.id).order_by(EligibilityVerdict.id))
    return {row.teacher_id: row for row in rows}


def names_of(county_id: int) -> dict[int, tuple[str, str]]:
    """Return name and staff number of everybody on record."""
    rows = db.session.execute(select(Teacher.id, Teacher.name, Teacher.number).where(Teacher.county_id == county_id).order_by(Teacher.id))
    return {key: (name, number) for key, name, number in rows}


def _county_base(rules: RuleSet) -> bool:
    return rules.quotas.base.value == "county"


def _judge(one: Stint, verdicts: Mapping[int, EligibilityVerdict], schools: Mapping[int, SchoolPast], roster: Mapping[int, RosterEntry],
           on: dt.date, rules: RuleSet, flags: tuple[HonestyCheck, ...]) -> Judged:
    verdict, entry = verdicts.get(one.teacher_id), roster.get(one.teacher_id)
    # Without a list nobody can be out of it; the numbers then say that there is none.
    state = verdict.state if verdict else (EligibilityState.ELIGIBLE if not verdicts else EligibilityState.OUT)
    leader = verdict.leader if verdict else entry is not None and entry.leader_role in (LeaderRole.PRINCIPAL, LeaderRole.VICE_PRINCIPAL)
    months = full_months(one.start, one.end + ONE_DAY) if one.end is not None else NO_END
    standing = standing_of(MoveFacts(kind=one.kind, months=months, new=True, state=state, leader=leader, full_time=one.full_time,
                                     same_entity=same_entity(one, schools)), rules)
    backbone = one.backbone if one.backbone is not None else entry is not None and is_backbone(entry, on, rules)
    return Judged(one, standing, backbone, flags)


def _facts(county_id: int, school_year: int, stints: Sequence[Stint], records: Records, roster: Mapping[int, RosterEntry], rules: RuleSet,
           absent: Collection[int]) -> Facts:
    before = SchoolYear(school_year).starts_on - ONE_DAY
    earlier: defaultdict[int, list[Stint]] = defaultdict(list)
    counted = {code for code, kind in rules.exchange_kinds.items() if kind.value.counts_toward_quota}
    for one in stints_of_records(records):
        if one.school_year < school_year and one.kind in counted:
            earlier[one.teacher_id].append(one)
    main = {key: entry.main_service.subject for key, entry in roster.items() if entry.main_service is not None}
    return Facts(school_year, stints, earlier, records.schools, records.persons, {key: _subjects(entry, rules) for key, entry in roster.items()}, main,
                 frozenset(one for one in stints if one.start <= records.on), _strengths(county_id, stints, roster, before, rules), absent)


def _subjects(entry: RosterEntry, rules: RuleSet) -> frozenset[str]:
    """Return the subjects a person teaches or holds a certificate for, with those the certificate also admits."""
    held = {subject for _kind, subject in entry.certificates if subject}
    further = {other for subject in held for other in rules.qualifications.subject_matches.value.get(subject, ())}
    taught = {subject for service in entry.services for subject in (service.subject, *service.more_subjects) if subject}
    return frozenset(held | further | taught)


def _strengths(county_id: int, stints: Sequence[Stint], roster: Mapping[int, RosterEntry], on: dt.date, rules: RuleSet) -> Mapping[int, SchoolStrength]:
    counting, sections = build_counting_rule(rules), section_schools(county_id)
    excellent = set(db.session.scalars(select(Appraisal.teacher_id).join(Teacher, Teacher.id == Appraisal.teacher_id).where(
        Teacher.county_id == county_id, Appraisal.year == on.year - 1, Appraisal.grade == AppraisalGrade.EXCELLENT).order_by(Appraisal.id)))
    marks, schools = {}, {}
    for key, entry in roster.items():
        service = entry.main_service
        if service is not None and is_teacher(entry, counting):
            marks[key] = marks_of(entry, service.personnel_stage, on, rules, excellent)
            schools[key] = sections.get(service.section_id or 0, service.personnel_school_id)
    return compare_strengths(marks, schools, [(one.from_school, one.teacher_id) for one in stints if one.from_school is not None])


def section_schools(county_id: int) -> dict[int, int]:
    """Return the school of every section."""
    return dict(db.session.execute(select(Section.id, Section.school_id).where(Section.county_id == county_id)).all())
