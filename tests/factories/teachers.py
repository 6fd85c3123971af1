"""Makers of teachers and the facts about them."""

import datetime as dt
import itertools

from faker import Faker

from staffing.extensions import db
from staffing.teachers.enums import (
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    Sex,
    StaffCategory,
)
from staffing.teachers.models import Appointment, BackboneHonour, Certificate, Degree, Employment, Teacher
from staffing.teachers.pinyin import name_pinyin

_numbers = itertools.count(1)
_faker = Faker("zh_CN")


def create_teacher(
    *, section, subject: str = "语文", name: str | None = None, sex: Sex = Sex.FEMALE, birth_date: dt.date = dt.date(1985, 5, 1),
    since: dt.date = dt.date(2015, 9, 1), degree: DegreeLevel | None = DegreeLevel.BACHELOR,
    certificate: CertificateKind | None = CertificateKind.PRIMARY, backbone: BackboneLevel | None = None,
    kind: EmploymentKind = EmploymentKind.ESTABLISHED, category: StaffCategory = StaffCategory.FULL_TIME_TEACHER, **fields,
) -> Teacher:
    """Store a teacher of invented name who teaches at the section since a day, personnel and teaching school the same."""
    number = next(_numbers)
    name = name or _faker.name()
    fields = {"number": f"T{number:06}", "name_pinyin": name_pinyin(name), **fields}
    teacher = Teacher(county_id=section.county_id, pseudonym=f"p{number:08}", name=name,
                      sex=sex, birth_date=birth_date, work_began_on=since, teaching_began_on=since, **fields)
    teacher.employments.append(Employment(valid_from=since, kind=kind, category=category))
    teacher.appointments.append(Appointment(
        valid_from=since, personnel_school=section.school, personnel_stage=section.stage, section=section, subject=subject))
    if degree is not None:
        teacher.degrees.append(Degree(level=degree, graduated_on=since))
    if certificate is not None:
        teacher.certificates.append(Certificate(kind=certificate, subject=subject, issued_on=since))
    if backbone is not None:
        teacher.honours.append(BackboneHonour(level=backbone, name="演示骨干教师", granted_on=dt.date(2022, 9, 1)))
    db.session.add(teacher)
    db.session.flush()
    return teacher
