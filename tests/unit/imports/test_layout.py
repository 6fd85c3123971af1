"""Where the table stands in a foreign sheet: titles above it, two rows of headings, hidden parts, sums, repeated headings."""

from staffing.core.spreadsheets.book import RawSheet
from staffing.imports.foreign.layout import find_layout

KNOWN = {"姓名", "身份证号码", "性别", "学历", "学位", "毕业时间", "学科"}
PERSON = ["演示张三", "", "女", "本科", "学士", "2010年6月", "语文"]


def sheet(rows, **more):
    return RawSheet("名册", rows, **more)


def two_rows(**more):
    """Return a sheet with a title, a row of groups, a row of headings and two persons."""
    rows = [["演示区教师信息表", "", "", "", "", "", ""],
            ["基本信息", "", "", "最高学历", "", "", "学科"],
            ["姓名", "身份证号码", "性别", "学历", "学位", "毕业时间", ""],
            PERSON, ["演示李四", *PERSON[1:]]]
    merged = [(1, 1, 1, 7), (2, 1, 2, 3), (2, 4, 2, 6), (2, 7, 3, 7)]
    return sheet(rows, merged=merged, **more)


def test_groups_above_the_headings_become_part_of_them():
    layout = find_layout(two_rows(), KNOWN)
    assert [(one.column, one.group, one.text) for one in layout.headings] == [
        (1, "基本信息", "姓名"), (2, "基本信息", "身份证号码"), (3, "基本信息", "性别"),
        (4, "最高学历", "学历"), (5, "最高学历", "学位"), (6, "最高学历", "毕业时间"), (7, "", "学科")]
    assert (layout.heading_row, layout.data_rows()) == (3, [4, 5])


def test_the_same_heading_in_two_groups_is_remembered_apart():
    rows = [["参加工作前", "", "最高学历", ""], ["学历", "毕业时间", "学历", "毕业时间"], ["中专", "1999年6月", "本科", "2010年6月"]]
    layout = find_layout(sheet(rows, merged=[(1, 1, 1, 2), (1, 3, 1, 4)]), KNOWN)
    assert len({one.key for one in layout.headings}) == 4
    assert layout.data_rows() == [3]


def test_a_title_over_the_whole_width_is_no_group():
    rows = [["演示区教师信息表", "", ""], ["姓名", "性别", "学科"], ["演示张三", "女", "语文"]]
    layout = find_layout(sheet(rows, merged=[(1, 1, 1, 3)]), KNOWN)
    assert [one.group for one in layout.headings] == ["", "", ""]


def test_hidden_columns_and_rows_are_read_and_told():
    layout = find_layout(two_rows(hidden_columns=[2, 9], hidden_rows=[1, 5, 40]), KNOWN)
    assert [one.column for one in layout.headings if one.hidden] == [2]
    assert (layout.hidden_rows, layout.data_rows()) == (1, [4, 5])


def test_sums_signatures_and_repeated_headings_are_left_aside():
    head = ["姓名", "性别", "学科"]
    rows = [head, ["演示张三", "女", "语文"], ["小计", "", 1], head, ["演示李四", "男", "数学"], ["合计", "", 2], ["填表人：演示王五", "", ""]]
    layout = find_layout(sheet(rows), KNOWN)
    assert layout.data_rows() == [2, 5]


def test_a_person_called_like_a_sum_is_no_sum():
    rows = [["姓名", "性别", "学科"], ["合计生", "女", "语文"], ["演示李四", "男", "数学"]]
    assert find_layout(sheet(rows), KNOWN).data_rows() == [2, 3]


def test_a_sheet_of_prose_holds_no_table():
    assert find_layout(sheet([["填表说明"], ["一、每校一份，九月十五日前交回。"], ["二、日期写成2025年9月。"]]), KNOWN) is None
