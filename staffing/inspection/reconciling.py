"""Agreement with the education statistics (对账): each school's counts on the day of the statistics beside what it reported, and causes.

Full-time teachers count at the school that holds the personnel relation, as statistics do (人事校), whether at work or not; the causes
say how many persons each reading would add or take away, so that the difference can be explained without searching.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from staffing.core.school_year import SchoolYear, today
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_listed, is_teacher
from staffing.inspection.codes import Cause, Figure
from staffing.inspection.gathering import section_schools
from staffing.inspection.models import ReportedFigures
from staffing.inspection.strength import is_backbone
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.schools.models import County, GradeYear, School, Section, SectionYear
from staffing.teachers.enums import DegreeLevel
from staffing.teachers.roster import RosterEntry, load_roster


@dataclass(slots=True)
class Counted:
    """What the records say of a school on the day: figures, and persons by cause of a difference."""

    figures: Counter[Figure] = field(default_factory=Counter)
    causes: Counter[Cause] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Line:
    """One school: counted by the records, reported, and the differences (records less report) of what was reported."""

    school_id: int
    name: str
    counted: Counter[Figure]
    reported: ReportedFigures | None
    causes: Counter[Cause]
    most: int

    def told(self, figure: Figure) -> int | None:
        """Return what the school reported, None if it did not."""
        value: int | None = getattr(self.reported, figure.value) if self.reported is not None else None
        return value

    def difference(self, figure: Figure) -> int | None:
        """Return the records' count less the report, None without a report."""
        told = self.told(figure)
        return None if told is None else self.counted[figure] - told

    @property
    def differs(self) -> bool:
        """True if any figure differs by more than the rules allow without a cause."""
        return any(abs(self.difference(figure) or 0) > self.most for figure in Figure)

    @property
    def explained(self) -> bool:
        """True if the school has written why."""
        return self.reported is not None and bool(self.reported.explanation)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The agreement of a county's records with the statistics of a school year."""

    school_year: int
    on: dt.date
    rules: RuleSet
    lines: tuple[Line, ...]

    def total(self, figure: Figure) -> tuple[int, int]:
        """Return (counted, reported) over the schools that reported the figure."""
        told = [line for line in self.lines if line.told(figure) is not None]
        return sum(line.counted[figure] for line in told), sum(line.told(figure) or 0 for line in told)


def gather_reconciliation(county: County, school_year: int) -> Reconciliation:
    """Return every school's figures of 1 September beside what it reported."""
    on, rules = SchoolYear(school_year).starts_on, rules_for(county.ruleset, school_year)
    counted = count_schools(county.id, on, rules)
    for school, pupils in pupils_of(county.id, school_year).items():
        counted[school].figures[Figure.PUPILS] = pupils
    reported = {row.school_id: row for row in list_reported(county.id, school_year)}
    schools = db.session.execute(select(School.id, School.name).where(School.county_id == county.id).order_by(School.code, School.id))
    most = rules.inspection.unexplained_difference.value
    lines = tuple(Line(key, name, counted[key].figures, reported.get(key), counted[key].causes, most) for key, name in schools)
    _note_other_year(county.id, school_year - 1, lines, rules)
    return Reconciliation(school_year, on, rules, lines)


def _note_other_year(county_id: int, other: int, lines: tuple[Line, ...], rules: RuleSet) -> None:
    """Note of the differences how many persons vanish because the report gives just what the records count for the year before."""
    if not any(line.differs for line in lines):
        return
    before = figures_of_year(county_id, other, rules)
    for line in lines:
        same = [figure for figure in Figure if line.difference(figure) and line.told(figure) == before[line.school_id][figure]]
        if same and line.differs:
            line.causes[Cause.OTHER_YEAR] = sum(abs(line.difference(figure) or 0) for figure in same)


def figures_of_year(county_id: int, school_year: int, rules: RuleSet) -> defaultdict[int, Counter[Figure]]:
    """Return what the records count of every school on 1 September of a school year."""
    on, counting = SchoolYear(school_year).starts_on, build_counting_rule(rules)
    found: defaultdict[int, Counter[Figure]] = defaultdict(Counter)
    for entry in load_roster(county_id, on).entries:
        service = entry.main_service
        if service is not None and is_teacher(entry, counting):
            found[service.personnel_school_id].update(_figures_of(entry, service.personnel_stage, service.subject, on, rules))
    for school, pupils in pupils_of(county_id, school_year).items():
        found[school][Figure.PUPILS] = pupils
    return found


def count_schools(county_id: int, on: dt.date, rules: RuleSet) -> defaultdict[int, Counted]:
    """Return the figures of persons by school on a day, and what the causes would add or take away."""
    counting, sections = build_counting_rule(rules), section_schools(county_id)
    found: defaultdict[int, Counted] = defaultdict(Counted)
    held: dict[int, int] = {}
    for entry in load_roster(county_id, on).entries:
        service = entry.main_service
        if service is None:
            continue
        home = found[service.personnel_school_id]
        if not is_teacher(entry, counting):
            home.causes[Cause.NOT_COUNTED_EMPLOYMENT] += 1
            continue
        held[entry.id] = service.personnel_school_id
        home.figures.update(_figures_of(entry, service.personnel_stage, service.subject, on, rules))
        if not is_listed(entry, counting):
            home.causes[Cause.NOT_AT_WORK] += 1
        taught = sections.get(service.section_id or 0, service.personnel_school_id)
        if taught != service.personnel_school_id:
            home.causes[Cause.LENT_OUT] += 1
            found[taught].causes[Cause.FROM_ELSEWHERE] += 1
    _changes_since(county_id, held, found, rules)
    return found


def _changes_since(county_id: int, held: Mapping[int, int], found: Mapping[int, Counted], rules: RuleSet) -> None:
    counting, now = build_counting_rule(rules), {}
    for entry in load_roster(county_id, today()).entries:
        service = entry.main_service
        if service is not None and is_teacher(entry, counting):
            now[entry.id] = service.personnel_school_id
    for teacher in held.keys() | now.keys():
        before, after = held.get(teacher), now.get(teacher)
        if before != after and after is not None and after in found:
            found[after].causes[Cause.CAME_SINCE] += 1
        if before != after and before is not None:
            found[before].causes[Cause.LEFT_SINCE] += 1


def _figures_of(entry: RosterEntry, stage: Stage, subject: str, on: dt.date, rules: RuleSet) -> list[Figure]:
    counting = rules.indicators.counting
    floor: str = getattr(counting.degree_floor.value, "primary" if stage is Stage.PRIMARY else "junior")
    marks = {Figure.TEACHERS: True, Figure.ABOVE_DEGREE: entry.degree is not None and entry.degree.reaches(DegreeLevel(floor)),
             Figure.BACKBONE: is_backbone(entry, on, rules), Figure.PE_ARTS: subject in counting.pe_arts_subjects.value}
    return [figure for figure, holds in marks.items() if holds]


def pupils_of(county_id: int, school_year: int) -> dict[int, int]:
    """Return the pupils of every school in a school year, as its year figures say."""
    statement = select(Section.school_id, func.sum(GradeYear.pupils)).join(SectionYear, SectionYear.section_id == Section.id).join(
        GradeYear, GradeYear.section_year_id == SectionYear.id).where(
        Section.county_id == county_id, SectionYear.school_year == school_year, SectionYear.forecast.is_(False)).group_by(Section.school_id)
    return {school: int(pupils) for school, pupils in db.session.execute(statement)}


def list_reported(county_id: int, school_year: int) -> list[ReportedFigures]:
    """Return what schools reported for a school year."""
    statement = select(ReportedFigures).where(ReportedFigures.county_id == county_id, ReportedFigures.school_year == school_year)
    return list(db.session.scalars(statement.order_by(ReportedFigures.school_id)))


def find_reported(county_id: int, school_id: int, school_year: int) -> ReportedFigures | None:
    """Return what one school reported for a school year."""
    return db.session.scalar(select(ReportedFigures).where(
        ReportedFigures.county_id == county_id, ReportedFigures.school_id == school_id, ReportedFigures.school_year == school_year))
