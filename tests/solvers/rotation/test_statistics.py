"""The numbers about a plan, by hand."""

import json
import math

import pytest

from solvers.rotation.check.goals import spread_of_indicators
from solvers.rotation.check.indicators import counts
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.distribution import Distribution, describe
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.instance import Instance
from solvers.rotation.statistics import PlanStatistics, plan_statistics
from solvers.rotation.vocabulary import IndicatorCode
from tests.helpers.solving import decided, instance, move, quota, school, section, teacher, with_settings

ROOMS = [section("a", counted=True), section("b", counted=True, pupils=300), section("c")]
PEOPLE = [
    teacher("t1", backbone=True, wishes=("b/primary",), home_x_km=0.0, home_y_km=0.0),
    teacher("t2", backbone=True, wishes=("c/primary", "b/primary"), home_x_km=9.0, home_y_km=0.0),
    teacher("t3", wishes=("c/primary",)),
    teacher("t4", "b"),
]


def county() -> Instance:
    """Return two measured sections twelve kilometres apart and a third school between them."""
    places = ["a", school("b", x_km=12), school("c", x_km=5)]
    rows = (quota("rotation_share", 0.1, 25), quota("backbone_share", 0.2, "moved", "backbone"))
    base = instance(PEOPLE, places, ROOMS, quotas=rows, decided_moves=(decided("t3", "b/primary"),))
    return with_settings(base, cell_outflow_share=1)


def figures() -> PlanStatistics:
    """Return the figures of a plan with four moves."""
    return plan_statistics(county(), [move("t1"), move("t2"), move("t3"), move("t4", "c", origin="b")])


def test_flows_when_teachers_come_and_go() -> None:
    """Tests sent and received of each school."""
    assert [(row.school, row.sent, row.received) for row in figures().flows] == [
        ("a", 3, 0),
        ("b", 1, 3),
        ("c", 0, 1),
    ]
    assert (figures().moved, figures().decided) == (4, 1)


def test_quotas_when_compared_with_the_plan() -> None:
    """Tests base, required and moved of each quota."""
    rows = [(row.code, row.base, row.required, row.moved) for row in figures().quotas]
    assert rows == [("rotation_share", 25, 3, 4), ("backbone_share", 4, 1, 2)]


def test_sections_when_teachers_move() -> None:
    """Tests the counts before and after and the needs of measured sections alone."""
    rows = {row.section: row for row in figures().sections}
    assert set(rows) == {"a/primary", "b/primary"}
    backbone = rows["b/primary"].indicators[1]
    assert backbone.code is IndicatorCode.BACKBONE
    assert (backbone.before, backbone.after, backbone.need, backbone.need_85) == (0, 2, 3, 3)
    assert not rows["b/primary"].passes_before


def test_spreads_when_backbone_moves() -> None:
    """Tests county value and weighted 差异系数 before and after by hand."""
    row = next(row for row in figures().spreads if row.code is IndicatorCode.BACKBONE)
    assert (row.county_before, row.county_after) == (0.5, 0.5)
    # Before: 2 and 0 per 100 about 0.5, weights 1/4 and 3/4. After: 0 and 2/3.
    assert row.cv_before == pytest.approx(math.sqrt(3))
    assert row.cv_after == pytest.approx(math.sqrt((0.25 * 0.25 + 0.75 * (2 / 3 - 0.5) ** 2) / 0.25))


def test_spreads_when_nobody_counts() -> None:
    """Tests that an indicator that nobody meets has no 差异系数, and an absent stage no row."""
    rows = plan_statistics(county(), []).spreads
    arts = next(row for row in rows if row.code is IndicatorCode.PE_ARTS)
    assert (arts.county_before, arts.cv_before) == (0.0, None)
    assert {row.stage for row in rows} == {"primary"}


def test_spreads_when_county_value_changes() -> None:
    """Tests V = (X'/X)²·CV'² + (X'/X − 1)², which ties the goal to the reported 差异系数."""
    base = generate(SizeName.S, 4)
    movers = [row for row in base.teachers if row.backbone][:30]
    plan = make_plan(base, [move(row.id, base.sections[0].id, row.subject) for row in movers])
    spreads = {(row.stage, row.indicator.code): row.value for row in spread_of_indicators(plan, counts(plan))}
    for row in plan_statistics(base, plan.moves.values()).spreads:
        assert row.county_before is not None
        assert row.county_after is not None
        assert row.cv_after is not None
        ratio = row.county_after / row.county_before
        expected = ratio**2 * row.cv_after**2 + (ratio - 1) ** 2
        assert spreads[row.stage, row.code] == pytest.approx(expected)


def test_spreads_when_nobody_moves() -> None:
    """Tests that the goal V is the squared 差异系数 of today."""
    base = generate(SizeName.S, 5)
    nobody = Plan(base, {})
    values = [row.value for row in spread_of_indicators(nobody, counts(nobody))]
    cvs = [row.cv_before for row in plan_statistics(base, []).spreads]
    assert [cv**2 for cv in cvs if cv is not None] == pytest.approx(values)


def test_distances_when_described() -> None:
    """Tests the kilometres between old and new school."""
    row = figures().distance_km
    assert (row.count, row.least, row.most, row.median, row.mean) == (4, 7, 12, 12, pytest.approx(10.75))


def test_commutes_when_homes_are_known() -> None:
    """Tests the change of the way to work: longer for one, shorter for the other, unknown for two."""
    row = figures().extra_commute_km
    assert (row.count, row.least, row.most) == (2, pytest.approx(-6), pytest.approx(12))


def test_wishes_when_met_by_rank() -> None:
    """Tests first and second wishes met, none met and none given."""
    row = figures().wishes
    assert (row.met, row.none_met, row.none_given) == ((1, 1), 1, 1)


def test_statistics_when_written_as_json() -> None:
    """Tests that the document is plain JSON."""
    document = figures().document()
    assert json.loads(json.dumps(document))["moved"] == 4


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], Distribution(0)),
        ([3.0], Distribution(1, 3, 3, 3, 3, 3, 3)),
        ([1.0, 2.0, 3.0, 4.0, 10.0], Distribution(5, 1, 2, 3, 4, 10, 4)),
    ],
)
def test_describe_when_numbers_vary(numbers: list[float], expected: Distribution) -> None:
    """Tests quartile points by linear interpolation, and none for no numbers."""
    assert describe(numbers) == expected
