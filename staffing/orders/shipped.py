"""The templates shipped for papers about a decision, laid out by GB/T 9704-2012."""

from typing import Final

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from staffing.documents.layout import (
    CENTRED,
    HEITI,
    LEFT_ALIGNED,
    RED,
    RIGHT_ALIGNED,
    TITLE_FONT,
    Paper,
    write_cell,
)

MARK_PT: Final = 48
COPIES_PT: Final = 14


def notice() -> bytes:
    """Return the notice with its head (版头), text, list and foot (版记)."""
    paper = Paper()
    _head(paper)
    paper.title("{{ 教育局 }}关于{{ 学年 }}")
    paper.title("教师交流轮岗工作的通知")
    paper.line()
    paper.line("各中小学校：")
    paper.body("根据《教育部 财政部 人力资源和社会保障部关于推进县（区）域内义务教育学校校长教师交流轮岗的意见》（教师〔2014〕4号）精神，经学校推荐、资格审核、"
               "研究决定并公示，现就{{ 学年 }}教师交流轮岗有关事项通知如下：")
    paper.heading("一、交流轮岗人员")
    paper.body("{{ 学年 }}共交流轮岗教师{{ 人数 }}人，其中骨干教师{{ 骨干人数 }}人，涉及派出学校{{ 派出学校数 }}所、接收学校{{ 接收学校数 }}所，名单见附件。")
    paper.heading("二、报到时间")
    paper.body("交流轮岗人员持介绍信于{{ 报到日期 }}前到接收学校报到，接收学校应于当日在系统中确认到岗。逾期不报到的，由接收学校及时报告。")
    paper.heading("三、有关要求")
    paper.body("派出学校要做好工作交接，接收学校要安排好交流轮岗人员的教学工作和生活。交流轮岗期间由接收学校负责日常管理和学年考核，期满按规定返回或留任。"
               "人事关系随迁的，按规定办理编制、岗位和工资关系手续。")
    paper.line()
    paper.body("附件：{{ 学年 }}教师交流轮岗人员名单")
    paper.line()
    paper.line()
    paper.line("{{ 教育局 }}", align=RIGHT_ALIGNED, right=4)
    paper.line("{{ 签发日期 }}", align=RIGHT_ALIGNED, right=4)
    paper.page_break()
    paper.line("附件", font=HEITI)
    paper.title("{{ 学年 }}教师交流轮岗人员名单")
    paper.table([["序号", "姓名", "现任教学校", "交流学校", "学段学科", "类型", "起止时间"], ["{%tr for 人 in 交流人员 %}", *[""] * 6],
                 ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.现任教学校 }}", "{{ 人.交流学校 }}", "{{ 人.学段 }}{{ 人.学科 }}", "{{ 人.交流类型 }}", "{{ 人.起止时间 }}"],
                 ["{%tr endfor %}", *[""] * 6]], (11, 20, 32, 32, 18, 17, 26), size=10.5, height=8, heads=1)
    paper.line(size=10.5)
    paper.rule(colour="000000", width=8)
    paper.line("{{ 教育局 }}办公室　　　　　　　　{{ 签发日期 }}印发", size=COPIES_PT, align=CENTRED)
    paper.rule(colour="000000", width=8)
    return paper.content()


def transfer() -> bytes:
    """Return the transfer order of one person (调令)."""
    paper = Paper()
    paper.title("教师交流轮岗调令")
    paper.line("{{ 文号 }}", align=CENTRED)
    paper.line()
    paper.line("{{ 现任教学校 }}、{{ 交流学校 }}：")
    paper.body("经研究决定，{{ 姓名 }}同志（{{ 性别 }}，{{ 学段 }}{{ 学科 }}教师，编号{{ 编号 }}）自{{ 起始日期 }}至{{ 终止日期 }}由{{ 现任教学校 }}到{{ 交流学校 }}交流轮岗"
               "（{{ 交流类型 }}），人事关系{{ 人事关系 }}。请于{{ 报到日期 }}前办理交接、报到手续。")
    paper.body("特此通知。")
    _sign(paper)
    return paper.content()


def letter() -> bytes:
    """Return the letter of introduction with its receipt for the person's report (介绍信、报到单)."""
    paper = Paper()
    paper.title("介绍信")
    paper.line("{{ 文号 }}", align=CENTRED)
    paper.line("{{ 交流学校 }}：")
    paper.body("兹介绍{{ 姓名 }}同志（{{ 性别 }}，原任教学校：{{ 现任教学校 }}）到你校交流轮岗，任教{{ 学段 }}{{ 学科 }}，时间自{{ 起始日期 }}至{{ 终止日期 }}，"
               "人事关系{{ 人事关系 }}，请予接洽。")
    paper.body("（请于{{ 报到日期 }}前报到）")
    _sign(paper)
    paper.line("…………………………………………………………", align=CENTRED)
    paper.title("报到单")
    paper.line("{{ 文号 }}", align=CENTRED)
    paper.line("{{ 教育局 }}：")
    paper.body("{{ 姓名 }}同志已于　　　年　　月　　日到我校报到，担任　　　　　　　　教学工作。")
    paper.line()
    paper.line("{{ 交流学校 }}（盖章）", align=RIGHT_ALIGNED, right=2)
    paper.line("经办人：　　　　　　年　　月　　日", align=RIGHT_ALIGNED, right=2)
    return paper.content()


def form() -> bytes:
    """Return the form of approval of one person (审批表)."""
    paper = Paper()
    paper.title("教师交流轮岗审批表")
    paper.line("{{ 县 }}　　{{ 学年 }}", size=12, align=CENTRED)
    facts = (("姓名", "性别", "出生年月"), ("民族", "政治面貌", "职称"), ("学历", "参加工作时间", "到校时间"), ("学科", "骨干称号", "交流类型"))
    rows = [[text for name in row for text in (name, "{{ " + name + " }}")] for row in facts]
    wide = (("现任教学校", "{{ 现任教学校 }}", 9), ("交流学校", "{{ 交流学校 }}", 9), ("起止时间", "{{ 起止时间 }}　　人事关系：{{ 人事关系 }}", 9),
            ("任教经历", "{% for 段 in 任职经历 %}{{ 段.起 }}至{{ 段.止 }}　{{ 段.学校 }}　{{ 段.学段 }}{{ 段.学科 }}；{% endfor %}", 30),
            ("派出学校意见", "{{ 派出学校意见 }}\n\n（盖章）　　　　年　　月　　日", 32), ("接收学校意见", "{{ 接收学校意见 }}\n\n（盖章）　　　　年　　月　　日", 32),
            ("教育局意见", "{{ 教育局意见 }}\n\n（盖章）　　　　年　　月　　日", 32))
    table = paper.table([*rows, *([name, "", "", "", "", ""] for name, _, _ in wide)], (24, 28, 24, 28, 24, 28), size=12, height=9)
    for number, (_, text, height) in enumerate(wide, start=len(rows)):
        row = table.rows[number]
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        merged = row.cells[1].merge(row.cells[5])
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)
        write_cell(merged, text, align=LEFT_ALIGNED)
    return paper.content()


def school() -> bytes:
    """Return the list of leaving and arriving staff of one school with its changes of posts (变动表)."""
    paper = Paper()
    paper.title("学校教师交流轮岗变动表")
    paper.line("学校：{{ 学校 }}（{{ 学校标识码 }}）　　{{ 学年 }}", size=12)
    columns = ("序号", "姓名", "学段学科", "{}", "交流类型", "起止时间", "人事关系")
    for title, rows, place, heading in (("一、派出人员（{{ 派出人数 }}人）", "派出人员", "交流学校", "接收学校"),
                                        ("二、接收人员（{{ 接收人数 }}人）", "接收人员", "现任教学校", "派出学校")):
        paper.heading(title, size=14, indent=0)
        paper.table([[one.format(heading) for one in columns], ["{%tr for 人 in " + rows + " %}", *[""] * 6],
                     ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.学段 }}{{ 人.学科 }}", "{{ 人." + place + " }}", "{{ 人.交流类型 }}", "{{ 人.起止时间 }}", "{{ 人.人事关系 }}"],
                     ["{%tr endfor %}", *[""] * 6]], (11, 22, 22, 36, 20, 29, 16), size=10.5, height=8, heads=1)
    paper.heading("三、编制与岗位变动", size=14, indent=0)
    names = ("核定编制", "在编人数", "编制增减", "变动后在编人数", "变动后空编", "任教人数增减")
    paper.table([list(names), ["{{ " + name + " }}" for name in names]], [26] * 6, size=10.5, height=8, heads=1)
    paper.line("岗位（学科）增减：{{ 学科变动 }}", size=12)
    paper.line("制表：{{ 教育局 }}　　　　学校负责人：　　　　　　经办人：", size=12)
    return paper.content()


def _head(paper: Paper) -> None:
    """Add the bureau's mark in red, the number, and the red line (版头)."""
    paper.line()
    paper.line()
    paper.line("{{ 教育局 }}文件", font=TITLE_FONT, size=MARK_PT, align=CENTRED, colour=RED)
    paper.line()
    paper.line()
    paper.line("{{ 文号 }}", align=CENTRED)
    paper.rule()
    paper.line()


def _sign(paper: Paper) -> None:
    paper.line()
    paper.line()
    paper.line("{{ 教育局 }}", align=RIGHT_ALIGNED, right=4)
    paper.line("{{ 签发日期 }}", align=RIGHT_ALIGNED, right=4)
