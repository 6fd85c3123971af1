"""Where everybody is before and after a plan: the facts that all judgements of the checker start from."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from solvers.rotation.instance import Instance
from solvers.rotation.records import Move, School, Teacher
from solvers.rotation.vocabulary import (
    Cell,
    CountsAt,
    Location,
    RelationMoves,
    SchoolId,
    SectionId,
    TeacherId,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """An instance and the moves of known teachers to known sections, at most one for each teacher."""

    instance: Instance
    moves: dict[TeacherId, Move]

    def teacher(self, move: Move) -> Teacher:
        """Return the teacher who moves."""
        return self.instance.index.teacher[move.teacher]

    def home(self, move: Move) -> School:
        """Return the school that the teacher really leaves, whatever the move says."""
        return self.instance.school_of(self.teacher(move).section)

    def host(self, move: Move) -> School:
        """Return the school that receives the teacher."""
        return self.instance.school_of(move.to_section)

    def is_decided(self, move: Move) -> bool:
        """True if people elsewhere decided exactly this move."""
        row = self.instance.index.decided.get(move.teacher)
        return row is not None and (row.to, row.subject) == (move.to_section, move.subject)

    def ordinary_moves(self) -> list[Move]:
        """Return the moves that this plan answers for: all but the decided ones."""
        return [move for move in self.moves.values() if not self.is_decided(move)]

    def carries_relation(self, move: Move) -> bool:
        """True if the personnel relation (人事关系) goes along, so that the move takes a post at the host."""
        rule = self.instance.settings.relation_moves
        if rule is RelationMoves.TO_URBAN:
            return self.host(move).location is Location.URBAN
        return rule is not RelationMoves.NEVER

    def section_after(self, teacher: Teacher) -> SectionId:
        """Return where the teacher works after the plan."""
        move = self.moves.get(teacher.id)
        return move.to_section if move else teacher.section

    def cell_after(self, teacher: Teacher) -> Cell:
        """Return the section and subject in which the teacher works after the plan."""
        move = self.moves.get(teacher.id)
        return (move.to_section, move.subject) if move else teacher.cell

    def counted_cell(self, teacher: Teacher) -> Cell:
        """Return the section and subject in which the indicators count the teacher (指标计入口径)."""
        move = self.moves.get(teacher.id)
        if move is None:
            return teacher.cell
        settings = self.instance.settings
        at_host = settings.counts_at is CountsAt.HOST
        # A document silent on relation_moves keeps everyone at home; see the model, "Optional parts".
        follows = settings.relation_moves is not None and self.carries_relation(move)
        return (move.to_section, move.subject) if at_host or follows else teacher.cell

    def people_in_cells(self) -> Counter[Cell]:
        """Return how many listed teachers work in each cell after the plan."""
        return Counter(self.cell_after(teacher) for teacher in self.instance.teachers)


def make_plan(instance: Instance, moves: Iterable[Move]) -> Plan:
    """Return the plan of the moves whose ids are known; of several moves of one teacher the first counts."""
    kept: dict[TeacherId, Move] = {}
    for move in moves:
        if move.teacher in instance.index.teacher and move.to_section in instance.index.section:
            kept.setdefault(move.teacher, move)
    return Plan(instance, kept)


def decided_only(instance: Instance) -> Plan:
    """Return the plan in which nobody but the decided teachers moves: what they alone make necessary."""
    teachers = instance.index.teacher
    moves = [
        Move(row.teacher, teachers[row.teacher].section, row.to, row.subject)
        for row in instance.decided_moves
    ]
    return make_plan(instance, moves)


def school_distance_km(instance: Instance, one: SchoolId, other: SchoolId) -> float:
    """Return the distance of two schools: by the bureau's table where it speaks, else the straight line."""
    if one == other:
        return 0.0
    table = instance.index.road_km.get((one, other))
    if table is not None:
        return table
    here, there = instance.index.school[one], instance.index.school[other]
    return math.hypot(here.x_km - there.x_km, here.y_km - there.y_km)
