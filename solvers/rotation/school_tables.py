"""Optional tables of an instance by school: posts by title level, own limits, the bureau's distances."""

from dataclasses import dataclass

from solvers.rotation.vocabulary import SchoolId, TitleLevel

SCHOOL_LIMITS = ("min_sent", "max_sent", "max_received", "min_backbone_sent")


@dataclass(frozen=True, slots=True)
class TitlePosts:
    """Posts of a school at one level of professional titles (岗位职数)."""

    school: SchoolId
    level: TitleLevel
    posts: int


@dataclass(frozen=True, slots=True)
class SchoolLimits:
    """What one school sends and receives by its own numbers (派出名额、接收名额); None is no limit."""

    school: SchoolId
    min_sent: int | None = None
    max_sent: int | None = None
    max_received: int | None = None
    min_backbone_sent: int | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """The bureau's own distance between two schools, in both directions."""

    from_school: SchoolId
    to_school: SchoolId
    km: float
    minutes: float
