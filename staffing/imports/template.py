"""The bureau's workbook: an empty one to fill in, with instructions and drop-downs, or one filled with given rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from staffing.core.columns import Column, DataClass, SheetColumns, ValueKind
from staffing.core.spreadsheets.layout import Cell, Column as ListColumn, Kind, ListMeta, Sheet
from staffing.core.spreadsheets.writing import workbook_bytes

TITLE: Final = "师资数据模板"
INSTRUCTIONS: Final = "填写说明"
BLANK_ROWS: Final = 3000
SUBJECT_PROMPT: Final = "填学科名称，如 语文、数学、外语、体育"
FORMATS: Final[dict[ValueKind, str]] = {
    ValueKind.TEXT: "文字", ValueKind.NAME: "文字", ValueKind.CODE: "文本格式的编号", ValueKind.LIST: "多个用顿号分开", ValueKind.INTEGER: "整数",
    ValueKind.DECIMAL: "数字", ValueKind.YEAR: "年份，如 2026", ValueKind.SCHOOL_YEAR: "学年，如 2026 或 2026-2027",
    ValueKind.DAY: "日期，如 2019-09-01；只知道年月填 2019年9月", ValueKind.LAST_DAY: "日期（最后一天），如 2022-08-31；只知道年月填 2022年8月",
    ValueKind.TRUTH: "是 / 否", ValueKind.CHOICE: "从下拉列表中选", ValueKind.SUBJECT: "学科名称", ValueKind.ID_NUMBER: "18 位，文本格式",
    ValueKind.PHONE: "8 至 20 位数字",
}
CLASS_WORDS: Final[dict[DataClass, str]] = {
    DataClass.GENERAL: "一般", DataClass.PERSONAL: "个人信息", DataClass.IDENTITY: "个人敏感信息（加密）", DataClass.RESTRICTED: "受限信息（加密或限制查看）",
}
RULES: Final = (
    "一、只填有数据的表，用不到的表可以删去；列的顺序可以变，多余的列会被略过。黄色表头为必填。",
    "二、先导入学校、学部与学生数，再导入教师和任职经历；放在一个文件里一次导入即可。",
    "三、每次导入先预览：有错误时逐格列出，一行也不会保存；确认后一次全部保存。同一文件再次导入不会改变任何数据。",
    "四、空白单元格表示“不改”；要清除已有内容，填“清空”。",
    "五、日期可填 2019-09-01、2019/9/1、2019年9月1日、2019年9月、2019.9。结束日期填最后一天，仍在继续的不填。",
    "六、身份证号必须是文本格式：先把整列设为文本再输入；已变成 4.2E+17 的末几位已丢失，须重新输入。",
    "七、不要使用公式、宏和合并的数据单元格；从别的表复制时选“粘贴为数值”。",
    "八、填写新的起始日期（核定日期），旧的记录自动到此为止，不会被覆盖；不填则更正现有记录。",
    "九、可用 Excel 或 WPS 填写，保存为 .xlsx、.xls 或 .csv（UTF-8 或 GB18030）。",
)


def template_workbook(sheets: Sequence[SheetColumns], *, county: str, synthetic: bool, made_on: dt.date) -> bytes:
    """Return the empty workbook with instructions and drop-downs."""
    meta = ListMeta(TITLE, county=county, synthetic=synthetic, made_on=made_on)
    return workbook_bytes([instructions_sheet(sheets), *(data_sheet(sheet, (), blank_rows=BLANK_ROWS) for sheet in sheets)], meta=meta)


def filled_sheets(sheets: Sequence[SheetColumns], rows: Mapping[str, Iterable[Sequence[Cell]]]) -> list[Sheet]:
    """Return the sheets that have rows, by sheet code, in the form of the template."""
    return [data_sheet(sheet, rows[sheet.code]) for sheet in sheets if sheet.code in rows]


def data_sheet(sheet: SheetColumns, rows: Iterable[Sequence[Cell]], *, blank_rows: int = 0) -> Sheet:
    """Return one sheet whose first row is the heading, so that every program can read it back."""
    columns = [ListColumn(column.heading, Kind.TEXT, width=column.width or None, required=column.required,
                          choices=choice_labels(column), prompt=prompt(column)) for column in sheet.columns]
    return Sheet(sheet.title, columns, rows, blank_rows=blank_rows, heading_first=True, freeze_columns=1)


def choice_labels(column: Column) -> tuple[str, ...]:
    """Return the words of a drop-down."""
    return ("是", "否") if column.kind is ValueKind.TRUTH else tuple(choice.label for choice in column.choices)


def prompt(column: Column) -> str:
    """Return the hint beside a cell: whether it must be filled in, what it is, an example."""
    need = "必填" if column.required else "选填"
    parts = [need, column.help or (SUBJECT_PROMPT if column.kind is ValueKind.SUBJECT else FORMATS[column.kind])]
    if column.example:
        parts.append(f"例：{column.example}")
    return "。".join(parts)


def instructions_sheet(sheets: Sequence[SheetColumns]) -> Sheet:
    """Return the page of instructions: rules on top, then every column with its format and an example."""
    columns = [ListColumn("表", width=14), ListColumn("列", width=22), ListColumn("必填", width=6), ListColumn("格式", width=34),
               ListColumn("可选内容", width=50), ListColumn("说明", width=44), ListColumn("例", width=22), ListColumn("数据级别", width=22)]
    rows = [_instruction(sheet, column) for sheet in sheets for column in sheet.columns]
    about = [f"{sheet.title}：{sheet.about}" for sheet in sheets]
    return Sheet(INSTRUCTIONS, columns, rows, notes=(*RULES, *about))


def _instruction(sheet: SheetColumns, column: Column) -> list[Cell]:
    choices = "、".join(choice_labels(column)) if column.kind is ValueKind.CHOICE else ""
    return [sheet.title, column.heading, "是" if column.required else "", FORMATS[column.kind], choices, column.help, column.example,
            CLASS_WORDS[column.data_class]]
