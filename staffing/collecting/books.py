"""A school's book: which sheets, with which known rows, drop-downs and instructions. Pure; knows no database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from staffing.collecting.choosing import KEY_COLUMNS, is_kept_back
from staffing.collecting.tokens import LABEL
from staffing.core.columns import Column, SheetColumns, ValueKind
from staffing.core.spreadsheets.input_books import InputBook, InputSheet, input_book_bytes
from staffing.core.spreadsheets.input_checks import CHECK_HEADING
from staffing.core.spreadsheets.layout import Cell
from staffing.imports.template import INSTRUCTIONS, choice_labels, prompt

BLANK_ROWS: Final = 30
"""Blank rows below the known ones; a sheet with many known rows gets a tenth of them, if that is more."""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """Whose book it is and what the round asks."""

    county: str
    bureau: str
    round_name: str
    school_year: int
    due_on: dt.date
    school_name: str
    school_code: str
    token: str
    note: str = ""
    synthetic: bool = False


Rows = Mapping[str, Sequence[Sequence[Cell]]]


def school_book(facts: BookFacts, sheets: Sequence[SheetColumns], rows: Rows, known: Mapping[str, int] | None = None) -> bytes:
    """Return a school's book as .xlsx; ``known`` tells how many rows of each sheet are the system's own, all if not given."""
    counts = {code: len(lines) for code, lines in rows.items()} if known is None else known
    inputs = [_input_sheet(sheet, rows.get(sheet.code, ()), counts.get(sheet.code, 0), facts) for sheet in sheets]
    # The number stands first, so that it is whole wherever the line is shortened.
    line = f"{LABEL}：{facts.token}  {facts.school_name}（{facts.school_code}）  {facts.round_name}"
    return input_book_bytes(InputBook(f"{facts.school_name}  {facts.round_name}", line, INSTRUCTIONS, _instructions(facts, sheets, counts), inputs, facts.synthetic))


def _input_sheet(sheet: SheetColumns, rows: Sequence[Sequence[Cell]], known: int, facts: BookFacts) -> InputSheet:
    choices = {column.code: words for column in sheet.columns if (words := column_words(sheet, column, facts))}
    return InputSheet(
        sheet.title, sheet.columns, rows, known, frozenset(KEY_COLUMNS.get(sheet.code, ())), max(BLANK_ROWS, len(rows) // 10), choices,
        {column.code: prompt(column) for column in sheet.columns})


def column_words(sheet: SheetColumns, column: Column, facts: BookFacts) -> tuple[str, ...]:
    """Return the words of a column's drop-down: the county's own, the school's own name, the year of the round."""
    if column.code == "school" and sheet.code in ("sections", "hardware", "leaderships"):
        return (facts.school_name,)
    if column.kind is ValueKind.SCHOOL_YEAR:
        return (str(facts.school_year),)
    return choice_labels(column)


def _instructions(facts: BookFacts, sheets: Sequence[SheetColumns], known: Mapping[str, int]) -> list[tuple[str, list[str]]]:
    counts = [_sheet_line(sheet, known.get(sheet.code, 0)) for sheet in sheets]
    return [
        ("一、填什么、何时交", [
            f"学校：{facts.school_name}    学校标识码：{facts.school_code}    学年：{facts.school_year}-{facts.school_year + 1}",
            f"请于 {facts.due_on:%Y年%-m月%-d日} 前填好，交回{facts.bureau}。", *([facts.note] if facts.note else []),
            "系统里已有的内容都填好了。请逐行核对：没有变化的不用动，有变化的直接改，缺的在下面空白行补。"]),
        ("二、怎么填", [
            "白色单元格可以填写；灰色单元格是系统认人、认行用的，已锁定。灰色内容有误的，不要另起一行重填，请告诉教育局更正。",
            f"每张表第一列是“{CHECK_HEADING}”：显示“√”说明这一行没有明显问题；显示“缺……”“……有误”的，请改好再交。这一列自动计算，不用填。",
            "黄色表头为必填。有下拉箭头的请从列表中选。点中单元格会出现填写提示。",
            "日期填 2019-09-01 或 2019年9月1日；只知道年月的填 2019年9月。结束日期填最后一天，仍在继续的不填。",
            "空白单元格表示“不改”；要清除系统里已有的内容，填“清空”。",
            "身份证号、手机号系统里已有的不显示，不用再填；新增人员和原来有误的才填。身份证号填 18 位。",
            "人员调出、退休、离职的，不要删行，在“教师”表“在岗状态”里选，并填起始日期。",
            "从别的表复制时请用“选择性粘贴—数值”。不要使用公式和宏，不要给文件加打开密码。"]),
        ("三、怎么交", [
            "保存后把整个文件交回，或在系统“数据采集”页面直接上传。文件名可以改，系统按第一行的采集编号认学校，请不要改动第一行。",
            "有错误时，系统会退回标注好的文件：出错的单元格标红并附批注，改好再交即可。",
            "工作表保护没有密码。空白行不够用时，可点“审阅—撤销工作表保护”，从最后一行往下接着填。"]),
        ("四、各表", counts),
    ]


def _sheet_line(sheet: SheetColumns, rows: int) -> str:
    if is_kept_back(sheet):
        return f"{sheet.title}：{sheet.about}（涉及个人隐私，已有内容不显示，只填新增的。）"
    return f"{sheet.title}：{sheet.about}（系统里已有 {rows} 行。）"
