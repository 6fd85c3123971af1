"""The codes that rule-set files may use are those of the features' own closed lists."""

from typing import Any, get_args

import pytest

from staffing.core.enums import LabelledEnum
from staffing.indicators.codes import Manner, Measure
from staffing.policy import vocabulary
from staffing.rotation_years.models import YearStep
from staffing.schools import enums as school
from staffing.teachers import enums as teacher
from staffing.warnings.models import WarningKind

PAIRS = [
    (vocabulary.EmploymentCode, teacher.EmploymentKind),
    (vocabulary.StaffCategoryCode, teacher.StaffCategory),
    (vocabulary.ServiceStageCode, teacher.ServiceStage),
    (vocabulary.PostStatusCode, teacher.PostStatus),
    (vocabulary.AppointmentCode, teacher.AppointmentKind),
    (vocabulary.LeaderRoleCode, teacher.LeaderRole),
    (vocabulary.DegreeCode, teacher.DegreeLevel),
    (vocabulary.TitleCode, teacher.TitleLevel),
    (vocabulary.BackboneCode, teacher.BackboneLevel),
    (vocabulary.CertificateCode, teacher.CertificateKind),
    (vocabulary.AppraisalCode, teacher.AppraisalGrade),
    (vocabulary.DisciplineCode, teacher.DisciplineKind),
    (vocabulary.PostTrackCode, teacher.PostTrack),
    (vocabulary.StageCode, school.Stage),
    (vocabulary.SchoolKindCode, school.SchoolKind),
    (vocabulary.OwnershipCode, school.Ownership),
    (vocabulary.LocationCode, school.Location),
    (vocabulary.RemotenessCode, school.Remoteness),
    (vocabulary.StrengthCode, school.Strength),
    (vocabulary.GroupKindCode, school.GroupKind),
    (vocabulary.MeasureCode, Measure),
    (vocabulary.MannerCode, Manner),
    (vocabulary.StepCode, YearStep),
    (vocabulary.WarningCode, WarningKind),
]


@pytest.mark.parametrize(("literal", "members"), PAIRS, ids=lambda item: getattr(item, "__name__", ""))
def test_codes_when_compared_with_the_enum_are_equal_and_in_order(literal: Any, members: type[LabelledEnum]) -> None:
    assert list(get_args(literal)) == [member.value for member in members]


def test_pairs_when_a_code_list_is_added_to_the_vocabulary() -> None:
    named = {name for name in vars(vocabulary) if name.endswith("Code")}
    covered = {name for name in named if any(getattr(vocabulary, name) is pair[0] for pair in PAIRS)}
    assert covered == named


@pytest.mark.parametrize("ranked", [teacher.DegreeLevel, teacher.TitleLevel, teacher.BackboneLevel])
def test_ranked_lists_when_compared_follow_their_declaration(ranked: type[teacher.RankedEnum]) -> None:
    members = list(ranked)
    for place, member in enumerate(members):
        assert [other for other in members if member.reaches(other)] == members[: place + 1]


def test_school_kind_codes_when_read_from_statistics() -> None:
    assert school.NATIONAL_SCHOOL_KIND_CODES["218"] is school.SchoolKind.TEACHING_POINT
    assert school.NATIONAL_SCHOOL_KIND_CODES["513"] is school.SchoolKind.SPECIAL_SCHOOL
    assert all(len(code) == 3 and code.isdigit() for code in school.NATIONAL_SCHOOL_KIND_CODES)
