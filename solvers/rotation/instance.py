"""One year's rotation problem (交流轮岗) of one county: frozen data that refuses nonsense when it is made.

Definition: docs/rotation-model.md, sections "Sets" and "Formats". The parts stand in records.py, the refusals in
validation.py, the JSON form in io.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from solvers.rotation.errors import InstanceError
from solvers.rotation.indexes import Indexes, build_indexes
from solvers.rotation.records import (
    AboveDegree,
    CertificateCovers,
    DecidedMove,
    Demand,
    Forbid,
    GoalWeights,
    Indicator,
    Labels,
    Move,
    OfGroup,
    OfMoved,
    OfNumber,
    Pin,
    Quota,
    School,
    Section,
    Settings,
    Teacher,
    Threshold,
)
from solvers.rotation.school_tables import Distance, SchoolLimits, TitlePosts
from solvers.rotation.validation import refuse_nonsense
from solvers.rotation.vocabulary import ROTATION_SHARE, Cell, SectionId, Subject, TeacherId

__all__ = [
    "AboveDegree",
    "CertificateCovers",
    "DecidedMove",
    "Demand",
    "Distance",
    "Forbid",
    "GoalWeights",
    "Indicator",
    "Instance",
    "InstanceError",
    "Labels",
    "Move",
    "OfGroup",
    "OfMoved",
    "OfNumber",
    "Pin",
    "Quota",
    "School",
    "SchoolLimits",
    "Section",
    "Settings",
    "Teacher",
    "Threshold",
    "TitlePosts",
]


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything a plan is made from and judged by.

    `published_plan` None means that none was published; an empty tuple is a published plan in which nobody moves.
    `document_sha256` is the fingerprint of the JSON text the instance was read from, empty otherwise; a changed copy
    loses it. Use io.instance_sha256, which works for both.

    Raises
    ------
    InstanceError
        With the JSON path of the first fault found.
    """

    name: str
    school_year: int
    synthetic: bool
    settings: Settings
    quotas: tuple[Quota, ...]
    indicators: tuple[Indicator, ...]
    goal_weights: GoalWeights
    schools: tuple[School, ...]
    sections: tuple[Section, ...]
    demand: tuple[Demand, ...]
    teachers: tuple[Teacher, ...]
    pins: tuple[Pin, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    published_plan: tuple[Move, ...] | None = None
    decided_moves: tuple[DecidedMove, ...] = ()
    title_posts: tuple[TitlePosts, ...] = ()
    distances: tuple[Distance, ...] = ()
    school_limits: tuple[SchoolLimits, ...] = ()
    document_sha256: str = field(default="", init=False, repr=False, compare=False)
    index: Indexes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Judge the parts, then build the look-ups."""
        refuse_nonsense(self)
        object.__setattr__(self, "index", build_indexes(self))

    def replace(
        self, **changes: Any
    ) -> "Instance":  # Any: the fields have many types, __post_init__ judges them
        """Return a changed copy, judged anew and without the fingerprint of the document."""
        return replace(self, **changes)

    def school_of(self, section: SectionId) -> School:
        """Return the school that the section belongs to."""
        return self.index.school_of_section[section]

    def cells(self) -> Iterator[Cell]:
        """Yield every cell that has teachers or a demand row, teachers' cells first."""
        yield from self.index.listed_in_cell
        yield from (cell for cell in self.index.demand if cell not in self.index.listed_in_cell)

    def need_range(self, section: SectionId, subject: Subject) -> tuple[int, int]:
        """Return least and most teachers of the cell; a cell without a demand row needs none."""
        row = self.index.demand.get((section, subject))
        return (row.min, row.max) if row else (0, 0)

    def listed_in_school(self, school: School) -> int:
        """Return how many listed teachers all sections of the school have."""
        return sum(
            len(self.index.teachers_of_section[row.id]) for row in self.index.sections_of_school[school.id]
        )

    def couples(self) -> Iterator[tuple[Teacher, Teacher]]:
        """Yield each pair of partners once, the one listed first in front."""
        seen: set[TeacherId] = set()
        for teacher in self.teachers:
            seen.add(teacher.id)
            if teacher.partner is not None and teacher.partner not in seen:
                yield teacher, self.index.teacher[teacher.partner]

    def rotation_quota(self) -> Quota | None:
        """Return the quota `rotation_share` (交流比例), None where there is none."""
        return next((quota for quota in self.quotas if quota.code == ROTATION_SHARE), None)
