"""The formulas reproduce what counties, provinces and guides have printed."""

import math
from fractions import Fraction

import numpy as np
import pytest

from staffing.core.exact import rounded
from staffing.indicators.formulas import composite, disperse, per_pupils, split_amount, weighted_cv
from tests.helpers.published import read_published


@pytest.fixture
def five_schools() -> tuple[list[int], list[int]]:
    rows = read_published("five_schools_books.csv")
    return [int(row["books"]) for row in rows], [int(row["pupils"]) for row in rows]


def test_cv_of_five_schools_is_weighted_when_pupils_differ(five_schools: tuple[list[int], list[int]]) -> None:
    books, pupils = five_schools
    spread = disperse(books, pupils)
    assert spread.cv == pytest.approx(0.515257, abs=5e-7)
    assert rounded(spread.cv, 2) == rounded("0.52", 2)
    assert (spread.sections, spread.pupils) == (5, 302)
    assert rounded(spread.mean, 2) == rounded("6.33", 2)
    assert rounded(spread.sd, 2) == rounded("3.26", 2)


def test_cv_of_five_schools_is_not_the_plain_one_when_computed(five_schools: tuple[list[int], list[int]]) -> None:
    books, pupils = five_schools
    values = np.array(books) / np.array(pupils)
    plain = [values.std(ddof=ddof) / values.mean() for ddof in (0, 1)]
    assert [round(float(cv), 3) for cv in plain] == [0.489, 0.546]
    assert all(abs(disperse(books, pupils).cv - cv) > 0.02 for cv in plain)


def test_terms_of_five_schools_equal_the_printed_steps() -> None:
    rows = read_published("five_schools_books.csv")
    total = sum(int(row["pupils"]) for row in rows)
    mean = Fraction(sum(int(row["books"]) for row in rows), total)
    for row in rows:
        value = per_pupils(int(row["books"]), int(row["pupils"]), scale=1)
        assert value is not None
        # 小学3 prints 935/89 = 10.505… as 10.51 and goes on from there, so its term agrees to the printed digits only.
        assert float(value) == pytest.approx(float(row["per_pupil"]), abs=0.006)
        term = Fraction(int(row["pupils"]), total) * (value - mean) ** 2
        assert float(term) == pytest.approx(float(row["term"]), abs=0.02)


def test_array_form_equals_scalar_form_on_five_schools(five_schools: tuple[list[int], list[int]]) -> None:
    books, pupils = five_schools
    assert weighted_cv(np.array(books), np.array(pupils)) == pytest.approx(disperse(books, pupils).cv, rel=1e-14)


def test_split_of_nine_year_school_equals_print_when_weighted_one_to_one_point_one() -> None:
    (row,) = read_published("nine_year_school_split.csv")
    pupils = {"primary": int(row["primary_pupils"]), "junior": int(row["junior_pupils"])}
    parts = split_amount(int(row["books"]), pupils, {"primary": 1, "junior": "1.1"})
    per_pupil = rounded(parts["primary"] / pupils["primary"], 1)
    assert per_pupil == rounded(row["primary_per_pupil"], 1)
    # The source goes on with the rounded 58.5; exactly it is 9711.69 and 13514.31, less than one book away.
    assert int(per_pupil * pupils["primary"]) == int(row["primary_books"])
    assert abs(parts["primary"] - int(row["primary_books"])) < 1
    assert abs(parts["junior"] - int(row["junior_books"])) < 1
    assert sum(parts.values()) == int(row["books"])


def test_county_table_2023_is_consistent_when_recomputed() -> None:
    mean, sd, cv = read_published("county_quality_2023.csv")
    codes = [f"L{number}" for number in range(1, 8)]
    for code in codes:
        assert float(sd[code]) / float(mean[code]) == pytest.approx(float(cv[code]), abs=1.5e-6)
    assert composite(float(cv[code]) for code in codes) == pytest.approx(float(cv["composite"]), abs=5e-7)


def test_composite_of_23_counties_equals_print_when_plain_mean_of_eight() -> None:
    rows = read_published("county_basic_composites.csv")
    assert len(rows) == 23
    for row in rows:
        found = composite(float(row[f"cv{number}"]) for number in range(1, 9))
        assert found is not None
        assert math.isclose(found, float(row["composite"]), abs_tol=1e-3), row
