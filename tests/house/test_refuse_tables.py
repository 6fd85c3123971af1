"""The hook that keeps identity numbers out of committed tables."""

import xlsxwriter

from tests.house.refuse_tables import has_id_number

INVENTED = "990101" + "19800101" + "0017"


def test_table_is_refused_when_an_identity_number_stands_in_it(tmp_path):
    table = tmp_path / "teachers.csv"
    table.write_text(f"姓名,身份证号\n演示,{INVENTED}\n", encoding="gb18030")
    assert has_id_number(table)


def test_workbook_is_refused_when_an_identity_number_stands_in_it(tmp_path):
    workbook = xlsxwriter.Workbook(tmp_path / "teachers.xlsx")
    workbook.add_worksheet().write_string(0, 0, INVENTED)
    workbook.close()
    assert has_id_number(tmp_path / "teachers.xlsx")


def test_table_is_taken_when_numbers_are_masked(tmp_path):
    table = tmp_path / "teachers.csv"
    table.write_text("姓名,身份证号\n演示,990101********0017\n", encoding="utf-8")
    assert not has_id_number(table)
