"""The invented county's persons: who teaches where since when, with which papers, honours, exemptions and wishes."""

import datetime as dt
from decimal import Decimal
from typing import Final

import numpy as np

from staffing.demo.names import NameMaker
from staffing.demo.parts import DemoDeferral, DemoPerson, DemoRotation, DemoSchool, Span
from staffing.demo.staffing_levels import StaffLevel
from staffing.schools.enums import Location, Ownership, Stage
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)

# Nobody is past the retirement age in the autumn: women retire from 55, men from 60, both rising since 2025.
OLDEST: Final = {Sex.MALE: 60, Sex.FEMALE: 54}
FEMALE_SHARE: Final = {Stage.PRIMARY: 0.70, Stage.JUNIOR: 0.55}
# Invented shares; what the bureau's own figures are is not published.
LONG_AT_SCHOOL: Final = 0.60
DEFERRED_SHARE: Final = 0.035
VOLUNTEER_SHARE: Final = 0.05
WISH_SHARE: Final = 0.16
COUPLE_SHARE: Final = 0.03
ON_EXCHANGE_SHARE: Final = 0.01
LACKS_CERTIFICATE: Final = 0.004
SECOND_SUBJECT_SHARE: Final = 0.12
GROUNDS: Final = ("pregnancy", "nursing", "illness", "family_illness", "sole_carer", "special_case")
SECOND_SUBJECTS: Final = {"语文": "道德与法治", "数学": "科学", "道德与法治": "历史", "音乐": "美术", "美术": "音乐", "科学": "信息科技"}
ABOVE_BACHELOR: Final = 0.05


class PeopleMaker:
    """Makes the persons of one county; the school year tells how old they are."""

    def __init__(self, rng: np.random.Generator, school_year: int, schools: tuple[DemoSchool, ...]) -> None:
        """Start with nobody."""
        self._rng = rng
        self._year = school_year
        self._names = NameMaker(rng)
        self._schools = {school.name: school for school in schools}
        self._by_stage = {stage: [school for school in schools if any(part.stage is stage for part in school.sections)]
                          for stage in (Stage.PRIMARY, Stage.JUNIOR)}
        self._count = 0

    def make(self, levels: list[StaffLevel]) -> tuple[DemoPerson, ...]:
        """Return all persons: teachers by section, then leaders among them, couples and wishes."""
        persons: list[DemoPerson] = []
        for level in levels:
            school = self._schools[level.section.school]
            members = [self._person(school, level.section.stage, subject)
                       for subject, number in level.subjects.items() for _ in range(number)]
            self._honour(members, level.backbone)
            self._lead(school, members)
            persons.extend(members)
        self._marry(persons)
        for person in persons:
            self._wish(person)
        return tuple(persons)

    def _person(self, school: DemoSchool, stage: Stage, subject: str) -> DemoPerson:
        rng = self._rng
        female = bool(rng.random() < FEMALE_SHARE[stage])
        age = int(np.clip(rng.normal(41, 9.5), 23, OLDEST[Sex.FEMALE if female else Sex.MALE]))
        birth = dt.date(self._year - age, 1, 1) + dt.timedelta(days=int(rng.integers(0, 365)))
        began = dt.date(birth.year + 22 + int(rng.integers(0, 3)), 9, 1)
        began = min(began, dt.date(self._year - 1, 9, 1))
        self._count += 1
        home = school if rng.random() < 0.45 else self._town_school(school)
        person = DemoPerson(
            number=f"{self._count:06}", name=self._names.name(female=female), sex=Sex.FEMALE if female else Sex.MALE,
            birth_date=birth, id_number=self._names.id_number(birth, female=female), phone=self._names.phone(),
            work_began_on=began, home_township=home.township, home_longitude=home.longitude, home_latitude=home.latitude,
            employment=self._employment(school), category=StaffCategory.FULL_TIME_TEACHER,
            spans=self._spans(school, stage, subject, began),
        )
        self._papers(person, school, stage, subject)
        self._duties(person)
        return person

    def _town_school(self, own: DemoSchool) -> DemoSchool:
        """Return some primary school in town, where many live; the own school in a county too small to have one."""
        urban = [school for school in self._by_stage[Stage.PRIMARY] if school.location is Location.URBAN]
        return urban[int(self._rng.integers(len(urban)))] if urban else own

    def _employment(self, school: DemoSchool) -> EmploymentKind:
        if school.ownership is Ownership.PRIVATE:
            return EmploymentKind.CONTRACT
        kinds = (EmploymentKind.ESTABLISHED, EmploymentKind.CONTRACT, EmploymentKind.SPECIAL_POST, EmploymentKind.AGENCY,
                 EmploymentKind.SILVER_AGE)
        return kinds[int(self._rng.choice(len(kinds), p=(0.925, 0.035, 0.02, 0.012, 0.008)))]

    def _spans(self, school: DemoSchool, stage: Stage, subject: str, began: dt.date) -> list[Span]:
        rng = self._rng
        served = self._year - began.year
        years = int(rng.integers(6, 22)) if rng.random() < LONG_AT_SCHOOL else int(rng.integers(1, 6))
        years = max(1, min(years, served))
        since = dt.date(self._year - years, 9, 1)
        graduating = stage is Stage.JUNIOR and rng.random() < 0.3
        second = SECOND_SUBJECTS.get(subject)
        more = (second,) if second and rng.random() < SECOND_SUBJECT_SHARE else ()
        spans = [Span(school.name, stage, subject, since, graduating=bool(graduating), more_subjects=more)]
        if since > began:
            before = self._by_stage[stage][int(rng.integers(len(self._by_stage[stage])))]
            if before.name != school.name:
                spans.insert(0, Span(before.name, stage, subject, began, until=since))
        return spans

    def _papers(self, person: DemoPerson, school: DemoSchool, stage: Stage, subject: str) -> None:
        rng, begun = self._rng, person.work_began_on
        age = self._year - person.birth_date.year
        person.graduated_on = dt.date(begun.year, 6, 30)
        person.degree = self._degree(stage, age)
        levels = (TitleLevel.THIRD, TitleLevel.SECOND, TitleLevel.FIRST, TitleLevel.SENIOR)
        rank = int(np.clip((age - 24) // 8 + rng.integers(-1, 2), 0, 3))
        person.title = levels[rank]
        person.titled_on = dt.date(min(self._year - 1, begun.year + 1 + rank * 5), 12, 1)
        person.certificate_subject = subject
        person.certified_on = dt.date(begun.year, 6, 1)
        if rng.random() < LACKS_CERTIFICATE:
            person.certificate = None
        elif stage is Stage.JUNIOR:
            person.certificate = CertificateKind.SENIOR if rng.random() < 0.3 else CertificateKind.JUNIOR
        else:
            person.certificate = CertificateKind.JUNIOR if rng.random() < 0.2 else CertificateKind.PRIMARY
        target = 72 if rng.random() < 0.96 else 55
        person.training = {year: Decimal(int(target + rng.integers(0, 12))) for year in range(self._year - 5, self._year)}

    def _degree(self, stage: Stage, age: int) -> DegreeLevel:
        drawn = self._rng.random()
        if drawn < ABOVE_BACHELOR and age < 45:
            return DegreeLevel.MASTER
        if stage is Stage.JUNIOR:
            return DegreeLevel.BACHELOR if drawn < (0.93 if age < 50 else 0.75) else DegreeLevel.ASSOCIATE
        if drawn < (0.78 if age < 45 else 0.45):
            return DegreeLevel.BACHELOR
        return DegreeLevel.ASSOCIATE if drawn < (0.985 if age < 50 else 0.88) else DegreeLevel.SECONDARY_VOCATIONAL

    def _duties(self, person: DemoPerson) -> None:
        """Set stage of service, status, exemptions, past rotations and offers."""
        rng = self._rng
        served = self._year - person.work_began_on.year
        if served <= 1:
            person.service_stage = ServiceStage.PROBATION
        elif person.employment is EmploymentKind.SPECIAL_POST and served <= 3:
            person.service_stage = ServiceStage.SERVICE_PERIOD
        drawn = rng.random()
        if drawn < 0.006:
            person.status = PostStatus.SECONDED_IN_COUNTY
        elif drawn < 0.012:
            person.status = PostStatus.SICK_LEAVE
        elif drawn < 0.02 and person.sex is Sex.FEMALE and served < 16:
            person.status = PostStatus.MATERNITY_LEAVE
        if rng.random() < DEFERRED_SHARE:
            self._defer(person)
        if served > 9 and rng.random() < 0.05:
            self._rotated_before(person)
        elif served > 6 and person.status is PostStatus.IN_POST and rng.random() < ON_EXCHANGE_SHARE:
            self._send_out_now(person)
        person.volunteer = bool(rng.random() < VOLUNTEER_SHARE)

    def _defer(self, person: DemoPerson) -> None:
        ground = GROUNDS[int(self._rng.integers(len(GROUNDS)))]
        if ground in ("pregnancy", "nursing") and (person.sex is Sex.MALE or self._year - person.birth_date.year > 42):
            ground = "illness"
        since = dt.date(self._year, int(self._rng.integers(9, 12)), 1)
        until = dt.date(since.year + 1, since.month, 1)
        person.deferrals.append(DemoDeferral(ground, since, until, has_evidence=bool(self._rng.random() < 0.95)))

    def _rotated_before(self, person: DemoPerson) -> None:
        span = person.current
        host = self._by_stage[span.stage][int(self._rng.integers(len(self._by_stage[span.stage])))]
        start = dt.date(self._year - int(self._rng.integers(4, 9)), 9, 1)
        end = dt.date(start.year + 1, 8, 31)
        if host.name == span.school or start <= span.since:
            return
        person.rotations.append(DemoRotation("regular_exchange", span.school, host.name, start, end))
        back = end + dt.timedelta(days=1)
        person.spans[-1:] = [
            Span(span.school, span.stage, span.subject, span.since, until=start),
            Span(span.school, span.stage, span.subject, start, until=back, kind=AppointmentKind.EXCHANGE,
                 host_school=host.name, host_stage=span.stage),
            Span(span.school, span.stage, span.subject, back, graduating=span.graduating, more_subjects=span.more_subjects),
        ]

    def _send_out_now(self, person: DemoPerson) -> None:
        """Let a person be on a rotation that ends next summer."""
        span = person.current
        start = dt.date(self._year, 9, 1)
        host = self._by_stage[span.stage][int(self._rng.integers(len(self._by_stage[span.stage])))]
        if self._schools[span.school].entity == host.entity or span.since >= start:
            return
        person.status = PostStatus.EXCHANGED_IN_COUNTY
        person.rotations.append(DemoRotation("regular_exchange", span.school, host.name, start, dt.date(self._year + 1, 8, 31)))
        person.spans[-1:] = [
            Span(span.school, span.stage, span.subject, span.since, until=start, more_subjects=span.more_subjects),
            Span(span.school, span.stage, span.subject, start, kind=AppointmentKind.EXCHANGE, host_school=host.name,
                 host_stage=span.stage, more_subjects=span.more_subjects),
        ]

    def _honour(self, members: list[DemoPerson], number: int) -> None:
        weights = np.array([1.0 + 2.0 * (person.title in (TitleLevel.FIRST, TitleLevel.SENIOR)) for person in members])
        chosen = self._rng.choice(len(members), size=number, replace=False, p=weights / weights.sum())
        levels = (BackboneLevel.COUNTY, BackboneLevel.CITY, BackboneLevel.PROVINCE)
        names = {BackboneLevel.COUNTY: "县级骨干教师", BackboneLevel.CITY: "市级骨干教师", BackboneLevel.PROVINCE: "省级骨干教师"}
        for index in sorted(int(one) for one in chosen):
            level = levels[int(self._rng.choice(3, p=(0.72, 0.21, 0.07)))]
            granted = dt.date(self._year - int(self._rng.integers(1, 5)), 9, 10)
            members[index].honours.append((level, names[level], granted, dt.date(granted.year + 6, 9, 9)))

    def _lead(self, school: DemoSchool, members: list[DemoPerson]) -> None:
        """Name a principal and vice principals among the older members; campuses of one entity have one principal."""
        main = school.entity == school.name
        stages = [section.stage for section in school.sections]
        if not members or members[0].current.stage is not stages[0]:
            return
        roles = [LeaderRole.PRINCIPAL] if main else []
        roles += [LeaderRole.VICE_PRINCIPAL] * (2 if len(members) > 60 else 1)
        able = sorted((one for one in members if not one.honours), key=lambda one: one.birth_date)
        for role, person in zip(roles, able[len(able) // 8:], strict=False):
            served = int(self._rng.integers(1, 9))
            person.leader, person.leader_since = role, dt.date(self._year - served, 8, 1)
            person.leader_term = 1 + (served - 1) // 3

    def _marry(self, persons: list[DemoPerson]) -> None:
        """Join a few pairs; partners know each other by number."""
        free = [person for person in persons if person.leader is LeaderRole.NONE]
        women = [person for person in free if person.sex is Sex.FEMALE]
        men = [person for person in free if person.sex is Sex.MALE]
        pairs = min(len(women), len(men), round(len(persons) * COUPLE_SHARE / 2))
        chosen_women = self._rng.choice(len(women), size=pairs, replace=False)
        chosen_men = self._rng.choice(len(men), size=pairs, replace=False)
        for one, other in zip(chosen_women, chosen_men, strict=True):
            wife, husband = women[int(one)], men[int(other)]
            if abs((wife.birth_date - husband.birth_date).days) < 12 * 365:
                wife.partner, husband.partner = husband.number, wife.number

    def _wish(self, person: DemoPerson) -> None:
        rng = self._rng
        if not person.volunteer and rng.random() > WISH_SHARE:
            return
        stage = person.current.stage
        own = self._schools[person.current.school]
        others = [school for school in self._by_stage[stage] if school.entity != own.entity and school.ownership is Ownership.COUNTY]
        distance = np.array([abs(school.longitude - person.home_longitude) + abs(school.latitude - person.home_latitude)
                             for school in others])
        order = np.argsort(distance + rng.uniform(0, 0.05, len(others)), kind="stable")[: int(rng.integers(1, 4))]
        person.wishes = [(others[int(index)].name, stage) for index in order]

