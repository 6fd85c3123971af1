"""Figures of a check: of the county, each stage, each school, against the target. Pure: holders in, numbers out."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from staffing.qualifications.codes import COUNTED, STANDINGS, Check, Reason, Standing
from staffing.qualifications.policy import ALL_STAGES, DegreeAim, QualificationPolicy
from staffing.schools.enums import Stage

SORTS: Final = ("share", "lacking", "asked", "code")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of some teachers stand how in a check.

    ``counted`` of ``asked`` is the share that is compared with ``target``; ``lacking`` persons reach it (rounded up, since
    0.4 of a person helps nobody). Persons whose record is silent are asked and not counted.
    """

    reasons: Counter[Reason]
    counted: int
    asked: int
    target: Fraction | None
    missing_hours: Decimal = Decimal(0)

    def number(self, standing: Standing) -> int:
        """Return how many stand so."""
        return sum(number for reason, number in self.reasons.items() if STANDINGS[reason] is standing)

    @property
    def share(self) -> Fraction | None:
        """Return the share; None where nobody is asked."""
        return Fraction(self.counted, self.asked) if self.asked else None

    @property
    def lacking(self) -> int | None:
        """Return how many more must be in order to reach the target; None without target or persons."""
        if self.target is None or not self.asked:
            return None
        return max(0, math.ceil(self.target * self.asked) - self.counted)

    @property
    def reached(self) -> bool | None:
        """True if the target is reached; None where there is none to reach."""
        return None if self.lacking is None else self.lacking == 0


def figure_from(check: Check, reasons: Counter[Reason], missing: Decimal, target: Fraction | None) -> Figure:
    """Return the figure of teachers who are counted by reason already."""
    asked = sum(number for reason, number in reasons.items() if STANDINGS[reason] is not Standing.NOT_ASKED)
    return Figure(reasons, sum(reasons[reason] for reason in COUNTED[check]), asked, target, missing)


def target_of(check: Check, stage: Stage | None, policy: QualificationPolicy) -> Fraction | None:
    """Return the share that is to be reached, of a stage or (None) of the whole county; None where there is none.

    Where stages have aims of their own for degrees, the county as a whole has none: one share of two aims says nothing.
    """
    if check is Check.CERTIFICATE:
        return policy.certificate_share
    if check is Check.TRAINING:
        return policy.training_share
    if check is Check.SHADOWING:
        return Fraction(1) if policy.shadowing else None
    if check is Check.DEGREE:
        aim = degree_aim(stage, policy)
        return aim.share if aim else None
    return None


def degree_aim(stage: Stage | None, policy: QualificationPolicy) -> DegreeAim | None:
    """Return the aim for degrees of a stage, or the county's where it has one for all stages alike."""
    return policy.aims.get(ALL_STAGES) if stage is None else policy.aim(stage)


def sorted_schools(rows: Mapping[int, Figure], order: Mapping[int, int], sort: str) -> list[tuple[int, Figure]]:
    """Return the schools where anybody is asked: the lowest share first, the most lacking, the largest, or by code."""
    keys: dict[str, Callable[[Figure], Fraction | int]] = {
        "share": lambda figure: figure.share or 0, "lacking": lambda figure: -(figure.lacking or 0),
        "asked": lambda figure: -figure.asked, "code": lambda _: 0}
    listed = [(school, figure) for school, figure in rows.items() if figure.asked]
    return sorted(listed, key=lambda item: (keys[sort](item[1]), order.get(item[0], len(order))))


@dataclass(frozen=True, slots=True)
class Overview:
    """One check on the page of all: the county and each stage that has teachers."""

    check: Check
    county: Figure
    stages: dict[Stage, Figure]


@dataclass(frozen=True, slots=True)
class HoursCell:
    """Hours of training of a year and kind: persons who had some, hours in all."""

    persons: int
    hours: Decimal
