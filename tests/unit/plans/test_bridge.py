"""Records become an instance: kilometres, strength, hardware, certificates, groups, posts, refusals."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from solvers.rotation.instance import OfGroup, OfMoved, OfNumber
from solvers.rotation.io import format_instance, parse_instance
from solvers.rotation.vocabulary import Certificate, TeacherStatus, TitleLevel as ModelTitleLevel
from staffing.eligibility.enums import EligibilityState
from staffing.indicators.from_ruleset import build_quality_policy
from staffing.plans.bridge import build_instance
from staffing.plans.bridge.faults import InputFault, InputFaultCode
from staffing.plans.bridge.inputs import AnnouncedMove, DecidedInput, DemandInput, DistanceInput, MarkInput
from staffing.plans.bridge.people import age_group
from staffing.plans.bridge.places import Projection, find_strengths, hardware_below
from staffing.plans.settings import PlanDifferences, effective_settings
from staffing.policy.ruleset import load_ruleset
from staffing.schools.enums import PostLevel, Strength
from staffing.teachers.enums import CertificateKind, DegreeLevel, TitleLevel
from tests.unit.plans.inputs import DAY, ENOUGH, inputs, school, section, teacher


def build(given, **differences):
    chosen = PlanDifferences(**differences)
    return build_instance(given, effective_settings(given.rules, chosen, time_limit_s=60))


def test_projection_agrees_with_the_globe_when_a_county_is_a_hundred_kilometres_wide():
    points = [(114.0, 29.5), (115.0, 30.3), (114.4, 29.9)]
    flat = Projection.around(points)
    for one in points:
        for other in points:
            (x1, y1), (x2, y2) = flat.km(*one), flat.km(*other)
            radians = [math.radians(value) for value in (*one, *other)]
            angle = math.acos(min(1.0, math.sin(radians[1]) * math.sin(radians[3])
                                  + math.cos(radians[1]) * math.cos(radians[3]) * math.cos(radians[2] - radians[0])))
            assert math.hypot(x1 - x2, y1 - y2) == pytest.approx(angle * 6371.0, rel=0.006, abs=0.01)


def test_instance_survives_its_text_form_when_it_is_built():
    built = build(inputs([teacher("a"), teacher("b", 2)], demand=(DemandInput(1, "语文", 0, 3), DemandInput(2, "语文", 1, 3))))
    assert parse_instance(format_instance(built)) == built


def test_strength_counts_quartile_points_below_when_no_list_speaks():
    sections = [section(key, pupils=100) for key in range(1, 6)]
    found = find_strengths(sections, {}, {1: 0, 2: 1, 3: 2, 4: 3, 5: 4})
    assert [found[key] for key in range(1, 6)] == [0, 0, 1, 2, 3]


def test_strength_follows_the_bureaus_list_when_it_names_the_school():
    sections = [section(key) for key in range(1, 5)]
    standing = {1: Strength.STRONG, 2: Strength.WEAK, 3: Strength.AVERAGE, 4: Strength.AVERAGE}
    assert find_strengths(sections, standing, {2: 9, 4: 9}) == {1: 3, 2: 0, 3: 1, 4: 2}


def test_strength_is_weakest_when_a_section_has_no_pupils():
    assert find_strengths([section(1, pupils=0), section(2)], {}, {1: 3, 2: 1})[1] == 0


@pytest.mark.parametrize(("area", "expected"), [("449.99", (1, 0)), ("450", (0, 0)), ("382.5", (1, 0)), ("382.49", (1, 1)),
                                                (None, (0, 0))])
def test_hardware_is_judged_on_the_line_when_an_area_is_given(area, expected):
    policy = build_quality_policy(load_ruleset("national", DAY))
    given = section(1, hardware={**ENOUGH, "teaching_area": None if area is None else Fraction(area)})
    assert hardware_below(given, policy) == expected


def test_hardware_is_not_judged_when_the_section_is_outside_the_scope():
    policy = build_quality_policy(load_ruleset("national", DAY))
    assert hardware_below(section(1, counted=False, hardware={"teaching_area": Fraction(0)}), policy) == (0, 0)


def test_room_of_a_school_stays_when_contract_teachers_hold_no_post():
    schools = (school(1, posts=10, established=8, staff=12), school(2))
    built = build(inputs([teacher(f"t{number}") for number in range(12)], schools=schools))
    row = built.index.school["1"]
    assert row.staff == 12
    assert row.authorised_posts - row.staff == 10 - 8


def test_staff_covers_the_listed_teachers_when_hosts_teach_there():
    schools = (school(1, established=1, staff=1, posts=1), school(2))
    assert build(inputs([teacher("a"), teacher("b"), teacher("c")], schools=schools)).index.school["1"].staff == 3


@pytest.mark.parametrize(("certificates", "level"), [
    ((), None), (((CertificateKind.KINDERGARTEN, ""),), None), (((CertificateKind.VOCATIONAL_PRACTICE, "实习"),), None),
    (((CertificateKind.PRIMARY, "语文"),), Certificate.PRIMARY),
    (((CertificateKind.PRIMARY, "语文"), (CertificateKind.JUNIOR, "语文")), {Certificate.JUNIOR, Certificate.SENIOR}),
    (((CertificateKind.HIGHER, "语文"),), {Certificate.JUNIOR, Certificate.SENIOR}),
])
def test_certificate_level_admits_what_the_certificates_admit_when_they_are_several(certificates, level):
    built = build(inputs([teacher("a", certificates=certificates)])).teachers[0].certificate
    assert built in level if isinstance(level, set) else built is level


def test_further_subjects_come_from_the_certificates_when_they_differ_from_the_taught_one():
    certificates = ((CertificateKind.PRIMARY, "语文"), (CertificateKind.JUNIOR, "历史"), (CertificateKind.SENIOR, "历史"),
                    (CertificateKind.KINDERGARTEN, "幼教"))
    assert build(inputs([teacher("a", certificates=certificates)])).teachers[0].more_subjects == ("历史",)


@pytest.mark.parametrize(("degree", "primary", "junior"), [
    (None, False, False), (DegreeLevel.SECONDARY_VOCATIONAL, False, False), (DegreeLevel.ASSOCIATE, True, False),
    (DegreeLevel.BACHELOR, True, True)])
def test_degree_lies_above_the_required_one_by_stage_when_it_is_known(degree, primary, junior):
    above = build(inputs([teacher("a", degree=degree)])).teachers[0].above_degree
    assert (above.primary, above.junior) == (primary, junior)


def test_leader_is_never_sent_when_a_plan_is_made():
    built = build(inputs([teacher("a", leader=True), teacher("b", state=EligibilityState.DEFERRED)]))
    assert [row.status for row in built.teachers] == [TeacherStatus.OUT, TeacherStatus.DEFERRED]
    assert built.teachers[0].groups == ("leader",)


def test_couple_is_mutual_when_only_one_record_names_the_other():
    built = build(inputs([teacher("a", partner="b"), teacher("b"), teacher("c", partner="b"), teacher("d", partner="gone")]))
    assert [row.partner for row in built.teachers] == ["b", "a", None, None]


def test_wishes_are_kept_in_order_when_some_cannot_be():
    wished = (9, 2, 1, 2)
    assert build(inputs([teacher("a", wishes=wished)])).teachers[0].wishes == ("2",)


def test_home_is_the_middle_of_the_townships_schools_when_one_is_known():
    built = build(inputs([teacher("a", home_township="演示镇"), teacher("b", home_township="外县")]))
    schools = built.schools
    assert built.teachers[0].home_x_km == pytest.approx((schools[0].x_km + schools[1].x_km) / 2, abs=0.002)
    assert built.teachers[1].home_x_km is None


def test_quotas_take_their_bases_when_rule_sets_differ():
    built = build(inputs([teacher("a")], ruleset="demo", eligible_count=137))
    assert [type(quota.of) for quota in built.quotas] == [OfNumber, OfMoved]
    assert built.quotas[0].of.number == 137


def test_quota_of_a_group_is_taken_of_the_group_when_the_rules_say_so():
    rules = load_ruleset("zhejiang", DAY)
    quotas = effective_settings(rules, PlanDifferences(), time_limit_s=60).quotas
    assert quotas["backbone_of_eligible"].of == "group"
    assert OfGroup("backbone") == OfGroup(quotas["backbone_of_eligible"].group)


def test_marks_distances_decided_and_announced_moves_enter_the_instance_when_they_are_given():
    given = inputs(
        [teacher("a"), teacher("b"), teacher("c", 2)], marks=(MarkInput("a", 2, True), MarkInput("b", 2, False)),
        distances=(DistanceInput(1, 2, 30.0, None), DistanceInput(1, 99, 1.0, 5)),
        decided=(DecidedInput("c", 1, "语文", "support_teaching"), DecidedInput("c", 2, "语文", "support_teaching"),
                 DecidedInput("gone", 1, "语文", "support_teaching")),
        announced=(AnnouncedMove("a", 1, 2, "语文"), AnnouncedMove("c", 1, 2, "语文")))
    built = build(given)
    assert [(row.teacher, row.section) for row in built.pins] == [("a", "2")]
    assert [(row.teacher, row.section) for row in built.forbids] == [("b", "2")]
    assert [(row.from_school, row.to_school, row.km) for row in built.distances] == [("1", "2", 30.0)]
    assert [(row.teacher, row.to) for row in built.decided_moves] == [("c", "1")]
    assert [row.teacher for row in built.published_plan] == ["a"]


def test_settings_reach_the_instance_when_a_plan_differs():
    built = build(inputs([teacher("a")]), max_distance_km=Decimal("12.5"), weights={"burden": Decimal(7)}, zone_limit="all")
    assert (built.settings.max_distance_km, built.settings.zone_limit.value, built.goal_weights.burden) == (12.5, "all", 7)


@pytest.mark.parametrize(("changes", "code"), [
    ({"teachers": ()}, InputFaultCode.NO_TEACHERS),
    ({"schools": (school(1, longitude=None), school(2))}, InputFaultCode.NO_COORDINATES),
    ({"schools": (school(1, posts=None), school(2))}, InputFaultCode.NO_POSTS),
    ({"rules": load_ruleset("national", DAY)}, InputFaultCode.NO_COUNTS_AT),
    ({"marks": (MarkInput("a", 1, False),)}, InputFaultCode.PINNED_TWICE),
    ({"marks": (MarkInput("a", 2, True), MarkInput("a", 2, False))}, InputFaultCode.PINNED_TWICE),
])
def test_records_are_refused_by_code_when_no_plan_can_be_made_of_them(changes, code):
    given = inputs([teacher("a")])
    given = type(given)(**{**{name: getattr(given, name) for name in given.__slots__}, **changes})
    with pytest.raises(InputFault) as caught:
        build(given)
    assert caught.value.code is code


@pytest.mark.parametrize(("age", "group"), [(24, "<25"), (25, "25-29"), (29, "25-29"), (54, "50-54"), (55, ">=55")])
def test_age_group_is_five_years_wide_when_it_is_in_between(age, group):
    assert age_group(age) == group


def limited(**changes):
    """Return a school with two senior posts, one of them full senior, which three of its payroll take."""
    return school(1, title_posts={PostLevel.FULL_SENIOR: 1, PostLevel.SENIOR: 3, PostLevel.MIDDLE: 9},
                  title_holders={PostLevel.SENIOR: 3, PostLevel.FULL_SENIOR: 0, PostLevel.MIDDLE: 2}, **changes)


def test_title_posts_when_leaders_take_some_are_what_the_listed_may_take():
    people = [teacher("a", title=TitleLevel.SENIOR), teacher("b", title=TitleLevel.FIRST), teacher("c", title=TitleLevel.SECOND), teacher("d", 2)]
    rows = {(row.school, row.level): row.posts for row in build(inputs(people, schools=(limited(), school(2)))).title_posts}
    # Four senior posts, three taken, one of the three by a listed teacher: one stays free beside that one.
    assert rows == {("1", ModelTitleLevel.SENIOR): 2, ("1", ModelTitleLevel.MIDDLE): 8}


def test_title_posts_when_a_level_is_not_limited_are_absent():
    only_full = school(1, title_posts={PostLevel.FULL_SENIOR: 1, PostLevel.JUNIOR: 4})
    assert build(inputs([teacher("a"), teacher("d", 2)], schools=(only_full, school(2)))).title_posts == ()


def test_title_posts_when_more_are_taken_than_there_are_never_fall_below_nothing():
    over = school(1, title_posts={PostLevel.SENIOR: 1}, title_holders={PostLevel.SENIOR: 5})
    rows = build(inputs([teacher("a"), teacher("d", 2)], schools=(over, school(2)))).title_posts
    assert [row.posts for row in rows] == [0]


def test_title_posts_when_written_and_read_again_are_the_same():
    built = build(inputs([teacher("a", title=TitleLevel.SENIOR), teacher("d", 2)], schools=(limited(), school(2))))
    assert parse_instance(format_instance(built)) == built
