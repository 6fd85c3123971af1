"""The closed lists behind the codes of rule sets: what the rules' page calls each code.

Policy lies below the features that own these lists; the application hands them to it when it starts.
"""

from typing import Any, Final, get_args

from staffing.core.enums import LabelledEnum
from staffing.indicators.codes import Manner
from staffing.indicators.definitions import BASIC_INDICATORS, QUALITY_INDICATORS
from staffing.policy import vocabulary
from staffing.policy.rendering import CodeWords, words_of_lists
from staffing.policy.schema_indicators import IndicatorCode
from staffing.rotation_years.models import YearStep
from staffing.schools import enums as school
from staffing.teachers import enums as teacher

LISTS: Final[dict[Any, type[LabelledEnum]]] = {
    vocabulary.EmploymentCode: teacher.EmploymentKind, vocabulary.StaffCategoryCode: teacher.StaffCategory,
    vocabulary.ServiceStageCode: teacher.ServiceStage, vocabulary.PostStatusCode: teacher.PostStatus,
    vocabulary.AppointmentCode: teacher.AppointmentKind, vocabulary.LeaderRoleCode: teacher.LeaderRole, vocabulary.DegreeCode: teacher.DegreeLevel,
    vocabulary.TitleCode: teacher.TitleLevel, vocabulary.BackboneCode: teacher.BackboneLevel,
    vocabulary.CertificateCode: teacher.CertificateKind, vocabulary.AppraisalCode: teacher.AppraisalGrade,
    vocabulary.DisciplineCode: teacher.DisciplineKind, vocabulary.PostTrackCode: teacher.PostTrack,
    vocabulary.StageCode: school.Stage, vocabulary.SchoolKindCode: school.SchoolKind, vocabulary.OwnershipCode: school.Ownership,
    vocabulary.LocationCode: school.Location, vocabulary.RemotenessCode: school.Remoteness,
    vocabulary.StrengthCode: school.Strength, vocabulary.GroupKindCode: school.GroupKind, vocabulary.MannerCode: Manner,
    vocabulary.StepCode: YearStep,
}


def code_words() -> CodeWords:
    """Return the words of every closed list; measures and indicators are called as the inspection calls them."""
    indicators = {item.code: item.label for item in QUALITY_INDICATORS}
    by_measure = {item.measure.value: item.label for item in (*BASIC_INDICATORS, *QUALITY_INDICATORS) if item.measure}
    return {**words_of_lists(LISTS), get_args(vocabulary.MeasureCode): by_measure, get_args(IndicatorCode): indicators}
