"""The stored tables about schools as facts of sheets fill them, in the order in which they can be stored."""

import datetime as dt
from decimal import Decimal
from typing import Final

from staffing.core.facts import FactTable, Field
from staffing.schools.columns import (
    GROUP_KINDS,
    LOCATIONS,
    OWNERSHIPS,
    REMOTENESS,
    SCHOOL_KINDS,
    STAGES,
    STRENGTHS,
)
from staffing.schools.enums import Remoteness
from staffing.schools.models import (
    AuthorisedPosts,
    GradeYear,
    GroupMembership,
    LegalEntity,
    School,
    SchoolAlias,
    SchoolDistance,
    SchoolGroup,
    SchoolStanding,
    Section,
    SectionYear,
    TitlePosts,
)

# From this day a standing holds that nobody has dated: before any record of a bureau.
SINCE_EVER: Final = dt.date(1949, 10, 1)
OF_SCHOOL: Final = Field("school", "学校", reference="school")
VALID_FROM: Final = Field("valid_from", "起始日期")
VALID_TO: Final = Field("valid_to", "结束日期")

ENTITY = FactTable("entity", LegalEntity, (Field("name", "法人单位"),), (Field("credit_code", "统一社会信用代码", ""),), shared=True)
SCHOOL = FactTable("school", School, (Field("code", "学校标识码"),), (
    Field("entity", "法人单位", reference="entity"), Field("name", "学校名称"), Field("short_name", "学校简称", ""), Field("kind", "办学类型", choices=SCHOOL_KINDS),
    Field("township", "乡镇街道", ""), Field("longitude", "经度"), Field("latitude", "纬度"), Field("opened_on", "建校日期"),
    Field("closed_on", "撤并日期"), Field("target_year", "达标年份"),
))
ALIAS = FactTable("alias", SchoolAlias, (OF_SCHOOL, Field("name", "曾用名")), shared=True)
STANDING = FactTable("standing", SchoolStanding, (OF_SCHOOL, VALID_FROM), (
    Field("ownership", "隶属", choices=OWNERSHIPS), Field("location", "城乡分类", choices=LOCATIONS), Field("remoteness", "偏远程度", Remoteness.ORDINARY, choices=REMOTENESS), Field("strength", "优质薄弱", choices=STRENGTHS), VALID_TO,
))
SECTION = FactTable("section", Section, (OF_SCHOOL, Field("stage", "学段", choices=STAGES)), shared=True)
SECTION_YEAR = FactTable("section_year", SectionYear, (
    Field("section", "学部", reference="section"), Field("school_year", "学年"), Field("forecast", "数据性质"),
), (
    Field("teaching_area_m2", "教学及辅助用房面积"), Field("sports_area_m2", "体育运动场馆面积"), Field("equipment_yuan", "教学仪器设备值"),
    Field("multimedia_rooms", "网络多媒体教室数"),
), shared=True)
GRADE = FactTable("grade", GradeYear, (Field("section_year", "学部与学年", reference="section_year"), Field("grade", "年级")), (
    Field("pupils", "学生数"), Field("classes", "班数"), Field("largest_class", "最大班额", 0),
))
POSTS = FactTable("posts", AuthorisedPosts, (OF_SCHOOL, VALID_FROM), (Field("posts", "核定编制数"), Field("source", "文号", ""), VALID_TO))
TITLE_POSTS = FactTable("title_posts", TitlePosts, (OF_SCHOOL, VALID_FROM), (
    Field("full_senior", "正高级岗位数"), Field("senior", "高级岗位数"), Field("middle", "中级岗位数"), Field("junior", "初级岗位数"), Field("source", "文号", ""), VALID_TO,
))
GROUP = FactTable("group", SchoolGroup, (Field("name", "名称"),), (Field("kind", "类型", choices=GROUP_KINDS),), shared=True)
MEMBERSHIP = FactTable("membership", GroupMembership, (OF_SCHOOL, Field("group", "集团学区", reference="group"), VALID_FROM),
                       (Field("core", "牵头校", False), VALID_TO))
# The key's schools stand in the order of their codes; the table wants the order of their ids, which storing sees to.
DISTANCE = FactTable("distance", SchoolDistance, (
    Field("from_school", "学校甲", reference="school"), Field("to_school", "学校乙", reference="school"),
), (Field("km", "里程"), Field("minutes", "车程")))

SCHOOL_TABLES: Final = (ENTITY, SCHOOL, ALIAS, STANDING, SECTION, SECTION_YEAR, GRADE, POSTS, TITLE_POSTS, GROUP, MEMBERSHIP, DISTANCE)
CENT: Final = Decimal("0.01")
