"""Mistreated foreign sheets: whatever is done to a form, it is read, refused or told cell by cell in words, and never breaks the import."""

import datetime as dt
import io
import random
from collections import Counter

import openpyxl
import pytest
from openpyxl.utils.exceptions import IllegalCharacterError

from staffing.core.import_report import REASONS
from staffing.core.spreadsheets.book import Book, RawSheet
from staffing.core.spreadsheets.faults import REFUSALS, BadFile
from staffing.core.spreadsheets.isolated import read_isolated
from staffing.imports.catalogue import Scope
from staffing.imports.checking import Checked, check_book
from staffing.imports.foreign.mapping import LEFT_OUT
from staffing.imports.foreign.surveying import count_words
from staffing.imports.foreign.wording import word_tables
from staffing.imports.mapped import look_at_book
from staffing.schools.directory import SchoolDirectory
from tests.helpers.dirty_form import TITLES, clean_form, soil
from tests.helpers.memory import own_peak_mb, watched_parsers
from tests.helpers.sheets import invented, store, workbook

FEW, MANY = 150, 10_000
# Starting a process for each of ten thousand files would measure the start; one in so many goes by the officer's whole road.
ONE_IN = 25
MOST_MB = 512
WEIRD = ("", None, "无", "#VALUE!", "#REF!", "至今", "2019年9月", "2019.1", 2019.1, 43709, 4.2e17, -1, True, False, dt.date(2019, 9, 1).isoformat(), "９９年", "2026-02-30",
         "\u200b", "=1+1", "x" * 400, "张\u3000三", "小学高级", "是", "１３８００００００００", "99010119800101001X", "🙂", "\x07", {"d": "2019-09-01"}, "合计", "教师信息", 1e308,
         "0", "清空", "-", "990101198002310011", "二〇二〇年", "2030年1月", "1899-01-01", "正高级教师", "不存在的学校")


def mutated(draw: random.Random, base: list[list]) -> Book:
    """Return a book made of the form by a few random acts."""
    rows = [list(row) for row in base]
    merged: list[tuple[int, int, int, int]] = []
    for _ in range(draw.randint(1, 12)):
        act = draw.randrange(11)
        row, column = draw.randrange(len(rows)), draw.randrange(len(TITLES))
        if act <= 4 and column < len(rows[row]):
            rows[row][column] = draw.choice(WEIRD)
        elif act == 5:
            rows.insert(row, [draw.choice(WEIRD) for _ in range(draw.randint(0, 80))])
        elif act == 6 and len(rows) > 2:
            rows.pop(row)
        elif act == 7:
            for line in rows:
                if column < len(line):
                    line.pop(column)
        elif act == 8:
            rows[row] = rows[row][:column]
        elif act == 9:
            rows.append(list(draw.choice(rows)))
        else:
            merged.append((row + 1, column + 1, row + 1 + draw.randint(0, 2), column + 1 + draw.randint(0, 5)))
    width = max(map(len, rows), default=0)
    rows = [["" if cell is None else cell for cell in row] for row in rows]
    places = [(draw.randint(1, len(rows) + 1), draw.randint(1, width + 1)) for _ in range(draw.randint(0, 3))]
    return Book("xlsx", "XLSX", [RawSheet("教师信息表", rows, merged, places, places[:1])])


def by_file(book: Book) -> Book:
    """Return the book as a workbook on disk would give it: written, and read by the parser's own process."""
    written = openpyxl.Workbook()
    sheet = written.active
    sheet.title = book.sheets[0].title
    for number, row in enumerate(book.sheets[0].rows, start=1):
        for column, cell in enumerate(row, start=1):
            try:
                sheet.cell(number, column, cell["d"] if isinstance(cell, dict) else cell)
            except IllegalCharacterError:
                continue  # XML holds no such character, so no workbook does
    for one in book.sheets[0].merged:
        sheet.merge_cells(start_row=one[0], start_column=one[1], end_row=one[2], end_column=one[3])
    buffer = io.BytesIO()
    written.save(buffer)
    return read_isolated(buffer.getvalue(), name="form.xlsx")


def judged(book: Book, county_id: int) -> Checked | str:
    """Read a book as an officer would who leaves out every word that nobody knows; the refusal's code if it is refused."""
    looked = look_at_book(book, county_id)
    if looked is None:
        return "no_known_sheet"
    mapping, _shown = looked
    for table in word_tables(count_words(book, mapping), mapping, SchoolDirectory(county_id), choices={}):
        for line in table.lines:
            mapping.words.setdefault(table.target.code, {})[line.word] = LEFT_OUT if line.meaning is None else line.meaning
    mapping.constants.setdefault("honour.granted_on", "2024-09-01")
    try:
        return check_book(book, Scope(county_id), mapping=mapping)
    except BadFile as refusal:
        return refusal.code


def ending(outcome: Checked | str) -> str:
    """Return how a form ended, after looking at every word that its officer would read."""
    if isinstance(outcome, str):
        assert outcome in REFUSALS
        return "refused"
    for fault in (*outcome.report.faults, *outcome.report.remarks):
        assert fault.code in REASONS, fault
        assert str(fault.reason)
        assert str(fault.remedy)
        assert "%(" not in f"{fault.reason}{fault.remedy}"
        assert fault.row >= 1 or fault.code in ("missing_column", "column_twice"), fault
    return "faults" if outcome.report.fault_count else "clean"


def sweep(county, number: int, seed: int) -> Counter:
    """Judge so many mutated forms; returns how they ended. Tells and bounds the memory that it took."""
    rows = invented(200)
    store(workbook({code: rows[code] for code in ("schools", "sections")}), county)
    form = soil(clean_form(24, schools=2), each=1)
    base = [["2025学年教师信息采集表"], list(TITLES), *form.rows]
    draw, ends = random.Random(seed), Counter()
    with watched_parsers() as parsers:
        for place in range(number):
            book = mutated(draw, base)
            try:
                outcome = judged(book if place % ONE_IN else by_file(book), county.id)
            except BadFile as refusal:
                outcome = refusal.code
            ends[ending(outcome)] += 1
    print(f"{number} forms {dict(ends)}; peak memory {own_peak_mb()} MB, parser {parsers.peak_mb} MB over {parsers.files} files")  # noqa: T201 - the measurement
    assert parsers.files >= number // ONE_IN
    assert 0 < parsers.peak_mb < MOST_MB
    return ends


@pytest.mark.slow
def test_some_hundred_mutated_forms_give_only_clear_errors(county):
    ends = sweep(county, FEW, seed=11)
    assert sum(ends.values()) == FEW
    assert ends["faults"] > 0.5 * FEW


@pytest.mark.sweep
@pytest.mark.timeout(3600)
def test_ten_thousand_mutated_forms_give_only_clear_errors(county):
    ends = sweep(county, MANY, seed=12)
    assert sum(ends.values()) == MANY
    # Run alone (-m sweep with this path): other tests of the process would be counted in.
    assert own_peak_mb() < MOST_MB
