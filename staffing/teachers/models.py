"""Stored teacher records (教师档案), each fact with its dates.

Identity and phone numbers are encrypted; blind indexes find an identity number, whole or by its last four characters. ``pseudonym`` is what a stored solver instance calls
the person. A dated fact holds from ``valid_from`` (inclusive) to ``valid_to`` (exclusive, None = still).
"""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Dated, Timestamps, Versioned, enum_column
from staffing.schools.enums import Stage
from staffing.schools.models import PERIOD_RULE, School, Section
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
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)


class Teacher(Timestamps, Versioned, Base):
    """A person on a school's staff (教职工). ``number`` is the bureau's staff number (编号), unique in the county."""

    __tablename__ = "teacher"
    history_owner = ("teacher", "id")
    __table_args__ = (
        UniqueConstraint("county_id", "number"), UniqueConstraint("county_id", "id_number_index"), UniqueConstraint("pseudonym"),
        CheckConstraint("partner_id IS NULL OR partner_id <> id", name="partner_not_oneself"),
        Index("ix_teacher_by_name", "county_id", "name_pinyin"), Index("ix_teacher_by_birth_date", "county_id", "birth_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    number: Mapped[str] = mapped_column(String(30))
    pseudonym: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(60), index=True)
    name_pinyin: Mapped[str] = mapped_column(String(120), default="")
    sex: Mapped[Sex] = mapped_column(enum_column(Sex, "sex"))
    birth_date: Mapped[dt.date]
    id_number_cipher: Mapped[str | None] = mapped_column(String(200))
    id_number_index: Mapped[str | None] = mapped_column(String(64))
    id_number_tail_index: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_cipher: Mapped[str | None] = mapped_column(String(200))
    ethnic_group: Mapped[str] = mapped_column(String(20), default="")
    political_status: Mapped[str] = mapped_column(String(20), default="")
    work_began_on: Mapped[dt.date | None]
    teaching_began_on: Mapped[dt.date | None]
    home_township: Mapped[str] = mapped_column(String(40), default="")
    home_longitude: Mapped[float | None]
    home_latitude: Mapped[float | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"))
    remark: Mapped[str] = mapped_column(String(300), default="")

    employments: Mapped[list["Employment"]] = relationship(back_populates="teacher", order_by="Employment.valid_from")
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="teacher", order_by="Appointment.valid_from")
    leaderships: Mapped[list["Leadership"]] = relationship(back_populates="teacher", order_by="Leadership.valid_from")
    certificates: Mapped[list["Certificate"]] = relationship(back_populates="teacher", order_by="Certificate.id")
    degrees: Mapped[list["Degree"]] = relationship(back_populates="teacher", order_by="Degree.id")
    titles: Mapped[list["TitleGrant"]] = relationship(back_populates="teacher", order_by="TitleGrant.granted_on")
    honours: Mapped[list["BackboneHonour"]] = relationship(back_populates="teacher", order_by="BackboneHonour.granted_on")
    trainings: Mapped[list["TrainingRecord"]] = relationship(back_populates="teacher", order_by="TrainingRecord.year")
    appraisals: Mapped[list["Appraisal"]] = relationship(back_populates="teacher", order_by="Appraisal.year")
    disciplines: Mapped[list["Discipline"]] = relationship(back_populates="teacher", order_by="Discipline.valid_from")
    deferrals: Mapped[list["Deferral"]] = relationship(back_populates="teacher", order_by="Deferral.valid_from")
    rotations: Mapped[list["RotationRecord"]] = relationship(back_populates="teacher", order_by="RotationRecord.starts_on")


class OfTeacher:
    """A fact about one teacher; it goes with the teacher."""

    history_owner: ClassVar[tuple[str, str] | None] = ("teacher", "teacher_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)


class Employment(OfTeacher, Dated, Timestamps, Versioned, Base):
    """How a person was employed and whether at work in a span of time (用人形式, 教职工类别, 服务阶段, 在岗状态)."""

    __tablename__ = "employment"
    __table_args__ = (UniqueConstraint("teacher_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"))

    kind: Mapped[EmploymentKind] = mapped_column(enum_column(EmploymentKind, "kind"))
    category: Mapped[StaffCategory] = mapped_column(enum_column(StaffCategory, "category"))
    track: Mapped[PostTrack] = mapped_column(enum_column(PostTrack, "track"), default=PostTrack.CADRE)
    stage_of_service: Mapped[ServiceStage] = mapped_column(enum_column(ServiceStage, "stage_of_service"), default=ServiceStage.TERM)
    status: Mapped[PostStatus] = mapped_column(enum_column(PostStatus, "status"), default=PostStatus.IN_POST)

    teacher: Mapped[Teacher] = relationship(back_populates="employments")


class Appointment(OfTeacher, Dated, Timestamps, Versioned, Base):
    """A span of the service record (任职经历): personnel school (人事校) and teaching section (任教校, 学部) apart.

    Several spans at once are the shares of a teacher who serves several sections (走教); shares add up to at most 1.
    ``stage`` and ``subject`` are what is taught there.
    """

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint(PERIOD_RULE, name="period"), CheckConstraint("share > 0 AND share <= 1", name="share_range"))

    kind: Mapped[AppointmentKind] = mapped_column(enum_column(AppointmentKind, "kind"), default=AppointmentKind.REGULAR)
    personnel_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    personnel_stage: Mapped[Stage] = mapped_column(enum_column(Stage, "personnel_stage"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    subject: Mapped[str] = mapped_column(String(20), default="")
    more_subjects: Mapped[str] = mapped_column(String(100), default="")
    graduating_class: Mapped[bool] = mapped_column(default=False)
    share: Mapped[Decimal] = mapped_column(Numeric(4, 3), default=Decimal(1))

    teacher: Mapped[Teacher] = relationship(back_populates="appointments")
    personnel_school: Mapped[School] = relationship()
    section: Mapped[Section | None] = relationship()


class Leadership(OfTeacher, Dated, Timestamps, Versioned, Base):
    """An administrative post (行政职务) at a school in a span of time; ``term`` counts the terms served there (任期届数)."""

    __tablename__ = "leadership"
    __table_args__ = (CheckConstraint(PERIOD_RULE, name="period"),)

    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    role: Mapped[LeaderRole] = mapped_column(enum_column(LeaderRole, "role"))
    term: Mapped[int] = mapped_column(default=1)

    teacher: Mapped[Teacher] = relationship(back_populates="leaderships")
    school: Mapped[School] = relationship()


class Certificate(OfTeacher, Timestamps, Versioned, Base):
    """A teaching certificate (教师资格证)."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("teacher_id", "kind", "subject"),)

    kind: Mapped[CertificateKind] = mapped_column(enum_column(CertificateKind, "kind"))
    subject: Mapped[str] = mapped_column(String(20), default="")
    issued_on: Mapped[dt.date | None]

    teacher: Mapped[Teacher] = relationship(back_populates="certificates")


class Degree(OfTeacher, Timestamps, Versioned, Base):
    """Education completed (学历) and academic degree (学位)."""

    __tablename__ = "degree"
    __table_args__ = (UniqueConstraint("teacher_id", "level", "graduated_on"),)

    level: Mapped[DegreeLevel] = mapped_column(enum_column(DegreeLevel, "level"))
    academic_degree: Mapped[str] = mapped_column(String(20), default="")
    institution: Mapped[str] = mapped_column(String(80), default="")
    major: Mapped[str] = mapped_column(String(60), default="")
    graduated_on: Mapped[dt.date | None]

    teacher: Mapped[Teacher] = relationship(back_populates="degrees")


class TitleGrant(OfTeacher, Timestamps, Versioned, Base):
    """A professional title (职称): when assessed, when engaged, post grade (岗位等级)."""

    __tablename__ = "title_grant"
    __table_args__ = (UniqueConstraint("teacher_id", "level"),)

    level: Mapped[TitleLevel] = mapped_column(enum_column(TitleLevel, "level"))
    granted_on: Mapped[dt.date | None]
    engaged_on: Mapped[dt.date | None]
    post_grade: Mapped[int | None]

    teacher: Mapped[Teacher] = relationship(back_populates="titles")


class BackboneHonour(OfTeacher, Timestamps, Versioned, Base):
    """A backbone honour (骨干称号) with the level of the body that gave it and its validity."""

    __tablename__ = "backbone_honour"
    __table_args__ = (UniqueConstraint("teacher_id", "level", "name", "granted_on"),)

    level: Mapped[BackboneLevel] = mapped_column(enum_column(BackboneLevel, "level"))
    name: Mapped[str] = mapped_column(String(60))
    granted_on: Mapped[dt.date]
    expires_on: Mapped[dt.date | None]

    teacher: Mapped[Teacher] = relationship(back_populates="honours")


class TrainingRecord(OfTeacher, Timestamps, Versioned, Base):
    """Training hours (培训学时) of one calendar year and kind."""

    __tablename__ = "training_record"
    __table_args__ = (UniqueConstraint("teacher_id", "year", "kind"), CheckConstraint("hours >= 0", name="hours_not_negative"))

    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40), default="")
    hours: Mapped[Decimal] = mapped_column(Numeric(6, 1))

    teacher: Mapped[Teacher] = relationship(back_populates="trainings")


class Appraisal(OfTeacher, Timestamps, Versioned, Base):
    """Yearly appraisal (年度考核)."""

    __tablename__ = "appraisal"
    __table_args__ = (UniqueConstraint("teacher_id", "year"),)

    year: Mapped[int]
    grade: Mapped[AppraisalGrade] = mapped_column(enum_column(AppraisalGrade, "grade"))

    teacher: Mapped[Teacher] = relationship(back_populates="appraisals")


class Discipline(OfTeacher, Dated, Timestamps, Versioned, Base):
    """A sanction or inquiry with its effect period (处分影响期); the content is encrypted and its reading is restricted."""

    __tablename__ = "discipline"
    __table_args__ = (CheckConstraint(PERIOD_RULE, name="period"),)

    kind: Mapped[DisciplineKind] = mapped_column(enum_column(DisciplineKind, "kind"))
    content_cipher: Mapped[str | None] = mapped_column(String(2000))

    teacher: Mapped[Teacher] = relationship(back_populates="disciplines")


class Deferral(OfTeacher, Dated, Timestamps, Versioned, Base):
    """A reason to defer a rotation (暂缓事由) with evidence and expiry.

    ``ground`` is a code of the rule set's catalogue; the content (health, family) is encrypted and its reading restricted.
    """

    __tablename__ = "deferral"
    __table_args__ = (CheckConstraint(PERIOD_RULE, name="period"),)

    ground: Mapped[str] = mapped_column(String(40))
    has_evidence: Mapped[bool] = mapped_column(default=False)
    evidence_name: Mapped[str] = mapped_column(String(120), default="")
    content_cipher: Mapped[str | None] = mapped_column(String(2000))

    teacher: Mapped[Teacher] = relationship(back_populates="deferrals")


class RotationRecord(OfTeacher, Timestamps, Versioned, Base):
    """A past or running rotation (交流轮岗经历); ``kind`` is a code of the rule set's kinds of exchange."""

    __tablename__ = "rotation_record"
    __table_args__ = (
        UniqueConstraint("teacher_id", "starts_on"), CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="period"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    from_school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    from_school_name: Mapped[str] = mapped_column(String(80), default="")
    to_school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    to_school_name: Mapped[str] = mapped_column(String(80), default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    relation_moved: Mapped[bool] = mapped_column(default=False)
    full_time: Mapped[bool] = mapped_column(default=True)

    teacher: Mapped[Teacher] = relationship(back_populates="rotations")
    from_school: Mapped[School | None] = relationship(foreign_keys=[from_school_id])
    to_school: Mapped[School | None] = relationship(foreign_keys=[to_school_id])
