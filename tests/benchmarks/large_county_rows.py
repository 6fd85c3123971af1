"""Rows of an invented county of any size, by seed, ready for bulk insertion: table by table, ids given.

The shares are invented too, but every kind of fact occurs: several posts, exchanges, people who left, honours that expired,
deferrals, sanctions, couples, surnames that are read in an unusual way.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

import numpy as np

from staffing.demo.names import NameMaker
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind, Stage, Strength
from staffing.schools.models import (
    AuthorisedPosts,
    GradeYear,
    GroupMembership,
    LegalEntity,
    School,
    SchoolAlias,
    SchoolGroup,
    SchoolStanding,
    Section,
    SectionYear,
)
from staffing.teachers.enums import (
    AppointmentKind,
    AppraisalGrade,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    DisciplineKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    Sex,
    StaffCategory,
    TitleLevel,
)
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
    TrainingRecord,
)
from staffing.teachers.pinyin import name_pinyin

PER_SCHOOL: Final = 60
PER_ZONE: Final = 15
SCHOOL_YEAR: Final = 2026
TOWNSHIPS: Final = 24
SUBJECTS: Final = {
    Stage.PRIMARY: ("语文", "语文", "数学", "数学", "外语", "体育", "音乐", "美术", "科学", "道德与法治", "信息科技", "劳动"),
    Stage.JUNIOR: ("语文", "数学", "外语", "物理", "化学", "生物", "历史", "地理", "道德与法治", "体育", "音乐", "美术", "信息科技"),
    Stage.SENIOR: ("语文", "数学", "外语", "物理", "化学", "生物", "历史", "地理", "思想政治", "体育", "通用技术"),
}
GRADES: Final = {Stage.PRIMARY: range(1, 7), Stage.JUNIOR: range(7, 10), Stage.SENIOR: range(10, 13)}
KINDS: Final = (
    (SchoolKind.PRIMARY_SCHOOL, (Stage.PRIMARY,), "小学", 0.62), (SchoolKind.JUNIOR_SCHOOL, (Stage.JUNIOR,), "初级中学", 0.2),
    (SchoolKind.NINE_YEAR_SCHOOL, (Stage.PRIMARY, Stage.JUNIOR), "九年一贯制学校", 0.12), (SchoolKind.SENIOR_SCHOOL, (Stage.SENIOR,), "高级中学", 0.06),
)
PLACES: Final = "东西南北中上下前后新古青白金玉石清明和平安乐福寿永兴隆昌盛荣华丰泰吉祥长春云山水川河溪湖泉松竹梅兰桂枫柳杨"
CERTIFICATE_OF: Final = {Stage.PRIMARY: CertificateKind.PRIMARY, Stage.JUNIOR: CertificateKind.JUNIOR, Stage.SENIOR: CertificateKind.SENIOR}
TITLE_AFTER: Final = ((0, TitleLevel.NONE), (1, TitleLevel.SECOND), (7, TitleLevel.FIRST), (15, TitleLevel.SENIOR))
Row = dict[str, Any]
Seal = Callable[[Row, str], None]


class LargeCounty:
    """The rows of one county. ``first`` gives the first free id of each table, ``seal`` puts an identity number into a row."""

    def __init__(self, county_id: int, teachers: int, *, seed: int, first: dict[type[Any], int], seal: Seal) -> None:
        """Remember what is wanted; nothing is made yet."""
        self.rows: defaultdict[type[Any], list[Row]] = defaultdict(list)
        self._county_id, self._teachers, self._seal = county_id, teachers, seal
        self._next = defaultdict(lambda: 1, first)
        self._rng = np.random.default_rng(seed)
        self._names = NameMaker(self._rng)
        self._sections: list[tuple[int, int, Stage]] = []

    def make(self) -> "LargeCounty":
        """Make all rows and return them."""
        zones = [self._add(SchoolGroup, county_id=self._county_id, name=f"演示第{number}学区", kind=GroupKind.ZONE)
                 for number in range(1, max(2, self._teachers // PER_SCHOOL // PER_ZONE) + 1)]
        for number in range(1, max(2, self._teachers // PER_SCHOOL) + 1):
            self._school(number, zones[number % len(zones)])
        for number in range(1, self._teachers + 1):
            self._teacher(number)
        return self

    def _add(self, model: type[Any], **values: Any) -> int:
        row_id = self._next[model]
        self._next[model] += 1
        self.rows[model].append({"id": row_id, **values})
        return row_id

    def _school(self, number: int, zone: int) -> None:
        kind, stages, word, _share = KINDS[int(self._rng.choice(len(KINDS), p=[item[3] for item in KINDS]))]
        town = f"演示{PLACES[number % TOWNSHIPS]}镇"
        name = f"{town}第{number}{word}"
        entity = self._add(LegalEntity, county_id=self._county_id, name=name)
        school = self._add(
            School, county_id=self._county_id, entity_id=entity, code=f"99{number:08}", name=name, short_name=f"{number}号{word[:2]}", kind=kind,
            township=town, longitude=110 + self._share(), latitude=30 + self._share(), opened_on=dt.date(1990, 9, 1), closed_on=None,
            target_year=int(self._rng.integers(2024, 2031)))
        self._add(SchoolAlias, school_id=school, name=f"{town}原{number}中心校")
        self._add(SchoolStanding, school_id=school, valid_from=dt.date(2010, 9, 1), valid_to=None, ownership=Ownership.COUNTY,
                  location=self._pick(list(Location)), remoteness=Remoteness.ORDINARY, strength=self._pick(list(Strength)))
        self._add(AuthorisedPosts, school_id=school, valid_from=dt.date(2015, 9, 1), valid_to=None, posts=PER_SCHOOL + 2, source="演编办")
        self._add(GroupMembership, school_id=school, group_id=zone, valid_from=dt.date(2018, 9, 1), valid_to=None, core=number % PER_ZONE == 0)
        for stage in stages:
            self._section(school, stage)

    def _section(self, school: int, stage: Stage) -> None:
        section = self._add(Section, county_id=self._county_id, school_id=school, stage=stage)
        self._sections.append((section, school, stage))
        for year in (SCHOOL_YEAR - 1, SCHOOL_YEAR):
            figures = self._add(SectionYear, section_id=section, school_year=year, forecast=False, teaching_area_m2=Decimal(4800),
                                sports_area_m2=Decimal(9000), equipment_yuan=Decimal(2_000_000), multimedia_rooms=Decimal(24))
            for grade in GRADES[stage]:
                classes = int(self._rng.integers(2, 6))
                self._add(GradeYear, section_year_id=figures, grade=grade, classes=classes, pupils=classes * 43, largest_class=48)

    def _teacher(self, number: int) -> None:
        female = self._share() < 0.65
        birth = dt.date(1967, 1, 1) + dt.timedelta(days=int(self._rng.integers(0, 365 * 36)))
        began = min(dt.date(birth.year + 22 + int(self._rng.integers(0, 3)), 9, 1), dt.date(SCHOOL_YEAR, 9, 1))
        name, township = self._names.name(female=female), f"演示{PLACES[int(self._rng.integers(TOWNSHIPS))]}镇"
        teacher = self._next[Teacher]
        row: Row = {
            "county_id": self._county_id, "number": f"L{number:06}", "pseudonym": f"p{teacher:012}", "name": name, "name_pinyin": name_pinyin(name),
            "sex": Sex.FEMALE if female else Sex.MALE, "birth_date": birth, "ethnic_group": "汉族", "political_status": self._pick(["群众", "中共党员"]),
            "work_began_on": began, "teaching_began_on": began, "home_township": township,
            "partner_id": self._partner(teacher, number), "remark": "",
        }
        self._add(Teacher, **row)
        self._seal(self.rows[Teacher][-1], self._names.id_number(birth, female=female))
        self._service(teacher, began, birth)
        self._papers(teacher, began)

    def _partner(self, teacher: int, number: int) -> int | None:
        """Return whom a person is married to: some neighbours in the list, so that both rows are in one batch."""
        if number % 40 == 0:
            return teacher - 1
        return teacher + 1 if number % 40 == 39 and number < self._teachers else None

    def _service(self, teacher: int, began: dt.date, birth: dt.date) -> None:
        spans = sorted({began, *(dt.date(year, 9, 1) for year in self._years(began.year + 1, SCHOOL_YEAR, 2))})
        section, school, stage = self._sections[int(self._rng.integers(len(self._sections)))]
        subject = self._pick(list(SUBJECTS[stage]))
        for since, until in zip(spans, [*spans[1:], None], strict=True):
            self._post(teacher, since, until, subject, school, section, stage)
            if until is not None and self._share() < 0.7:
                section, school, stage = self._pick([item for item in self._some_sections() if item[2] is stage] or [(section, school, stage)])
        self._employment(teacher, began, birth)
        if self._share() < 0.05:
            role = self._pick([LeaderRole.MIDDLE_DEPUTY, LeaderRole.MIDDLE_HEAD, LeaderRole.VICE_PRINCIPAL, LeaderRole.PRINCIPAL])
            self._add(Leadership, teacher_id=teacher, school_id=school, role=role, term=1, valid_from=spans[-1], valid_to=None)
        if len(spans) > 1 and self._share() < 0.3:
            self._add(RotationRecord, teacher_id=teacher, kind="regular", from_school_id=school, from_school_name="", to_school_id=self._pick(self._some_sections())[1],
                      to_school_name="", starts_on=spans[0], ends_on=spans[1], relation_moved=False, full_time=True)

    def _post(self, teacher: int, since: dt.date, until: dt.date | None, subject: str, school: int, section: int, stage: Stage) -> None:
        shares = [Decimal("0.600"), Decimal("0.400")] if self._share() < 0.03 else [Decimal(1)]
        for part, share in enumerate(shares):
            taught_at = section if not part and self._share() > 0.03 else self._pick(self._some_sections())[0]
            self._add(Appointment, teacher_id=teacher, valid_from=since, valid_to=until, kind=AppointmentKind.REGULAR, personnel_school_id=school,
                      personnel_stage=stage, section_id=taught_at, subject=subject, more_subjects="", graduating_class=False, share=share)

    def _employment(self, teacher: int, began: dt.date, birth: dt.date) -> None:
        fate, kind = self._share(), self._pick([EmploymentKind.ESTABLISHED] * 9 + [EmploymentKind.CONTRACT])
        common: Row = {"teacher_id": teacher, "kind": kind, "category": StaffCategory.FULL_TIME_TEACHER, "track": PostTrack.CADRE}
        if fate < 0.92:
            self._add(Employment, **common, valid_from=began, valid_to=None, status=PostStatus.IN_POST)
            return
        turn = dt.date(SCHOOL_YEAR, 9, 1) if began < dt.date(SCHOOL_YEAR, 9, 1) else began + dt.timedelta(days=30)
        gone = PostStatus.RETIRED if birth.year < 1972 else PostStatus.LEFT
        later = gone if fate > 0.96 else self._pick([PostStatus.SICK_LEAVE, PostStatus.MATERNITY_LEAVE, PostStatus.EXCHANGED_IN_COUNTY])
        self._add(Employment, **common, valid_from=began, valid_to=turn, status=PostStatus.IN_POST)
        self._add(Employment, **common, valid_from=turn, valid_to=None, status=later)

    def _papers(self, teacher: int, began: dt.date) -> None:
        subject = self.rows[Appointment][-1]["subject"]
        stage = self.rows[Appointment][-1]["personnel_stage"]
        if self._share() > 0.01:
            self._add(Certificate, teacher_id=teacher, kind=CERTIFICATE_OF[stage], subject=subject, issued_on=began)
        level = self._pick([DegreeLevel.ASSOCIATE] * 2 + [DegreeLevel.BACHELOR] * 7 + [DegreeLevel.MASTER])
        self._add(Degree, teacher_id=teacher, level=level, academic_degree="学士" if level is DegreeLevel.BACHELOR else "", institution="演示师范大学",
                  major="教育学", graduated_on=began - dt.timedelta(days=60))
        for years, title in TITLE_AFTER:
            if SCHOOL_YEAR - began.year >= years and (title is not TitleLevel.SENIOR or self._share() < 0.4):
                day = dt.date(min(began.year + years, SCHOOL_YEAR), 9, 1)
                self._add(TitleGrant, teacher_id=teacher, level=title, granted_on=day, engaged_on=day, post_grade=None)
        if self._share() < 0.22:
            granted = dt.date(int(self._rng.integers(2015, SCHOOL_YEAR)), 9, 1)
            self._add(BackboneHonour, teacher_id=teacher, level=self._pick(list(BackboneLevel)[2:5]), name="演示骨干教师", granted_on=granted,
                      expires_on=granted.replace(year=granted.year + 5) if self._share() < 0.8 else None)
        for year in range(max(began.year, SCHOOL_YEAR - 3), SCHOOL_YEAR):
            self._add(TrainingRecord, teacher_id=teacher, year=year, kind="全员培训", hours=Decimal(int(self._rng.integers(40, 90))))
        for year in range(max(began.year, SCHOOL_YEAR - 2), SCHOOL_YEAR):
            self._add(Appraisal, teacher_id=teacher, year=year, grade=self._pick([AppraisalGrade.QUALIFIED] * 5 + [AppraisalGrade.EXCELLENT]))
        self._exceptions(teacher)

    def _exceptions(self, teacher: int) -> None:
        if self._share() < 0.035:
            self._add(Deferral, teacher_id=teacher, ground=self._pick(["pregnancy", "nursing", "illness"]), has_evidence=True, evidence_name="证明",
                      content_cipher=None, valid_from=dt.date(SCHOOL_YEAR, 3, 1), valid_to=dt.date(SCHOOL_YEAR + 1, 3, 1))
        if self._share() < 0.003:
            self._add(Discipline, teacher_id=teacher, kind=DisciplineKind.WARNING, content_cipher=None, valid_from=dt.date(SCHOOL_YEAR, 1, 10),
                      valid_to=dt.date(SCHOOL_YEAR, 7, 10))

    def _some_sections(self) -> list[tuple[int, int, Stage]]:
        """Return a few sections, so that choosing one costs the same in a county of any size."""
        return [self._sections[int(place)] for place in self._rng.integers(len(self._sections), size=6)]

    def _years(self, first: int, end: int, most: int) -> Iterator[int]:
        if first < end:
            yield from (int(year) for year in self._rng.integers(first, end, size=int(self._rng.integers(0, most + 1))))

    def _share(self) -> float:
        return float(self._rng.random())

    def _pick(self, items: list[Any]) -> Any:
        return items[int(self._rng.integers(len(items)))]
