"""Each condition of a candidate, kept and broken: exact code and ids."""

import pytest

from solvers.rotation.instance import CertificateCovers, Demand, Distance
from solvers.rotation.vocabulary import Certificate, Stage, TeacherStatus, ZoneLimit
from tests.helpers.solving import (
    CHINESE,
    SPORTS,
    broken,
    decided,
    forbid,
    instance,
    move,
    school,
    section,
    teacher,
    with_demand,
    with_settings,
    with_teacher,
)

PLAIN = instance([teacher("t1"), teacher("t2")])
TO_B = [("t1", "b/primary")]


def test_candidate_breaks_nothing_when_all_conditions_hold() -> None:
    """Tests that a plain move of an eligible teacher is a candidate."""
    assert broken(PLAIN, move("t1")) == []


def test_wrong_origin_when_move_starts_elsewhere() -> None:
    """Tests that a wrong `from` is named with the section that the move claims."""
    assert broken(PLAIN, move("t1", "b", origin="b")) == [("wrong_origin", ("t1", "b/primary"))]


def test_wrong_origin_when_decided_move_starts_elsewhere() -> None:
    """Tests that decided moves too must start where the teacher is."""
    base = PLAIN.replace(decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1", "b", origin="b")) == [("wrong_origin", ("t1", "b/primary"))]


@pytest.mark.parametrize(
    ("status", "volunteer", "may_go"),
    [
        (TeacherStatus.ELIGIBLE, False, True),
        (TeacherStatus.DEFERRED, False, False),
        (TeacherStatus.DEFERRED, True, True),
        (TeacherStatus.OUT, True, False),
    ],
)
def test_status_when_teacher_may_or_may_not_be_sent(
    status: TeacherStatus, volunteer: bool, may_go: bool
) -> None:
    """Tests that a deferral can be waived by its teacher, but never the state of being out."""
    base = with_teacher(PLAIN, "t1", status=status, volunteer=volunteer)
    assert broken(base, move("t1")) == ([] if may_go else [("status", ("t1", "b/primary"))])


def test_same_entity_when_two_campuses_share_one() -> None:
    """Tests that a move between campuses of one legal entity is no rotation."""
    base = instance([teacher("t1")], [school("a", entity="one"), school("b", entity="one")])
    assert broken(base, move("t1")) == [("same_entity", ("t1", "b/primary"))]


def test_same_entity_when_section_of_own_school() -> None:
    """Tests that the other stage of the own school is no destination."""
    rooms = [section("a"), section("a", "junior"), section("b")]
    base = with_settings(instance([teacher("t1")], sections=rooms), cross_stage=True)
    assert broken(base, move("t1", "a/junior")) == [("same_entity", ("t1", "a/junior"))]


@pytest.mark.parametrize(
    ("certificate", "covered"),
    [(None, False), (Certificate.PRIMARY, False), (Certificate.JUNIOR, True), (Certificate.SENIOR, True)],
)
def test_certificate_when_moving_between_junior_sections(
    certificate: Certificate | None, covered: bool
) -> None:
    """Tests that a certificate holds for its own level and below."""
    rooms = [section("a", "junior"), section("b", "junior")]
    base = instance([teacher("t1", "a/junior", certificate=certificate)], sections=rooms)
    expected = [] if covered else [("certificate", ("t1", "b/junior"))]
    assert broken(base, move("t1", "b/junior", origin="a/junior")) == expected


def test_certificate_when_county_admits_less() -> None:
    """Tests that the county's own matrix of certificates decides."""
    strict = CertificateCovers(senior=(Stage.JUNIOR,))
    base = with_settings(PLAIN, certificate_covers=strict)
    assert broken(base, move("t1")) == [("certificate", ("t1", "b/primary"))]


def test_stage_when_crossing_is_and_is_not_allowed() -> None:
    """Tests that a change of stage needs the setting cross_stage."""
    base = instance([teacher("t1")], sections=[section("a"), section("b", "junior")])
    assert broken(base, move("t1", "b/junior")) == [("stage", ("t1", "b/junior"))]
    assert broken(with_settings(base, cross_stage=True), move("t1", "b/junior")) == []


def test_subject_when_not_certified_and_when_further_subject() -> None:
    """Tests that only the own and further certified subjects may be taught."""
    base = PLAIN.replace(demand=(*PLAIN.demand, Demand(PLAIN.sections[1].id, SPORTS, 0, 9)))
    assert broken(base, move("t1", "b", SPORTS)) == [("subject", ("t1", "b/primary"))]
    assert broken(with_teacher(base, "t1", more_subjects=(SPORTS,)), move("t1", "b", SPORTS)) == []


def test_no_need_when_largest_need_is_zero() -> None:
    """Tests that a section without need of the subject takes nobody, with and without a demand row."""
    closed = with_demand(PLAIN, "b/primary", CHINESE, 0, 0)
    expected = [("subject_cover", ("b/primary", CHINESE)), ("no_need", ("t1", "b/primary"))]
    assert sorted(broken(closed, move("t1"))) == sorted(expected)
    silent = PLAIN.replace(demand=PLAIN.demand[:1])
    assert sorted(broken(silent, move("t1"))) == sorted(expected)


@pytest.mark.parametrize(("km", "near"), [(20.0, True), (20.0000005, True), (20.001, False)])
def test_distance_when_at_the_limit(km: float, near: bool) -> None:
    """Tests that a distance keeps its limit within a millimetre, and that volunteers are free of it."""
    base = instance([teacher("t1")], ["a", school("b", x_km=km)])
    assert broken(base, move("t1")) == ([] if near else [("distance", ("t1", "b/primary"))])
    assert broken(with_teacher(base, "t1", volunteer=True), move("t1")) == []


def test_distance_when_table_replaces_straight_line() -> None:
    """Tests that the bureau's distance counts in both directions, longer or shorter than the line."""
    far = PLAIN.replace(distances=(Distance(PLAIN.schools[1].id, PLAIN.schools[0].id, 21, 60),))
    assert broken(far, move("t1")) == [("distance", ("t1", "b/primary"))]
    base = instance([teacher("t1")], ["a", school("b", x_km=50)])
    near = base.replace(distances=(Distance(base.schools[0].id, base.schools[1].id, 19, 40),))
    assert broken(near, move("t1")) == []


@pytest.mark.parametrize(
    ("limit", "backbone", "to_zone", "free"),
    [
        (ZoneLimit.NONE, False, "south", True),
        (ZoneLimit.ORDINARY, False, "south", False),
        (ZoneLimit.ORDINARY, True, "south", True),
        (ZoneLimit.ALL, True, "south", False),
        (ZoneLimit.ALL, True, "north", True),
        (ZoneLimit.ALL, True, None, True),
    ],
)
def test_zone_when_limits_differ(limit: ZoneLimit, backbone: bool, to_zone: str | None, free: bool) -> None:
    """Tests whom the zone limit binds, volunteers included, and that a school without zone is open."""
    places = [school("a", zone="north"), school("b", zone=to_zone)]
    base = with_settings(
        instance([teacher("t1", backbone=backbone, volunteer=True)], places), zone_limit=limit
    )
    assert broken(base, move("t1")) == ([] if free else [("zone", ("t1", "b/primary"))])


def test_forbids_when_pair_is_listed() -> None:
    """Tests that a forbid bars one teacher from one section only."""
    base = instance([teacher("t1"), teacher("t2")], ["a", "b", "c"], forbids=(forbid("t1", "b/primary"),))
    assert broken(base, move("t1")) == [("forbids", ("t1", "b/primary"))]
    assert broken(base, move("t1", "c")) == []
    assert broken(base, move("t2")) == []


def test_must_stay_when_teacher_moves() -> None:
    """Tests that must_stay bars every destination."""
    base = with_teacher(PLAIN, "t1", must_stay=True)
    assert broken(base, move("t1")) == [("must_stay", ("t1", "b/primary"))]
    assert broken(base) == []


def test_each_broken_condition_when_several_are_broken() -> None:
    """Tests that a move has one finding for each condition it breaks."""
    places = [school("a", entity="x", zone="n"), school("b", entity="x", zone="s", x_km=90)]
    rooms = [section("a"), section("b", "junior")]
    person = teacher("t1", certificate=None, status=TeacherStatus.OUT, must_stay=True)
    base = instance([person], places, rooms, forbids=(forbid("t1", "b/junior"),), demand=())
    base = with_settings(base, zone_limit=ZoneLimit.ALL)
    codes = {code for code, _ in broken(base, move("t1", "b/junior", SPORTS, origin="b/junior"))}
    assert codes == {
        "wrong_origin", "status", "same_entity", "certificate", "stage", "subject", "no_need", "distance", "zone",
        "forbids", "must_stay", "subject_cover",
    }  # fmt: skip


def test_decided_move_when_it_breaks_every_condition() -> None:
    """Tests that candidate conditions do not apply to moves decided elsewhere."""
    places = [school("a"), school("b", x_km=90)]
    person = teacher("t1", certificate=None, status=TeacherStatus.OUT, must_stay=True)
    base = instance([person], places, demand=(), forbids=(forbid("t1", "b/primary"),))
    assert broken(base.replace(decided_moves=(decided("t1", "b/primary"),)), move("t1")) == []
