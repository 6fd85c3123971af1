"""One county's records and one plan's settings become one instance of the rotation problem."""

from collections import Counter
from collections.abc import Iterable

from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import DecidedMove, Demand, Distance, Forbid, Instance, Move, Pin
from solvers.rotation.vocabulary import SchoolId, SectionId, Subject, TeacherId
from staffing.indicators.from_ruleset import build_quality_policy
from staffing.plans.bridge.faults import InputFault, InputFaultCode
from staffing.plans.bridge.inputs import PlanInputs
from staffing.plans.bridge.limits import (
    build_indicators,
    build_quotas,
    build_school_limits,
    build_settings,
    build_weights,
)
from staffing.plans.bridge.people import build_teachers
from staffing.plans.bridge.places import build_schools, build_sections, project_schools, township_centres
from staffing.plans.bridge.title_posts import build_title_posts
from staffing.plans.settings import PlanSettings


def build_instance(inputs: PlanInputs, settings: PlanSettings) -> Instance:
    """Return the instance; InputFault says what in the records stands against it."""
    if not inputs.teachers:
        raise InputFault(InputFaultCode.NO_TEACHERS)
    school_of = {section.id: section.school_id for section in inputs.sections}
    listed = Counter(school_of[teacher.section_id] for teacher in inputs.teachers)
    backbone = Counter(teacher.section_id for teacher in inputs.teachers if teacher.backbone)
    places = project_schools(inputs.schools)
    homes = township_centres(inputs.schools, places)
    policy = build_quality_policy(inputs.rules)
    try:
        return Instance(
            name=inputs.name, school_year=inputs.school_year, synthetic=inputs.synthetic,
            settings=build_settings(inputs.rules, settings), quotas=build_quotas(settings, inputs.eligible_count),
            indicators=build_indicators(inputs.rules), goal_weights=build_weights(settings),
            schools=build_schools(inputs.schools, places, listed),
            sections=build_sections(inputs.sections, inputs.schools, policy, backbone),
            demand=tuple(_demand(inputs)), teachers=build_teachers(inputs.teachers, inputs.sections, inputs.rules, homes),
            pins=tuple(Pin(TeacherId(mark.pseudonym), _section(mark.section_id)) for mark in inputs.marks if mark.pin),
            forbids=tuple(Forbid(TeacherId(mark.pseudonym), _section(mark.section_id)) for mark in inputs.marks if not mark.pin),
            published_plan=_announced(inputs), decided_moves=tuple(_decided(inputs)),
            title_posts=build_title_posts(inputs.schools, inputs.sections, inputs.teachers), distances=tuple(_distances(inputs)),
            school_limits=build_school_limits(inputs, settings.allotments))
    except InstanceError as error:
        code = InputFaultCode.PINNED_TWICE if str(error).startswith(("$.pins", "$.forbids")) else InputFaultCode.UNREADABLE
        raise InputFault(code, detail=str(error)) from error


def _demand(inputs: PlanInputs) -> Iterable[Demand]:
    for row in inputs.demand:
        yield Demand(_section(row.section_id), Subject(row.subject), row.least, row.most)


def _decided(inputs: PlanInputs) -> Iterable[DecidedMove]:
    """Yield the moves decided elsewhere, of listed teachers who are not there already."""
    present = {teacher.pseudonym: teacher.section_id for teacher in inputs.teachers}
    for row in inputs.decided:
        if row.pseudonym in present and present[row.pseudonym] != row.section_id:
            yield DecidedMove(TeacherId(row.pseudonym), _section(row.section_id), Subject(row.subject), row.kind)


def _distances(inputs: PlanInputs) -> Iterable[Distance]:
    schools = {school.id for school in inputs.schools}
    for row in inputs.distances:
        if {row.from_school_id, row.to_school_id} <= schools:
            yield Distance(SchoolId(str(row.from_school_id)), SchoolId(str(row.to_school_id)), row.km, row.minutes or 0)


def _announced(inputs: PlanInputs) -> tuple[Move, ...] | None:
    """Return the moves to stay close to; whoever is no longer where that plan found him is left out."""
    if inputs.announced is None:
        return None
    present = {teacher.pseudonym: teacher.section_id for teacher in inputs.teachers}
    return tuple(Move(TeacherId(row.pseudonym), _section(row.from_section_id), _section(row.to_section_id), Subject(row.subject))
                 for row in inputs.announced if present.get(row.pseudonym) == row.from_section_id)


def _section(section_id: int) -> SectionId:
    return SectionId(str(section_id))
