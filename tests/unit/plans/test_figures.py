"""The figures a page shows of a plan, by hand on two schools, and equal to the plan's statistics where both speak."""

from dataclasses import replace

import pytest

from solvers.rotation.instance import Instance, Move
from solvers.rotation.statistics import plan_statistics
from solvers.rotation.vocabulary import CountsAt, RelationMoves, SectionId, Subject
from staffing.plans.bridge.figures import plan_figures
from tests.helpers.solving import CHINESE, SPORTS, instance, quota, school, section, settings, teacher

RICH, POOR = SectionId("11"), SectionId("22")


def county(**changes: object) -> Instance:
    """Return two schools with numbers for ids: all four teachers in the first, 200 pupils in each."""
    staff = [teacher("p", subject=SPORTS, backbone=True, wishes=(POOR,)), teacher("q", subject=SPORTS, wishes=(POOR,)),
             teacher("r", backbone=True), teacher("s")]
    rooms = [section("1", id=RICH, counted=True, pupils=200), section("2", id=POOR, counted=True, pupils=200)]
    limits = settings(relation_moves=RelationMoves.NEVER, **changes)
    rows = (quota("rotation_share", 0.1, 25), quota("backbone_share", 0.2, "moved", "backbone"))
    return instance([replace(row, section=RICH) for row in staff], [school("1"), school("2", x_km=5)], rooms,
                    quotas=rows, settings=limits)


def moved(who: str, subject: Subject) -> Move:
    """Return a move to the poor school."""
    return Move(who, RICH, POOR, subject)  # type: ignore[arg-type]


PLAN = (moved("p", SPORTS), moved("r", CHINESE))


def test_quotas_flows_and_people_are_counted() -> None:
    figures = plan_figures(county(), PLAN)
    assert figures["quotas"] == [
        {"code": "rotation_share", "group": "all", "of": "number", "at_least": 0.1, "base": 25, "required": 3, "moved": 2},
        {"code": "backbone_share", "group": "backbone", "of": "moved", "at_least": 0.2, "base": 2, "required": 1, "moved": 2}]
    assert (figures["moved"], figures["flows"]) == (2, [[1, 2, 2]])
    assert [(row["id"], row["out"], row["in"], row["backbone_out"], row["backbone_in"]) for row in figures["schools"]] == [
        (1, 2, 0, 2, 0), (2, 0, 2, 0, 2)]
    assert figures["people"] == {"backbone": 2, "volunteers": 0, "wishes_given": 1, "wishes_met": 1}


def test_both_ways_to_count_stand_side_by_side_and_one_decides() -> None:
    host, home = plan_figures(county(), PLAN), plan_figures(county(counts_at=CountsAt.HOME), PLAN)
    for figures in (host, home):
        backbone = {row["id"]: row["indicators"]["backbone"] for row in figures["sections"]}
        assert [(row["before"], row["host"], row["home"], row["need"]) for row in backbone.values()] == [(2, 0, 2, 2), (0, 2, 0, 2)]
    assert host["missing"] == [{"above_degree": 18, "backbone": 2, "pe_arts": 2}, {"above_degree": 18, "backbone": 2, "pe_arts": 2}]
    assert (host["counts_at"], home["counts_at"], home["missing"][0] == home["missing"][1]) == ("host", "home", True)


def test_spread_agrees_with_the_plans_statistics() -> None:
    stage = plan_figures(county(), PLAN)["stages"][0]
    shown = {item["code"]: item for item in stage["indicators"]}
    found = [row for row in plan_statistics(county(), PLAN).spreads if row.cv_before is not None]
    assert [row.code.value for row in found] == ["backbone", "pe_arts"]
    for row in found:
        before, after = shown[row.code.value]["before"], shown[row.code.value]["after"]
        assert (before["mean"], before["cv"]) == pytest.approx((row.county_before, row.cv_before))
        assert after["cv"] == pytest.approx(row.cv_after)
