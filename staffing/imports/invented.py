"""Invented rows in the form of the template, by seed: for benchmarks and tests of the import. No real person is in them."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from staffing.core.id_number import check_character
from staffing.core.spreadsheets.layout import Cell

SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海燕春晓东雪琴波宁鹏飞云峰"
SUBJECTS: Final = ("语文", "数学", "外语", "体育", "音乐", "美术", "科学", "道德与法治", "信息科技")
PER_SCHOOL: Final = 60
FIRST_OF_YEAR: Final = 2026

Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    number: int
    code: str
    name: str
    id_number: str
    male: bool
    birth: dt.date
    began: dt.date
    subject: str
    school: int


class InventedCounty:
    """A county of so many teachers in primary schools, with about ten rows of facts for each teacher."""

    def __init__(self, teachers: int, seed: int = 1) -> None:
        """Choose how many teachers; the same seed gives the same rows."""
        self.teachers = teachers
        self.schools = max(2, teachers // PER_SCHOOL)
        self._random = random.Random(seed)
        self._persons = [self._person(number) for number in range(1, teachers + 1)]

    def rows(self) -> dict[str, Rows]:
        """Return the rows of each sheet by its code; a cell that is not told is empty. See WIDTHS of the columns for their order."""
        return {
            "schools": [self._school(number) for number in range(1, self.schools + 1)],
            "sections": [self._section(number) for number in range(1, self.schools + 1)],
            "posts": [[school_name(number), "2015-09-01", PER_SCHOOL + 2, "演编办"] for number in range(1, self.schools + 1)],
            "teachers": [self._teacher(person) for person in self._persons],
            "appointments": [row for person in self._persons for row in self._appointments(person)],
            "certificates": [[*who(person), "小学教师资格", person.subject, person.began.isoformat()] for person in self._persons],
            "degrees": [[*who(person), "大学本科", "学士", "演示师范大学", "教育学", f"{person.began.year}-06-30"] for person in self._persons],
            "titles": [[*who(person), title, day, day, ""] for person in self._persons for title, day in self._titles(person)],
            "honours": [[*who(person), "县级", "县级骨干教师", "2022-09-01", "2027-08-31"] for person in self._persons if person.number % 5 == 0],
            "trainings": [[*who(person), year, "全员培训", 72] for person in self._persons for year in range(2021, 2024)],
            "appraisals": [[*who(person), year, "合格"] for person in self._persons for year in (2024, 2025)],
        }

    def _person(self, number: int) -> Invented:
        draw = self._random
        birth = dt.date(1968, 1, 1) + dt.timedelta(days=draw.randrange(365 * 30))
        male = draw.random() < 0.35
        name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2))))
        # Region and serial digits together count the persons, so that no two numbers are alike.
        first = f"{420000 + number // 100}{birth:%Y%m%d}{number % 100:02}{draw.randrange(5) * 2 + male}"
        return Invented(number, f"T{number:06}", name, first + check_character(first), male, birth, dt.date(birth.year + 22, 9, 1),
                        draw.choice(SUBJECTS), (number - 1) % self.schools + 1)

    def _school(self, number: int) -> list[Cell]:
        name = school_name(number)
        location = ("城区", "镇区", "乡村")[number % 3]
        return [f"{2142000000 + number}", name, "", "", name, "", "小学", "县属", location, "", "", "", f"演示{number % 12}镇",
                114.2 + number % 40 / 100, 29.7 + number % 30 / 100, "1990-09-01", "", 2027]

    def _section(self, number: int) -> list[Cell]:
        grades: list[Cell] = []
        for grade in range(1, 13):
            grades += [88 + number % 5, 2, 47] if grade <= 6 else ["", "", ""]
        return [school_name(number), "小学", FIRST_OF_YEAR, "实报", *grades]

    def _teacher(self, person: Invented) -> list[Cell]:
        began = person.began.isoformat()
        return [person.code, person.name, person.id_number, "男" if person.male else "女", person.birth.isoformat(), f"138{person.number:08}",
                "汉族", "群众", began, began, "在编", "专任教师", "干部", "聘期", "在职在岗", began, "", "", ""]

    def _appointments(self, person: Invented) -> Iterator[list[Cell]]:
        here, before = school_name(person.school), school_name(person.school % self.schools + 1)
        start = person.began.year
        if start < FIRST_OF_YEAR - 8:
            yield [*who(person), "任教", before, "小学", before, "小学", person.subject, "", "否", 1, f"{start}-09-01", f"{start + 4}-08-31"]
            start += 4
        yield [*who(person), "任教", here, "小学", here, "小学", person.subject, "", "否", 1, f"{start}-09-01", ""]

    def _titles(self, person: Invented) -> Iterator[tuple[str, str]]:
        began = person.began.year
        yield "二级教师", f"{min(began + 1, 2025)}-12-01"
        if began + 8 < FIRST_OF_YEAR:
            yield "一级教师", f"{began + 7}-12-01"


def who(person: Invented) -> list[Cell]:
    """Return the three cells by which every sheet names a person; the identity number stands in sheet 教师 alone."""
    return [person.code, "", person.name]


def school_name(number: int) -> str:
    """Return the name of an invented school."""
    return f"演示第{number}小学"
