"""The certificate of rural service (农村任教经历证明) in official Chinese."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from staffing.core.school_year import today
from staffing.schools.models import County
from staffing.service.queries import RuralService

TITLE: Final = "农村（薄弱）学校任教经历证明"
COLUMNS: Final = ("任教学校", "起始年月", "截止年月", "计入月数")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on the paper: title, paragraphs above and below the table, the table, who signs and when."""

    title: str
    above: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    below: Sequence[str]
    signed: Sequence[str]


def chinese_day(day: dt.date) -> str:
    """Return a day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def certificate(county: County, found: RuralService) -> Certificate:
    """Return the certificate: no identity number; the months of the table add up to the total."""
    teacher, done = found.teacher, found.service
    sex = "男" if teacher.sex.value == "male" else "女"
    born = f"{teacher.birth_date.year}年{teacher.birth_date.month}月"
    first = (f"兹证明{teacher.name}（{sex}，{born}出生，编号{teacher.number}）截至{chinese_day(found.on)}，"
             f"在我县农村学校或薄弱学校任教共计{done.months}个月（其中农村学校{done.rural}个月、薄弱学校{done.weak}个月，两者重合的月份只计一次）。")
    rows = [(school, f"{start.year}年{start.month}月", f"{end.year}年{end.month}月", str(months)) for school, start, end, months in found.lines]
    rule = found.rules.service.month_rule
    return Certificate(TITLE, (first, "任教经历如下："), COLUMNS, rows,
                       (f"计算办法：{rule.clause}。", "本证明仅用于职称申报、岗位聘用和校长选任。"),
                       (f"{county.bureau_name}（盖章）", chinese_day(today())))
