"""Each rule about persons both ways: seen where the fault is, silent on the clean person and at the edge."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from staffing.policy.schema import RuleSet
from staffing.quality.catalogue import BY_CODE, PERSON_RULES
from staffing.quality.checking import check_person
from staffing.quality.records import CertificateRow, DegreeRow, PersonKey, TitleRow
from staffing.schools.enums import Stage
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    Sex,
    StaffCategory,
    TitleLevel,
)
from tests.factories.facts import with_value
from tests.factories.quality import (
    BORN,
    NATIONAL,
    ON,
    OTHER_SECTION,
    appointment,
    build_frame,
    build_person,
    build_school,
    build_section,
    day,
    deferral,
    employment,
    honour,
    id_number,
    leadership,
    rotation,
)

SICK = "illness"
EXCHANGE = AppointmentKind.EXCHANGE
UNREAL = id_number(dt.date(1985, 5, 20))[:10] + "1399" + id_number()[14:]
RETIRING = dt.date(1963, 11, 20)


def codes(frame: Any = None, **changes: Any) -> list[str]:
    """Return the codes that a person with these changes hits."""
    return [one.rule.code for one in check_person(build_person(**changes), frame or build_frame())]


def test_nothing_is_said_about_the_clean_person() -> None:
    assert codes() == []


# Each fault with what no rule but its own may say; those that follow from one fault are listed together.
FAULTS: dict[str, dict[str, Any]] = {
    "id_number_missing": {"id_number": None},
    "id_number_shape": {"id_number": "99999919850520"},
    "id_number_check_digit": {"id_number": id_number(wrong=True)},
    "id_number_birth_date": {"id_number": id_number(dt.date(1985, 5, 21))},
    "id_number_sex": {"id_number": id_number(male=False)},
    "date_in_future": {"certificates": (CertificateRow(CertificateKind.PRIMARY, "语文", day("2027-07")),)},
    "work_before_age": {"work_began_on": day("2000-09"), "teaching_began_on": day("2007-09")},
    "teaching_before_work": {"teaching_began_on": day("2005-09")},
    "school_before_work": {"appointments": (appointment("2006-09"),)},
    "certificate_too_early": {"certificates": (CertificateRow(CertificateKind.PRIMARY, "语文", day("2003-05")),)},
    "degree_too_early": {"degrees": (DegreeRow(DegreeLevel.BACHELOR, "学士", day("2003-07")),)},
    "degrees_out_of_order": {"degrees": (DegreeRow(DegreeLevel.BACHELOR, "学士", day("2007-07")),
                                         DegreeRow(DegreeLevel.ASSOCIATE, "无", day("2009-07")))},
    "titles_out_of_order": {"titles": (TitleRow(TitleLevel.FIRST, day("2009-12"), None), TitleRow(TitleLevel.SECOND, day("2012-12"), None))},
    "title_engaged_early": {"titles": (TitleRow(TitleLevel.FIRST, day("2014-12"), day("2014-01")),)},
    "honour_dates": {"honours": (honour("2005-09", "2028-08"),)},
    "no_employment": {"employments": (employment("2007-09", "2026-09"),)},
    "employments_overlap": {"employments": (employment("2007-09"), employment("2015-09"))},
    "no_appointment": {"appointments": (appointment("2007-09", "2026-09"),)},
    "gone_but_appointed": {"employments": (employment(status=PostStatus.RETIRED),)},
    "shares_above_one": {"appointments": (appointment(), appointment("2020-09", share=Decimal("0.2")))},
    "two_personnel_schools": {"appointments": (appointment(share=Decimal("0.5")),
                                               appointment("2020-09", school_id=2, share=Decimal("0.5")))},
    "section_missing": {"appointments": (appointment(section_id=None),)},
    "subject_missing": {"appointments": (appointment(subject=""),)},
    "stage_not_at_school": {"appointments": (appointment(stage=Stage.JUNIOR),)},
    "status_without_service": {"employments": (employment(status=PostStatus.EXCHANGED_IN_COUNTY),)},
    "past_retirement": {"born": RETIRING, "id_number": id_number(RETIRING)},
    "past_latest_retirement": {"born": dt.date(1962, 5, 20), "id_number": id_number(dt.date(1962, 5, 20))},
    "certificate_missing": {"certificates": ()},
    "certificate_stage": {"certificates": (CertificateRow(CertificateKind.KINDERGARTEN, "语文", None),)},
    "certificate_subject": {"certificates": (CertificateRow(CertificateKind.PRIMARY, "数学", None),)},
    "degree_missing": {"degrees": ()},
    "academic_degree_mismatch": {"degrees": (DegreeRow(DegreeLevel.ASSOCIATE, "学士", None),)},
    "honour_without_end": {"honours": (honour("2019-09"),)},
    "honour_expired": {"honours": (honour("2019-09", "2024-08"),)},
    "deferral_too_long": {"deferrals": (deferral(SICK, "2020-09"),)},
    "deferral_without_evidence": {"deferrals": (deferral(SICK, "2026-09", evidence=False),)},
    "two_posts": {"leaderships": (leadership(LeaderRole.PRINCIPAL, 1), leadership(LeaderRole.PRINCIPAL, 2)),
                  "appointments": (appointment(section_id=OTHER_SECTION),)},
    "leader_elsewhere": {"leaderships": (leadership(LeaderRole.VICE_PRINCIPAL, 2),)},
    "rotation_without_service": {"rotations": (rotation("2026-09"),)},
    "service_without_rotation": {"appointments": (appointment("2026-09", kind=EXCHANGE, section_id=OTHER_SECTION),)},
    "rotation_same_school": {"rotations": (rotation("2015-09", "2016-09", to_school_id=1),)},
    "rotations_overlap": {"rotations": (rotation("2015-09", "2017-09"), rotation("2016-09", "2018-09"))},
    "rotation_unit_unlinked": {"rotations": (rotation("2015-09", "2016-09", to_school_id=None, to_name="演示一小"),)},
}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_seen_and_no_other(code: str) -> None:
    assert codes(**FAULTS[code]) == [code]


def test_every_rule_about_persons_has_a_fault_here() -> None:
    among_others = {"same_id_number", "same_name_and_birth", "partner_not_mutual", "closed_school", "too_young", "school_before_age"}
    assert {rule.code for rule in PERSON_RULES} == set(FAULTS) | among_others


def test_a_number_with_a_day_that_does_not_exist_is_malformed() -> None:
    assert codes(id_number=UNREAL) == ["id_number_shape"]


def test_two_records_of_one_number_and_of_one_name() -> None:
    twin = PersonKey(2, "T002", "演示甲", BORN, None)
    found = check_person(build_person(), build_frame(persons=(twin,), same_number={id_number(): (1, 2)}))
    assert [(one.rule.code, one.details) for one in found] == [
        ("same_id_number", {"others": "T002"}), ("same_name_and_birth", {"others": "T002"})]
    assert codes(build_frame(persons=(PersonKey(2, "T002", "演示甲", dt.date(1985, 5, 21), None),))) == []


def test_a_partner_is_named_on_both_sides() -> None:
    alone, mutual = PersonKey(2, "T002", "演示乙", BORN, None), PersonKey(2, "T002", "演示乙", BORN, 1)
    assert codes(build_frame(persons=(alone,)), partner_id=2) == ["partner_not_mutual"]
    assert codes(build_frame(persons=(mutual,)), partner_id=2) == []


def test_nobody_serves_at_a_closed_school() -> None:
    assert codes(build_frame(schools=(build_school(open=False),))) == ["closed_school"]
    ended = (appointment("2007-09", "2020-09", school_id=2, section_id=OTHER_SECTION), appointment("2020-09"))
    assert codes(build_frame(schools=(build_school(id=2, open=False, sections=(build_section(id=OTHER_SECTION, school_id=2),)),)),
                 appointments=ended) == []


def test_a_child_is_no_teacher() -> None:
    born = dt.date(2012, 5, 20)
    found = codes(born=born, id_number=id_number(born))
    assert {"too_young", "work_before_age", "school_before_age"} <= set(found)
    just = dt.date(2010, 10, 1)
    assert "too_young" not in codes(born=just, id_number=id_number(just))


@pytest.mark.parametrize(("changes", "silent"), [
    ({"appointments": (appointment("2007-08-10"),)}, "school_before_work"),
    ({"work_began_on": day("2001-05-20"), "teaching_began_on": day("2007-09")}, "work_before_age"),
    ({"teaching_began_on": day("2007-08-01")}, "teaching_before_work"),
    ({"employments": (employment("2007-09", "2015-09"), employment("2015-09"))}, "employments_overlap"),
    ({"appointments": (appointment(share=Decimal("0.6")), appointment("2020-09", share=Decimal("0.4")))}, "shares_above_one"),
    ({"employments": (employment(category=StaffCategory.WORKER),), "certificates": ()}, "certificate_missing"),
    ({"employments": (employment(kind=EmploymentKind.SILVER_AGE),), "born": dt.date(1960, 5, 20)}, "past_latest_retirement"),
    ({"certificates": (CertificateRow(CertificateKind.SENIOR, "语文", None),)}, "certificate_stage"),
    ({"certificates": (CertificateRow(CertificateKind.PRIMARY, "小学全科", None),)}, "certificate_subject"),
    ({"certificates": (CertificateRow(CertificateKind.PRIMARY, "", None),)}, "certificate_subject"),
    ({"degrees": (DegreeRow(DegreeLevel.BACHELOR, "教育学学士", None),)}, "academic_degree_mismatch"),
    ({"degrees": (DegreeRow(DegreeLevel.BACHELOR, "", None),)}, "academic_degree_mismatch"),
    ({"honours": (honour("2019-09", level=BackboneLevel.SCHOOL),)}, "honour_without_end"),
    ({"honours": (honour("2019-09", "2024-08"), honour("2024-09", "2029-08"))}, "honour_expired"),
    ({"deferrals": (deferral(SICK, "2020-09", "2021-09"),)}, "deferral_too_long"),
    ({"rotations": (rotation("2015-09", "2016-09"), rotation("2016-09", "2017-09"))}, "rotations_overlap"),
    ({"rotations": (rotation("2026-09"),), "appointments": (appointment("2026-09", kind=EXCHANGE, section_id=OTHER_SECTION),)},
     "rotation_without_service"),
    ({"rotations": (rotation("2026-09"),), "appointments": (appointment("2026-09", kind=EXCHANGE, section_id=OTHER_SECTION),)},
     "service_without_rotation"),
    ({"leaderships": (leadership(LeaderRole.PRINCIPAL, 2, "2015-09", "2020-09"), leadership(LeaderRole.PRINCIPAL, 1))}, "two_posts"),
    ({"leaderships": (leadership(LeaderRole.PRINCIPAL, 1),)}, "leader_elsewhere"),
    ({"rotations": (rotation("2015-09", "2016-09", to_school_id=None, to_name="外县某校"),)}, "rotation_unit_unlinked"),
    ({"sex": Sex.FEMALE, "id_number": id_number(male=False)}, "id_number_sex"),
])
def test_rules_are_silent_at_their_edge(changes: dict[str, Any], silent: str) -> None:
    assert silent in BY_CODE
    assert silent not in codes(**changes)


def with_bound(key: str, value: Any) -> RuleSet:
    """Return the national rules with another bound."""
    return with_value(NATIONAL, f"quality.{key}", value)


def test_bounds_come_from_the_rule_set() -> None:
    young = {"certificates": (CertificateRow(CertificateKind.PRIMARY, "语文", day("2003-05")),)}
    assert codes(build_frame(rules=with_bound("certificate_age", 17)), **young) == []
    assert codes(build_frame(rules=with_bound("day_tolerance", 400)), appointments=(appointment("2006-09"),)) == []
    assert codes(build_frame(rules=with_bound("honour_years", 2))) == ["honour_without_end"]
    assert codes(build_frame(rules=with_bound("working_age", 23))) == ["work_before_age", "school_before_age"]
    other = with_bound("subject_certificates", {"语文": ("数学",)})
    assert codes(build_frame(rules=other), certificates=(CertificateRow(CertificateKind.PRIMARY, "数学", None),)) == []


def test_the_day_after_the_last_possible_one_is_graver() -> None:
    # Born before 1965 a man's age is 60, and agreement may add three years.
    for born, found in ((dt.date(ON.year - 63, ON.month, ON.day), ["past_latest_retirement"]),
                        (dt.date(ON.year - 63, ON.month, ON.day + 1), ["past_retirement"]),
                        (dt.date(1967, 10, 1), [])):
        assert codes(born=born, id_number=id_number(born)) == found
