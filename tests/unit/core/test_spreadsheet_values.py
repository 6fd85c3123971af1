"""What typed cells mean, and that nothing typed is guessed away."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from staffing.core.spreadsheets import values
from staffing.core.spreadsheets.values import ValueFault

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
MONTHS = st.tuples(st.integers(1901, 2199), st.integers(1, 12))
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日",
                              "{0:%Y%m%d}", "{0:%Y-%m-%d} 00:00:00", " {0.year} 年 {0.month} 月 {0.day} 日 "]))
def test_a_day_is_read_however_it_is_written(day, form):
    assert values.to_day(form.format(day)) == day
    assert values.to_day(form.format(day).translate(FULL_WIDTH)) == day


@given(st.dates(dt.date(1927, 6, 1), dt.date(2064, 4, 1)))
def test_a_serial_number_is_the_day_that_excel_shows(day):
    serial = (day - dt.date(1899, 12, 30)).days
    assert values.to_day(serial) == values.to_day(float(serial)) == values.to_day(str(serial)) == values.to_day(serial + 0.4375) == day


@given(MONTHS, st.sampled_from(["{0}年{1}月", "{0}.{1}", "{0}/{1:02}", "{0}-{1}", "{0}年{1}月份"]))
def test_a_month_means_its_first_or_last_day(month, form):
    text = form.format(*month)
    first = dt.date(*month, 1)
    last = values.to_day(text, last=True)
    assert values.to_day(text) == first
    assert (last.year, last.month) == month
    assert (last + dt.timedelta(days=1)).day == 1


@given(st.integers(1901, 2199), st.sampled_from([2, 3, 4, 5, 6, 7, 8, 9, 11, 12]))
def test_a_month_that_excel_took_for_a_number_is_read_where_it_can_mean_one_month_only(year, month):
    assert values.to_day(float(f"{year}.{month}")) == dt.date(year, month, 1)


@given(st.integers(1901, 2199))
def test_a_month_number_that_may_be_january_or_october_is_refused(year):
    with pytest.raises(ValueFault, match="ambiguous_month"):
        values.to_day(float(f"{year}.1"))


@pytest.mark.parametrize(("cell", "code"), [
    ("2019", "year_only"), (2019, "year_only"), ("2019年", "year_only"), ("2019-13-01", "no_such_day"), ("2019年2月30日", "no_such_day"), ("2019.13", "no_such_day"),
    ("去年", "not_a_day"), ("1", "not_a_day"), (5, "not_a_day"), (True, "not_a_day"), ("2019-9-1-2", "not_a_day"), (3.5, "not_a_day"), ("至今", "not_a_day"),
])
def test_what_is_no_day_is_refused_with_its_reason(cell, code):
    with pytest.raises(ValueFault, match=code):
        values.to_day(cell)


@given(st.integers(-10**14, 10**14))
def test_a_whole_number_is_read_as_integer_float_text_and_full_width(number):
    for cell in (number, float(number), str(number), f" {number} ", f"{number:,}", str(number).translate(FULL_WIDTH)):
        assert values.to_integer(cell) == number
        if number >= 0 and not (isinstance(cell, str) and "," in cell):
            assert values.to_code(cell) == str(number)


@given(st.decimals(-10**9, 10**9, places=3))
def test_a_decimal_is_exact(number):
    assert values.to_decimal(str(number)) == number
    assert values.to_decimal(float(number)) == Decimal(repr(float(number)))


@pytest.mark.parametrize("cell", ["九十", "90人", "1.2.3", "", "--5", float("nan"), float("inf"), True, dt.date(2020, 1, 1), "0x10", "1e5"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(ValueFault, match="not_a_number"):
        values.to_decimal(cell)


@given(st.one_of(st.integers(10**15, 10**18).map(float), st.integers(10**15, 10**18), st.integers(10**15, 10**18).map(lambda number: f"{number:.6E}")))
def test_a_code_whose_digits_are_lost_is_refused(cell):
    with pytest.raises(ValueFault, match="digits_lost"):
        values.to_code(cell)


@pytest.mark.parametrize(("cell", "year"), [(2026, 2026), ("2026", 2026), ("2026学年", 2026), ("2026-2027学年度", 2026), ("2026—2027", 2026), ("2026-27学年", 2026), (2026.0, 2026)])
def test_a_school_year_is_named_by_its_first_year(cell, year):
    assert values.to_school_year(cell) == year


@pytest.mark.parametrize("cell", ["2026-2028", "2026-26", "26", "本学年", 1.5])
def test_what_is_no_school_year_is_refused(cell):
    with pytest.raises(ValueFault, match="not_a_school_year"):
        values.to_school_year(cell)


@pytest.mark.parametrize(("cell", "truth"), [("是", True), ("有", True), ("√", True), (1, True), (True, True), ("Ｙ", True), ("否", False), ("无", None), (0, False), ("×", False)])
def test_truth_is_read_from_the_words_of_forms(cell, truth):
    if truth is None:
        with pytest.raises(ValueFault):
            values.to_truth(cell)
    else:
        assert values.to_truth(cell) is truth


@given(st.text())
def test_text_is_one_line_without_invisible_characters_and_stays_so(text):
    once = values.text_of_cell(text)
    assert values.text_of_cell(once) == once
    assert once == once.strip()
    assert not set(once) & set("\n\r\t\u200b\ufeff\x00")


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "无", "／", None, "N/A", "\u3000"])
def test_what_says_nothing_is_blank(cell):
    assert values.is_blank(cell)


@pytest.mark.parametrize("cell", ["#VALUE!", "#ref!", "#DIV/0!", "#N/A"])
def test_the_remains_of_a_broken_formula_are_refused(cell):
    with pytest.raises(ValueFault, match="error_cell"):
        values.refuse_error(cell)
