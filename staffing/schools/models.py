"""Stored schools: county, legal entity, school with its dated standing, posts, groups, sections by year.

A dated fact holds from ``valid_from`` (inclusive) to ``valid_to`` (exclusive, None = still).
"""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Dated, Timestamps, Versioned, enum_column
from staffing.schools.enums import (
    GroupKind,
    Location,
    Ownership,
    PostLevel,
    Remoteness,
    SchoolKind,
    Stage,
    Strength,
)

PERIOD_RULE = "valid_to IS NULL OR valid_to > valid_from"


class City(Timestamps, Versioned, Base):
    """A city of prefecture level (地级市): groups counties whose figures are added up; it holds no records itself."""

    __tablename__ = "city"
    __table_args__ = (UniqueConstraint("code"), UniqueConstraint("name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))


class County(Timestamps, Versioned, Base):
    """A county or district (县/区) with its education bureau. ``ruleset`` names the rule set that decides."""

    __tablename__ = "county"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    bureau_name: Mapped[str] = mapped_column(String(80))
    ruleset: Mapped[str] = mapped_column(String(40))
    school_year: Mapped[int]
    synthetic: Mapped[bool] = mapped_column(default=False)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"), index=True)


class LegalEntity(Timestamps, Base):
    """A legal entity (法人单位): one or several campuses. A move inside one is not a rotation."""

    __tablename__ = "legal_entity"
    history_owner = ("legal_entity", "id")
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    credit_code: Mapped[str] = mapped_column(String(18), default="")


class School(Timestamps, Versioned, Base):
    """A school or campus (学校 / 校区). ``code`` is the 学校标识码, or the bureau's own code where there is none."""

    __tablename__ = "school"
    history_owner = ("school", "id")
    __table_args__ = (UniqueConstraint("county_id", "code"), UniqueConstraint("county_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("legal_entity.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[SchoolKind] = mapped_column(enum_column(SchoolKind, "kind"))
    township: Mapped[str] = mapped_column(String(40), default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    opened_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    target_year: Mapped[int | None]

    entity: Mapped[LegalEntity] = relationship()
    standings: Mapped[list["SchoolStanding"]] = relationship(back_populates="school", order_by="SchoolStanding.valid_from")
    posts: Mapped[list["AuthorisedPosts"]] = relationship(back_populates="school", order_by="AuthorisedPosts.valid_from")
    title_posts: Mapped[list["TitlePosts"]] = relationship(back_populates="school", order_by="TitlePosts.valid_from")
    aliases: Mapped[list["SchoolAlias"]] = relationship(back_populates="school", order_by="SchoolAlias.name")
    sections: Mapped[list["Section"]] = relationship(back_populates="school", order_by="Section.stage")
    memberships: Mapped[list["GroupMembership"]] = relationship(back_populates="school", order_by="GroupMembership.valid_from")


class SchoolAlias(Timestamps, Base):
    """A former or short name under which sheets may speak of a school (曾用名)."""

    __tablename__ = "school_alias"
    history_owner = ("school", "school_id")
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80), index=True)

    school: Mapped[School] = relationship(back_populates="aliases")


class SchoolStanding(Dated, Timestamps, Versioned, Base):
    """What a school was in a span of time: whose it is, where it lies, how strong the bureau lists it."""

    __tablename__ = "school_standing"
    history_owner = ("school", "school_id")
    __table_args__ = (UniqueConstraint("school_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"))

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    ownership: Mapped[Ownership] = mapped_column(enum_column(Ownership, "ownership"))
    location: Mapped[Location] = mapped_column(enum_column(Location, "location"))
    remoteness: Mapped[Remoteness] = mapped_column(enum_column(Remoteness, "remoteness"), default=Remoteness.ORDINARY)
    strength: Mapped[Strength | None] = mapped_column(enum_column(Strength, "strength"))

    school: Mapped[School] = relationship(back_populates="standings")


class AuthorisedPosts(Dated, Timestamps, Versioned, Base):
    """Authorised posts of a school (核定编制数) in a span of time."""

    __tablename__ = "authorised_posts"
    history_owner = ("school", "school_id")
    __table_args__ = (
        UniqueConstraint("school_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"),
        CheckConstraint("posts >= 0", name="posts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    posts: Mapped[int]
    source: Mapped[str] = mapped_column(String(120), default="")

    school: Mapped[School] = relationship(back_populates="posts")


class TitlePosts(Dated, Timestamps, Versioned, Base):
    """Posts of a school by level of professional titles (岗位职数) in a span of time; None: the level is not limited."""

    __tablename__ = "title_posts"
    history_owner = ("school", "school_id")
    __table_args__ = (
        UniqueConstraint("school_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"),
        CheckConstraint("full_senior >= 0 AND senior >= 0 AND middle >= 0 AND junior >= 0", name="posts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    full_senior: Mapped[int | None]
    senior: Mapped[int | None]
    middle: Mapped[int | None]
    junior: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(120), default="")

    school: Mapped[School] = relationship(back_populates="title_posts")

    def posts(self, level: PostLevel) -> int | None:
        """Return the posts of a level, None where it is not limited."""
        found: int | None = getattr(self, level.value)
        return found


class SchoolGroup(Timestamps, Versioned, Base):
    """A group of schools (学区, 集团, 教联体 …)."""

    __tablename__ = "school_group"
    history_owner = ("school_group", "id")
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[GroupKind] = mapped_column(enum_column(GroupKind, "kind"))


class GroupMembership(Dated, Timestamps, Base):
    """A school's membership in a group in a span of time."""

    __tablename__ = "group_membership"
    history_owner = ("school", "school_id")
    __table_args__ = (UniqueConstraint("school_id", "group_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"))

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id", ondelete="CASCADE"), index=True)
    core: Mapped[bool] = mapped_column(default=False)

    school: Mapped[School] = relationship(back_populates="memberships")
    group: Mapped[SchoolGroup] = relationship()


class Section(Timestamps, Base):
    """A section (学部): one school in one stage."""

    __tablename__ = "section"
    history_owner = ("school", "school_id")
    __table_args__ = (UniqueConstraint("school_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "stage"))

    school: Mapped[School] = relationship(back_populates="sections")
    years: Mapped[list["SectionYear"]] = relationship(back_populates="section", order_by="SectionYear.school_year")


class SectionYear(Timestamps, Versioned, Base):
    """A section's figures in one school year, as reported or as forecast, with the hardware behind L4–L7.

    Areas in square metres, equipment in yuan; of a shared campus the section's share, split as the rule set says.
    """

    __tablename__ = "section_year"
    history_owner = ("section", "section_id")
    __table_args__ = (UniqueConstraint("section_id", "school_year", "forecast"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    school_year: Mapped[int] = mapped_column(index=True)
    forecast: Mapped[bool] = mapped_column(default=False)
    teaching_area_m2: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    sports_area_m2: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    equipment_yuan: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    multimedia_rooms: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))

    section: Mapped[Section] = relationship(back_populates="years")
    grades: Mapped[list["GradeYear"]] = relationship(back_populates="section_year", order_by="GradeYear.grade",
                                                     cascade="all, delete-orphan")

    @property
    def pupils(self) -> int:
        """Pupils of all grades."""
        return sum(grade.pupils for grade in self.grades)

    @property
    def classes(self) -> int:
        """Classes of all grades."""
        return sum(grade.classes for grade in self.grades)


class GradeYear(Timestamps, Base):
    """Pupils and classes of one grade (1–12) in one school year."""

    __tablename__ = "grade_year"
    history_owner = ("section_year", "section_year_id")
    __table_args__ = (
        UniqueConstraint("section_year_id", "grade"), CheckConstraint("grade BETWEEN 1 AND 12", name="grade_range"),
        CheckConstraint("pupils >= 0 AND classes >= 0 AND largest_class >= 0", name="counts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section_year_id: Mapped[int] = mapped_column(ForeignKey("section_year.id", ondelete="CASCADE"))
    grade: Mapped[int]
    pupils: Mapped[int]
    classes: Mapped[int]
    largest_class: Mapped[int] = mapped_column(default=0)

    section_year: Mapped[SectionYear] = relationship(back_populates="grades")


class SchoolDistance(Base):
    """Road distance between two schools from the bureau's own table; it replaces the straight line. Stored once per pair."""

    __tablename__ = "school_distance"
    __table_args__ = (
        UniqueConstraint("from_school_id", "to_school_id"), CheckConstraint("from_school_id < to_school_id", name="ordered_pair"),
        CheckConstraint("km >= 0", name="km_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    to_school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    km: Mapped[float]
    minutes: Mapped[int | None]
