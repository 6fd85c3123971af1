"""Invented counties: the same seed gives the same county, sizes are kept, and rotation matters in them."""

import time

import pytest

from solvers.rotation.candidates import find_candidates
from solvers.rotation.check.conditions import candidate_findings
from solvers.rotation.check.goals import amounts, spread_of_indicators
from solvers.rotation.check.indicators import counts, measured_sections
from solvers.rotation.check.plan import Plan
from solvers.rotation.generate import COUNTY_SIZES, SizeName, generate
from solvers.rotation.instance import Instance, Move
from solvers.rotation.io import format_instance, instance_sha256, parse_instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.vocabulary import GoalCode, IndicatorCode, Location, Stage, TeacherStatus

SECTIONS = {SizeName.S: 23, SizeName.M: 97, SizeName.L: 353, SizeName.XL: 1180}


@pytest.fixture(scope="module")
def county() -> Instance:
    """Return one county of middle size."""
    return generate(SizeName.M, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generate_when_small(seed: int) -> None:
    """Tests the size and the share of eligible teachers of small counties."""
    small = generate(SizeName.S, seed)
    eligible = sum(row.status is TeacherStatus.ELIGIBLE for row in small.teachers)
    assert (len(small.schools), len(small.sections), len(small.teachers)) == (20, 23, 1000)
    assert 430 <= eligible <= 530
    assert small.synthetic


def test_generate_when_middle_sized(county: Instance) -> None:
    """Tests schools, sections, teachers and the quota of a middle county, and that it is made in a few seconds of work."""
    size = COUNTY_SIZES[SizeName.M]
    assert (len(county.schools), len(county.sections), len(county.teachers)) == (83, 97, size.teachers)
    started = time.process_time()
    again = generate(SizeName.M, 1)
    assert time.process_time() - started < 5
    assert instance_sha256(again) == instance_sha256(county)
    assert instance_sha256(generate(SizeName.M, 2)) != instance_sha256(county)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SizeName.L, pytest.param(SizeName.XL, marks=pytest.mark.sweep)])
def test_generate_when_large(size: SizeName) -> None:
    """Tests the size of large counties."""
    large = generate(size, 1)
    assert (len(large.sections), len(large.teachers)) == (SECTIONS[size], COUNTY_SIZES[size].teachers)
    eligible = sum(row.status is TeacherStatus.ELIGIBLE for row in large.teachers)
    assert 0.48 < eligible / len(large.teachers) < 0.50


def test_generate_when_a_must_mover_has_no_destination() -> None:
    """Tests that nobody must move who can go nowhere: this seed once drew such a teacher."""
    drawn = generate(SizeName.M, 10)
    must = {row.id for row in drawn.teachers if row.must_move}
    assert len(must) == 1
    assert find_obstacles(drawn, find_candidates(drawn)) == []


def test_generate_when_written_and_read(county: Instance) -> None:
    """Tests that a county survives the strict reader unchanged."""
    assert parse_instance(format_instance(county)) == county


def test_generate_when_backbone_gathers_in_town(county: Instance) -> None:
    """Tests that the city has at least twice the countryside's backbone per teacher, and more of sports and arts."""
    arts = set(county.index.indicator[IndicatorCode.PE_ARTS].subjects)

    def shares(location: Location) -> tuple[float, float]:
        people = [row for row in county.teachers if county.school_of(row.section).location is location]
        return (
            sum(row.backbone for row in people) / len(people),
            sum(row.subject in arts for row in people) / len(people),
        )

    city, country = shares(Location.URBAN), shares(Location.RURAL)
    assert city[0] > 2 * country[0]
    assert city[1] > 1.3 * country[1]


def test_generate_when_compared_with_published_counties(county: Instance) -> None:
    """Tests that L2 and L3 lie around their thresholds and their 差异系数 around the limit."""
    today = counts(Plan(county, {}))
    for code in (IndicatorCode.BACKBONE, IndicatorCode.PE_ARTS):
        rows = [row for row in measured_sections(county) if row.stage is Stage.PRIMARY]
        value = 100 * sum(today[row.id, code] for row in rows) / sum(row.pupils for row in rows)
        assert 0.7 < value < 1.2
    cvs = [spread.value**0.5 for spread in spread_of_indicators(Plan(county, {}), today)]
    assert max(cvs) < 0.9
    assert sum(cv > 0.4 for cv in cvs) >= 2


def test_generate_when_rotation_matters(county: Instance) -> None:
    """Tests that there is much to repair: sections that fail and missing teachers."""
    figures = amounts(county, [])
    assert figures[GoalCode.FAILING_SECTIONS] > 30
    assert figures[GoalCode.SHORTFALL] > 300


def test_generate_when_features_are_counted(county: Instance) -> None:
    """Tests that couples, wishes, volunteers, deferrals, orders, forbids and campuses all occur."""
    people = county.teachers
    assert len(list(county.couples())) > 20
    assert sum(bool(row.wishes) for row in people) > 500
    assert sum(row.volunteer for row in people) > 100
    assert sum(row.status is TeacherStatus.DEFERRED for row in people) > 150
    assert sum(row.must_move for row in people) == 2
    assert sum(row.must_stay for row in people) == 20
    assert len(county.forbids) == 2
    assert len({row.entity for row in county.schools}) < len(county.schools)
    assert 0 < sum(row.home_x_km is None for row in people) < len(people) / 5


def test_generate_when_strength_follows_backbone(county: Instance) -> None:
    """Tests that strength is the number of quartile points of L2 strictly below the section's own, by stage."""
    number = counts(Plan(county, {}))
    for stage in Stage:
        rows = [row for row in county.sections if row.stage is stage]
        value = {row.id: number[row.id, IndicatorCode.BACKBONE] / row.pupils for row in rows}
        measured = sorted(value[row.id] for row in rows if row.measured)
        points = [_quantile(measured, share) for share in (0.25, 0.5, 0.75)]
        for row in rows:
            assert row.strength == sum(point < value[row.id] for point in points)


def _quantile(numbers: list[float], share: float) -> float:
    """Return a quartile point by linear interpolation."""
    position = share * (len(numbers) - 1)
    low = int(position)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (position - low) * (numbers[high] - numbers[low])


def test_generate_when_candidates_are_counted() -> None:
    """Tests that a small county has about a dozen candidates for each eligible teacher."""
    small = generate(SizeName.S, 1)
    total = 0
    for person in small.teachers[::10]:
        options = [
            Move(person.id, person.section, room.id, subject)
            for room in small.sections
            for subject in (person.subject, *person.more_subjects)
        ]
        total += sum(not list(candidate_findings(Plan(small, {person.id: option}))) for option in options)
    assert 450 < total < 900
