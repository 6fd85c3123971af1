"""The schools that one teacher can wish for, with what stands beside them: distance, need in the subject, the last cut-off."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select

from staffing.audit.remembering import Remembered, only_reads
from staffing.core.school_year import SchoolYear, today
from staffing.extensions import db
from staffing.needs.gathering import gather_needs
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import Location, Remoteness, Stage, Strength
from staffing.schools.models import School, SchoolDistance, SchoolStanding
from staffing.schools.queries import list_schools_of_county, list_sections, standings_on
from staffing.teachers.models import Teacher
from staffing.teachers.roster import load_roster
from staffing.wishes.chances import Chance, Need, judge
from staffing.wishes.models import CutOff
from staffing.wishes.queries import last_cut_offs

EARTH_KM: Final = 6371.0
Cells = Mapping[tuple[int, str], Need]
# A need table of a county is asked for by every teacher in the days of wishing.
NEEDS: "Remembered[Cells]" = Remembered(4)


@dataclass(frozen=True, slots=True)
class Post:
    """Where a teacher works now: school, stage, subject."""

    school_id: int
    stage: Stage
    subject: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One section on the list: its name, whether it is hard to staff, kilometres from the present school, need, cut-off, chance."""

    section_id: int
    name: str
    same_stage: bool
    hard: bool
    km: float | None
    by_road: bool
    need: Need | None
    cut_off: CutOff | None
    chance: Chance


def post_of(teacher: Teacher) -> Post | None:
    """Return the teacher's main post today; None where there is none."""
    entry = load_roster(teacher.county_id, today()).by_id().get(teacher.id)
    service = entry.main_service if entry else None
    return Post(service.personnel_school_id, service.personnel_stage, service.subject) if service else None


def list_choices(year: RotationYear, post: Post) -> list[Choice]:
    """Return the sections of other schools, those of the own stage first, hard-to-staff ones before the others, then by need and way."""
    schools = {school.id: school for school in list_schools_of_county(year.county_id)}
    standings, roads = standings_on(year.county_id, SchoolYear(year.school_year).starts_on), roads_from(post.school_id)
    needs, cut_offs = needs_of(year), last_cut_offs(year, post.subject)
    found = []
    for section in list_sections(year.county_id):
        if section.school_id == post.school_id:
            continue
        need, cut_off = needs.get((section.id, post.subject)), cut_offs.get(section.id)
        km = roads.get(section.school_id, straight_km(schools[post.school_id], schools[section.school_id]))
        chance = judge(need, wished=cut_off.wished if cut_off else 0, admitted=cut_off.admitted if cut_off else 0)
        found.append(Choice(section.id, section.name, section.stage is post.stage, is_hard(standings.get(section.school_id)), km,
                            section.school_id in roads, need, cut_off, chance))
    return sorted(found, key=lambda one: (not one.same_stage, not one.hard, -(one.need.short if one.need else 0), one.km or math.inf, one.section_id))


def is_hard(standing: SchoolStanding | None) -> bool:
    """True if a school is hard to staff: in the countryside, remote, or on the bureau's list of weak schools."""
    return standing is not None and (
        standing.location is Location.RURAL or standing.remoteness is not Remoteness.ORDINARY or standing.strength is Strength.WEAK)


def needs_of(year: RotationYear) -> Cells:
    """Return the need of every section and subject on 1 September of the year, as the needs page shows it."""

    def compute() -> Cells:
        needs = gather_needs(year.county_id, year.school_year, rules_for(year.ruleset, year.school_year))
        return {(int(cell.section), cell.subject): Need(cell.present, cell.minimum, cell.maximum) for cell in needs.balances}

    return NEEDS.find(year.county_id, (year.id, "needs"), compute) if only_reads() else compute()


def roads_from(school_id: int) -> dict[int, float]:
    """Return the bureau's own distances from a school, by the other school's id."""
    table = SchoolDistance
    rows = db.session.scalars(select(table).where(or_(table.from_school_id == school_id, table.to_school_id == school_id)).order_by(table.id))
    return {row.to_school_id if row.from_school_id == school_id else row.from_school_id: row.km for row in rows}


def straight_km(one: School, other: School) -> float | None:
    """Return the straight line between two schools in kilometres (great circle); None without coordinates."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(half)), 1)
