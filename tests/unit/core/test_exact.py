"""Exact decimals: read as written, ceilings and floors of exact products, half-up rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from staffing.core.exact import ceil_exact, exact, floor_exact, rounded


@pytest.mark.parametrize(("number", "fraction"), [
    (0.1, Fraction(1, 10)), (4.2, Fraction(21, 5)), ("0.85", Fraction(17, 20)), (Decimal("1.32"), Fraction(33, 25)),
    (7, Fraction(7)), (1e-05, Fraction(1, 100000)), (Fraction(1, 3), Fraction(1, 3)),
])
def test_exact_reads_the_number_as_written(number: object, fraction: Fraction) -> None:
    assert exact(number) == fraction  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), True, "四", Decimal("NaN"), Decimal("Infinity")])
def test_exact_refuses_what_is_no_number(number: object) -> None:
    with pytest.raises(ValueError):
        exact(number)  # type: ignore[arg-type]


@pytest.mark.parametrize(("share", "base", "ceiling", "floor"), [
    (0.1, 130, 13, 13), (0.1, 137, 14, 13), (0.2, 14, 3, 2), (0.15, 20, 3, 3), (0.3, 10, 3, 3),
    (0.07, 100, 7, 7),  # in floats 0.07 * 100 is above 7 and would ask for 8
    (1.1, 10, 11, 11),  # in floats 1.1 * 10 is above 11
])
def test_ceiling_and_floor_are_of_the_exact_product(share: float, base: int, ceiling: int, floor: int) -> None:
    assert ceil_exact(exact(share) * base) == ceiling
    assert floor_exact(exact(share) * base) == floor


@pytest.mark.parametrize(("number", "places", "text"), [
    (0.125, 2, "0.13"), (Fraction(1, 8), 2, "0.13"), (2.5, 0, "3"), (-2.5, 0, "-3"), (-0.001, 2, "0.00"),
    (Fraction(2, 3), 6, "0.666667"), (5, 2, "5.00"), (0, 3, "0.000"),
])
def test_rounded_rounds_half_away_from_zero(number: object, places: int, text: str) -> None:
    assert str(rounded(number, places)) == text  # type: ignore[arg-type]


@given(st.fractions(), st.integers(0, 8))
def test_rounded_is_within_half_a_unit_when_any_number(number: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(number, places)) - number) <= Fraction(1, 2 * 10**places)
