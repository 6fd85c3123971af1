"""The cross-school round of 县管校聘 (跨校竞聘) carried over into the moves of the year that were decided elsewhere.

The round only says who was placed; whither, the bureau tells when it carries the moves over. From then on they are like all moves
decided elsewhere: counted by kind, recorded, and taken as given by every plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.decisions.elsewhere import enter, list_elsewhere, present_school
from staffing.decisions.models import ElsewhereMove
from staffing.errors import StaffingError
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import RotationYear, RoundKind, RoundOutcome
from staffing.rotation_years.queries import results_of_round
from staffing.schools.models import School
from staffing.teachers.models import Teacher

# The kind of exchange of these moves in every rule set.
COMPETITION: Final = "cross_school_competition"


@dataclass(frozen=True, slots=True)
class Placed:
    """A teacher placed in the cross-school round: the school competed from, and the move entered since, if any."""

    teacher: Teacher
    school: School
    move: ElsewhereMove | None


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when the carried moves hold, and by which document."""

    starts_on: date
    ends_on: date
    basis: str


def list_placed(year: RotationYear) -> list[Placed]:
    """Return who was placed across schools, by number; nobody where the county holds no rounds."""
    if not rules_for(year.ruleset, year.school_year).calendar.engagement_rounds.value:
        return []
    moves = {move.teacher_id: move for move in list_elsewhere(year)}
    results = results_of_round(year.id, RoundKind.CROSS_SCHOOL).values()
    placed = [Placed(row.teacher, row.school, moves.get(row.teacher_id)) for row in results if row.outcome is RoundOutcome.PLACED]
    return sorted(placed, key=lambda one: one.teacher.number)


def list_in_vain(year: RotationYear) -> list[ElsewhereMove]:
    """Return the moves by competition whose teacher the round does not name as placed (any more)."""
    if not rules_for(year.ruleset, year.school_year).calendar.engagement_rounds.value:
        return []
    placed = {one.teacher.id for one in list_placed(year)}
    return [move for move in list_elsewhere(year) if move.kind == COMPETITION and move.teacher_id not in placed]


def carry_over(year: RotationYear, targets: Mapping[int, int], term: Term) -> int:
    """Enter the moves of teachers placed across schools, by {teacher: school}; return how many. Who has a move already is refused."""
    waiting = {one.teacher.id: one for one in list_placed(year) if one.move is None}
    if not targets.keys() <= waiting.keys():
        raise StaffingError(_l("Somebody on this list was carried over or is not placed any more. It is shown as it stands now."))
    for teacher_id, school_id in targets.items():
        one = waiting[teacher_id]
        origin = present_school(one.teacher, year.cut_off_on) or one.school.id
        if origin == school_id:
            raise StaffingError(_l("%(name)s works at this school already; choose the school that placed the person.", name=one.teacher.name))
        enter(year, one.teacher, {"kind": COMPETITION, "from_school_id": origin, "to_school_id": school_id, "role": None,
                                  "starts_on": term.starts_on, "ends_on": term.ends_on, "basis": term.basis})
    return len(targets)
