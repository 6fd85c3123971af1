"""Counting: each rule keeps out or lets in, each figure leads to its rows, both ways to count."""

from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given, strategies as st

from staffing.indicators.codes import MEASURES, Basis, CountReason, Manner, Measure
from staffing.indicators.columns import HonourColumns, SectionColumns, ServiceColumns, TeacherColumns
from staffing.indicators.counting import Counts
from staffing.indicators.lookups import Vocabulary, build_lookups
from tests.helpers.indicator_policies import COUNTING, SMALL_RURAL, WORDS, Person, Service, count_persons

NAMED = (("county", "2020-09-01", ""),)


def number(counts: Counts, measure: Measure, section: int = 0, basis: Basis = Basis.HOST) -> F:
    return counts.persons(basis, measure, section)


def reason(counts: Counts, measure: Measure, row: int = 0, basis: Basis = Basis.HOST) -> CountReason:
    return CountReason(int(counts.reasons[basis][MEASURES.index(measure), row]))


@pytest.mark.parametrize(("degree", "stage", "counted"), [
    ("secondary", "primary", False), ("associate", "primary", True), ("master", "primary", True),
    ("associate", "junior", False), ("bachelor", "junior", True),
])
def test_above_degree_counts_from_the_stage_floor_on(degree: str, stage: str, counted: bool) -> None:
    counts = count_persons([Person(degree=degree)], stages=[stage])
    assert number(counts, Measure.ABOVE_DEGREE) == int(counted)
    assert reason(counts, Measure.ABOVE_DEGREE) is (CountReason.COUNTED if counted else CountReason.BELOW_DEGREE)


@pytest.mark.parametrize(("honours", "expected"), [
    ((), CountReason.NO_HONOUR),
    ((("school", "2020-09-01", ""),), CountReason.HONOUR_BELOW_LEVEL),
    ((("county", "2020-09-01", ""),), CountReason.COUNTED),
    ((("county", "", ""),), CountReason.COUNTED),
    ((("county", "2027-09-01", "2027-09-01"),), CountReason.COUNTED),
    ((("county", "2027-09-02", ""),), CountReason.HONOUR_NOT_YET_VALID),
    ((("province", "2020-09-01", "2027-08-31"),), CountReason.HONOUR_EXPIRED),
    ((("province", "2020-09-01", "2027-08-31"), ("county", "2021-01-01", "")), CountReason.COUNTED),
    ((("county", "2028-01-01", ""), ("county", "2010-01-01", "2015-01-01")), CountReason.HONOUR_EXPIRED),
])
def test_backbone_counts_by_level_and_validity_on_the_date(honours: tuple[tuple[str, str, str], ...],
                                                           expected: CountReason) -> None:
    counts = count_persons([Person(honours=honours)])
    assert reason(counts, Measure.BACKBONE) is expected
    assert number(counts, Measure.BACKBONE) == int(expected is CountReason.COUNTED)


def test_backbone_counts_once_when_a_person_has_several_honours() -> None:
    counts = count_persons([Person(honours=(*NAMED, ("province", "2022-01-01", ""), ("county", "2019-01-01", "")))])
    assert number(counts, Measure.BACKBONE) == 1


@pytest.mark.parametrize(("person", "expected"), [
    (Person(subject="体育", category="worker"), CountReason.NOT_A_FULL_TIME_TEACHER),
    (Person(subject="体育", employment="part_time"), CountReason.EMPLOYMENT),
    (Person(subject="体育", employment="contract"), CountReason.COUNTED),
    (Person(subject="体育", duty="sick_leave"), CountReason.DUTY),
    (Person(subject="语文"), CountReason.NOT_PE_ARTS),
    (Person(subject="美术"), CountReason.COUNTED),
])
def test_pe_arts_counts_by_category_employment_duty_and_subject(person: Person, expected: CountReason) -> None:
    assert reason(count_persons([person]), Measure.PE_ARTS) is expected


def test_employment_decides_per_measure_when_a_kind_counts_in_some_only() -> None:
    counts = count_persons([Person(subject="体育", employment="contract", degree="master", honours=NAMED)])
    found = {measure: number(counts, measure) for measure in MEASURES}
    assert found == {Measure.ABOVE_DEGREE: 0, Measure.BACKBONE: 0, Measure.PE_ARTS: 1, Measure.TEACHERS: 1,
                     Measure.MIDDLE_TITLES: 0}


@pytest.mark.parametrize(("title", "counted"), [("none", 0), ("second", 0), ("first", 1), ("senior", 1)])
def test_middle_titles_count_from_their_floor_on(title: str, counted: int) -> None:
    assert number(count_persons([Person(title=title)]), Measure.MIDDLE_TITLES) == counted


def test_rotated_teacher_counts_at_home_by_one_basis_and_at_host_by_the_other() -> None:
    counts = count_persons([Person(section=0, host=1, subject="体育", honours=NAMED, manner="rotation")],
                           stages=["primary", "primary"])
    for measure in (Measure.BACKBONE, Measure.PE_ARTS):
        assert [number(counts, measure, at, Basis.HOME) for at in (0, 1)] == [1, 0]
        assert [number(counts, measure, at, Basis.HOST) for at in (0, 1)] == [0, 1]
    assert reason(counts, Measure.BACKBONE, 0, Basis.HOST) is CountReason.OTHER_BASIS
    assert counts.uncounted_services(Basis.HOST, Measure.BACKBONE, 0) == {}


def test_shares_count_exactly_when_a_teacher_serves_both_stages() -> None:
    person = Person(subject="体育", degree="associate", share=600)
    counts = count_persons([person], stages=["primary", "junior"], services=[Service(0, 1, "体育", "ordinary", share=400)])
    assert number(counts, Measure.PE_ARTS, 0) == F(3, 5)
    assert number(counts, Measure.PE_ARTS, 1) == F(2, 5)
    assert number(counts, Measure.ABOVE_DEGREE, 0) == F(3, 5)
    assert number(counts, Measure.ABOVE_DEGREE, 1) == 0


@pytest.mark.parametrize("manner", ["part_time", "itinerant"])
@pytest.mark.parametrize(("small", "expected"), [(True, 1), (False, 0)])
def test_shared_pe_teacher_counts_at_small_rural_schools_only(manner: str, small: bool, expected: int) -> None:
    counts = count_persons([Person(subject="体育")], stages=["primary", "primary"], small_rural=[False, small],
                           services=[Service(0, 1, "体育", manner, share=0)])
    for basis in Basis:
        assert number(counts, Measure.PE_ARTS, 1, basis) == (expected if basis is Basis.HOST or small else 0)
        assert number(counts, Measure.PE_ARTS, 0, basis) == 1
    assert number(counts, Measure.TEACHERS, 1) == 0
    wanted = CountReason.COUNTED_SMALL_RURAL if small else CountReason.PART_TIME_OR_SHARED
    assert reason(counts, Measure.PE_ARTS, 1) is wanted


def test_rotated_pe_teacher_counts_once_at_a_small_rural_host_by_either_basis() -> None:
    counts = count_persons([Person(section=0, host=1, subject="音乐", manner="rotation")],
                           stages=["primary", "primary"], small_rural=[False, True])
    assert number(counts, Measure.PE_ARTS, 1, Basis.HOST) == 1
    assert number(counts, Measure.PE_ARTS, 1, Basis.HOME) == 1
    assert number(counts, Measure.BACKBONE, 1, Basis.HOME) == 0


def test_exception_counts_a_person_once_when_music_and_fine_arts_are_taught() -> None:
    services = [Service(0, 1, "音乐", "itinerant"), Service(0, 1, "美术", "itinerant"), Service(0, 1, "语文", "itinerant")]
    counts = count_persons([Person(subject="音乐")], stages=["primary", "primary"], small_rural=[False, True],
                           services=services)
    assert number(counts, Measure.PE_ARTS, 1) == 1
    assert [reason(counts, Measure.PE_ARTS, row) for row in (1, 2, 3)] == [
        CountReason.COUNTED_SMALL_RURAL, CountReason.ALREADY_COUNTED, CountReason.PART_TIME_OR_SHARED]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from(["音乐", "美术"])), max_size=20))
def test_exception_counts_every_person_once_at_every_section(visits: list[tuple[int, int, str]]) -> None:
    people = [Person(section=4, subject="音乐") for _ in range(5)]
    counts = count_persons(people, stages=["primary"] * 5, small_rural=[True, True, True, False, False],
                           services=[Service(person, section, subject, "itinerant") for person, section, subject in visits])
    for section in range(4):
        expected = len({person for person, at, _ in visits if at == section}) if section < 3 else 0
        assert number(counts, Measure.PE_ARTS, section) == expected
        assert number(counts, Measure.PE_ARTS, section, Basis.HOME) == expected


def test_exception_adds_nobody_when_the_person_counts_there_already() -> None:
    counts = count_persons([Person(subject="体育")], small_rural=[True], services=[Service(0, 0, "音乐", "part_time")])
    assert number(counts, Measure.PE_ARTS) == 1
    assert reason(counts, Measure.PE_ARTS, 1) is CountReason.ALREADY_COUNTED


def test_exception_lets_in_part_time_employment_but_nobody_off_duty() -> None:
    people = [Person(subject="体育", employment="part_time", manner="part_time"),
              Person(subject="体育", duty="sick_leave", manner="part_time")]
    counts = count_persons(people, small_rural=[True])
    assert number(counts, Measure.PE_ARTS) == 1
    assert reason(counts, Measure.PE_ARTS, 1) is CountReason.DUTY


def test_exception_is_off_when_the_rule_has_none() -> None:
    rule = COUNTING.__class__(**{name: getattr(COUNTING, name) for name in COUNTING.__slots__} | {"small_rural": None})
    counts = count_persons([Person(subject="体育")], stages=["primary"] * 2, small_rural=[False, True],
                           services=[Service(0, 1, "体育", "itinerant")], rule=rule)
    assert number(counts, Measure.PE_ARTS, 1) == 0


@pytest.mark.parametrize(("pupils", "location", "covered"), [
    (49, "rural", False), (50, "rural", True), (99, "rural", True), (100, "rural", False), (70, "town", False)])
def test_small_rural_rule_covers_its_range_in_its_places(pupils: int, location: str, covered: bool) -> None:
    assert SMALL_RURAL.covers(pupils, location) is covered


def test_rows_behind_a_figure_are_those_counted_and_those_left_out() -> None:
    people = [Person(section=1, degree="master"), Person(section=0, degree="bachelor"),
              Person(section=1, degree="secondary"), Person(section=1, degree="master", duty="sick_leave")]
    counts = count_persons(people, stages=["primary", "primary"])
    assert counts.services_at(1).tolist() == [0, 2, 3]
    assert counts.counted_services(Basis.HOST, Measure.ABOVE_DEGREE, 1).tolist() == [0]
    assert counts.uncounted_services(Basis.HOST, Measure.ABOVE_DEGREE, 1) == {
        2: CountReason.BELOW_DEGREE, 3: CountReason.DUTY}


PEOPLE = st.lists(st.builds(
    Person, section=st.integers(0, 3), host=st.none() | st.integers(0, 3), subject=st.sampled_from(WORDS.subject.codes),
    degree=st.sampled_from(WORDS.degree.codes), title=st.sampled_from(WORDS.title.codes),
    category=st.sampled_from(WORDS.category.codes), employment=st.sampled_from(WORDS.employment.codes),
    duty=st.sampled_from(WORDS.duty.codes), share=st.sampled_from([1000, 500]),
    manner=st.sampled_from(["ordinary", "rotation"]),
    honours=st.lists(st.tuples(st.sampled_from(WORDS.honour.codes), st.sampled_from(["", "2020-01-01", "2030-01-01"]),
                               st.sampled_from(["", "2026-01-01", "2030-01-01"])), max_size=3).map(tuple)), max_size=15)


def by_hand(person: Person, measure: Measure, stage: str) -> bool:
    """The same judgement in plain words, for one ordinary service."""
    if person.category != "full_time_teacher" or person.duty != "in_post":
        return False
    if measure not in COUNTING.employment_counts.get(person.employment, ()):
        return False
    if measure is Measure.ABOVE_DEGREE:
        floor = COUNTING.degree_floor[stage]
        return WORDS.degree.place(person.degree) >= WORDS.degree.place(floor)
    if measure is Measure.BACKBONE:
        return any(level != "school" and start <= "2027-09-01" and (not end or end >= "2027-09-01")
                   for level, start, end in person.honours)
    if measure is Measure.PE_ARTS:
        return person.subject != "语文"
    return measure is Measure.TEACHERS or person.title in ("first", "senior")


@given(PEOPLE)
def test_counts_equal_a_count_by_hand_when_people_are_random(people: list[Person]) -> None:
    stages = ["primary", "junior", "primary", "junior"]
    counts = count_persons(people, stages=stages)
    for section, stage in enumerate(stages):
        for measure in MEASURES:
            home = sum(F(p.share, 1000) for p in people if p.section == section and by_hand(p, measure, stage))
            host = sum(F(p.share, 1000) for p in people
                       if (p.section if p.host is None else p.host) == section and by_hand(p, measure, stage))
            assert number(counts, measure, section, Basis.HOME) == home
            assert number(counts, measure, section, Basis.HOST) == host


@given(PEOPLE)
def test_every_service_of_a_basis_is_counted_or_has_a_rule_when_people_are_random(people: list[Person]) -> None:
    counts = count_persons(people, stages=["primary"] * 4, small_rural=[False, True, False, True])
    for basis, flag in ((Basis.HOME, "home"), (Basis.HOST, "host")):
        for section in range(4):
            here = [p for p in people if (p.section if flag == "home" or p.host is None else p.host) == section]
            for measure in (Measure.ABOVE_DEGREE, Measure.BACKBONE):
                counted = counts.counted_services(basis, measure, section)
                assert len(counted) + len(counts.uncounted_services(basis, measure, section)) == len(here)


def test_columns_refuse_what_cannot_be_counted() -> None:
    codes = np.zeros(2, dtype=np.int16)
    with pytest.raises(ValueError, match="different length"):
        TeacherColumns(codes, codes, codes, codes, codes[:1])
    with pytest.raises(ValueError, match="different length"):
        HonourColumns(np.zeros(1, dtype=np.int64), codes, np.zeros(1, "datetime64[D]"), np.zeros(1, "datetime64[D]"))
    with pytest.raises(ValueError, match="different length"):
        SectionColumns(codes, np.zeros(3, dtype=bool))
    rows, yes = np.zeros(2, dtype=np.int64), np.ones(2, dtype=bool)
    with pytest.raises(ValueError, match="row 0 counts more than once"):
        ServiceColumns(rows, rows, codes, yes, yes, np.array([600, 500]), codes)
    with pytest.raises(ValueError, match="negative share"):
        ServiceColumns(rows, rows, codes, yes, yes, np.array([600, -500]), codes)


def test_count_refuses_rows_that_do_not_exist() -> None:
    with pytest.raises(ValueError, match=r"services\.section: row out of range"):
        count_persons([Person(section=5)])


def test_count_works_when_nobody_is_there() -> None:
    counts = count_persons([], stages=["primary", "junior"])
    assert not counts.permille[Basis.HOST].any()
    assert counts.services_at(1).size == 0


def test_vocabulary_refuses_repeated_and_unknown_codes() -> None:
    with pytest.raises(ValueError, match="twice"):
        Vocabulary(("a", "a"))
    with pytest.raises(KeyError):
        Vocabulary(("a",)).encode(["b"])
    with pytest.raises(ValueError):
        build_lookups(COUNTING.__class__(**{name: getattr(COUNTING, name) for name in COUNTING.__slots__}
                                         | {"backbone_floor": "village"}), WORDS)


def test_stage_without_degree_floor_counts_nobody_above() -> None:
    rule = COUNTING.__class__(**{name: getattr(COUNTING, name) for name in COUNTING.__slots__}
                              | {"degree_floor": {"primary": "associate"}})
    counts = count_persons([Person(degree="master")], stages=["junior"], rule=rule)
    assert number(counts, Measure.ABOVE_DEGREE) == 0


def test_rotation_counts_as_an_own_teacher_of_the_host() -> None:
    assert build_lookups(COUNTING, WORDS).ordinary_manner.tolist() == [
        manner in (Manner.ORDINARY, Manner.ROTATION) for manner in Manner]
