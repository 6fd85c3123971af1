"""What a column of a foreign workbook can mean: the fields of our own sheets, some of them twice, and columns that are only checked.

A target's code is "block.column". A block states facts of one of our sheets; a bureau's wide form holds many in one row.
"""

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from staffing.core.columns import Choice, Column, DataClass, SheetColumns, ValueKind
from staffing.core.spreadsheets.tables import plain_heading
from staffing.teachers import columns

DATA: Final = Path(__file__).parent / "data"
PERSON_CODES: Final = frozenset({"number", "id_number", "name"})
PERSONAL: Final = DataClass.PERSONAL


def _plain_choices(*words: str) -> tuple[Choice, ...]:
    return tuple(Choice(word, word) for word in words)


def _noted(code: str, heading: str, kind: ValueKind = ValueKind.TEXT, choices: tuple[Choice, ...] = (), data_class: DataClass = PERSONAL) -> Column:
    return Column(code, heading, kind, choices=choices, data_class=data_class, limit=300)


NOTED: Final = SheetColumns("noted", "只核对不保存", "这些列只检查填写是否规范，不保存。", (
    _noted("serial", "序号"), _noted("age", "年龄", ValueKind.INTEGER),
    _noted("school_kind", "学校类型"), _noted("credit_code", "统一社会信用代码", ValueKind.CODE), _noted("native_place", "籍贯"),
    _noted("marriage", "婚姻状况", ValueKind.CHOICE, _plain_choices("未婚", "已婚", "离异", "丧偶", "离婚", "其他")),
    _noted("joined_party_on", "入党（团）时间", ValueKind.DAY), _noted("came_to_county_on", "首次进入本区教育时间", ValueKind.DAY),
    _noted("grades", "任教年级"), _noted("title_subject", "职称证专业"), _noted("title_certified_on", "职称证发证时间", ValueKind.DAY),
    _noted("post_engaged_on", "现聘岗位首次聘用时间", ValueKind.DAY),
    _noted("mandarin", "普通话层次", ValueKind.CHOICE, _plain_choices("一级甲等", "一级乙等", "二级甲等", "二级乙等", "三级甲等", "三级乙等")),
    _noted("studio", "四名工作室名称"), _noted("studio_on", "四名工作室时间", ValueKind.DAY), _noted("awards", "综合荣誉"), _noted("talent_programme", "人才项目"),
    _noted("support_area", "支教地域", ValueKind.CHOICE, _plain_choices("片内", "区内", "外市", "外省", "市内", "省内")),
    _noted("address", "现常住地址", data_class=DataClass.IDENTITY), _noted("short_number", "教育网短号", ValueKind.CODE),
    _noted("contact", "紧急联系人", data_class=DataClass.IDENTITY), _noted("contact_relation", "与联系人关系", data_class=DataClass.IDENTITY),
    _noted("contact_phone", "紧急联系人手机号码", ValueKind.PHONE, data_class=DataClass.IDENTITY), _noted("area", "区域"),
    _noted("arts_teacher", "是否音体美专任教师", ValueKind.TRUTH), _noted("party_post", "党内职务级别"), _noted("other_post", "校内其他职务"),
    _noted("later_degree", "非学历教育最高学位"), _noted("later_institution", "非学历学位毕业院校"), _noted("later_institution_abroad", "非学历学位境外院校"),
    _noted("plain", "其他（不导入）"),
))
ABROAD: Final = Column("institution_abroad", "毕业院校（境外或其他）", ValueKind.NAME, limit=80, data_class=PERSONAL)
DEGREES: Final = replace(columns.DEGREES, columns=(*columns.DEGREES.columns, ABROAD))


@dataclass(frozen=True, slots=True)
class Block:
    """One set of facts in a row: our sheet whose facts it states, and the values that hold where the row has no column for them."""

    code: str
    title: str
    sheet: SheetColumns
    hidden: frozenset[str] = PERSON_CODES
    constants: tuple[tuple[str, str], ...] = ()
    # Without these, the block states nothing in a row: an empty 交流单位 means that there was no exchange.
    leading: tuple[str, ...] = ()


BLOCKS: Final[tuple[Block, ...]] = (
    Block("teachers", "基本信息", columns.TEACHERS, frozenset({"partner"}), (("employment", "在编"), ("category", "专任教师")), ("name",)),
    Block("post", "现任教", columns.APPOINTMENTS, PERSON_CODES | {"kind", "valid_to", "share"}, (), ("personnel_school",)),
    Block("degree_first", "参加工作前学历", DEGREES, leading=("level",)),
    Block("degree", "最高学历", DEGREES, leading=("level",)),
    Block("title", "最高职称", columns.TITLES, leading=("level",)),
    Block("title_engaged", "现聘职称", columns.TITLES, leading=("level",)),
    Block("certificate", "教师资格", columns.CERTIFICATES, leading=("kind",)),
    Block("honour", "骨干称号", columns.HONOURS, PERSON_CODES | {"expires_on"}, (), ("level",)),
    Block("leadership", "行政职务", columns.LEADERS, PERSON_CODES | {"valid_to", "term"}, (), ("role",)),
    Block("support", "支教", columns.ROTATIONS, PERSON_CODES | {"full_time"}, (("kind", "支教"),), ("to_school",)),
    Block("exchange", "交流轮岗", columns.ROTATIONS, PERSON_CODES | {"full_time"}, (("kind", "定期交流"),), ("to_school",)),
    Block("training", "培训学时", columns.TRAININGS, leading=("year",)),
    Block("appraisal", "年度考核", columns.APPRAISAL_SHEET, leading=("year",)),
    Block("noted", NOTED.title, NOTED, frozenset()),
)
BLOCK_OF: Final = {block.code: block for block in BLOCKS}


@dataclass(frozen=True, slots=True)
class Target:
    """One meaning a column can have, with every heading under which it is known."""

    code: str
    block: Block
    column: Column
    names: frozenset[str] = field(default_factory=frozenset)

    @property
    def label(self) -> str:
        """Return what the officer reads in the list."""
        return self.column.heading

    @property
    def repeatable(self) -> bool:
        """True if several columns may mean this."""
        return self.code == "noted.plain"


def _listed(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@functools.cache
def bureau_titles() -> dict[str, str]:
    """Return the titles of the bureau's yearly form, verbatim, with their targets."""
    return {line["title"]: line["target"] for line in _listed("bureau_form.csv")}


@functools.cache
def national_titles() -> dict[tuple[str, str], str]:
    """Return (group, title) of the national teacher system with their targets."""
    return {(plain_heading(line["group"]), plain_heading(line["title"])): line["target"] for line in _listed("national_system.csv")}


@functools.cache
def targets() -> dict[str, Target]:
    """Return every target by its code, in the order of the list."""
    names: dict[str, set[str]] = {}
    for title, code in bureau_titles().items():
        names.setdefault(code, set()).add(title)
    for (_group, title), code in national_titles().items():
        if code != "noted.plain":
            names.setdefault(code, set()).add(title)
    for line in _listed("synonyms.csv"):
        names.setdefault(line["target"], set()).update(line["words"].split())
    found: dict[str, Target] = {}
    for block in BLOCKS:
        for column in block.sheet.columns:
            code = f"{block.code}.{column.code}"
            if column.code in block.hidden:
                continue
            own = {column.heading} if block.code in ("noted", "teachers", "post") else {f"{block.title}{column.heading}"}
            found[code] = Target(code, block, column, frozenset(plain_heading(name) for name in (*names.get(code, ()), *own)))
    return found


def target_groups() -> list[tuple[str, list[Target]]]:
    """Return the targets by block, for a list with groups."""
    return [(block.title, [one for one in targets().values() if one.block is block]) for block in BLOCKS]


@functools.cache
def required_targets() -> tuple[Target, ...]:
    """Return the targets a file of persons cannot do without, or that need a value for all rows."""
    needed = ("teachers.name", "teachers.sex", "teachers.birth_date", "teachers.employment", "teachers.category")
    return tuple(targets()[code] for code in needed)
