"""Closed lists about teachers: employment, post, titles, certificates, honours, appointments.

Ranked lists are declared from lowest to highest. Codes are stored and exported; Chinese terms stand in docs/glossary.md.
"""

import functools
from typing import Self

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class RankedEnum(LabelledEnum):
    """A closed list whose members are declared from lowest to highest."""

    @property
    def rank(self) -> int:
        """Return the place in the order, 0 for the lowest."""
        return _ranks(type(self))[self]

    def reaches(self, least: Self) -> bool:
        """True if this member stands at or above the other."""
        return self.rank >= least.rank


@functools.cache
def _ranks(kind: type[RankedEnum]) -> dict[RankedEnum, int]:
    # Asked for every person of a county: counting the members anew each time was half the time of the roster.
    return {member: place for place, member in enumerate(kind)}


class Sex(LabelledEnum):
    """Sex (性别), GB/T 2261.1."""

    MALE = "male", _l("Male")
    FEMALE = "female", _l("Female")


class EmploymentKind(LabelledEnum):
    """How a person is employed (用人形式)."""

    ESTABLISHED = "established", _l("Established post")
    CONTRACT = "contract", _l("Contract outside the establishment")
    AGENCY = "agency", _l("Personnel agency")
    PURCHASED = "purchased", _l("Purchased service")
    SPECIAL_POST = "special_post", _l("Special-post teacher")
    SILVER_AGE = "silver_age", _l("Silver-age teacher")
    PART_TIME = "part_time", _l("Part-time teacher")


class StaffCategory(LabelledEnum):
    """Category of staff (教职工类别)."""

    FULL_TIME_TEACHER = "full_time_teacher", _l("Full-time teacher")
    ADMINISTRATOR = "administrator", _l("Administrative staff")
    SUPPORT = "support", _l("Teaching support staff")
    WORKER = "worker", _l("Maintenance worker")
    OTHER = "other", _l("Other staff")


class PostTrack(LabelledEnum):
    """Kind of post that the retirement age goes by (干部岗 / 工人岗)."""

    CADRE = "cadre", _l("Cadre or professional post")
    WORKER = "worker", _l("Worker post")


class RetirementChoice(LabelledEnum):
    """When a person may retire (弹性退休): earlier by own choice, at the age, later by agreement, at the men's age."""

    EARLY = "early", _l("Earlier, by own choice")
    STATUTORY = "statutory", _l("At the retirement age")
    LATE = "late", _l("Later, agreed with the employer")
    MEN_AGE = "men_age", _l("At the men's age, for women with senior titles")


class ServiceStage(LabelledEnum):
    """Stage of service (服务阶段): 储备期, 见习期, 服务期 or 聘期."""

    RESERVE = "reserve", _l("Reserve year")
    PROBATION = "probation", _l("Probation")
    SERVICE_PERIOD = "service_period", _l("Bound service period")
    TERM = "term", _l("Ordinary engagement term")


class PostStatus(LabelledEnum):
    """Whether and where a person is at work (在岗状态)."""

    IN_POST = "in_post", _l("Teaching at the own school")
    SECONDED_IN_COUNTY = "seconded_in_county", _l("Shadowing or seconded within the county")
    EXCHANGED_IN_COUNTY = "exchanged_in_county", _l("On exchange within the county")
    SUPPORT_ELSEWHERE = "support_elsewhere", _l("Support teaching elsewhere")
    FULL_TIME_STUDY = "full_time_study", _l("Full-time study")
    PERSONAL_LEAVE = "personal_leave", _l("Long personal leave")
    MATERNITY_LEAVE = "maternity_leave", _l("Maternity leave")
    OFFICIAL_LEAVE = "official_leave", _l("Official leave")
    SICK_LEAVE = "sick_leave", _l("Long sick leave")
    OTHER = "other", _l("Other status")
    RETIRED = "retired", _l("Retired")
    LEFT = "left", _l("Left the service")


class AppointmentKind(LabelledEnum):
    """What a person did in a span of the service record (任职经历类型)."""

    REGULAR = "regular", _l("Regular teaching")
    EXCHANGE = "exchange", _l("Exchange")
    SECONDMENT = "secondment", _l("Secondment or shadowing")
    STUDY = "study", _l("Full-time study away")
    LEAVE = "leave", _l("Leave of absence")


class LeaderRole(LabelledEnum):
    """Administrative post at a school (行政职务)."""

    NONE = "none", _l("No administrative post")
    MIDDLE_DEPUTY = "middle_deputy", _l("Deputy head of a department")
    MIDDLE_HEAD = "middle_head", _l("Head of a department")
    VICE_PRINCIPAL = "vice_principal", _l("Vice principal")
    PARTY_SECRETARY = "party_secretary", _l("Party secretary")
    PRINCIPAL = "principal", _l("Principal")


class DegreeLevel(RankedEnum):
    """Highest education completed (学历), GB/T 4658."""

    JUNIOR_SECONDARY = "junior_secondary", _l("Junior secondary education")
    SENIOR_SECONDARY = "senior_secondary", _l("Senior secondary education")
    SECONDARY_VOCATIONAL = "secondary_vocational", _l("Secondary vocational or normal school")
    ASSOCIATE = "associate", _l("Junior college")
    BACHELOR = "bachelor", _l("Undergraduate")
    MASTER = "master", _l("Postgraduate, master")
    DOCTOR = "doctor", _l("Postgraduate, doctor")


class TitleLevel(RankedEnum):
    """Level of professional title (职称层级), system of 2015."""

    NONE = "none", _l("No title yet")
    THIRD = "third", _l("Third-level teacher")
    SECOND = "second", _l("Second-level teacher")
    FIRST = "first", _l("First-level teacher")
    SENIOR = "senior", _l("Senior teacher")
    FULL_SENIOR = "full_senior", _l("Full senior teacher")


class BackboneLevel(RankedEnum):
    """Level of the body that named a backbone teacher (骨干教师级别)."""

    SCHOOL = "school", _l("School level")
    TOWNSHIP = "township", _l("Township level")
    COUNTY = "county", _l("County level")
    CITY = "city", _l("City level")
    PROVINCE = "province", _l("Provincial level")
    NATIONAL = "national", _l("National level")


class CertificateKind(LabelledEnum):
    """Kind of teaching certificate (教师资格种类)."""

    KINDERGARTEN = "kindergarten", _l("Kindergarten certificate")
    PRIMARY = "primary", _l("Primary certificate")
    JUNIOR = "junior", _l("Junior secondary certificate")
    SENIOR = "senior", _l("Senior secondary certificate")
    VOCATIONAL = "vocational", _l("Vocational school certificate")
    VOCATIONAL_PRACTICE = "vocational_practice", _l("Vocational practice certificate")
    HIGHER = "higher", _l("Higher education certificate")


class AppraisalGrade(LabelledEnum):
    """Result of the yearly appraisal (年度考核等次)."""

    EXCELLENT = "excellent", _l("Excellent")
    QUALIFIED = "qualified", _l("Qualified")
    BASICALLY_QUALIFIED = "basically_qualified", _l("Basically qualified")
    UNQUALIFIED = "unqualified", _l("Unqualified")
    NOT_GRADED = "not_graded", _l("Not graded")


class DisciplineKind(LabelledEnum):
    """Kind of sanction or inquiry with an effect period (处分 / 审查)."""

    INVESTIGATION = "investigation", _l("Under investigation")
    ETHICS_BREACH = "ethics_breach", _l("Breach of professional ethics")
    WARNING = "warning", _l("Warning")
    DEMERIT = "demerit", _l("Demerit")
    DEMOTION = "demotion", _l("Lowered post grade")
    DISMISSAL = "dismissal", _l("Dismissal")
