"""The kinds of documents about a person that this room itself offers, their fields, and the templates shipped with them."""

from typing import Final

from staffing.core.access import OFFICERS, SCHOOL_ROLES
from staffing.documents.layout import RIGHT_ALIGNED, Paper
from staffing.documents.persons import gather_teachers
from staffing.documents.registry import DocumentField as F, DocumentKind

WRITERS: Final = OFFICERS | SCHOOL_ROLES
PERSON: Final = (
    F("姓名", "教师姓名", "演示·欧阳㛃䶮"), F("编号", "教育局编号", "T000001"), F("性别", "男或女", "女"), F("出生年月", "按年月", "1985年5月"),
    F("身份证号", "中间隐去的身份证号", "420***********0011"), F("民族", "民族", "汉族"), F("政治面貌", "政治面貌", "群众"),
    F("参加工作时间", "按年月", "2008年9月"), F("从教时间", "按年月", "2008年9月"), F("人事关系所在学校", "人事关系（编制）所在学校", "演示第一小学"),
    F("任教学校", "实际任教的学校，交流期间为接收学校", "演示第二小学"), F("学段", "学段", "小学"), F("学科", "任教学科", "语文"),
    F("到校时间", "到现任教学校的年月", "2020年9月"), F("用人形式", "在编、合同制等", "在编"), F("在岗状态", "在岗状态", "在职在岗"),
    F("教职工类别", "教职工类别", "专任教师"), F("行政职务", "现任行政职务，没有写“无”", "无"), F("职称", "最高职称，没有写“无”", "一级教师"),
    F("学历", "最高学历", "本科"), F("毕业院校", "最高学历的毕业院校", "演示师范学院"), F("骨干称号", "有效的最高骨干称号，没有写“无”", "县级（演示骨干教师）"),
    F("县", "县（市、区）名称", "演示县"), F("出具单位", "教育局全称", "演示县教育局"), F("出具日期", "出具当天", "2026年11月26日"),
)
SPELLS: Final = (F("起", "开始年月", "2015年9月"), F("止", "结束年月，仍在任写“至今”", "2018年8月"), F("学校", "任教学校", "演示中心小学"),
                 F("乡镇", "学校所在乡镇", "演示镇"), F("学段", "学段", "小学"), F("学科", "学科", "语文"), F("性质", "任职、交流等", "任职"),
                 F("月数", "满月数", "36"), F("农村", "当时是否农村学校：是或否", "是"))
RURAL: Final = (F("农村任教经历", "在农村学校（当时的城乡属性）任教的各段经历，逐行列出", parts=SPELLS), F("农村任教月数", "农村任教满月数，相连或重叠的各段合并计算", "72"))
FILE: Final = (
    F("任职经历", "全部任职经历", parts=SPELLS),
    F("学历学位", "学历学位", parts=(F("学历", "学历", "本科"), F("学位", "学位", "学士"), F("院校", "院校", "演示师范学院"), F("专业", "专业", "汉语言文学"), F("毕业时间", "按年月", "2008年6月"))),
    F("教师资格", "教师资格证", parts=(F("种类", "种类", "小学教师资格"), F("学科", "学科", "语文"), F("发证时间", "按年月", "2008年7月"))),
    F("职称经历", "职称与聘任", parts=(F("职称", "职称", "一级教师"), F("评定时间", "按年月", "2016年12月"), F("聘任时间", "按年月", "2017年1月"), F("岗位等级", "岗位等级", "10级"))),
    F("骨干荣誉", "骨干称号", parts=(F("级别", "级别", "县级"), F("名称", "名称", "演示骨干教师"), F("命名时间", "按年月", "2022年9月"), F("有效期至", "按年月或“长期”", "长期"))),
    F("交流经历", "交流轮岗经历", parts=(F("起", "按年月", "2023年9月"), F("止", "按年月或“至今”", "2024年8月"), F("派出学校", "派出学校", "演示第一小学"), F("接收学校", "接收学校", "演示中心小学"), F("人事关系", "随迁或不动", "不动"))),
    F("年度考核", "年度考核", parts=(F("年度", "年度", "2025"), F("等次", "等次", "合格"))),
    F("培训学时", "各年培训学时", parts=(F("年度", "年度", "2025"), F("类别", "类别", "国培"), F("学时", "学时", "72"))),
)


def rural_service() -> bytes:
    """Return the shipped 农村任教经历证明."""
    paper = Paper()
    paper.title("农村任教经历证明")
    paper.line()
    paper.body("兹证明{{ 姓名 }}（性别：{{ 性别 }}，出生年月：{{ 出生年月 }}，身份证号：{{ 身份证号 }}），现为{{ 任教学校 }}{{ 学科 }}教师，职称：{{ 职称 }}。"
               "{% if 农村任教经历 %}该同志在农村学校任教经历如下：{% else %}截至出具之日，该同志无在农村学校任教的记录。{% endif %}")
    paper.tag("{%p if 农村任教经历 %}")
    paper.table([["起", "止", "任教学校", "学段学科", "性质", "满月数"], ["{%tr for 段 in 农村任教经历 %}", "", "", "", "", ""],
                         ["{{ 段.起 }}", "{{ 段.止 }}", "{{ 段.学校 }}", "{{ 段.学段 }}{{ 段.学科 }}", "{{ 段.性质 }}", "{{ 段.月数 }}"],
                         ["{%tr endfor %}", "", "", "", "", ""]], (27, 27, 48, 26, 14, 14), heads=1)
    paper.tag("{%p endif %}")
    paper.body("以上农村学校任教合计{{ 农村任教月数 }}个月（{% if 农村任教计算办法 %}{{ 农村任教计算办法 }}；{% endif %}截至出具之日）。")
    paper.body("特此证明。")
    _sign(paper)
    return paper.content()


def employment() -> bytes:
    """Return the shipped 在职证明."""
    paper = Paper()
    paper.title("在职证明")
    paper.line()
    paper.body("兹证明{{ 姓名 }}，{{ 性别 }}，{{ 出生年月 }}出生，身份证号{{ 身份证号 }}，{{ 参加工作时间 }}参加工作，{{ 到校时间 }}起在{{ 任教学校 }}工作，"
               "为我县{{ 用人形式 }}{{ 教职工类别 }}，任教{{ 学段 }}{{ 学科 }}，职称：{{ 职称 }}，行政职务：{{ 行政职务 }}，目前{{ 在岗状态 }}。")
    paper.body("特此证明。")
    _sign(paper)
    return paper.content()


def personal_file() -> bytes:
    """Return the shipped 教师个人档案表."""
    paper = Paper()
    paper.title("教师个人档案表")
    widths = (24, 28, 24, 28, 24, 28)
    facts = (("姓名", "编号", "性别"), ("出生年月", "民族", "政治面貌"), ("参加工作时间", "从教时间", "到校时间"), ("学段", "学科", "职称"),
             ("学历", "用人形式", "在岗状态"))
    rows = [[text for name in row for text in (name, "{{ " + name + " }}")] for row in facts]
    wide = ("人事关系所在学校", "任教学校", "行政职务", "骨干称号", "身份证号")
    table = paper.table([*rows, *([name, "{{ " + name + " }}", "", "", "", ""] for name in wide)], widths, size=10.5, height=8)
    for number in range(len(rows), len(rows) + len(wide)):
        cells = table.rows[number].cells
        merged = cells[1].merge(cells[5])
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)
    for one, columns, sizes in (
            ("学历学位", ("学历", "学位", "院校", "专业", "毕业时间"), (24, 22, 46, 36, 28)), ("教师资格", ("种类", "学科", "发证时间"), (60, 48, 48)),
            ("职称经历", ("职称", "评定时间", "聘任时间", "岗位等级"), (48, 36, 36, 36)),
            ("骨干荣誉", ("级别", "名称", "命名时间", "有效期至"), (28, 64, 32, 32)),
            ("任职经历", ("起", "止", "学校", "学段", "学科", "性质"), (26, 26, 52, 18, 18, 16)),
            ("交流经历", ("起", "止", "派出学校", "接收学校", "人事关系"), (26, 26, 44, 44, 16)), ("年度考核", ("年度", "等次"), (78, 78)),
            ("培训学时", ("年度", "类别", "学时"), (48, 60, 48))):
        paper.tag("{%p if " + one + " %}")
        paper.heading(one, size=14, indent=0)
        blank = [""] * (len(columns) - 1)
        paper.table([list(columns), ["{%tr for 条 in " + one + " %}", *blank], ["{{ 条." + name + " }}" for name in columns], ["{%tr endfor %}", *blank]],
                    sizes, size=10.5, height=7, heads=1)
        paper.tag("{%p endif %}")
    paper.line("制表单位：{{ 出具单位 }}　　制表日期：{{ 出具日期 }}", size=12)
    return paper.content()


def _sign(paper: Paper) -> None:
    """Add who issues it and when, to the right (署名, 成文日期)."""
    paper.line()
    paper.line()
    paper.line("{{ 出具单位 }}", align=RIGHT_ALIGNED, right=2)
    paper.line("{{ 出具日期 }}", align=RIGHT_ALIGNED, right=2)


CERTIFICATES: Final = (
    DocumentKind("rural_service", "农村任教经历证明", (*PERSON, *RURAL), rural_service, gather_teachers, WRITERS, about_teachers=True),
    DocumentKind("employment", "在职证明", PERSON, employment, gather_teachers, WRITERS, about_teachers=True),
    DocumentKind("personal_file", "教师个人档案表", (*PERSON, *RURAL, *FILE), personal_file, gather_teachers, WRITERS, about_teachers=True),
)
