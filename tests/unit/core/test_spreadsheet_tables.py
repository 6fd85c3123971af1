"""Finding the table in a sheet, whatever stands around it."""

from staffing.core.spreadsheets.book import RawSheet, cell_place, column_letters
from staffing.core.spreadsheets.tables import closing_lines, find_table, heading_index, plain_heading

INDEX = heading_index({"school": ("学校", "单位"), "name": ("姓名",), "pupils_1": ("一年级学生数",), "classes_1": ("一年级班数",), "day": ("起始日期", "开始时间")})


def sheet(rows, merged=()):
    """Return a sheet of these rows."""
    return RawSheet("表", rows, list(merged))


def test_headings_are_compared_without_stars_blanks_and_remarks():
    assert {plain_heading(text) for text in ("姓 名", "*姓名", "姓名（必填）", "姓名\n(格式：张三)", "　姓名：", "姓名★")} == {"姓名"}


def test_columns_are_found_in_any_order_below_any_title():
    table = find_table(sheet([["某县花名册"], [], ["姓名", "备注", "单位(全称)"], ["张三", "", "一小"]]), INDEX)
    assert (table.heading_row, table.places, table.unknown) == (3, {"name": 1, "school": 3}, ("备注",))


def test_a_heading_of_two_rows_is_joined():
    rows = [["学校", "一年级", "", "姓名"], ["", "学生数", "班数", ""], ["一小", 30, 1, "张三"]]
    table = find_table(sheet(rows, [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]), INDEX)
    assert (table.heading_row, table.places) == (2, {"school": 1, "pupils_1": 2, "classes_1": 3, "name": 4})


def test_the_first_data_row_is_not_taken_for_a_heading():
    assert find_table(sheet([["学校", "姓名"], ["单位", "张三"]]), INDEX).heading_row == 1


def test_a_heading_that_stands_twice_is_told():
    assert find_table(sheet([["学校", "姓名", "姓名"]]), INDEX).twice == {"姓名": [2, 3]}


def test_a_sheet_without_two_known_headings_has_no_table():
    assert find_table(sheet([["姓名", "备注"]]), INDEX) is None
    assert find_table(sheet([]), INDEX) is None


def test_signature_lines_after_a_blank_row_are_closing_lines():
    assert closing_lines([["一", "二"], [], ["签字："], ["盖章："]]) == 2
    assert closing_lines([["一", "二"], ["签字："]]) == 0
    assert closing_lines([["一"], ["二"]]) == 0


def test_cells_are_named_as_officers_name_them():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert cell_place("XFD1048576") == (1048576, 16384)
    assert cell_place("12") is None
