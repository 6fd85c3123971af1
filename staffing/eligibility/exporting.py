"""The eligibility lists in the bureau's layout: 符合交流条件教师名册, 暂缓交流名册, 不列入名册, 校级干部名册."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from staffing.core.spreadsheets.layout import Cell, Column, Kind, Sheet
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.queries import VerdictFilter, all_verdicts
from staffing.eligibility.wording import deciding, reason_comparison, reason_title, version_title
from staffing.teachers.roster import RosterEntry

SIGNATURES: Final = ("填表人：　　　　　　　审核人：　　　　　　　单位（盖章）：",)
COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("编号", width=8), Column("姓名", width=9),
    Column("性别", width=5), Column("出生年月", width=9), Column("学段", width=6), Column("学科", width=10), Column("职称", width=10),
    Column("骨干级别", width=9), Column("进本校时间", width=11), Column("本校连续年限", Kind.NUMBER, 8), Column("退休时间", width=9),
    Column("判定", width=11), Column("理由", width=30), Column("依据", width=62),
)
REASON_EFFECTS: Final = {EligibilityState.OUT: "out", EligibilityState.DEFERRED: "defers", EligibilityState.ELIGIBLE: "meets"}
OFFICIAL_STATE: Final = {EligibilityState.ELIGIBLE: "符合可派", EligibilityState.DEFERRED: "符合但暂缓", EligibilityState.OUT: "不属于对象"}
OFFICIAL_STAGE: Final = {"primary": "小学", "junior": "初中", "senior": "高中"}
OFFICIAL_TITLE: Final = {"full_senior": "正高级教师", "senior": "高级教师", "first": "一级教师", "second": "二级教师",
                         "third": "三级教师", "none": "未定职级"}
OFFICIAL_BACKBONE: Final = {"school": "校级", "township": "镇级", "county": "县级", "city": "市级", "province": "省级", "national": "国家级"}


@dataclass(frozen=True, slots=True)
class ListKind:
    """One of the four exported lists."""

    code: str
    title: str
    wanted: VerdictFilter


LISTS: Final = (
    ListKind("eligible", "符合交流条件教师名册", VerdictFilter(state=EligibilityState.ELIGIBLE)),
    ListKind("deferred", "暂缓交流教师名册", VerdictFilter(state=EligibilityState.DEFERRED)),
    ListKind("out", "不列入交流对象名册", VerdictFilter(state=EligibilityState.OUT)),
    ListKind("leaders", "校级干部任职情况名册", VerdictFilter(leaders=True)),
)


def build_sheet(listed: EligibilityList, kind: ListKind, roster: Mapping[int, RosterEntry], schools: Mapping[int, str], *,
                school_id: int | None = None) -> Sheet:
    """Return one of the lists as a sheet."""
    wanted = VerdictFilter(kind.wanted.state, kind.wanted.leaders, school_id)
    note = f"依据{version_title(listed.ruleset, listed.ruleset_version)} {listed.ruleset_version}，判定日期 {listed.decided_on.isoformat()}。"
    return Sheet(kind.title, COLUMNS, rows(all_verdicts(listed.id, wanted), listed, roster, schools), notes=(note,), footer=SIGNATURES,
                 freeze_columns=4)


def rows(verdicts: list[EligibilityVerdict], listed: EligibilityList, roster: Mapping[int, RosterEntry],
         schools: Mapping[int, str]) -> Iterator[tuple[Cell, ...]]:
    """Return the rows of a list; no identity number, no content of a deferral."""
    for number, verdict in enumerate(verdicts, start=1):
        entry = roster.get(verdict.teacher_id)
        service = entry.main_service if entry else None
        level = entry.backbone_level(listed.decided_on) if entry else None
        reason = deciding(verdict)
        yield (
            number, schools.get(verdict.school_id or 0, ""), verdict.teacher.number, verdict.teacher.name,
            "男" if verdict.teacher.sex.value == "male" else "女", verdict.teacher.birth_date.strftime("%Y-%m"),
            OFFICIAL_STAGE[service.personnel_stage.value] if service else "", service.subject if service else "",
            OFFICIAL_TITLE[entry.title.value] if entry and entry.title else "", OFFICIAL_BACKBONE[level.value] if level else "",
            service.since.strftime("%Y-%m") if service else "", verdict.years_at_school,
            verdict.retirement_on.strftime("%Y-%m") if verdict.retirement_on else "", OFFICIAL_STATE[verdict.state],
            reason_text(verdict, reason), str(reason.get("clause", "")) if reason else "",
        )


def reason_text(verdict: EligibilityVerdict, reason: Mapping[str, Any] | None) -> str:
    """Return the deciding reason in words; an override says so."""
    if verdict.state is not verdict.decided_state:
        return f"人工裁定（计算判定：{OFFICIAL_STATE[verdict.decided_state]}）"
    return f"{reason_title(reason)} {reason_comparison(reason)}".strip() if reason else ""
