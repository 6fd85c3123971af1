"""The invented county: the same by seed, of real size, and without anything that could be a real person's."""

import datetime as dt
from collections import Counter

import pytest

from staffing.core import id_number
from staffing.demo.county import build_county
from staffing.demo.staffing_levels import BACKBONE_AIM, PE_ARTS, PE_ARTS_AIM
from staffing.needs.models import ChangeKind
from staffing.schools.enums import GroupKind, Location, Ownership, SchoolKind, Stage
from staffing.teachers.enums import AppointmentKind, LeaderRole, PostStatus


@pytest.fixture(scope="module")
def county():
    """Return the whole county of the default seed."""
    return build_county()


@pytest.fixture(scope="module")
def small():
    """Return a small county."""
    return build_county(seed=7, schools=12)


def test_same_seed_gives_the_same_county_when_built_twice(small):
    assert build_county(seed=7, schools=12) == small


def test_other_seed_gives_other_persons_when_built(small):
    assert {one.id_number for one in build_county(seed=8, schools=12).persons} != {one.id_number for one in small.persons}


def test_county_has_the_published_size_when_built_whole(county):
    kinds = Counter(school.kind for school in county.schools)
    assert len(county.schools) == 83
    assert len({school.name for school in county.schools}) == 83
    assert kinds[SchoolKind.SPECIAL_SCHOOL] == 1
    assert 4700 <= len(county.persons) <= 5300


def test_no_real_region_or_phone_is_used_when_persons_are_made(county):
    assert all(one.id_number.startswith("000000") for one in county.persons)
    assert all(one.phone.startswith("100") for one in county.persons)
    assert len({one.id_number for one in county.persons}) == len({one.phone for one in county.persons}) == len(county.persons)


def test_identity_numbers_are_well_formed_when_made(county):
    for one in county.persons:
        assert id_number.find_fault(one.id_number) is None
        assert id_number.birth_date(one.id_number) == one.birth_date
        assert id_number.is_male(one.id_number) == (one.sex.value == "male")


def test_spans_follow_one_another_when_a_person_has_several(county):
    for one in county.persons:
        assert all(first.until == second.since for first, second in zip(one.spans, one.spans[1:], strict=False))
        assert one.spans[-1].until is None
        assert one.spans[0].since >= one.work_began_on


def test_partners_know_each_other_when_married(county):
    by_number = {one.number: one for one in county.persons}
    married = [one for one in county.persons if one.partner]
    assert married
    assert all(by_number[one.partner].partner == one.number for one in married)


def test_each_entity_has_one_principal_when_it_has_campuses(county):
    entity = {school.name: school.entity for school in county.schools}
    principals = Counter(entity[one.current.school] for one in county.persons if one.leader is LeaderRole.PRINCIPAL)
    assert set(principals.values()) == {1}
    assert principals["区实验学校"] == 1
    assert entity["区实验学校银桂校区"] == "区实验学校"


def figures(county, stage, counts) -> tuple[float, float]:
    """Return county mean per 100 pupils and the weighted coefficient of variation, by the definition."""
    sections = [section for school in county.schools if school.counted for section in school.sections if section.stage is stage]
    pupils = sum(section.pupils for section in sections)
    mean = 100 * sum(counts[section.school, stage] for section in sections) / pupils
    variance = sum(section.pupils / pupils * (100 * counts[section.school, stage] / section.pupils - mean) ** 2 for section in sections)
    return mean, variance ** 0.5 / mean


@pytest.mark.parametrize("seed", [2026, 1, 2, 3])
def test_means_and_differences_lie_near_the_published_ones_when_measured(seed):
    made = build_county(seed=seed)
    backbone = Counter((one.current.school, one.current.stage) for one in made.persons if one.honours)
    arts = Counter((one.current.school, one.current.stage) for one in made.persons if one.current.subject in PE_ARTS)
    for counts, aims in ((backbone, BACKBONE_AIM), (arts, PE_ARTS_AIM)):
        mean, variation = figures(made, Stage.PRIMARY, counts)
        assert mean == pytest.approx(aims[Stage.PRIMARY][0], abs=0.02)
        assert variation == pytest.approx(aims[Stage.PRIMARY][1], abs=0.03)


def test_backbone_gathers_in_town_when_the_county_is_made(county):
    location = {school.name: school.location for school in county.schools}
    pupils, backbone = Counter(), Counter()
    for section in (section for school in county.schools for section in school.sections):
        pupils[location[section.school]] += section.pupils
    for one in county.persons:
        backbone[location[one.current.school]] += bool(one.honours)
    shares = {place: backbone[place] / pupils[place] for place in Location}
    assert shares[Location.URBAN] > shares[Location.TOWN] > shares[Location.RURAL]


def test_expected_changes_have_their_size_when_the_county_is_whole(county):
    kinds = Counter(change.kind for change in county.changes)
    assert 20 <= kinds[ChangeKind.LEAVER] <= 30
    assert 12 <= kinds[ChangeKind.SELECTED_AWAY] <= 18
    assert 35 <= kinds[ChangeKind.RECRUIT] - kinds[ChangeKind.SELECTED_AWAY] <= 45
    assert kinds[ChangeKind.RETIREMENT] > 0
    assert len({change.person for change in county.changes if change.person}) == sum(bool(change.person) for change in county.changes)


def test_nobody_is_past_the_retirement_age_of_old_when_the_year_begins(county):
    limits = {"male": 61, "female": 55}
    assert all(dt.date(county.school_year, 9, 1).year - one.birth_date.year <= limits[one.sex.value] for one in county.persons)


def test_groups_are_of_several_kinds_when_formed(county):
    kinds = Counter(group.kind for group in county.groups)
    assert {GroupKind.ZONE, GroupKind.UNION_MERGED, GroupKind.UNION_CO_BUILT, GroupKind.UNION_COOPERATIVE, GroupKind.EDUCATION_GROUP,
            GroupKind.ENTRUSTED, GroupKind.PAIRED_SUPPORT} == set(kinds)
    assert sum(kinds[kind] for kind in kinds if kind.value.startswith("union")) == 11


def test_must_move_and_must_stay_are_few_and_have_reasons_when_settled(county):
    moving, staying = ([one for one in county.persons if getattr(one, name)] for name in ("must_move", "must_stay"))
    assert 3 <= len(moving) <= 10
    assert 3 <= len(staying) <= 10
    assert all(one.intent_reason for one in (*moving, *staying))
    assert not set(map(id, moving)) & set(map(id, staying))


def test_private_schools_have_no_posts_when_posts_are_granted(county):
    assert all(county.posts[school.name] == 0 for school in county.schools if school.ownership is Ownership.PRIVATE)


def test_who_is_on_an_exchange_teaches_elsewhere_when_the_year_begins(county):
    away = [one for one in county.persons if one.status is PostStatus.EXCHANGED_IN_COUNTY]
    assert away
    assert all(one.current.kind is AppointmentKind.EXCHANGE and one.current.host_school != one.current.school for one in away)


@pytest.mark.parametrize("number", [1, 5, 12, 40])
def test_small_county_has_so_many_schools_when_asked_for(number):
    assert len(build_county(seed=3, schools=number).schools) == number


def test_no_real_school_code_is_used_when_schools_are_made(county):
    assert all(school.code[2:4] == "00" and len(school.code) == 10 for school in county.schools)
    assert len({school.code for school in county.schools}) == 83
