"""A book that passes between processes and is kept: the same again, in pieces, and in the form of before."""

import datetime as dt
import json

from hypothesis import given, strategies as st

from staffing.core.spreadsheets import book
from staffing.core.spreadsheets.book import Book, RawSheet, dump_book, load_book

CELLS = st.one_of(st.text(max_size=6), st.integers(-5, 5), st.booleans(), st.just({"d": "2026-09-01"}), st.just("㛃\n䶮"))
SHEETS = st.builds(RawSheet, st.text(max_size=5), st.lists(st.lists(CELLS, max_size=4), max_size=9), st.just([(1, 1, 1, 2)]), st.just([(2, 3)]), st.just([(4, 5)]),
                   st.just([7]), st.just([8]))


@given(st.lists(SHEETS, max_size=3), st.integers(1, 4))
def test_a_book_comes_back_the_same_whatever_the_pieces(sheets, rows):
    before, book.PIECE_ROWS = book.PIECE_ROWS, rows
    try:
        one = Book("xlsx", "XLSX", sheets)
        assert load_book(dump_book(one)) == one
    finally:
        book.PIECE_ROWS = before


def test_days_travel_as_days():
    one = Book("xlsx", "XLSX", [RawSheet("表", [[dt.date(2026, 9, 1), dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC)]])])
    assert load_book(dump_book(one)).sheets[0].rows == [[{"d": "2026-09-01"}, {"d": "2026-09-01"}]]


def test_a_book_kept_before_is_still_read():
    part = {"title": "表", "rows": [["甲", 1]], "merged": [[1, 1, 1, 2]], "formulas": [[2, 3]], "errors": []}
    kept = json.dumps({"kind": "csv", "told": "UTF-8", "sheets": [part]}).encode()
    assert load_book(kept) == Book("csv", "UTF-8", [RawSheet("表", [["甲", 1]], [(1, 1, 1, 2)], [(2, 3)])])


def test_equal_texts_are_kept_once():
    rows = [["".join(("演示", "小学")), number] for number in range(3)]
    loaded = load_book(dump_book(Book("xlsx", "XLSX", [RawSheet("一", rows), RawSheet("二", rows)])))
    assert len({id(row[0]) for sheet in loaded.sheets for row in sheet.rows}) == 1
