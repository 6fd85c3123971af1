"""How strong the teachers a school sends are beside all it has: four marks a person, compared by means. Pure.

A mark each for: a degree above the required one of the stage, a middle title or above, a valid backbone honour of the level that
counts, the last appraisal excellent. A mean is the sum of marks over persons, from 0 to 4.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, DegreeLevel, TitleLevel
from staffing.teachers.roster import RosterEntry


@dataclass(frozen=True, slots=True)
class SchoolStrength:
    """A school's teachers and those it sends: persons and mean marks of both."""

    school_id: int
    teachers: int
    sent: int
    all: Fraction
    outgoing: Fraction

    @property
    def below(self) -> Fraction:
        """Return how far those sent lie below all; negative where they are stronger."""
        return self.all - self.outgoing


def marks_of(entry: RosterEntry, stage: Stage, on: dt.date, rules: RuleSet, excellent: Collection[int]) -> int:
    """Return the marks of one person on a day; ``excellent`` are the ids of those whose last appraisal was excellent."""
    counting = rules.indicators.counting
    floor: str = getattr(counting.degree_floor.value, "primary" if stage is Stage.PRIMARY else "junior")
    degree = entry.degree is not None and entry.degree.reaches(DegreeLevel(floor))
    title = entry.title is not None and entry.title.reaches(TitleLevel(counting.middle_title_floor.value))
    return degree + title + is_backbone(entry, on, rules) + (entry.id in excellent)


def is_backbone(entry: RosterEntry, on: dt.date, rules: RuleSet) -> bool:
    """True if the person holds a valid backbone honour of the level that counts."""
    level = entry.backbone_level(on)
    return level is not None and level.reaches(BackboneLevel(rules.indicators.counting.backbone_min_level.value))


def compare_strengths(marks: Mapping[int, int], schools: Mapping[int, int], sent: Iterable[tuple[int, int]]) -> dict[int, SchoolStrength]:
    """Return the comparison of every sending school from everybody's marks and school, and (school, person) of those sent."""
    staff: defaultdict[int, list[int]] = defaultdict(list)
    for teacher, school in schools.items():
        staff[school].append(marks[teacher])
    going: defaultdict[int, list[int]] = defaultdict(list)
    for school, teacher in sent:
        if teacher in marks:
            going[school].append(marks[teacher])
    return {school: SchoolStrength(school, len(staff[school]), len(rows), _mean(staff[school]), _mean(rows))
            for school, rows in sorted(going.items()) if staff[school]}


def _mean(marks: Collection[int]) -> Fraction:
    return Fraction(sum(marks), len(marks))
