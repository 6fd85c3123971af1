"""Columns of the sheet about what is settled before planning (轮岗意向与志愿)."""

from typing import Final

from staffing.core.columns import Column, DataClass, SheetColumns, ValueKind
from staffing.schools.columns import SCHOOL_YEAR, STAGES
from staffing.teachers.columns import PERSON

WISHES: Final = range(1, 6)
WISH_WORDS: Final = {1: "第一志愿", 2: "第二志愿", 3: "第三志愿", 4: "第四志愿", 5: "第五志愿"}


def _wish_columns() -> tuple[Column, ...]:
    columns: list[Column] = []
    for place, word in WISH_WORDS.items():
        columns.append(Column(f"wish_{place}", f"{word}学校", ValueKind.NAME, limit=80, width=20, aliases=(word,), data_class=DataClass.PERSONAL,
                              example="演示镇中心小学" if place == 1 else ""))
        columns.append(Column(f"wish_stage_{place}", f"{word}学段", ValueKind.CHOICE, choices=STAGES, data_class=DataClass.PERSONAL,
                              help="学校只有一个学段的不填", example="小学" if place == 1 else ""))
    return tuple(columns)


INTENTS = SheetColumns("intents", "轮岗意向与志愿", "每人每个轮岗年度一行：自愿、必须交流、必须留任，至多五个志愿。", (
    SCHOOL_YEAR, *PERSON,
    Column("volunteer", "自愿交流", ValueKind.TRUTH, aliases=("是否自愿",), data_class=DataClass.PERSONAL, help="是 / 否，不填为否", example="是"),
    Column("must_move", "必须交流", ValueKind.TRUTH, data_class=DataClass.PERSONAL, help="如竞聘落聘；不填为否", example="否"),
    Column("must_stay", "必须留任", ValueKind.TRUTH, data_class=DataClass.PERSONAL, help="不填为否", example="否"),
    Column("reason", "原因", ValueKind.TEXT, limit=200, width=20, data_class=DataClass.PERSONAL),
    *_wish_columns(),
))
INTENT_SHEETS: Final = (INTENTS,)
