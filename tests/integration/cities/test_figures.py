"""Indicators of a city: sums against figures worked by hand, and against the county's own plan page."""

from decimal import Decimal
from fractions import Fraction

import pytest

from staffing.cities.figures import city_figures, county_figures
from staffing.cities.gathering import figures_of
from staffing.extensions import db
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.formulas import disperse
from staffing.plans.models import SolveRun
from staffing.schools.enums import Stage

PERSONS = ("above_degree", "backbone", "pe_arts")


def section(key: int, pupils: int, before: int, after: int, *, measured: bool = True) -> dict:
    """Return a section of stored statistics with the same persons in all three indicators."""
    return {"id": key, "stage": "primary", "pupils": pupils, "measured": measured,
            "indicators": {code: {"before": before, "home": before, "host": after} for code in PERSONS}}


def statistics(*sections: dict, moved: int, failing: list[int]) -> dict:
    return {"sections": list(sections), "counts_at": "host", "moved": moved, "failing": failing}


@pytest.fixture
def by_hand():
    """County A: 100 pupils with 2, then 4 persons; 300 with 12, then 10. County B: 100 with 6, then 6. Two sections do not count."""
    a = statistics(section(1, 100, 2, 4), section(2, 300, 12, 10), section(3, 70, 9, 9, measured=False), moved=2, failing=[2, 1])
    b = statistics(section(4, 100, 6, 6), section(5, 0, 0, 0), moved=1, failing=[1, 1])
    rooms = {key: {"teaching_area": Fraction(amount), "sports_area": None} for key, amount in ((1, 450), (2, 1350), (4, 900))}
    return [county_figures(one, rooms) for one in (a, b)]


def test_city_is_computed_over_all_sections_and_not_from_the_counties_figures(by_hand):
    whole = city_figures(by_hand)
    primary = whole.stages[Stage.PRIMARY]
    change = primary.changes["backbone"]
    assert (primary.sections, primary.pupils, whole.moved, whole.failing_before, whole.failing_after) == (3, 500, 3, 3, 2)
    assert (change.before.resource, change.after.resource) == (20, 20)
    assert (change.before.mean(100), change.after.mean(100)) == (4, 4)
    assert change.before.cv_squared == Fraction(1, 10)
    # After: values 4, 10/3, 6 with weights 1/5, 3/5, 1/5 around 4: variance 3/5 * 4/9 + 1/5 * 4 = 16/15; / 16 = 1/15.
    assert change.after.cv_squared == Fraction(1, 15)
    counties = [place.stages[Stage.PRIMARY].changes["backbone"] for place in by_hand]
    assert [one.before.mean(100) for one in counties] == [Fraction(7, 2), 6]
    assert change.before.mean(100) != sum(one.before.mean(100) for one in counties) / 2


def test_rooms_stay_as_they_are_and_missing_figures_are_named(by_hand):
    changes = city_figures(by_hand).stages[Stage.PRIMARY].changes
    rooms = changes["teaching_area"]
    assert rooms.before == rooms.after
    assert (rooms.before.resource, rooms.before.mean()) == (2700, Fraction(27, 5))
    assert (changes["sports_area"].before.missing, changes["sports_area"].before.sections) == (3, 0)
    assert changes["multimedia_rooms"].before.missing == 3
    assert city_figures(by_hand).stages[Stage.PRIMARY].composite_before is None


def test_county_that_counts_at_home_keeps_its_own_way_in_the_sums():
    stored = {**statistics(section(1, 100, 2, 4), moved=2, failing=[0, 0]), "counts_at": "home"}
    assert county_figures(stored, {}).stages[Stage.PRIMARY].changes["pe_arts"].after.resource == 2


def test_solved_counties_say_what_their_own_plan_says(solved):
    figures = figures_of(solved)
    assert len(figures.counties) == 2
    assert figures.lacking == ()
    for one in figures.counties:
        stored = next(row for row in one.solved.statistics["stages"] if row["stage"] == "primary")
        for item in stored["indicators"]:
            change = one.place.stages[Stage.PRIMARY].changes[item["code"]]
            assert change.before.cv == pytest.approx(item["before"]["cv"])
            assert change.after.cv == pytest.approx(item["after"]["cv"])
            assert float(change.after.mean(100)) == pytest.approx(item["after"]["mean"])
    primary = figures.whole.stages[Stage.PRIMARY]
    assert (primary.sections, primary.pupils) == (6, 6 * 90)
    assert primary.changes["teaching_area"].before.mean() == 10
    assert all(primary.changes[item.code].before.missing == 0 for item in QUALITY_INDICATORS)


def test_hardware_of_the_city_is_that_of_the_reports(world, solved):
    for place, tiny in enumerate((world.first, world.second)):
        for number, one in enumerate(tiny.sections):
            one.years[0].sports_area_m2 = Decimal(300 + 100 * number + 50 * place)
    db.session.flush()
    sums = figures_of(solved).whole.stages[Stage.PRIMARY].changes["sports_area"].before
    spread = disperse([300, 400, 500, 350, 450, 550], [90] * 6)
    assert sums.resource == 2550
    assert sums.cv == pytest.approx(spread.cv)


def test_county_without_a_plan_stands_beside_the_sums_and_not_in_them(world, solved):
    run = db.session.query(SolveRun).join(SolveRun.plan).filter_by(county_id=world.second.county.id).one()
    run.cost = None
    db.session.flush()
    figures = figures_of(solved)
    assert [one.entry.county_id for one in figures.counties] == [world.first.county.id]
    assert [entry.county_id for entry in figures.lacking] == [world.second.county.id]
    assert figures.whole.stages[Stage.PRIMARY].sections == 3
