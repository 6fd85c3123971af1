"""Why a person goes or stays by a stored plan: read off the stored instance and the moves, never off the search. Pure.

A reason is a code with numbers, none of it speaks of another person. A person who stays is told what the plan shows: a status,
a limit that is reached, a wished place that is full or too far; where nothing of it holds, that the wish was weighed and lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from solvers.rotation.check.exact import floor
from solvers.rotation.check.plan import Plan, make_plan, school_distance_km
from solvers.rotation.instance import Move
from solvers.rotation.io import parse_instance
from solvers.rotation.records import Teacher
from solvers.rotation.vocabulary import Cell, SectionId, Subject, TeacherId, TeacherStatus
from staffing.plans.bridge.reasons import MOST_REASONS, reasons_for

Json = dict[str, Any]
METRES = 1


@dataclass(frozen=True, slots=True)
class StoredMove:
    """One move of a stored plan; the person by pseudonym."""

    pseudonym: str
    from_section_id: int
    to_section_id: int
    subject: str


@dataclass(frozen=True, slots=True)
class _After:
    """What the plan leaves behind: people in each subject of a section, and who left each school, decided moves apart."""

    people: Counter[Cell]
    leaving: Counter[str]


def derive_reasons(instance_text: str, moves: Iterable[StoredMove], stayers: Sequence[str]) -> dict[str, list[Json]]:
    """Return the reasons of everybody who moves and of the named persons who stay, by pseudonym; an unknown person is left out."""
    instance = parse_instance(instance_text)
    plan = make_plan(instance, [Move(TeacherId(row.pseudonym), SectionId(str(row.from_section_id)), SectionId(str(row.to_section_id)),
                                     Subject(row.subject)) for row in moves])
    found: dict[str, list[Json]] = {str(teacher): reasons for teacher, reasons in reasons_for(plan).items()}
    after = _After(plan.people_in_cells(), Counter(str(plan.home(move).id) for move in plan.ordinary_moves()))
    for pseudonym in stayers:
        teacher = instance.index.teacher.get(TeacherId(pseudonym))
        if teacher is not None and teacher.id not in plan.moves:
            found[pseudonym] = [*_why_stays(plan, teacher, after)][:MOST_REASONS] or [{"code": "weighed"}]
    return found


def _why_stays(plan: Plan, teacher: Teacher, after: _After) -> Iterator[Json]:
    if teacher.status is not TeacherStatus.ELIGIBLE:
        yield {"code": "not_eligible", "status": teacher.status.value}
        return
    if teacher.must_stay:
        yield {"code": "must_stay"}
        return
    yield from _home_holds(plan, teacher, after)
    for place, wish in enumerate(teacher.wishes, start=1):
        yield from _wish_fails(plan, teacher, place, wish, after)


def _home_holds(plan: Plan, teacher: Teacher, after: _After) -> Iterator[Json]:
    """Yield what at the own school stands against going: the subject at its least, the share that may leave used up."""
    least, _ = plan.instance.need_range(*teacher.cell)
    if after.people[teacher.cell] - 1 < least:
        yield {"code": "needed_at_home", "subject": teacher.subject, "people": after.people[teacher.cell], "least": least}
    school = plan.instance.school_of(teacher.section)
    most = floor(plan.instance.settings.school_outflow_share, school.staff)
    if after.leaving[str(school.id)] >= most:
        yield {"code": "outflow_reached", "left": after.leaving[str(school.id)], "most": most}


def _wish_fails(plan: Plan, teacher: Teacher, place: int, wish: SectionId, after: _After) -> Iterator[Json]:
    _, most = plan.instance.need_range(wish, teacher.subject)
    people = after.people[wish, teacher.subject]
    km = school_distance_km(plan.instance, plan.instance.school_of(teacher.section).id, plan.instance.school_of(wish).id)
    if people >= most:
        yield {"code": "wish_full", "place": place, "subject": teacher.subject, "people": people, "most": most}
    elif km > plan.instance.settings.max_distance_km:
        yield {"code": "wish_far", "place": place, "km": round(km, METRES), "most": plan.instance.settings.max_distance_km}
