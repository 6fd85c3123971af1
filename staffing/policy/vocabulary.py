"""The words that rule-set files may use: standings, units, and the codes of other features' closed lists.

The features above own those lists (staffing.teachers.enums, staffing.schools.enums); policy lies below them and
repeats their codes as literals, so that a misspelt code in a file is refused on reading. A test keeps both equal.
"""

from typing import Literal

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum


class RuleStatus(LabelledEnum):
    """Whether a document states a value (已确认) or the bureau still has to confirm it (待确认)."""

    CONFIRMED = "confirmed", _l("Confirmed by a document")
    TO_BE_CONFIRMED = "to_be_confirmed", _l("To be confirmed by the bureau")


class SourceReading(LabelledEnum):
    """How the project knows what a document says (依据来源)."""

    PLAN = "plan", _l("Read in the county's own plan")
    PUBLIC_COPY = "public_copy", _l("Read in a public copy")
    STATUTE = "statute", _l("National law, known to the letter")
    WEAK_COPY = "weak_copy", _l("Read on a third-party page")
    NOT_READ = "not_read", _l("Not read in a document")


# A value may only be called confirmed if its document was read in one of these ways.
RELIABLE_READINGS = frozenset({SourceReading.PLAN, SourceReading.PUBLIC_COPY, SourceReading.STATUTE})

Unit = Literal[
    "choice", "codes", "date", "day", "hour", "km", "lesson_per_week", "level", "month", "per_100_pupils", "per_class",
    "person", "pupil", "pupils_per_teacher", "school_year", "share", "square_metre_per_pupil", "switch", "table", "term",
    "working_day", "year", "yuan", "yuan_per_pupil",
]

EmploymentCode = Literal["established", "contract", "agency", "purchased", "special_post", "silver_age", "part_time"]
StaffCategoryCode = Literal["full_time_teacher", "administrator", "support", "worker", "other"]
ServiceStageCode = Literal["reserve", "probation", "service_period", "term"]
PostStatusCode = Literal[
    "in_post", "seconded_in_county", "exchanged_in_county", "support_elsewhere", "full_time_study", "personal_leave",
    "maternity_leave", "official_leave", "sick_leave", "other", "retired", "left",
]
AppointmentCode = Literal["regular", "exchange", "secondment", "study", "leave"]
LeaderRoleCode = Literal["none", "middle_deputy", "middle_head", "vice_principal", "party_secretary", "principal"]
DegreeCode = Literal[
    "junior_secondary", "senior_secondary", "secondary_vocational", "associate", "bachelor", "master", "doctor",
]
TitleCode = Literal["none", "third", "second", "first", "senior", "full_senior"]
BackboneCode = Literal["school", "township", "county", "city", "province", "national"]
CertificateCode = Literal[
    "kindergarten", "primary", "junior", "senior", "vocational", "vocational_practice", "higher",
]
AppraisalCode = Literal["excellent", "qualified", "basically_qualified", "unqualified", "not_graded"]
DisciplineCode = Literal["investigation", "ethics_breach", "warning", "demerit", "demotion", "dismissal"]
PostTrackCode = Literal["cadre", "worker"]

StageCode = Literal["primary", "junior", "senior"]
SchoolKindCode = Literal[
    "kindergarten", "primary_school", "teaching_point", "junior_school", "nine_year_school", "complete_secondary",
    "senior_school", "twelve_year_school", "vocational_school", "special_school",
]
OwnershipCode = Literal["county", "city", "private"]
LocationCode = Literal["urban", "town", "rural"]
RemotenessCode = Literal["ordinary", "remote", "island"]
StrengthCode = Literal["strong", "average", "weak"]
GroupKindCode = Literal[
    "zone", "education_group", "union_merged", "union_co_built", "union_cooperative", "entrusted", "paired_support",
]

StepCode = Literal[
    "scheme", "eligibility", "confirmation", "needs", "wishes", "planning", "decision", "notice", "appeals", "orders", "arrival",
    "assessment", "return", "closed",
]

WarningCode = Literal["below_floor", "below_threshold", "slipped", "will_fall", "behind_target", "spread_over"]

MeasureCode = Literal["above_degree", "backbone", "pe_arts", "teachers", "middle_titles"]
MannerCode = Literal["ordinary", "rotation", "part_time", "itinerant"]
