"""The words of the rotation problem: identifiers, stages, states, and the codes of rules, goals and findings.

Every code is stable: it stands in stored plans, in addresses and in docs/rotation-model.md under a heading of its own.
"""

from enum import StrEnum
from typing import NewType

SchoolId = NewType("SchoolId", str)
SectionId = NewType("SectionId", str)
TeacherId = NewType("TeacherId", str)
Subject = NewType("Subject", str)

# A subject in a section (学部学科): the unit of demand and of the outflow limit.
Cell = tuple[SectionId, Subject]

ALL_TEACHERS = "all"
BACKBONE_TEACHERS = "backbone"
RESERVED_GROUPS = frozenset({ALL_TEACHERS, BACKBONE_TEACHERS})
ROTATION_SHARE = "rotation_share"


class Stage(StrEnum):
    """School stage of compulsory education (学段)."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class Certificate(StrEnum):
    """Level of the teaching certificate (教师资格层次)."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


class Location(StrEnum):
    """Where a school lies: 城区, 镇区 or 乡村."""

    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"

    @property
    def rank(self) -> int:
        """Return 0 for the city, 1 for towns, 2 for the countryside."""
        return _LOCATION_RANK[self]


_LOCATION_RANK = {Location.URBAN: 0, Location.TOWN: 1, Location.RURAL: 2}


class TeacherStatus(StrEnum):
    """Verdict on a teacher: 符合可派, 符合但暂缓, 不属于对象."""

    ELIGIBLE = "eligible"
    DEFERRED = "deferred"
    OUT = "out"


class TitleLevel(StrEnum):
    """Levels of professional titles (职称) whose posts are limited: 高级, 中级."""

    SENIOR = "senior"
    MIDDLE = "middle"


class CountsAt(StrEnum):
    """Where a moved teacher counts in the indicators (指标计入口径): 任教校 or 人事校."""

    HOST = "host"
    HOME = "home"


class ZoneLimit(StrEnum):
    """Who must stay in the own zone (片区)."""

    NONE = "none"
    ORDINARY = "ordinary"
    ALL = "all"


class GoalOrder(StrEnum):
    """How the goals are weighed: one weighted sum, or one level after the other."""

    WEIGHTED = "weighted"
    LEXICOGRAPHIC = "lexicographic"


class RelationMoves(StrEnum):
    """Which moves carry the personnel relation (人事关系)."""

    ALWAYS = "always"
    NEVER = "never"
    TO_URBAN = "to_urban"


class IndicatorCode(StrEnum):
    """The three indicators that teachers decide: L1 above_degree, L2 backbone, L3 pe_arts."""

    ABOVE_DEGREE = "above_degree"
    BACKBONE = "backbone"
    PE_ARTS = "pe_arts"


class GoalCode(StrEnum):
    """The goals in the order in which every report lists them."""

    SHORTFALL = "shortfall"
    FAILING_SECTIONS = "failing_sections"
    CV_EXCESS = "cv_excess"
    INEQUALITY = "inequality"
    DIRECTION = "direction"
    BURDEN = "burden"
    EXTRA_MOVES = "extra_moves"
    CHANGES = "changes"


# Order numbers of the lexicographic levels; `changes` makes a level of its own before the others where it has a weight.
GOAL_LEVEL = {
    GoalCode.CHANGES: 0,
    GoalCode.SHORTFALL: 1,
    GoalCode.FAILING_SECTIONS: 1,
    GoalCode.CV_EXCESS: 1,
    GoalCode.INEQUALITY: 2,
    GoalCode.DIRECTION: 3,
    GoalCode.BURDEN: 4,
    GoalCode.EXTRA_MOVES: 5,
}


class RuleCode(StrEnum):
    """Hard rules with a fixed code; quotas bring their own codes as data."""

    ONE_DESTINATION = "one_destination"
    AUTHORISED_POSTS = "authorised_posts"
    SUBJECT_COVER = "subject_cover"
    SCHOOL_OUTFLOW = "school_outflow"
    CELL_OUTFLOW = "cell_outflow"
    COUPLES = "couples"
    MUST_MOVE = "must_move"
    PINS = "pins"
    KEEP_COMPLIANT = "keep_compliant"
    DONOR_FLOOR = "donor_floor"
    TITLE_POSTS = "title_posts"
    DECIDED_MOVES = "decided_moves"
    SCHOOL_LIMITS = "school_limits"


class LimitSide(StrEnum):
    """Which of a school's own limits (名额) a row or finding speaks of."""

    SENT_LEAST = "sent_least"
    SENT_MOST = "sent_most"
    RECEIVED_MOST = "received_most"
    BACKBONE_LEAST = "backbone_least"


class ConditionCode(StrEnum):
    """What a move breaks that is no candidate."""

    WRONG_ORIGIN = "wrong_origin"
    STATUS = "status"
    SAME_ENTITY = "same_entity"
    CERTIFICATE = "certificate"
    STAGE = "stage"
    SUBJECT = "subject"
    NO_NEED = "no_need"
    DISTANCE = "distance"
    ZONE = "zone"
    FORBIDS = "forbids"
    MUST_STAY = "must_stay"


class ClaimCode(StrEnum):
    """What a solution file claims about itself and the checker refutes."""

    UNKNOWN_ID = "unknown_id"
    INSTANCE_HASH = "instance_hash"
    SOLUTION_STATUS = "solution_status"
    SOLUTION_COST = "solution_cost"
    SOLUTION_BOUND = "solution_bound"
    SOLUTION_GAP = "solution_gap"
    GOAL_AMOUNT = "goal_amount"
    GOAL_COST = "goal_cost"
    GOAL_LEVELS = "goal_levels"


class SolutionStatus(StrEnum):
    """What a run promises about its plan."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


FIXED_RULE_CODES = frozenset(code.value for code in RuleCode) | frozenset(
    code.value for code in ConditionCode
)
