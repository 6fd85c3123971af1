"""Forecast: grades move up, classes stay together or split, intake and transfers."""

from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import given, strategies as st

from staffing.needs.forecast import SectionForecast, SectionYear, forecast_sections
from tests.helpers.need_policies import FORECAST

PRIMARY = SectionYear("s", "primary", {1: 90, 2: 88, 3: 40, 4: 40, 5: 40, 6: 40}, {1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1})


def forecast(section: SectionYear = PRIMARY, *, intake: dict[str, int] | None = None,
             transfers: dict[tuple[str, int], int] | None = None, **policy: object) -> SectionForecast:
    (found,) = forecast_sections([section], replace(FORECAST, **policy), intake=intake or {},  # type: ignore[arg-type]
                                 transfers=transfers or {})
    return found


def test_grades_move_up_and_the_last_leaves() -> None:
    found = forecast(intake={"s": 91})
    assert [(grade.pupils, grade.classes) for grade in found.grades] == [(91, 3), (90, 2), (88, 2), (40, 1), (40, 1), (40, 1)]
    assert found.pupils == 389
    assert found.classes == {1: 3, 2: 2, 3: 2, 4: 1, 5: 1, 6: 1}


def test_intake_is_assumed_and_marked_when_not_entered() -> None:
    assert [(grade.pupils, grade.is_assumed) for grade in forecast().grades][:2] == [(90, True), (90, False)]
    assert not any(grade.is_assumed for grade in forecast(intake={"s": 0}).grades)


def test_classes_split_when_a_transfer_exceeds_the_limit_and_vanish_without_pupils() -> None:
    found = forecast(intake={"s": 0}, transfers={("s", 4): 6, ("s", 5): -40})
    grades = {grade.grade: grade for grade in found.grades}
    assert (grades[1].pupils, grades[1].classes) == (0, 0)
    assert (grades[4].pupils, grades[4].classes) == (46, 2)
    assert (grades[5].pupils, grades[5].classes) == (0, 0)


def test_classes_merge_only_when_the_county_merges() -> None:
    section = SectionYear("s", "primary", {1: 50, 2: 40}, {1: 2, 2: 2})
    assert forecast(section).classes[2] == 2
    assert forecast(section, transfers={("s", 2): -20}).classes[2] == 2
    assert forecast(section, transfers={("s", 2): -20}, merge_classes=True).classes[2] == 1


def test_retention_rounds_half_up() -> None:
    section = SectionYear("s", "junior", {7: 50, 8: 50}, {7: 1, 8: 1})
    assert forecast(section, retention=F("0.97")).grades[1].pupils == 49


def test_forecast_refuses_transfers_to_nowhere_and_half_a_table() -> None:
    with pytest.raises(ValueError, match="unknown grades"):
        forecast(transfers={("s", 7): 1})
    with pytest.raises(ValueError, match="different grades"):
        SectionYear("s", "primary", {1: 1}, {2: 1})


@given(st.dictionaries(st.integers(1, 6), st.integers(0, 200), min_size=1), st.integers(0, 200))
def test_no_class_exceeds_the_limit_and_nobody_is_lost(pupils: dict[int, int], intake: int) -> None:
    section = SectionYear("s", "primary", pupils, {grade: -(-number // 45) for grade, number in pupils.items()})
    found = forecast(section, intake={"s": intake})
    for grade in found.grades:
        assert grade.pupils <= 45 * grade.classes
        before = pupils.get(grade.grade - 1)
        assert before is None or grade.pupils == before
