"""Pupils and classes of the coming school year, grade by grade (学生与班级预测).

Grades move up within their section; the entry grade comes from the intake the officer enters. Where no intake is
entered, last year's stands in and is marked as assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from staffing.core.exact import rounded
from staffing.needs.policy import ForecastPolicy

GradeCell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class SectionYear:
    """Pupils and classes of one section by grade in the present year."""

    section: str
    stage: str
    pupils: Mapping[int, int]
    classes: Mapping[int, int]

    def __post_init__(self) -> None:
        """Refuse grades that stand in one of the two only."""
        if self.pupils.keys() != self.classes.keys():
            raise ValueError(f"{self.section}: pupils and classes of different grades")


@dataclass(frozen=True, slots=True)
class GradeForecast:
    """One grade in the coming year; `is_assumed` where the intake was not entered."""

    grade: int
    pupils: int
    classes: int
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class SectionForecast:
    """One section in the coming year."""

    section: str
    stage: str
    grades: tuple[GradeForecast, ...]

    @property
    def pupils(self) -> int:
        """Return the pupils of all grades."""
        return sum(grade.pupils for grade in self.grades)

    @property
    def classes(self) -> dict[int, int]:
        """Return the classes by grade."""
        return {grade.grade: grade.classes for grade in self.grades}


def forecast_sections(sections: Sequence[SectionYear], policy: ForecastPolicy, *, intake: Mapping[str, int],
                      transfers: Mapping[GradeCell, int]) -> tuple[SectionForecast, ...]:
    """Return the coming year of every section.

    `intake` is the entry grade's pupils by section; `transfers` adds pupils to a grade or takes them away, e.g. the
    children of a teaching point (教学点) who go on to the central school.
    """
    known = {(section.section, grade) for section in sections for grade in section.pupils}
    unknown = sorted(set(transfers) - known)
    if unknown:
        raise ValueError(f"transfers to unknown grades: {unknown}")
    return tuple(_forecast_section(section, policy, intake.get(section.section), transfers) for section in sections)


def _forecast_section(section: SectionYear, policy: ForecastPolicy, intake: int | None,
                      transfers: Mapping[GradeCell, int]) -> SectionForecast:
    grades = []
    for grade in sorted(section.pupils):
        is_entry = grade - 1 not in section.pupils
        moved = transfers.get((section.section, grade), 0)
        if is_entry:
            before, classes = (section.pupils[grade] if intake is None else intake), 0
        else:
            before = int(rounded(section.pupils[grade - 1] * policy.retention, 0))
            classes = 0 if policy.merge_classes else section.classes[grade - 1]
        pupils = max(0, before + moved)
        grades.append(GradeForecast(grade, pupils, _count_classes(pupils, classes, policy.class_limit[section.stage]),
                                    is_entry and intake is None))
    return SectionForecast(section.section, section.stage, tuple(grades))


def _count_classes(pupils: int, classes: int, limit: int) -> int:
    """Return the classes of a grade: those that move up stay together, and as many as the class limit asks for."""
    if pupils == 0:
        return 0
    return max(classes, Fraction(pupils, limit).__ceil__())
