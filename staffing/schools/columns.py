"""Columns of the sheets about schools (学校, 学部与学生数, 办学条件, 编制, 集团学区, 学校间距离)."""

from typing import Final

from staffing.core.columns import Choice, Column, SheetColumns, ValueKind, choices_of
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind, Stage, Strength

STAGES: Final = choices_of((
    (Stage.PRIMARY, "小学", ("小学部", "小学段", "小学学段")), (Stage.JUNIOR, "初中", ("初中部", "初中段", "初级中学", "普通初中", "中学")),
    (Stage.SENIOR, "高中", ("高中部", "高中段", "普通高中")),
))
WHOLE_SCHOOL: Final = "whole"
STAGES_OR_WHOLE: Final = (*STAGES, Choice(WHOLE_SCHOOL, "全校", ("整校", "学校", "合计", "共用")))
SCHOOL_KINDS: Final = choices_of((
    (SchoolKind.KINDERGARTEN, "幼儿园", ("111",)), (SchoolKind.PRIMARY_SCHOOL, "小学", ("完全小学", "完小", "初小", "高小", "211")),
    (SchoolKind.TEACHING_POINT, "教学点", ("小学教学点", "218")), (SchoolKind.JUNIOR_SCHOOL, "初级中学", ("初中", "普通初中", "311")),
    (SchoolKind.NINE_YEAR_SCHOOL, "九年一贯制学校", ("九年一贯制", "九年制学校", "312")),
    (SchoolKind.COMPLETE_SECONDARY, "完全中学", ("完中", "341")), (SchoolKind.SENIOR_SCHOOL, "高级中学", ("高中", "普通高中", "342")),
    (SchoolKind.TWELVE_YEAR_SCHOOL, "十二年一贯制学校", ("十二年一贯制", "十二年制学校", "345")),
    (SchoolKind.VOCATIONAL_SCHOOL, "中等职业学校", ("中职", "职业高中", "职校", "中专", "技工学校")),
    (SchoolKind.SPECIAL_SCHOOL, "特殊教育学校", ("特教学校", "特校", "511", "512", "513", "514")),
))
OWNERSHIPS: Final = choices_of((
    (Ownership.COUNTY, "县属", ("区属", "市属", "县（区）属", "县管", "公办", "教育部门办")), (Ownership.CITY, "市直", ("市管", "市直属", "地市属")),
    (Ownership.PRIVATE, "民办", ("私立", "社会力量办学")),
))
LOCATIONS: Final = choices_of((
    (Location.URBAN, "城区", ("主城区", "城市", "城乡结合区", "城乡结合", "111", "112")), (Location.TOWN, "镇区", ("镇中心区", "镇乡结合区", "特殊区域", "县镇", "121", "122", "123")),
    (Location.RURAL, "乡村", ("农村", "乡中心区", "村庄", "210", "220")),
))
REMOTENESS: Final = choices_of((
    (Remoteness.ORDINARY, "一般", ("否", "普通", "正常")), (Remoteness.REMOTE, "偏远", ("边远", "偏远山区", "是")), (Remoteness.ISLAND, "海岛", ("湖岛", "库区岛")),
))
STRENGTHS: Final = choices_of((
    (Strength.STRONG, "优质", ("优质学校", "强校")), (Strength.AVERAGE, "一般", ("普通", "中等")), (Strength.WEAK, "薄弱", ("薄弱学校", "弱校")),
))
GROUP_KINDS: Final = choices_of((
    (GroupKind.ZONE, "学区", ("片区", "学区制")), (GroupKind.EDUCATION_GROUP, "教育集团", ("集团", "集团化办学")),
    (GroupKind.UNION_MERGED, "教联体（融合型）", ("融合型教联体", "教联体融合型", "融合型")),
    (GroupKind.UNION_CO_BUILT, "教联体（共建型）", ("共建型教联体", "教联体共建型", "共建型")),
    (GroupKind.UNION_COOPERATIVE, "教联体（协作型）", ("协作型教联体", "教联体协作型", "协作型", "教联体")),
    (GroupKind.ENTRUSTED, "委托管理", ("托管",)), (GroupKind.PAIRED_SUPPORT, "结对帮扶", ("帮扶", "对口支援", "对口帮扶")),
))
REPORTED, FORECAST = "reported", "forecast"
FIGURES: Final = (Choice(REPORTED, "实报", ("实际", "统计", "现状")), Choice(FORECAST, "预测", ("预计", "预报")))
GRADES: Final[dict[int, str]] = {
    1: "一年级", 2: "二年级", 3: "三年级", 4: "四年级", 5: "五年级", 6: "六年级", 7: "七年级", 8: "八年级", 9: "九年级",
    10: "高一", 11: "高二", 12: "高三",
}
GRADE_ALIASES: Final[dict[int, tuple[str, ...]]] = {7: ("初一",), 8: ("初二",), 9: ("初三",), 10: ("十年级",), 11: ("十一年级",), 12: ("十二年级",)}
MOST_PUPILS, MOST_CLASSES = 20_000, 200

SCHOOL = Column("school", "学校", ValueKind.NAME, required=True, limit=80, width=24, aliases=("学校名称", "单位", "单位全称", "单位名称", "学校全称"),
                help="学校全称、简称、曾用名或学校标识码", example="演示县第一小学")
SCHOOL_YEAR = Column("school_year", "学年", ValueKind.SCHOOL_YEAR, required=True, least=1990, most=2100, help="学年开始的年份", example="2026")
DATA_KIND = Column("figures", "数据性质", ValueKind.CHOICE, choices=FIGURES, help="不填为实报", example="实报")

SCHOOLS = SheetColumns("schools", "学校", "每所学校（校区）一行。同一法人的校区填相同的法人单位，法人内部调动不算交流。", (
    Column("code", "学校标识码", ValueKind.CODE, required=True, limit=20, width=14, aliases=("学校代码", "标识码", "学校（机构）标识码", "学校编码"),
           help="10 位学校标识码；没有的填教育局自编代码", example="2142000001"),
    Column("name", "学校名称", ValueKind.NAME, required=True, limit=80, width=24, aliases=("学校", "学校全称", "单位名称", "单位全称"), example="演示县第一小学"),
    Column("short_name", "学校简称", ValueKind.NAME, limit=40, aliases=("简称",), example="一小"),
    Column("aliases", "曾用名", ValueKind.LIST, limit=200, aliases=("别名", "曾用名称"), help="多个用顿号分开", example="演示县实验小学"),
    Column("entity", "法人单位", ValueKind.NAME, limit=80, width=24, aliases=("法人单位名称", "法人"), help="不填则与学校名称相同", example="演示县第一小学"),
    Column("credit_code", "统一社会信用代码", ValueKind.CODE, limit=18, width=20, aliases=("社会信用代码", "信用代码"), example="12420000MB00000000"),
    Column("kind", "办学类型", ValueKind.CHOICE, required=True, choices=SCHOOL_KINDS, aliases=("学校类型", "学校类别"), example="小学"),
    Column("ownership", "隶属", ValueKind.CHOICE, required=True, choices=OWNERSHIPS, aliases=("隶属关系", "办学性质", "举办者"), example="县属"),
    Column("location", "城乡分类", ValueKind.CHOICE, required=True, choices=LOCATIONS, aliases=("城乡类型", "城乡", "所在地城乡分类"), example="城区"),
    Column("remoteness", "偏远程度", ValueKind.CHOICE, choices=REMOTENESS, aliases=("是否偏远", "偏远"), help="不填为一般", example="一般"),
    Column("strength", "优质薄弱", ValueKind.CHOICE, choices=STRENGTHS, aliases=("优质/薄弱", "学校层次", "办学水平"), help="按教育局名单；没有名单可不填", example="优质"),
    Column("standing_from", "情况起始日期", ValueKind.DAY, width=14, aliases=("隶属城乡起始日期",),
           help="隶属、城乡、偏远、优质薄弱从何时起；不填则更正现有记录，填新日期则旧记录到此为止", example="2020-09-01"),
    Column("township", "乡镇街道", ValueKind.NAME, limit=40, aliases=("乡镇", "所在乡镇", "镇街"), example="演示镇"),
    Column("longitude", "经度", ValueKind.DECIMAL, least=73, most=136, digits=6, example="114.30"),
    Column("latitude", "纬度", ValueKind.DECIMAL, least=3, most=54, digits=6, example="29.85"),
    Column("opened_on", "建校日期", ValueKind.DAY, width=12, aliases=("建校时间", "成立时间"), example="1998-09-01"),
    Column("closed_on", "撤并日期", ValueKind.DAY, width=12, aliases=("撤并时间", "撤销日期"), future=True),
    Column("target_year", "达标年份", ValueKind.YEAR, least=2000, most=2100, aliases=("计划达标年份", "达标时间", "达标年度"), example="2027"),
))


def _grade_columns() -> tuple[Column, ...]:
    columns: list[Column] = []
    for grade, word in GRADES.items():
        other = GRADE_ALIASES.get(grade, ())
        for code, heading, synonyms, most in (
            ("pupils", "学生数", ("人数", "在校生数", "学生人数"), MOST_PUPILS), ("classes", "班数", ("班级数",), MOST_CLASSES),
            ("largest", "最大班额", ("最大班人数",), MOST_PUPILS),
        ):
            names = tuple(first + second for first in (word, *other) for second in (heading, *synonyms))
            columns.append(Column(f"{code}_{grade}", names[0], ValueKind.INTEGER, most=most, aliases=names[1:], width=8,
                                  example={"pupils": "90", "classes": "2", "largest": "46"}[code] if grade <= 6 else ""))
    return tuple(columns)


SECTIONS = SheetColumns("sections", "学部与学生数", "每所学校每个学段每学年一行，分年级填学生数和班数；一贯制学校分学段填。", (
    SCHOOL, Column("stage", "学段", ValueKind.CHOICE, required=True, choices=STAGES, aliases=("学部",), example="小学"), SCHOOL_YEAR, DATA_KIND,
    *_grade_columns(),
))
HARDWARE = SheetColumns("hardware", "办学条件", "优质均衡 L4–L7 的分子。各学段共用的，学段填“全校”，系统按本县规则的比例以在校生拆分。", (
    SCHOOL, Column("stage", "学段", ValueKind.CHOICE, required=True, choices=STAGES_OR_WHOLE, aliases=("学部",), example="小学"), SCHOOL_YEAR, DATA_KIND,
    Column("teaching_area_m2", "教学及辅助用房面积", ValueKind.DECIMAL, digits=2, most=999_999, aliases=("教学及辅助用房面积（平方米）", "教学及辅助用房面积(㎡)"),
           help="平方米，不含室内体育用房", example="3650.5"),
    Column("sports_area_m2", "体育运动场馆面积", ValueKind.DECIMAL, digits=2, most=999_999, aliases=("体育运动场馆面积（平方米）", "体育运动场馆面积(㎡)"),
           help="平方米，体育馆与校内运动场", example="6200"),
    Column("equipment_yuan", "教学仪器设备值", ValueKind.DECIMAL, digits=2, most=999_999_999, aliases=("教学仪器设备值（元）", "教学仪器设备资产值"), help="元，账面原值", example="1680000"),
    Column("multimedia_rooms", "网络多媒体教室数", ValueKind.DECIMAL, digits=2, most=9_999, aliases=("网络多媒体教室数（间）", "网络多媒体教室"), help="间", example="22"),
))
POSTS = SheetColumns("posts", "编制", "每所学校每次核定一行。填新的核定日期，旧的一行自动到此为止，不覆盖。", (
    SCHOOL, Column("valid_from", "核定日期", ValueKind.DAY, required=True, width=12, aliases=("生效日期", "起始日期", "核定时间"), future=True, example="2025-09-01"),
    Column("posts", "核定编制数", ValueKind.INTEGER, required=True, most=5_000, aliases=("编制数", "教职工编制数", "核定编制"), example="86"),
    Column("source", "文号", ValueKind.TEXT, limit=120, width=22, aliases=("依据", "文件"), example="演编办2025年3号"),
))
TITLE_POSTS = SheetColumns("title_posts", "岗位职数", "每所学校每次核定一行，分层级填岗位数；不限的层级不填。填新的核定日期，旧的一行自动到此为止。", (
    SCHOOL, Column("valid_from", "核定日期", ValueKind.DAY, required=True, width=12, aliases=("生效日期", "起始日期", "核定时间"), future=True, example="2025-09-01"),
    Column("full_senior", "正高级岗位数", ValueKind.INTEGER, most=5_000, aliases=("正高级", "正高级教师岗位"), help="专业技术 1 至 4 级岗位", example="1"),
    Column("senior", "高级岗位数", ValueKind.INTEGER, most=5_000, aliases=("高级", "副高级", "副高级岗位数", "高级教师岗位"), help="专业技术 5 至 7 级岗位", example="14"),
    Column("middle", "中级岗位数", ValueKind.INTEGER, most=5_000, aliases=("中级", "一级教师岗位", "一级岗位数"), help="专业技术 8 至 10 级岗位", example="32"),
    Column("junior", "初级岗位数", ValueKind.INTEGER, most=5_000, aliases=("初级", "二级、三级教师岗位", "二三级岗位数"), help="专业技术 11 至 13 级岗位", example="38"),
    Column("source", "文号", ValueKind.TEXT, limit=120, width=22, aliases=("依据", "文件"), example="演人社2025年6号"),
))
GROUPS = SheetColumns("groups", "集团学区", "每所学校在每个集团（学区、教联体）中一行；一所学校可以在几个里。", (
    Column("group", "名称", ValueKind.NAME, required=True, limit=80, width=24, aliases=("集团学区名称", "集团名称", "学区名称"), example="演示第一教育集团"),
    Column("kind", "类型", ValueKind.CHOICE, required=True, choices=GROUP_KINDS, example="教育集团"), SCHOOL,
    Column("core", "牵头校", ValueKind.TRUTH, aliases=("是否牵头校", "核心校", "是否核心校"), help="是 / 否，不填为否", example="是"),
    Column("valid_from", "加入日期", ValueKind.DAY, required=True, width=12, aliases=("起始日期", "加入时间"), example="2023-09-01"),
    Column("valid_to", "退出日期", ValueKind.LAST_DAY, width=12, aliases=("结束日期", "退出时间"), help="最后一天；仍在其中的不填", future=True),
))
DISTANCES = SheetColumns("distances", "学校间距离", "两校之间的实际道路里程，每对一行，不分方向；没有填的按经纬度算直线距离。", (
    Column("from_school", "学校甲", ValueKind.NAME, required=True, limit=80, width=24, aliases=("起点学校", "学校1", "学校A"), example="演示县第一小学"),
    Column("to_school", "学校乙", ValueKind.NAME, required=True, limit=80, width=24, aliases=("终点学校", "学校2", "学校B"), example="演示镇中心小学"),
    Column("km", "里程", ValueKind.DECIMAL, required=True, digits=2, most=1_000, aliases=("距离", "公里", "里程（公里）", "距离（公里）", "道路里程"), help="公里", example="12.5"),
    Column("minutes", "车程", ValueKind.INTEGER, most=1_440, aliases=("时间", "分钟", "车程（分钟）"), help="分钟", example="25"),
))
SCHOOL_SHEETS: Final = (SCHOOLS, SECTIONS, HARDWARE, POSTS, TITLE_POSTS, GROUPS, DISTANCES)
