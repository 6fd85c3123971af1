"""Collection numbers: made without letters that look like digits, found wherever a sheet shows them."""

from staffing.collecting.tokens import ALPHABET, LABEL, PATTERN, make_token, tokens_in
from staffing.core.spreadsheets.book import Book, RawSheet


def book(*rows) -> Book:
    return Book("xlsx", "XLSX", [RawSheet("教师", [list(row) for row in rows])])


def test_numbers_are_different_and_readable():
    made = {make_token() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("0O1I")
    assert all(PATTERN.search(f"{LABEL}：{token}") for token in made)


def test_a_number_is_found_in_the_first_rows_only():
    token = make_token()
    line = f"演示小学（001）  采集  {LABEL}：{token}"
    assert tokens_in(book([], ["x", line])) == {token}
    assert tokens_in(book(*[["x"]] * 20, [line])) == set()
    assert tokens_in(book([token], [f"{LABEL}：{ALPHABET[:4]}"], [1, None, True])) == set()
