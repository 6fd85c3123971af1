"""Lists made by hand: columns in any order and wording, and rows matched or told."""

import pytest

from staffing.core.spreadsheets.book import Book, RawSheet
from staffing.plans.handlist import ListRow, read_list, subject_of
from staffing.plans.matching import KnownPerson, KnownPlaces, match_rows, plain_place
from staffing.plans.wording_lists import LIST_FAULTS
from staffing.schools.enums import Stage

PERSONS = [
    KnownPerson(1, "T1", "张 三", 10, "甲校", Stage.PRIMARY, "语文"), KnownPerson(2, "T2", "李四", 10, "甲校", Stage.PRIMARY, "数学"),
    KnownPerson(3, "T3", "李四", 20, "乙校", Stage.PRIMARY, "体育"), KnownPerson(4, "T4", "李四", 20, "乙校", Stage.PRIMARY, "音乐"),
    KnownPerson(5, "T5", "阿依古丽·买买提", 20, "乙校", Stage.JUNIOR, "数学"),
]
NAMES = {"甲校": [10], "乙校": [20], "丙校": [30], "中心小学": [10, 20], "丁校": [40]}
SECTIONS = {"乙校（小学部）": 21, "乙校（初中部）": 22, "甲校": 11, "丙校": 31}
PLACES = KnownPlaces(
    schools=lambda text: NAMES.get(text, []), sections_by_name={plain_place(name): section for name, section in SECTIONS.items()},
    sections={(10, Stage.PRIMARY): 11, (20, Stage.PRIMARY): 21, (20, Stage.JUNIOR): 22, (30, Stage.JUNIOR): 31,
              (40, Stage.PRIMARY): 41, (40, Stage.JUNIOR): 42},
    school_of={11: 10, 21: 20, 22: 20, 31: 30, 41: 40, 42: 40})


def book(*rows: list) -> Book:
    return Book("csv", "UTF-8", [RawSheet("名单", [list(row) for row in rows])])


def row(number: str = "", name: str = "", *, to: str = "丁校", origin: str = "", subject: str = "") -> ListRow:
    return ListRow(2, number, name, origin, to, subject)


def matched(one: ListRow):
    result = match_rows([one], PERSONS, PLACES)
    return (result.moves[0].teacher_id, result.moves[0].section_id, result.moves[0].subject) if result.moves else result.faults[0].code


def test_columns_are_found_when_they_stand_in_any_order_under_a_title():
    read = read_list(book(["2026年拟交流人员名单"], ["序号", "接收学校", "学段学科", "教师姓名", "原单位"],
                          [1, "乙校", "小学数学", "张三", "甲校"], [], ["合计", "", "", "", ""]))
    assert read.rows[0] == ListRow(3, "", "张三", "甲校", "乙校", "数学")


def test_numbers_stored_as_figures_are_taken_when_a_staff_number_is_one():
    assert read_list(book(["编号", "拟交流学校"], [1024, "乙校"])).rows[0].number == "1024"


@pytest.mark.parametrize(("rows", "code"), [
    ([["姓名", "学校"], ["张三", "甲校"]], "no_table"), ([["姓名", "拟交流学校"]], "empty"),
    ([["姓名", "拟交流学校"], ["张三", ""]], "no_target"), ([["姓名", "拟交流学校", "学科"], ["", "乙校", "语文"]], "no_person"),
])
def test_list_is_refused_by_row_when_something_is_missing(rows, code):
    assert [fault.code for fault in read_list(book(*rows)).faults] == [code]


def test_formula_is_refused_by_row_when_a_cell_holds_one():
    sheet = RawSheet("名单", [["姓名", "拟交流学校"], ["张三", "乙校"]], formulas=[(2, 2)])
    assert [(fault.row, fault.code) for fault in read_list(Book("xlsx", "XLSX", [sheet])).faults] == [(2, "formula")]


@pytest.mark.parametrize(("one", "outcome"), [
    (row("T1"), (1, 41, "语文")), (row(name="张三"), (1, 41, "语文")), (row(name="阿依古丽买买提"), (5, 42, "数学")),
    (row("T1", "张三", to="乙校（初中部）", subject="历史"), (1, 22, "历史")), (row(name="李四", origin="甲校"), (2, 41, "数学")),
    (row(name="李四", origin="乙校", subject="音乐"), (4, 41, "音乐")), (row(name="李四", origin="乙校（小学部）", subject="体育"), (3, 41, "体育")),
    (row("T1", to="丙校"), (1, 31, "语文")),
    (row("T9"), "unknown_number"), (row("T1", "王五"), "other_name"), (row(name="王五"), "unknown_name"),
    (row(name="李四"), "ambiguous"), (row(name="李四", origin="乙校"), "ambiguous"), (row(name="张三", origin="乙校"), "other_school"),
    (row("T1", origin="乙校"), "other_school"), (row("T1", to="无此校"), "unknown_school"), (row("T1", to="中心小学"), "ambiguous_school"),
])
def test_row_is_matched_or_told_when_it_is_read(one, outcome):
    assert matched(one) == outcome


def test_section_is_asked_for_when_the_school_has_none_of_the_persons_stage():
    places = KnownPlaces(PLACES.schools, {}, {(40, Stage.JUNIOR): 42, (40, Stage.SENIOR): 43}, {42: 40, 43: 40})
    assert match_rows([row("T1")], PERSONS, places).faults[0].code == "no_section"


def test_second_row_of_a_person_is_a_fault_when_he_stands_twice():
    rows = [ListRow(2, "T1", "", "", "丁校", ""), ListRow(3, "", "张三", "", "乙校", "")]
    result = match_rows(rows, PERSONS, PLACES)
    assert len(result.moves) == 1
    assert (result.faults[0].row, result.faults[0].code, result.faults[0].hint) == (3, "twice", "2")


@pytest.mark.parametrize(("text", "subject"), [("小学语文", "语文"), ("初中道德与法治", "道德与法治"), ("音乐", "音乐"), ("", "")])
def test_subject_is_read_from_a_combined_cell_when_a_stage_stands_before_it(text, subject):
    assert subject_of(text) == subject


def test_every_fault_has_a_sentence_when_it_can_be_raised():
    raised = {"no_table", "empty", "formula", "no_person", "no_target", "unknown_number", "other_name", "unknown_name", "other_school",
              "ambiguous", "twice", "unknown_school", "ambiguous_school", "no_section"}
    assert raised == LIST_FAULTS.keys()


def test_section_is_found_when_its_brackets_lost_their_width():
    assert matched(row("T1", to="乙校(初中部)"))[1] == 22
    assert matched(row("T1", to="乙校 （初中部）"))[1] == 22
