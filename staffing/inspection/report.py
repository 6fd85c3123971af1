"""The report on a year's rotation (交流轮岗情况报告) as a document: numbers, schools, checks, in the bureau's own Word template."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import force_locale

from staffing.core.access import COUNTY_READERS
from staffing.core.school_year import SchoolYear, today
from staffing.documents.layout import RIGHT_ALIGNED, Paper
from staffing.documents.persons import chinese_day
from staffing.documents.registry import DocumentField as F, DocumentKind, Filled
from staffing.inspection.codes import HonestyCheck
from staffing.inspection.exporting import CHECK_WORDS, basis_note, school_words
from staffing.inspection.gathering import Numbers, YearEvidence, gather_year
from staffing.schools.queries import get_county

CODE: Final = "inspection_report"
SCHOOL_PARTS: Final = (F("学校", "派出学校", "演示第一小学"), F("符合", "符合交流条件教师数", "20"), F("交流", "实际交流教师数", "3"), F("占比", "占比", "15.0%"),
                       F("骨干", "其中骨干教师数", "1"))
CHECK_PARTS: Final = (F("核查项", "核查项", "交流时间不足"), F("人次", "涉及人次", "1"), F("剔除后交流", "剔除后交流教师数", "2"), F("剔除后占比", "剔除后占比", "10.0%"),
                      F("剔除后骨干", "剔除后骨干教师数", "1"))
FIELDS: Final = (
    F("县", "县（市、区）名称", "演示县"), F("单位", "教育局全称", "演示县教育局"), F("学年", "学年", "2026-2027"), F("日期", "出具当天", "2026年11月26日"),
    F("符合", "符合交流条件教师数", "137"), F("交流", "实际交流教师数", "14"), F("交流占比", "交流占符合条件", "10.2%"), F("应交流", "按比例应交流数", "14"),
    F("骨干", "其中骨干教师数", "3"), F("骨干占比", "骨干占交流", "21.4%"), F("应有骨干", "按比例应有骨干数", "3"), F("结论", "两项比例是否达到", "两项比例均已达到"),
    F("依据", "数据来源和条款", "交流人员取自已批准的方案版本"), F("各校", "各派出学校", parts=SCHOOL_PARTS), F("核查", "真实性核查各项", parts=CHECK_PARTS))


def shipped() -> bytes:
    """Return the shipped report."""
    paper = Paper()
    paper.title("{{ 学年 }}学年教师交流轮岗情况报告")
    paper.line()
    paper.body("{{ 学年 }}学年，我县符合交流条件教师{{ 符合 }}人，实际交流轮岗{{ 交流 }}人，占{{ 交流占比 }}（应交流{{ 应交流 }}人）；其中骨干教师{{ 骨干 }}人，"
               "占交流教师的{{ 骨干占比 }}（应有{{ 应有骨干 }}人）。{{ 结论 }}。")
    paper.body("{{ 依据 }}")
    paper.heading("一、各校交流情况")
    paper.table([["派出学校", "符合条件", "交流", "占比", "其中骨干"], ["{%tr for 校 in 各校 %}", "", "", "", ""],
                 ["{{ 校.学校 }}", "{{ 校.符合 }}", "{{ 校.交流 }}", "{{ 校.占比 }}", "{{ 校.骨干 }}"], ["{%tr endfor %}", "", "", "", ""]], (70, 22, 20, 22, 22), heads=1)
    paper.heading("二、真实性自查")
    paper.body("以下各项只作核查提示，不等于认定违规；右侧为剔除有关人员以后的数字。")
    paper.table([["核查项", "涉及人次", "剔除后交流", "剔除后占比", "剔除后骨干"], ["{%tr for 项 in 核查 %}", "", "", "", ""],
                 ["{{ 项.核查项 }}", "{{ 项.人次 }}", "{{ 项.剔除后交流 }}", "{{ 项.剔除后占比 }}", "{{ 项.剔除后骨干 }}"], ["{%tr endfor %}", "", "", "", ""]],
                (56, 24, 26, 26, 24), heads=1)
    paper.line()
    paper.line("{{ 单位 }}", align=RIGHT_ALIGNED, right=2)
    paper.line("{{ 日期 }}", align=RIGHT_ALIGNED, right=2)
    return paper.content()


def report_facts(evidence: YearEvidence) -> dict[str, Any]:
    """Return what fills the report."""
    found = evidence.numbers()
    return {
        "县": evidence.county.name, "单位": evidence.county.bureau_name, "学年": str(SchoolYear(evidence.school_year)), "日期": chinese_day(today()),
        "符合": str(found.eligible), "交流": str(found.rotated), "交流占比": percent(found.share), "应交流": str(found.needed), "骨干": str(found.backbone),
        "骨干占比": percent(found.backbone_share), "应有骨干": str(found.backbone_needed), "结论": verdict(evidence, found), "依据": basis_note(evidence),
        "各校": [{"学校": school_words(evidence, key), "符合": str(one.eligible), "交流": str(one.rotated), "占比": percent(one.share), "骨干": str(one.backbone)}
                 for key, one in evidence.by_school().items()],
        "核查": [{"核查项": CHECK_WORDS[check], "人次": str(len(evidence.flags_of(check))), "剔除后交流": str(rest.rotated), "剔除后占比": percent(rest.share),
                  "剔除后骨干": str(rest.backbone)} for check in HonestyCheck for rest in (evidence.numbers([check]),)]}


def percent(share: float | None) -> str:
    """Return a share with one digit, a dash where there is none."""
    return f"{share:.1%}" if share is not None else "—"


def verdict(evidence: YearEvidence, found: Numbers) -> str:
    """Return whether both shares are reached; without an eligibility list nothing is claimed."""
    if evidence.listed is None:
        return "本学年没有资格名单，比例无从核定"
    return "两项比例均已达到" if found.met else "比例尚未全部达到"


def gather_reports(county_id: int, ids: Sequence[int]) -> list[Filled]:
    """Return what fills the reports of these school years."""
    county = get_county(county_id)
    with force_locale("zh"):
        return [Filled(f"{SchoolYear(year)}学年教师交流轮岗情况报告", report_facts(gather_year(county, year))) for year in ids]


INSPECTION_DOCUMENTS: Final = (DocumentKind(CODE, "教师交流轮岗情况报告", FIELDS, shipped, gather_reports, COUNTY_READERS),)
