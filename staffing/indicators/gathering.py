"""Gather from the records what the indicators of one school year are computed from, in a fixed number of statements.

Persons come from the roster of the data day; a person counts at the personnel school (人事校) on one basis and at the
section taught at (任教校) on the other. Hardware is what each section reports as its own share.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.collecting import collection_paused
from staffing.extensions import db
from staffing.indicators.assessment import assess_both, list_persons
from staffing.indicators.codes import Basis, Manner
from staffing.indicators.columns import (
    FULL_SHARE,
    HonourColumns,
    SectionColumns,
    ServiceColumns,
    TeacherColumns,
)
from staffing.indicators.counting import Counts, count
from staffing.indicators.from_ruleset import NO_LEVEL, build_quality_policy, build_vocabularies
from staffing.indicators.lookups import Vocabularies, build_lookups
from staffing.indicators.policy import IndicatorPolicy
from staffing.indicators.results import BothAssessments
from staffing.indicators.scope import SectionFacts
from staffing.policy.schema import RuleSet
from staffing.schools.models import School, SchoolStanding, Section, SectionYear
from staffing.teachers.enums import AppointmentKind
from staffing.teachers.roster import Roster, RosterEntry, load_roster

DATA_MONTH: Final = 9
MANNERS: Final = {AppointmentKind.REGULAR: Manner.ORDINARY, AppointmentKind.EXCHANGE: Manner.ROTATION}


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section with its school and its figures of the school year; the order of these is that of the columns."""

    section: Section
    school: School
    standing: SchoolStanding
    year: SectionYear

    @property
    def key(self) -> str:
        """Name of the section in the assessment."""
        return str(self.section.id)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One row of the service columns: who, at which section, on which basis, teaching what."""

    person: int
    section: int
    subject: str
    at_home: bool
    at_host: bool
    share: int
    manner: Manner


@dataclass(frozen=True, slots=True)
class CountyFigures:
    """The assessment of a county with everything that leads from a figure back to its rows."""

    school_year: int
    on: dt.date
    policy: IndicatorPolicy
    sections: tuple[SectionRecord, ...]
    roster: Roster
    services: tuple[ServiceRow, ...]
    counts: Counts
    both: BothAssessments

    def persons_of(self, rows: Iterable[int]) -> list[tuple[RosterEntry, ServiceRow]]:
        """Return the persons behind service rows."""
        return [(self.roster.entries[self.services[row].person], self.services[row]) for row in rows]


def data_day(school_year: int) -> dt.date:
    """Return the day the education statistics of a school year speak of."""
    return dt.date(school_year, DATA_MONTH, 1)


@collection_paused()
def assess_county(county_id: int, school_year: int, ruleset: RuleSet, *, on: dt.date | None = None) -> CountyFigures:
    """Return the indicators of a county in a school year, counted both ways; ``on`` replaces the data day."""
    day = on or data_day(school_year)
    records = list_section_records(county_id, school_year, day)
    roster = load_roster(county_id, day)
    policy = build_quality_policy(ruleset)
    services = tuple(list_services(roster, records))
    words = build_vocabularies(tuple(sorted({row.subject for row in services} | {""} | set(policy.counting.pe_arts_subjects))))
    counts = count(
        teacher_columns(roster, words), honour_columns(roster, words), service_columns(services, words),
        section_columns(records, policy, words), build_lookups(policy.counting, words), on=np.datetime64(day))
    keys = [record.key for record in records]
    both = assess_both(policy, [section_facts(record) for record in records],
                       home=list_persons(counts, keys, Basis.HOME), host=list_persons(counts, keys, Basis.HOST))
    return CountyFigures(school_year, day, policy, tuple(records), roster, services, counts, both)


def list_section_records(county_id: int, school_year: int, on: dt.date, *, forecast: bool = False) -> list[SectionRecord]:
    """Return the county's open sections with their figures of a school year, by school code and stage."""
    years = db.session.scalars(
        select(SectionYear).join(Section).join(School)
        .where(School.county_id == county_id, SectionYear.school_year == school_year, SectionYear.forecast.is_(forecast),
               or_(School.closed_on.is_(None), School.closed_on > on))
        .options(joinedload(SectionYear.section).joinedload(Section.school), selectinload(SectionYear.grades))
        .order_by(School.code, Section.stage))
    standings = {standing.school_id: standing for standing in db.session.scalars(
        select(SchoolStanding).join(School).where(School.county_id == county_id, SchoolStanding.valid_from <= on,
                                                  or_(SchoolStanding.valid_to.is_(None), SchoolStanding.valid_to > on)))}
    return [SectionRecord(year.section, year.section.school, standings[year.section.school_id], year)
            for year in years if year.section.school_id in standings]


def section_facts(record: SectionRecord) -> SectionFacts:
    """Return a section as the assessment reads it."""
    year = record.year
    amounts = {"teaching_area": year.teaching_area_m2, "sports_area": year.sports_area_m2,
               "equipment_value": year.equipment_yuan, "multimedia_rooms": year.multimedia_rooms}
    return SectionFacts(
        key=record.key, school=str(record.school.id), stage=record.section.stage, kind=record.school.kind,
        ownership=record.standing.ownership, location=record.standing.location, pupils=year.pupils,
        amounts={code: Fraction(amount) if amount is not None else None for code, amount in amounts.items()})


def list_services(roster: Roster, records: Sequence[SectionRecord]) -> Iterable[ServiceRow]:
    """Return the service rows of everybody: one per running appointment, two where home and host differ."""
    by_section = {record.section.id: row for row, record in enumerate(records)}
    by_home = {(record.school.id, record.section.stage): row for row, record in enumerate(records)}
    for person, entry in enumerate(roster.entries):
        for service in entry.services:
            home = by_home.get((service.personnel_school_id, service.personnel_stage))
            host = by_section.get(service.section_id) if service.section_id is not None else None
            share = round(service.share * FULL_SHARE)
            manner = MANNERS.get(service.kind, Manner.ORDINARY)
            if share < FULL_SHARE and manner is Manner.ROTATION:
                manner = Manner.ITINERANT
            if home is not None and home == host:
                yield ServiceRow(person, home, service.subject, True, True, share, Manner.ORDINARY)
                continue
            if home is not None:
                yield ServiceRow(person, home, service.subject, True, False, share, Manner.ORDINARY)
            if host is not None:
                yield ServiceRow(person, host, service.subject, False, True, share, manner)


def teacher_columns(roster: Roster, words: Vocabularies) -> TeacherColumns:
    """Return one row per person."""
    entries = roster.entries
    return TeacherColumns(
        words.category.encode(entry.category for entry in entries), words.employment.encode(entry.employment for entry in entries),
        words.duty.encode(entry.status for entry in entries), words.degree.encode(entry.degree or NO_LEVEL for entry in entries),
        words.title.encode(entry.title or words.title.codes[0] for entry in entries))


def honour_columns(roster: Roster, words: Vocabularies) -> HonourColumns:
    """Return one row per backbone honour."""
    rows = [(person, honour) for person, entry in enumerate(roster.entries) for honour in entry.honours]
    return HonourColumns(
        np.array([person for person, _ in rows], dtype=np.int64), words.honour.encode(honour.level for _, honour in rows),
        np.array([honour.granted_on for _, honour in rows], dtype="datetime64[D]"),
        np.array([honour.expires_on or "NaT" for _, honour in rows], dtype="datetime64[D]"))


def service_columns(services: Sequence[ServiceRow], words: Vocabularies) -> ServiceColumns:
    """Return the service rows as columns."""
    return ServiceColumns(
        np.array([row.person for row in services], dtype=np.int64), np.array([row.section for row in services], dtype=np.int64),
        words.subject.encode(row.subject for row in services), np.array([row.at_home for row in services], dtype=np.bool_),
        np.array([row.at_host for row in services], dtype=np.bool_), np.array([row.share for row in services], dtype=np.int64),
        words.manner.encode(row.manner for row in services))


def section_columns(records: Sequence[SectionRecord], policy: IndicatorPolicy, words: Vocabularies) -> SectionColumns:
    """Return one row per section."""
    rule = policy.counting.small_rural
    small = [bool(rule and rule.covers(record.year.pupils, record.standing.location)) for record in records]
    return SectionColumns(words.stage.encode(record.section.stage for record in records), np.array(small, dtype=np.bool_))
