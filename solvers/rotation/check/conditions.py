"""Is each move a candidate? One finding for each condition that a move breaks. Decided moves are not judged."""

from collections.abc import Callable, Iterator

from solvers.rotation.check.exact import DISTANCE_TOLERANCE_KM
from solvers.rotation.check.plan import Plan, school_distance_km
from solvers.rotation.instance import Instance
from solvers.rotation.records import Move, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import ConditionCode, TeacherStatus, ZoneLimit

Breach = Callable[[Instance, Teacher, Move], bool]


def candidate_findings(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each condition that an ordinary move breaks, and for every move from a wrong section."""
    for move in plan.moves.values():
        yield from _wrong_origin(plan, move)
    for move in plan.ordinary_moves():
        teacher = plan.teacher(move)
        for code, is_broken, words in _CONDITIONS:
            if is_broken(plan.instance, teacher, move):
                text = f"Teacher {teacher.id} to {move.to_section} for {move.subject}: {words}."
                yield Finding(code, (teacher.id, move.to_section), text)


def _wrong_origin(plan: Plan, move: Move) -> Iterator[Finding]:
    origin = plan.teacher(move).section
    # An unknown section is reported as such, not once more as a wrong one.
    if move.from_section != origin and move.from_section in plan.instance.index.section:
        text = f"Teacher {move.teacher} works in {origin}, not in {move.from_section}."
        yield Finding(ConditionCode.WRONG_ORIGIN, (move.teacher, move.from_section), text)


def _status(_: Instance, teacher: Teacher, __: Move) -> bool:
    waived = teacher.status is TeacherStatus.DEFERRED and teacher.volunteer
    return not (teacher.status is TeacherStatus.ELIGIBLE or waived)


def _same_entity(instance: Instance, teacher: Teacher, move: Move) -> bool:
    home, host = instance.school_of(teacher.section), instance.school_of(move.to_section)
    return home.id == host.id or home.entity == host.entity


def _certificate(instance: Instance, teacher: Teacher, move: Move) -> bool:
    stage = instance.index.section[move.to_section].stage
    return stage not in instance.settings.certificate_covers.stages(teacher.certificate)


def _stage(instance: Instance, teacher: Teacher, move: Move) -> bool:
    sections = instance.index.section
    crosses = sections[teacher.section].stage is not sections[move.to_section].stage
    return crosses and not instance.settings.cross_stage


def _subject(_: Instance, teacher: Teacher, move: Move) -> bool:
    return move.subject != teacher.subject and move.subject not in teacher.more_subjects


def _no_need(instance: Instance, _: Teacher, move: Move) -> bool:
    return instance.need_range(move.to_section, move.subject)[1] == 0


def _distance(instance: Instance, teacher: Teacher, move: Move) -> bool:
    if teacher.volunteer:
        return False
    home, host = instance.school_of(teacher.section), instance.school_of(move.to_section)
    km = school_distance_km(instance, home.id, host.id)
    return km > instance.settings.max_distance_km + DISTANCE_TOLERANCE_KM


def _zone(instance: Instance, teacher: Teacher, move: Move) -> bool:
    limit = instance.settings.zone_limit
    if limit is ZoneLimit.NONE or (limit is ZoneLimit.ORDINARY and teacher.backbone):
        return False
    home, host = instance.school_of(teacher.section).zone, instance.school_of(move.to_section).zone
    return home is not None and host is not None and home != host


def _forbids(instance: Instance, teacher: Teacher, move: Move) -> bool:
    return (teacher.id, move.to_section) in instance.index.forbidden


def _must_stay(_: Instance, teacher: Teacher, __: Move) -> bool:
    return teacher.must_stay


_CONDITIONS: tuple[tuple[ConditionCode, Breach, str], ...] = (
    (ConditionCode.STATUS, _status, "the teacher may not be sent"),
    (ConditionCode.SAME_ENTITY, _same_entity, "both belong to one school or legal entity"),
    (ConditionCode.CERTIFICATE, _certificate, "the certificate does not cover the stage"),
    (ConditionCode.STAGE, _stage, "the stage changes"),
    (ConditionCode.SUBJECT, _subject, "the teacher is not certified for the subject"),
    (ConditionCode.NO_NEED, _no_need, "the section does not need the subject"),
    (ConditionCode.DISTANCE, _distance, "the schools lie too far apart"),
    (ConditionCode.ZONE, _zone, "the move leaves the zone"),
    (ConditionCode.FORBIDS, _forbids, "the pair is forbidden"),
    (ConditionCode.MUST_STAY, _must_stay, "the teacher must stay"),
)
