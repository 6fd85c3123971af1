"""The shape of every answer, once for the answers themselves and for the document that describes them.

Descriptions are Chinese only, as all official layouts are: they are read by makers of other systems in the county.
"""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of all answers: nothing beyond what is described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(BaseModel):
    """What an address may ask for; anything else is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageAsked(Asked):
    """One part of a list in the fixed order of ids."""

    after: int = Field(0, ge=0, le=2_000_000_000, description="从该编号之后开始，取上一页的 next_after")
    limit: int = Field(100, ge=1, le=500, description="本页最多行数")


class TeachersAsked(PageAsked):
    """Teachers, with or without those who left."""

    left: bool = Field(False, description="是否包括已离职、退休人员")


class RotationsAsked(PageAsked):
    """Rotations on record."""

    since: dt.date | None = Field(None, description="只取该日及以后开始的交流轮岗")


class IndicatorsAsked(PageAsked):
    """Figures of a school year by one way to count."""

    year: int | None = Field(None, ge=2000, le=2100, description="学年起始年份，默认当前学年")
    basis: str | None = Field(None, pattern="^(home|host)$", description="home 按人事校，host 按任教校，默认按规则")


class PageShape(Shape):
    """One part of a list."""

    total: int = Field(description="符合条件的总行数")
    next_after: int | None = Field(description="下一页的 after，没有下一页时为空")


class SectionShape(Shape):
    """A school's section of one stage."""

    id: int = Field(description="学部编号")
    stage: str = Field(description="学段：primary 小学，junior 初中等")


class SchoolShape(Shape):
    """A school or campus."""

    id: int = Field(description="学校编号（本系统）")
    code: str = Field(description="学校标识码")
    name: str = Field(description="学校名称")
    kind: str = Field(description="办学类型")
    township: str = Field(description="乡镇街道")
    location: str | None = Field(description="城乡类别")
    ownership: str | None = Field(description="举办者")
    strength: str | None = Field(description="强弱校认定")
    longitude: float | None = Field(description="经度")
    latitude: float | None = Field(description="纬度")
    authorised_posts: int | None = Field(description="核定编制数")
    closed_on: dt.date | None = Field(description="撤并日期")
    sections: list[SectionShape] = Field(description="学部")


class SchoolPage(PageShape):
    """Schools."""

    items: list[SchoolShape] = Field(description="学校")


class PostShape(Shape):
    """Where a person serves."""

    personnel_school_id: int = Field(description="人事关系所在学校")
    school_id: int = Field(description="任教学校")
    stage: str = Field(description="学段")
    subject: str = Field(description="任教学科")


class PersonShape(Shape):
    """What tells who a person is; only with the right to personal data, never an identity or phone number."""

    number: str = Field(description="教师编号")
    name: str = Field(description="姓名")
    sex: str = Field(description="性别")
    birth_date: dt.date = Field(description="出生日期")


class TeacherShape(Shape):
    """A teacher as of today."""

    id: int = Field(description="教师编号（本系统）")
    person: PersonShape | None = Field(description="个人信息，令牌无此权限时为空")
    posts: list[PostShape] = Field(description="当前任职")
    school_since: dt.date | None = Field(description="本校连续任教起始日")
    employment: str | None = Field(description="用人形式")
    category: str | None = Field(description="教职工类别")
    status: str | None = Field(description="在岗状态")
    title: str = Field(description="职称层级")
    degree: str | None = Field(description="学历")
    backbone: str | None = Field(description="骨干级别")
    leader: str | None = Field(description="行政职务")
    certificates: list[str] = Field(description="教师资格种类")
    eligibility: str = Field(description="本年度交流资格，none 为未判定")


class TeacherPage(PageShape):
    """Teachers."""

    items: list[TeacherShape] = Field(description="教师")


class RotationShape(Shape):
    """One entry of 交流轮岗 as the national teacher information system has it; its own field names."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: int = Field(description="记录编号（本系统）")
    teacher_id: int = Field(description="教师编号（本系统）")
    person: PersonShape | None = Field(description="个人信息，令牌无此权限时为空")
    kind: str = Field(alias="交流轮岗类型", description="县（区）规则中的交流类型名称")
    relation_moved: str = Field(alias="是否调动人事关系", description="是 / 否")
    starts_in: str = Field(alias="开始年月", description="YYYY-MM")
    ends_in: str = Field(alias="结束年月", description="YYYY-MM，未结束时为空")
    from_school: str = Field(alias="原单位名称", description="原单位名称")
    to_school: str = Field(alias="交流轮岗单位名称", description="交流轮岗单位名称")


class RotationPage(PageShape):
    """Rotations on record."""

    items: list[RotationShape] = Field(description="交流轮岗经历")


class PlanShape(Shape):
    """A plan with its last finished run."""

    id: int = Field(description="方案编号")
    school_year: int = Field(description="轮岗年度（学年起始年份）")
    name: str = Field(description="方案名称")
    origin: str = Field(description="来源：proposed 求解器编制，hand_made 手工名单")
    state: str = Field(description="状态，valid 为复核通过")
    run_id: int | None = Field(description="最近完成的一次运行")
    finished_at: dt.datetime | None = Field(description="完成时间")
    gap: float | None = Field(description="与最优的最大差距")


class PlanPage(PageShape):
    """Plans."""

    items: list[PlanShape] = Field(description="方案")


class MoveShape(Shape):
    """Who goes from where to where."""

    id: int = Field(description="记录编号")
    teacher_id: int = Field(description="教师编号（本系统）")
    person: PersonShape | None = Field(description="个人信息，令牌无此权限时为空")
    from_school_id: int = Field(description="派出学校")
    from_section_id: int = Field(description="派出学部")
    to_school_id: int = Field(description="接收学校")
    to_section_id: int = Field(description="接收学部")
    subject: str = Field(description="学科")
    kind: str = Field(description="交流类型代码")
    starts_on: dt.date = Field(description="开始日期")
    ends_on: dt.date = Field(description="结束日期")
    relation_moves: bool = Field(description="是否调动人事关系")
    backbone: bool = Field(description="是否骨干教师")
    distance_km: float = Field(description="距离（公里）")
    wish_place: int | None = Field(description="志愿序位，未填报或未满足时为空")


class MovePage(PageShape):
    """Moves of a plan or of a decided plan."""

    items: list[MoveShape] = Field(description="交流人员")


class DecisionShape(Shape):
    """One version of what was decided."""

    id: int = Field(description="方案版本编号")
    school_year: int = Field(description="轮岗年度（学年起始年份）")
    number: int = Field(description="版本号")
    plan_id: int = Field(description="所依据的方案")
    state: str = Field(description="状态：approved 已批准，published 已公布，superseded 被替代等")
    content_sha256: str = Field(description="批准内容的摘要")
    submitted_at: dt.datetime = Field(description="送审时间")
    approved_at: dt.datetime | None = Field(description="批准时间")
    published_at: dt.datetime | None = Field(description="公布时间")


class DecisionPage(PageShape):
    """Decided plans."""

    items: list[DecisionShape] = Field(description="方案版本")


class CellShape(Shape):
    """One indicator of a section."""

    code: str = Field(description="指标代码")
    value: float | None = Field(description="数值")
    threshold: float | None = Field(description="标准")
    state: str = Field(description="是否达标")
    missing: float | None = Field(description="差额；按人计的为人数")


class FiguresShape(Shape):
    """All indicators of a section."""

    section_id: int = Field(description="学部编号")
    school_id: int = Field(description="学校编号")
    stage: str = Field(description="学段")
    pupils: int = Field(description="学生数")
    verdict: str = Field(description="综合判定")
    cells: list[CellShape] = Field(description="各项指标")


class FiguresPage(PageShape):
    """Indicators of sections."""

    school_year: int = Field(description="学年起始年份")
    basis: str = Field(description="统计口径：home 按人事校，host 按任教校")
    items: list[FiguresShape] = Field(description="学部指标")


class Problem(BaseModel):
    """A fault as RFC 9457 tells it."""

    type: str = Field(description="固定为 about:blank")
    title: str = Field(description="错误名称")
    status: int = Field(description="状态码")
    detail: str | None = Field(None, description="说明和改法")


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of an answer, parts by reference to the document's components."""
    return model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization", by_alias=True)
