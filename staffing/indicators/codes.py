"""The codes of the indicator pages: scheme, basis, measure, state. Stable, stored in snapshots, never reused."""

from enum import IntEnum, StrEnum

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class Scheme(LabelledEnum):
    """Which inspection judges the county (督导评估办法)."""

    QUALITY = "quality_balance", _l("High-quality balance (2017)")
    BASIC = "basic_balance", _l("Basic balance (2012)")


class Basis(LabelledEnum):
    """Where a teacher counts (指标计入口径)."""

    HOME = "home", _l("By the school that holds the personnel relation")
    HOST = "host", _l("By the school where the teacher teaches")


class Measure(StrEnum):
    """What is counted in persons; the order is that of the rows of the count arrays."""

    ABOVE_DEGREE = "above_degree"
    BACKBONE = "backbone"
    PE_ARTS = "pe_arts"
    TEACHERS = "teachers"
    MIDDLE_TITLES = "middle_titles"


class ScopeState(LabelledEnum):
    """Why a section is inside or outside the assessment (评估范围)."""

    MEASURED = "measured", _l("Measured")
    NO_PUPILS = "no_pupils", _l("No pupils")
    OTHER_STAGE = "other_stage", _l("Not compulsory education")
    EXCLUDED_KIND = "excluded_kind", _l("Kind of school outside the assessment")
    SMALL_TEACHING_POINT = "small_teaching_point", _l("Teaching point below the size of the assessment")
    PRIVATE = "private", _l("Private school, left out by the county's rules")
    NOT_COUNTY_RUN = "not_county_run", _l("Not run by the county, left out by the county's rules")


class CellState(LabelledEnum):
    """How one section stands on one indicator."""

    REACHED = "reached", _l("Reached")
    NEAR = "near", _l("Below the threshold, at least 85 % of it")
    BELOW = "below", _l("Below 85 % of the threshold")
    MISSING = "missing", _l("Figure missing")
    NO_THRESHOLD = "no_threshold", _l("No threshold")
    NOT_MEASURED = "not_measured", _l("Outside the assessment")


class Judgement(LabelledEnum):
    """A verdict that can also be open: missing figures never pass for met and never for failed."""

    PASS = "pass", _l("Passed")
    FAIL = "fail", _l("Failed")
    INCOMPLETE = "incomplete", _l("Cannot be judged: figures missing")
    NOT_APPLICABLE = "not_applicable", _l("Not applicable")


class Manner(LabelledEnum):
    """How a teacher comes to serve at a section (任教方式)."""

    ORDINARY = "ordinary", _l("Own teacher")
    ROTATION = "rotation", _l("By rotation")
    PART_TIME = "part_time", _l("Part time")
    ITINERANT = "itinerant", _l("Shared between schools")


class CountReason(IntEnum):
    """Why one service of one teacher is, or is not, behind a figure; small integers because they fill arrays."""

    COUNTED = 0
    COUNTED_SMALL_RURAL = 1
    OTHER_BASIS = 2
    NOT_A_FULL_TIME_TEACHER = 3
    EMPLOYMENT = 4
    DUTY = 5
    PART_TIME_OR_SHARED = 6
    BELOW_DEGREE = 7
    NO_HONOUR = 8
    HONOUR_BELOW_LEVEL = 9
    HONOUR_NOT_YET_VALID = 10
    HONOUR_EXPIRED = 11
    NOT_PE_ARTS = 12
    BELOW_TITLE = 13
    ALREADY_COUNTED = 14


COUNTED_REASONS = (CountReason.COUNTED, CountReason.COUNTED_SMALL_RURAL)
MEASURES = tuple(Measure)
