"""A generator of the bureau's 72-column form with invented persons, clean or with every kind of dirt such forms come back with."""

import datetime as dt
import io
import random
from dataclasses import dataclass, field

import xlsxwriter

from staffing.core.id_number import check_character
from staffing.imports.foreign.targets import bureau_titles
from staffing.imports.invented import InventedCounty, school_name

TITLES = tuple(bureau_titles())
PLACE = {title: place for place, title in enumerate(TITLES)}
COLUMN = {code: PLACE[title] for title, code in bureau_titles().items()}
OLD_TITLES = ("小学高级", "小学一级", "中学一级", "一级教师", "二级教师", "中学高级", "高级教师")
DIRT = ("other_unit", "word_outside_list", "date_shape", "year_only", "id_length", "id_year", "id_date", "id_check", "id_numeric", "phone_digits",
        "degree_against_level", "blank_name", "blank_noted", "error_cell", "swapped_dates", "unknown_subject", "exchange_without_school", "twice")


@dataclass
class Form:
    """The rows of a form below its titles, and where which dirt was put: (kind, row from 0, column from 0)."""

    rows: list[list]
    dirt: list[tuple[str, int, int]] = field(default_factory=list)
    titles: tuple[str, ...] = TITLES


def clean_form(people: int, seed: int = 1, schools: int | None = None) -> Form:
    """Return a clean form of so many invented persons."""
    draw = random.Random(seed)
    county = InventedCounty(people, seed)
    return Form([_row(person, draw, (person.number - 1) % (schools or county.schools) + 1) for person in county._persons])


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"


def _row(person, draw: random.Random, school: int) -> list:
    row = ["无"] * len(TITLES)

    def put(code: str, value) -> None:
        row[COLUMN[code]] = value

    began, here = person.began, dt.date(min(person.began.year + 3, 2024), 9, 1)
    put("post.personnel_school", school_name(school))
    put("noted.school_kind", "小学")
    put("noted.credit_code", f"1242{school:014}")
    for code, value in (("teachers.name", person.name), ("teachers.id_number", person.id_number), ("teachers.sex", "男" if person.male else "女"),
                        ("teachers.ethnic_group", draw.choice(("汉族", "汉", "回族", "01"))), ("noted.native_place", "演示省演示市"), ("noted.marriage", draw.choice(("已婚", "未婚"))),
                        ("teachers.political_status", draw.choice(("群众", "中共党员", "13", "共青团员")))):
        put(code, value)
    put("degree_first.level", "大学专科")
    put("degree_first.institution", "演示师范学院")
    put("degree_first.graduated_on", f"{began.year}年6月")
    put("degree_first.major", "小学教育")
    put("degree.level", draw.choice(("大学本科", "本科", "21")))
    put("degree.academic_degree", draw.choice(("学士", "无")))
    put("degree.institution", "演示师范大学")
    put("degree.graduated_on", _month(dt.date(min(began.year + 4, 2025), 6, 1)))
    put("degree.major", "教育学")
    for code in ("teachers.work_began_on", "noted.came_to_county_on", "teachers.employed_from"):
        put(code, _month(began))
    put("post.valid_from", _month(here))
    put("noted.grades", "三年级、四年级")
    put("post.subject", draw.choice((person.subject, "英语" if person.subject == "外语" else person.subject)))
    _put_career(put, row, person, draw, school)
    return row


def _put_career(put, row: list, person, draw: random.Random, school: int) -> None:
    """Fill in titles, certificate, honour, exchange, addresses and status."""
    began = person.began
    put("title.level", draw.choice(OLD_TITLES))
    put("title.granted_on", _month(dt.date(min(began.year + 2, 2024), 12, 1)))
    put("title_engaged.level", row[COLUMN["title.level"]])
    put("title_engaged.engaged_on", _month(dt.date(min(began.year + 3, 2025), 1, 1)))
    put("title_engaged.post_grade", draw.choice(("十级", "专业技术十一级", "九级", "十二级")))
    put("noted.mandarin", draw.choice(("二级甲等", "二级乙等")))
    put("certificate.kind", "小学")
    put("certificate.subject", person.subject)
    if person.number % 9 == 0:
        put("honour.level", draw.choice(("区级", "白云区骨干教师", "市级")))
    if person.number % 15 == 0:
        put("exchange.to_school", school_name(school % 3 + 1 if school % 3 + 1 != school else school + 1))
        put("exchange.starts_on", "2019年9月")
        put("exchange.ends_on", "2020年8月")
    put("noted.address", "演示路1号")
    put("teachers.phone", f"138{person.number:08}")
    put("noted.contact", "演示亲属")
    put("noted.contact_relation", "亲属")
    put("noted.contact_phone", f"139{person.number:08}")
    put("noted.area", f"演示{school % 7 + 1}镇")
    put("post.stage", "小学")
    put("post.personnel_stage", "小学")
    put("teachers.status", draw.choice(("在职在岗（本校任教）",) * 9 + ("产假（不在岗）",)))
    put("noted.arts_teacher", "是" if person.subject in ("体育", "音乐", "美术") else "否")


def soil(form: Form, *, each: int = 3, seed: int = 2) -> Form:
    """Put every kind of dirt into so many rows each; no row gets two kinds."""
    draw = random.Random(seed)
    places = draw.sample(range(1, len(form.rows)), each * len(DIRT))
    for turn, place in enumerate(places):
        kind = DIRT[turn % len(DIRT)]
        form.dirt.append((kind, place, _soil_row(form, kind, place)))
    return form


def _soil_row(form: Form, kind: str, place: int) -> int:
    row = form.rows[place]
    identity = row[COLUMN["teachers.id_number"]]
    other_year = f"{identity[:6]}1920{identity[10:17]}"
    no_day = f"{identity[:6]}19800231{identity[14:17]}"
    spoiled: dict[str, tuple[str, object]] = {
        "other_unit": ("post.personnel_school", "不存在的学校"), "word_outside_list": ("noted.marriage", "保密"), "date_shape": ("post.valid_from", "二〇一九年九月"),
        "year_only": ("teachers.work_began_on", "2001"), "id_length": ("teachers.id_number", identity[:17]),
        "id_year": ("teachers.id_number", other_year + check_character(other_year)), "id_date": ("teachers.id_number", no_day + check_character(no_day)),
        "id_check": ("teachers.id_number", identity[:17] + ("1" if identity[17] != "1" else "2")), "id_numeric": ("teachers.id_number", 4.2e17),
        "phone_digits": ("teachers.phone", "1380013800"), "degree_against_level": ("degree_first.academic_degree", "学士"), "blank_name": ("teachers.name", ""),
        "blank_noted": ("noted.address", ""), "error_cell": ("noted.post_engaged_on", "#VALUE!"), "swapped_dates": ("title_engaged.engaged_on", "1980年1月"),
        "unknown_subject": ("post.subject", "占星术"), "exchange_without_school": ("exchange.starts_on", "2021年9月"),
        "twice": ("teachers.id_number", form.rows[0][COLUMN["teachers.id_number"]]),
    }
    code, value = spoiled[kind]
    row[COLUMN[code]] = value
    if kind == "exchange_without_school":
        row[COLUMN["exchange.to_school"]] = "无"
    return COLUMN[code]


def form_workbook(form: Form, *, title_rows: int = 1, totals: bool = True, sheet: str = "教师信息表") -> bytes:
    """Return the form as a workbook: title rows above the headings, a row of sums and a signature below."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for number in range(title_rows):
            page.merge_range(number, 0, number, len(form.titles) - 1, "2025学年教师信息采集表" if not number else "填表说明：每格必填，没有的填“无”")
        for number, row in enumerate([list(form.titles), *form.rows], start=title_rows):
            for column, value in enumerate(row):
                if isinstance(value, (int, float)):
                    page.write_number(number, column, value)
                elif value != "":
                    page.write_string(number, column, str(value))
        if totals:
            end = title_rows + 1 + len(form.rows)
            page.write_string(end, 0, "合计")
            page.write_number(end, 3, len(form.rows))
    return target.getvalue()


# Thirty titles as other offices would write them: old title → new one.
RENAMED = {
    "单位全称（按照单位公章）": "所在单位名称", "姓名": "教职工姓名", "身份证号码（文本格式）": "公民身份证号码", "性别": "男女", "民族": "族别", "政治面貌": "政治身份",
    "婚姻状况": "婚否", "籍贯（精确到市）": "祖籍", "入党（团）时间": "加入党团时间", "参加工作前学历": "第一学历", "参加工作前学位": "第一学位", "参加工作前毕业时间": "第一学历毕业时间",
    "最高学历": "现有最高学历", "最高学历对应学位": "最高学历的学位", "最高学历毕业院校（普通高校）": "最高学历毕业学校", "最高学历所学专业全称": "最高学历的专业名称",
    "参加工作时间": "参加工作年月", "进入现单位任教时间": "到本单位任教时间", "入白云区事业编时间": "取得事业编制时间", "主教学科（只能选一门）": "主要任教学科", "兼教学科(可以填多门，逗号隔开)": "兼任学科",
    "现持有最高职称": "已取得最高职称", "现聘专业技术职称": "现聘任的职称", "现聘专业技术岗位": "现聘岗位等级", "普通话层次": "普通话等级", "教师资格层次": "教师资格证种类",
    "最高骨干教师级别": "骨干教师级别（最高）", "交流开始时间": "交流起始年月", "手机号码": "本人联系电话", "2025年9月在岗状态": "目前在岗情况",
}


def shuffled_and_renamed(form: Form, seed: int = 5) -> Form:
    """Return the form with its columns in another order and thirty titles renamed."""
    assert len(RENAMED) == 30
    order = list(range(len(form.titles)))
    random.Random(seed).shuffle(order)
    titles = tuple(RENAMED.get(form.titles[place], form.titles[place]) for place in order)
    return Form([[row[place] for place in order] for row in form.rows], form.dirt, titles)


def true_target(title: str) -> str:
    """Return what a title of the form means, renamed or not."""
    old = {new: old for old, new in RENAMED.items()}
    return bureau_titles()[old.get(title, title)]
