"""Closed lists about schools: kind, ownership, place, strength, groups, stages.

Codes are stored and exported; Chinese terms stand in docs/glossary.md.
"""

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Stage(LabelledEnum):
    """School stage (学段)."""

    PRIMARY = "primary", _l("Primary stage")
    JUNIOR = "junior", _l("Junior secondary stage")
    SENIOR = "senior", _l("Senior secondary stage")


class SchoolKind(LabelledEnum):
    """Kind of school (办学类型) as national education statistics list it."""

    KINDERGARTEN = "kindergarten", _l("Kindergarten")
    PRIMARY_SCHOOL = "primary_school", _l("Primary school")
    TEACHING_POINT = "teaching_point", _l("Teaching point")
    JUNIOR_SCHOOL = "junior_school", _l("Junior secondary school")
    NINE_YEAR_SCHOOL = "nine_year_school", _l("Nine-year school")
    COMPLETE_SECONDARY = "complete_secondary", _l("Complete secondary school")
    SENIOR_SCHOOL = "senior_school", _l("Senior secondary school")
    TWELVE_YEAR_SCHOOL = "twelve_year_school", _l("Twelve-year school")
    VOCATIONAL_SCHOOL = "vocational_school", _l("Vocational school")
    SPECIAL_SCHOOL = "special_school", _l("Special education school")


# 办学类型 codes of education statistics; a special school's code says which disability (511 to 514).
NATIONAL_SCHOOL_KIND_CODES: dict[str, SchoolKind] = {
    "111": SchoolKind.KINDERGARTEN,
    "211": SchoolKind.PRIMARY_SCHOOL,
    "218": SchoolKind.TEACHING_POINT,
    "311": SchoolKind.JUNIOR_SCHOOL,
    "312": SchoolKind.NINE_YEAR_SCHOOL,
    "341": SchoolKind.COMPLETE_SECONDARY,
    "342": SchoolKind.SENIOR_SCHOOL,
    "345": SchoolKind.TWELVE_YEAR_SCHOOL,
    "511": SchoolKind.SPECIAL_SCHOOL,
    "512": SchoolKind.SPECIAL_SCHOOL,
    "513": SchoolKind.SPECIAL_SCHOOL,
    "514": SchoolKind.SPECIAL_SCHOOL,
}


class Ownership(LabelledEnum):
    """Whom a school belongs to (隶属): the county, the city above it, or a private founder."""

    COUNTY = "county", _l("Run by the county")
    CITY = "city", _l("Run by the city")
    PRIVATE = "private", _l("Private school")


class Location(LabelledEnum):
    """Where a school lies (城乡分类): 城区, 镇区 or 乡村."""

    URBAN = "urban", _l("Urban area")
    TOWN = "town", _l("Town area")
    RURAL = "rural", _l("Rural area")


class Remoteness(LabelledEnum):
    """Whether a school is hard to reach (偏远程度)."""

    ORDINARY = "ordinary", _l("Easily reached")
    REMOTE = "remote", _l("Remote")
    ISLAND = "island", _l("On an island")


class Strength(LabelledEnum):
    """The bureau's own list of strong and weak schools (优质 / 薄弱)."""

    STRONG = "strong", _l("Strong school")
    AVERAGE = "average", _l("Average school")
    WEAK = "weak", _l("Weak school")


class GroupKind(LabelledEnum):
    """Kind of group that schools form (学区, 集团, 教联体, 托管, 帮扶); a school may be in several."""

    ZONE = "zone", _l("School zone")
    EDUCATION_GROUP = "education_group", _l("Education group")
    UNION_MERGED = "union_merged", _l("Education union, merged")
    UNION_CO_BUILT = "union_co_built", _l("Education union, co-built")
    UNION_COOPERATIVE = "union_cooperative", _l("Education union, cooperating")
    ENTRUSTED = "entrusted", _l("Entrusted management")
    PAIRED_SUPPORT = "paired_support", _l("Paired support")


class PostLevel(LabelledEnum):
    """Level of professional posts (岗位层级) that the posts of a school are divided into; the lowest takes 二级 and 三级."""

    FULL_SENIOR = "full_senior", _l("Full senior posts")
    SENIOR = "senior", _l("Senior posts")
    MIDDLE = "middle", _l("Middle posts")
    JUNIOR = "junior", _l("Junior posts")
