"""No cell of an export can become a formula or a link; files are there whole or not at all."""

import csv
import datetime as dt
import io
import os
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from staffing.core.atomic_files import remove_leftovers, write_atomically
from staffing.core.exports import export_cell, is_wide
from staffing.core.spreadsheets.csv_writing import csv_bytes, csv_or_zip, harmless, without_prefix
from staffing.core.spreadsheets.layout import Column, Kind, ListMeta, Sheet
from staffing.core.spreadsheets.measuring import column_shares
from staffing.core.spreadsheets.reading import read_book
from staffing.core.spreadsheets.writing import workbook_bytes, write_workbook
from staffing.imports.catalogue import ALL_SHEETS
from staffing.imports.template import data_sheet

PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\0=", "　=")
META = ListMeta("名册", county="演示县", made_on=dt.date(2026, 9, 1))
FORMULA = re.compile(rb"<(f|hyperlink)[ >/]")


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def formulas(content: bytes) -> list[str]:
    """Return the sheets that hold a formula or link."""
    return [name for name, body in parts(content).items() if name.startswith("xl/worksheets/sheet") and FORMULA.search(body)]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_text_column_of_any_sheet_lets_a_formula_through(prefix):
    payload = f'{prefix}HYPERLINK("http://example.invalid","点我")'
    sheets = [data_sheet(sheet, [[payload for _ in sheet.columns]]) for sheet in ALL_SHEETS]
    content = workbook_bytes(sheets, meta=ListMeta(payload, county=payload, made_by=payload))
    assert formulas(content) == []
    for sheet, made in zip(ALL_SHEETS, read_book(content).sheets, strict=True):
        shown = {str(cell).replace("\r", "\n") for cell in made.rows[1]}
        assert len(made.rows[1]) == len(sheet.columns)
        assert shown == {payload.replace("\0", "").replace("\r", "\n")}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_csv_cell_begins_dangerously_and_every_one_comes_back(prefix):
    text = f"{prefix}1+1"
    content = csv_bytes(Sheet("表", [Column("甲"), Column("乙")], [[text, "安全"]]), meta=META)
    assert content.startswith(b"\xef\xbb\xbf")
    cell = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1][0]
    assert cell.startswith("'")
    assert read_book(content, name="x.csv").sheets[0].rows[1][0] == text.replace("\0", "").replace("\r", "\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_the_apostrophe_is_taken_off_again(text):
    assert without_prefix(harmless(text)) == text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"), max_size=30), min_size=1, max_size=6))
def test_text_comes_back_as_it_was(texts):
    content = workbook_bytes([Sheet("表", [Column(f"列{number}") for number, _ in enumerate(texts)], [[*texts]], heading_first=True)], meta=META)
    read = read_book(content).sheets[0].rows[1:]
    assert [str(cell) for cell in (read[0] if read else [])] == texts[: len(read[0]) if read else 0]
    assert not any(texts[len(read[0]) if read else 0:])


def test_numbers_are_numbers_and_dates_are_text_that_every_program_reads_the_same():
    columns = [Column("数", Kind.NUMBER, digits=1), Column("比", Kind.PERCENT, digits=1), Column("日", Kind.DATE), Column("真")]
    content = workbook_bytes([Sheet("表", columns, [[Decimal("3.5"), 0.125, dt.date(2026, 9, 1), True]], heading_first=True)], meta=META)
    assert read_book(content).sheets[0].rows[1] == [3.5, 0.125, "2026-09-01", "是"]


def test_a_synthetic_county_is_marked_on_every_sheet_and_every_printed_page():
    sheet = Sheet("表", [Column("甲"), Column("乙")], [["1", "2"]])
    content = workbook_bytes([sheet, Sheet("二", [Column("丙")], [], heading_first=True)], meta=ListMeta("名册", synthetic=True))
    for number, made in enumerate(read_book(content).sheets, start=1):
        assert any("演示数据" in str(cell) for row in made.rows for cell in row)
        assert "演示数据".encode() in parts(content)[f"xl/worksheets/sheet{number}.xml"].split(b"<oddHeader>")[1]
    assert csv_bytes(sheet, meta=ListMeta("名册", synthetic=True)).decode("utf-8-sig").rstrip().endswith("演示数据")


def test_a_list_is_set_up_for_print_and_reading():
    content = workbook_bytes([Sheet("表/一", [Column("甲", width=90), Column("乙", width=20)], [["1", "2"]], footer=["签字："], freeze_columns=1)], meta=META)
    xml = parts(content)["xl/worksheets/sheet1.xml"].decode()
    assert 'state="frozen"' in xml
    assert 'orientation="landscape"' in xml
    assert "第 &amp;P 页，共 &amp;N 页" in xml
    assert "_xlnm.Print_Titles" in parts(content)["xl/workbook.xml"].decode()


def sheet_xml(columns: list[Column], rows: list[list[object]], **options) -> str:
    """Return the text of a written sheet."""
    return parts(workbook_bytes([Sheet("表", columns, rows, **options)], meta=META))["xl/worksheets/sheet1.xml"].decode()


def height_of(xml: str, row: int) -> float:
    """Return the height written down for a row, 0 where the usual one does."""
    found = re.search(rf'<row r="{row}"[^>]*? ht="([0-9.]+)"', xml)
    return float(found.group(1)) if found else 0


def test_rows_are_as_high_as_their_wrapped_text():
    columns = [Column("甲", width=10), Column("乙很长很长很长很长很长很长很长的表头", width=8)]
    xml = sheet_xml(columns, [["短", "x"], ["一二三四五六七八九十", "x"], ["一\n二\n三", "x"]], notes=["很长的说明" * 10])
    assert height_of(xml, 3) > 30, "the note runs over the whole width and wraps"
    assert height_of(xml, 4) > 60, "the heading of five lines is seen whole"
    assert [height_of(xml, row) for row in (5, 6, 7)] == [0, 44.25, 44.25]
    assert '<mergeCell ref="A3:B3"/>' in xml


def test_a_year_has_no_separator_and_stands_on_the_right():
    column = Column("达标年份", Kind.YEAR)
    content = workbook_bytes([Sheet("表", [column], [[2026]])], meta=META)
    assert column.is_numeric
    assert read_book(content).sheets[0].rows[-1] == [2026]
    styles = parts(content)["xl/styles.xml"].decode()
    assert "#,##0" not in styles
    assert 'horizontal="right"' in styles
    assert export_cell(2026, column) == "2026"
    assert export_cell(2026, Column("学生数", Kind.NUMBER)) == "2,026"


def test_numbers_keep_clear_of_the_next_column_in_every_program():
    styles = parts(workbook_bytes([Sheet("表", [Column("数", Kind.NUMBER), Column("占比", Kind.PERCENT, digits=1), Column("年", Kind.YEAR)], [[1234, 0.5, 2026]])], meta=META))
    found = re.findall(r'formatCode="([^"]+)"', styles["xl/styles.xml"].decode())
    assert [code for code in found if code != "@"] == ["#,##0_ ", "0.0%_ ", "0_ "]


@pytest.mark.parametrize(("width", "paper", "across"), [(90, 9, False), (150, 9, True), (181, 8, True)])
def test_paper_grows_with_the_width_so_that_letters_can_be_read(width, paper, across):
    xml = sheet_xml([Column("甲", width=width)], [["x"]])
    assert f'paperSize="{paper}"' in xml
    assert ('orientation="landscape"' in xml) is across


def test_a_printed_page_shares_its_width_as_the_workbook_does_and_turns_for_wide_lists():
    narrow = [Column("序号", Kind.NUMBER, 10), Column("学校", width=30)]
    assert column_shares(narrow) == [25, 75]
    assert not is_wide([Sheet("表", narrow, [])])
    assert is_wide([Sheet("表", narrow, []), Sheet("二", [Column("说明", width=126)], [])])


def test_titles_that_excel_forbids_are_mended_and_unique():
    sheets = [Sheet(title, [Column("甲")], []) for title in ("a/b", "a*b", "a?b", "", "长" * 40, "长" * 40)]
    titles = [sheet.title for sheet in read_book(workbook_bytes(sheets, meta=META)).sheets]
    assert len(set(titles)) == 6
    assert all(0 < len(title) <= 31 for title in titles)


def test_drop_downs_refer_to_a_hidden_sheet():
    columns = [Column("性别", choices=("男", "女"), prompt="选"), Column("姓名")]
    made = parts(workbook_bytes([Sheet("表", columns, [], blank_rows=50, heading_first=True)], meta=META))
    assert b'<formula1>\'\xe9\x80\x89\xe9\xa1\xb9\'!$A$1:$A$2</formula1>' in made["xl/worksheets/sheet1.xml"].replace(b"&apos;", b"'")
    assert b'state="hidden"' in made["xl/workbook.xml"]


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out" / "list.xlsx"

    def rows():
        yield ["1"]
        raise RuntimeError("killed in the middle")

    with pytest.raises(RuntimeError):
        write_workbook(path, [Sheet("表", [Column("甲")], rows())], meta=META)
    assert list(path.parent.iterdir()) == []
    write_workbook(path, [Sheet("表", [Column("甲")], [["1"]])], meta=META)
    assert [one.name for one in path.parent.iterdir()] == ["list.xlsx"]


def write_half(path):
    """Write and fail before the end."""
    with write_atomically(path) as file:
        file.write(b"new")
        file.flush()
        raise ValueError("no")


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="no"):
        write_half(path)
    assert path.read_bytes() == b"old"
    with write_atomically(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert os.stat(path).st_mode & 0o007 == 0


def test_what_a_killed_writer_left_is_removed_and_what_is_being_written_is_not(tmp_path):
    path = tmp_path / "名册.xlsx"
    left = tmp_path / ".名册.xlsx.abc.part"
    left.write_bytes(b"half")
    with write_atomically(path) as file:
        file.write(b"new")
        assert not left.exists()
        assert remove_leftovers(path) == 0
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_text_of_several_sheets_is_one_file_for_each_and_of_one_sheet_a_plain_file():
    two = [Sheet("派出/校", [Column("甲")], [["1"]]), Sheet("接收校", [Column("乙")], [["2"]])]
    body, suffix = csv_or_zip(two, meta=META)
    assert suffix == "zip"
    assert {name: text.decode("utf-8-sig").split() for name, text in parts(body).items()} == {
        "01_派出_校.csv": ["甲", "1"], "02_接收校.csv": ["乙", "2"]}
    assert csv_or_zip(two, meta=META)[0] == body
    assert csv_or_zip(two[:1], meta=META) == (csv_bytes(two[0], meta=META), "csv")
