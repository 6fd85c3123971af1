"""Every planted case is found by its check and by no other; the shares are counted again without them by hand."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.inspection.codes import FlowGroup, HonestyCheck, Route, StintSource
from staffing.inspection.flows import gather_flow
from staffing.inspection.gathering import gather_year
from staffing.inspection.honesty import least_months
from staffing.inspection.strength import compare_strengths
from staffing.teachers.enums import PostStatus
from staffing.teachers.models import BackboneHonour, Employment, RotationRecord
from tests.factories.decisions import create_decided_plan
from tests.factories.inspection import YEAR, create_inspected_county
from tests.factories.plans import create_tiny_county
from tests.factories.teachers import create_teacher

ON = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture
def inspected(app):
    return create_inspected_county()


def named(inspected, evidence, check):
    ids = {teacher.id: name for name, teacher in inspected.persons.items()}
    return {ids[flag.stint.teacher_id] for flag in evidence.flags_of(check)}


def test_each_check_finds_what_was_planted_and_nothing_else(inspected):
    evidence = gather_year(inspected.county, YEAR)
    assert evidence.source is StintSource.RECORDS
    assert {check: named(inspected, evidence, check) for check in HonestyCheck} == {
        HonestyCheck.SAME_ENTITY: {"campus"}, HonestyCheck.TOO_SHORT: {"short"}, HonestyCheck.NOT_FRONT_LINE: {"shadow"},
        HonestyCheck.NOT_ARRIVED: {"absent"}, HonestyCheck.REPEATED: {"again"}, HonestyCheck.WEAKER: {"weak1", "weak2"},
        HonestyCheck.SWAPPED_BACK: {"swap", "partner"}, HonestyCheck.OTHER_SUBJECT: {"subject"}}


def test_three_numbers_by_hand_with_and_without(inspected):
    evidence = gather_year(inspected.county, YEAR)
    rows = list(db.session.scalars(select(RotationRecord).where(RotationRecord.starts_on == dt.date(2025, 9, 1))))
    counted = [row for row in rows if row.kind == "regular_exchange" and row.ends_on >= dt.date(2026, 8, 31) and row.from_school.entity_id != row.to_school.entity_id]
    honoured = set(db.session.scalars(select(BackboneHonour.teacher_id)))
    numbers = evidence.numbers()
    assert (numbers.eligible, numbers.rotated, numbers.backbone) == (len(inspected.persons), len(counted), sum(row.teacher_id in honoured for row in counted)) == (15, 8, 6)
    assert (numbers.needed, numbers.backbone_needed, numbers.met) == (2, 2, True)
    assert evidence.numbers([HonestyCheck.WEAKER]).rotated == 6
    rest = evidence.numbers(list(HonestyCheck))
    assert (rest.rotated, rest.backbone, rest.met) == (1, 1, False)
    schools = evidence.by_school()
    assert sum(one.rotated for one in schools.values()) == numbers.rotated
    assert sum(one.eligible for one in schools.values()) == numbers.eligible


def test_return_listed_as_rotation_is_found(inspected):
    teacher, town, village = inspected.persons["clean"], inspected.sections["town"], inspected.sections["village"]
    teacher.rotations.append(RotationRecord(kind="regular_exchange", from_school=village.school, to_school=town.school, starts_on=dt.date(2026, 9, 1)))
    db.session.flush()
    evidence = gather_year(inspected.county, YEAR + 1)
    assert [flag.other for flag in evidence.flags_of(HonestyCheck.SWAPPED_BACK)] == [None]


def test_secondment_on_record_and_open_end_are_judged(inspected):
    teacher = inspected.persons["clean"]
    teacher.rotations[0].ends_on = None
    teacher.employments[0].valid_to = dt.date(2026, 3, 1)
    teacher.employments.append(Employment(valid_from=dt.date(2026, 3, 1), kind="established", category="full_time_teacher", status=PostStatus.SECONDED_IN_COUNTY))
    db.session.flush()
    evidence = gather_year(inspected.county, YEAR)
    assert "clean" in named(inspected, evidence, HonestyCheck.NOT_FRONT_LINE)
    assert "clean" not in named(inspected, evidence, HonestyCheck.TOO_SHORT)


def test_a_pair_that_stays_or_moves_for_good_is_no_swap(inspected):
    inspected.persons["swap"].rotations[0].ends_on = dt.date(2028, 8, 31)
    db.session.flush()
    assert gather_year(inspected.county, YEAR).flags_of(HonestyCheck.SWAPPED_BACK) == []
    inspected.persons["swap"].rotations[0].ends_on = dt.date(2026, 8, 31)
    inspected.persons["partner"].rotations[0].relation_moved = True
    db.session.flush()
    assert gather_year(inspected.county, YEAR).flags_of(HonestyCheck.SWAPPED_BACK) == []


def test_least_length_is_the_longer_of_kind_and_direction(inspected):
    evidence = gather_year(inspected.county, YEAR)
    assert {least_months(one.stint, evidence.schools, evidence.rules) for one in evidence.judged if one.stint.kind == "regular_exchange"} == {12}


def test_strengths_compare_means_exactly():
    found = compare_strengths({1: 4, 2: 0, 3: 2, 4: 1}, {1: 9, 2: 9, 3: 9, 4: 8}, [(9, 2), (9, 3), (8, 4)])
    assert (found[9].sent, found[9].all, found[9].outgoing, found[9].below) == (2, 2, 1, 1)
    assert found[8].below == 0


def test_decided_moves_are_read_from_the_version_in_force(app):
    tiny = create_tiny_county()
    create_decided_plan(tiny)
    evidence = gather_year(tiny.county, tiny.year.school_year)
    assert evidence.source is StintSource.DECIDED
    assert len(evidence.judged) == 2
    assert gather_year(tiny.county, tiny.year.school_year, StintSource.RECORDS).judged == ()
    assert len(gather_year(tiny.county, tiny.year.school_year, StintSource.PLAN).judged) == 2


def test_flow_counts_each_route_and_adds_up(inspected):
    village = inspected.sections["village"]
    create_teacher(section=village, since=dt.date(2026, 2, 1), subject="音乐")
    for name, status in (("rest0", PostStatus.RETIRED), ("rest1", PostStatus.LEFT)):
        teacher = inspected.persons[name]
        teacher.employments[0].valid_to = teacher.appointments[0].valid_to = dt.date(2026, 2, 1)
        teacher.employments.append(Employment(valid_from=dt.date(2026, 2, 1), kind="established", category="full_time_teacher", status=status))
    away = inspected.persons["rest2"]
    rest = inspected.sections["town"]
    away.appointments[0].valid_to = dt.date(2026, 3, 1)
    away.appointments.append(type(away.appointments[0])(valid_from=dt.date(2026, 3, 1), personnel_school=rest.school, personnel_stage=rest.stage, section=rest, subject="语文"))
    db.session.flush()
    with use_today(dt.date(2026, 5, 1)):
        flow = gather_flow(inspected.county, YEAR)
    inward = {route: flow.number(FlowGroup.TEACHERS, route, inward=True) for route in Route}
    outward = {route: flow.number(FlowGroup.TEACHERS, route, inward=False) for route in Route}
    # clean, again, subject came; short is gone again, shadow counts as teaching there; weak1, weak2 went to town.
    assert (inward[Route.ROTATION], inward[Route.RECRUITMENT]) == (4, 1)
    assert outward == {Route.ROTATION: 2, Route.RETURN: 0, Route.SELECTION: 1, Route.RECRUITMENT: 0, Route.RETIREMENT: 1, Route.RESIGNATION: 1}
    assert flow.net(FlowGroup.TEACHERS) == sum(inward.values()) - sum(outward.values()) == 0
    assert flow.net(FlowGroup.PE_ARTS) == 2, "a musician came, and who teaches PE on arrival"
    assert sum(flow.net(FlowGroup.TEACHERS, route) for route in Route) == flow.net(FlowGroup.TEACHERS)
