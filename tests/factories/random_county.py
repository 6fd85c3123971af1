"""A county of random teachers, by seed: every kind of fact in every odd combination, for counts that must agree."""

import datetime as dt
import random
from decimal import Decimal

from staffing.extensions import db
from staffing.schools.enums import GroupKind, Location, Stage
from staffing.schools.models import GroupMembership, SchoolGroup, TitlePosts
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
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
    BackboneHonour,
    Certificate,
    Degree,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
    TrainingRecord,
)
from tests.factories.schools import create_school, create_section

ON = dt.date(2026, 11, 25)
SUBJECTS = ("语文", "数学", "英语", "音乐", "美术", "科学", "物理", "道德与法治", "")
KINDS = ("全员培训", "专项培训", "")


def fill_county(county, seed: int, teachers: int = 110) -> random.Random:
    """Store schools of one and two stages and teachers with random facts; return the source of chance."""
    chance = random.Random(seed)
    zone = SchoolGroup(county_id=county.id, name="东片", kind=GroupKind.ZONE)
    db.session.add(zone)
    sections = []
    for number in range(4):
        school = create_school(county=county, name=f"演示{number}校", location=chance.choice(list(Location)), township=f"演示{number % 2}镇")
        if number % 2:
            db.session.add(GroupMembership(school=school, group=zone, valid_from=dt.date(2020, 9, 1)))
        stages = ((Stage.PRIMARY,), (Stage.PRIMARY, Stage.JUNIOR), (Stage.JUNIOR,), (Stage.SENIOR,))[number]
        sections += [create_section(school=school, stage=stage) for stage in stages]
        if chance.random() < 0.7:
            db.session.add(TitlePosts(school_id=school.id, valid_from=dt.date(2024, 9, 1), senior=chance.randint(0, 6),
                                      middle=chance.choice((None, 5))))
    for number in range(teachers):
        add_teacher(county, chance, sections, number)
    db.session.flush()
    return chance


def day(chance: random.Random, first: int, last: int) -> dt.date:
    """Return a random day of the years."""
    return dt.date(chance.randint(first, last), chance.randint(1, 12), chance.choice((1, 15, 25, 28)))


def add_teacher(county, chance: random.Random, sections, number: int) -> Teacher:
    """Store one teacher."""
    person = Teacher(
        county_id=county.id, number=f"R{number:04}", pseudonym=f"r{county.id}x{number:04}", name=f"演示{number}", sex=chance.choice(list(Sex)),
        birth_date=day(chance, 1962, 2004), work_began_on=chance.choice((None, day(chance, 1985, 2026))))
    work(chance, person, sections)
    for _ in range(chance.randint(0, 2)):
        kind, subject = chance.choice(list(CertificateKind)), chance.choice(SUBJECTS)
        if (kind, subject) not in {(one.kind, one.subject) for one in person.certificates}:
            person.certificates.append(Certificate(kind=kind, subject=subject, issued_on=chance.choice((None, day(chance, 2000, 2027)))))
    for level in chance.sample(list(DegreeLevel), chance.randint(0, 2)):
        person.degrees.append(Degree(level=level, graduated_on=chance.choice((None, day(chance, 1990, 2027)))))
    for level in chance.sample(list(TitleLevel), chance.randint(0, 3)):
        person.titles.append(TitleGrant(level=level, granted_on=chance.choice((None, day(chance, 2000, 2027))),
                                        engaged_on=chance.choice((None, day(chance, 2000, 2027)))))
    for place in range(chance.randint(0, 3)):
        person.honours.append(BackboneHonour(level=chance.choice(list(BackboneLevel)), name=f"演示称号{place}", granted_on=day(chance, 2014, 2027),
                                             expires_on=chance.choice((None, day(chance, 2028, 2030), dt.date(2027, 8, 31)))))
    for year in range(2019, 2028):
        for kind in KINDS:
            if chance.random() < 0.4:
                person.trainings.append(TrainingRecord(year=year, kind=kind, hours=Decimal(chance.choice(("0", "36.5", "72", "120")))))
    db.session.add(person)
    return person


def work(chance: random.Random, person: Teacher, sections) -> None:
    """Give a person an employment, appointments, perhaps a post of leadership and rotations."""
    since = day(chance, 2005, 2026)
    ended = chance.choice((None, None, None, dt.date(2026, 9, 1)))
    ended = ended if ended is None or ended > since else None
    status = chance.choices(list(PostStatus), [20] + [1] * (len(PostStatus) - 1))[0]
    person.employments.append(Employment(
        valid_from=since, valid_to=ended, kind=chance.choices(list(EmploymentKind), [12, 3, 2, 1, 2, 1, 1])[0],
        category=chance.choices(list(StaffCategory), [12, 1, 1, 1, 1])[0], track=chance.choice(list(PostTrack)), status=status))
    for share in chance.choice(((Decimal(1),), (Decimal("0.6"), Decimal("0.4")), ())):
        section = chance.choice(sections)
        person.appointments.append(Appointment(
            valid_from=since, valid_to=ended, kind=chance.choices(list(AppointmentKind), [9, 1, 1, 1, 1])[0],
            personnel_school=chance.choice(sections).school, personnel_stage=section.stage,
            section=chance.choice((section, section, section, None)), subject=chance.choice(SUBJECTS), share=share))
    if chance.random() < 0.2:
        person.leaderships.append(Leadership(school=sections[0].school, role=chance.choice(list(LeaderRole)), valid_from=since))
    for start in chance.sample((2014, 2017, 2019, 2021, 2023, 2025), chance.randint(0, 2)):
        end = chance.choice((None, dt.date(start + 1, 1, 20), dt.date(start, 11, 30), dt.date(start + 1, 7, 10)))
        person.rotations.append(RotationRecord(kind=chance.choice(("shadowing", "shadowing", "regular_exchange")), to_school_name="外校",
                                               starts_on=dt.date(start, 9, 1), ends_on=end))
