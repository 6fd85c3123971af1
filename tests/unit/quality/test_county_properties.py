"""On invented counties: a clean one gives no finding at all, and planted faults are each found and no other."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings, strategies as st

from staffing.core.school_year import add_months
from staffing.quality.checking import check_records
from staffing.quality.records import CertificateRow, DegreeRow, Frame, Person, PersonKey, Records, TitleRow
from staffing.quality.school_rows import GradeRow, Totals
from staffing.teachers.enums import BackboneLevel, CertificateKind, DegreeLevel, LeaderRole, Sex, TitleLevel
from tests.factories.quality import (
    ON,
    appointment,
    build_frame,
    build_person,
    build_school,
    build_section,
    employment,
    honour,
    id_number,
    leadership,
)
from tests.unit.quality.test_person_rules import FAULTS as PERSON_FAULTS

SUBJECTS = ("语文", "数学", "外语", "体育", "音乐", "美术", "科学", "道德与法治")
# Faults that replace a part which another fault of the same person would replace too are not mixed.
PLANTED = sorted(set(PERSON_FAULTS) - {"no_employment", "gone_but_appointed", "no_appointment"})


@st.composite
def clean_persons(draw: st.DrawFn, number: int) -> Person:
    """Return somebody with a life in its right order."""
    born = draw(st.dates(dt.date(1974, 1, 1), dt.date(2000, 12, 31)))
    male = draw(st.booleans())
    graduated = dt.date(born.year + 22, 7, 1)
    began = dt.date(graduated.year, 9, 1)
    subject = draw(st.sampled_from(SUBJECTS))
    moved = add_months(began, 12 * draw(st.integers(1, 3)))
    services = (appointment(began.isoformat(), subject=subject),) if draw(st.booleans()) else (
        appointment(began.isoformat(), moved.isoformat(), subject=subject, school_id=2, section_id=22),
        appointment(moved.isoformat(), subject=subject))
    kind = draw(st.sampled_from((CertificateKind.PRIMARY, CertificateKind.JUNIOR, CertificateKind.SENIOR)))
    return build_person(
        id=number, number=f"T{number:03}", name=f"演示{number}", born=born, sex=Sex.MALE if male else Sex.FEMALE,
        id_number=id_number(born, male=male), work_began_on=began, teaching_began_on=began, employments=(employment(began.isoformat()),),
        appointments=services, certificates=(CertificateRow(kind, subject, graduated),), degrees=(DegreeRow(DegreeLevel.BACHELOR, "学士", graduated),),
        titles=(TitleRow(TitleLevel.SECOND, add_months(began, 15), add_months(began, 16)),),
        honours=(honour(ON.replace(year=ON.year - 2).isoformat(), None, BackboneLevel.COUNTY),) if draw(st.booleans()) else ())


@st.composite
def clean_counties(draw: st.DrawFn) -> Records:
    """Return two schools and up to a dozen persons of the first about whom nothing can be said."""
    persons = tuple(draw(clean_persons(number)) for number in range(1, draw(st.integers(2, 12)) + 1))
    persons = (replace(persons[0], leaderships=(leadership(LeaderRole.PRINCIPAL, 1),)), *persons[1:])
    totals = Totals(len(persons), len(persons), len(persons))
    pupils = draw(st.integers(20, 45))
    grades = tuple(GradeRow(grade, pupils * 2, 2, pupils) for grade in range(1, 7))
    before = draw(st.integers(int(12 * pupils / 1.29), int(12 * pupils / 0.71)))
    school = build_school(sections=(build_section(grades=grades, pupils_before=before, teachers=len(persons)),), posts=len(persons),
                          listed=totals, reported=totals, principals=(persons[0].number,))
    frame = build_frame(schools=(school,), persons=tuple(PersonKey(one.id, one.number, one.name, one.born, None) for one in persons))
    return Records(frame, persons, (school, frame.schools[2]))


def found_in(records: Records) -> list[tuple[int | None, str]]:
    """Return (person, rule) of everything that is found."""
    return [(one.teacher_id, one.rule.code) for one in check_records(records)]


@given(clean_counties())
@settings(max_examples=60)
def test_a_clean_county_has_no_finding(records: Records) -> None:
    assert found_in(records) == []


@given(clean_counties(), st.data())
@settings(max_examples=60)
def test_planted_faults_are_each_found_and_no_other(records: Records, data: st.DataObject) -> None:
    victims = data.draw(st.lists(st.sampled_from(records.persons), unique_by=lambda one: one.id, min_size=1, max_size=5))
    planted = {}
    for victim in victims:
        code = data.draw(st.sampled_from(PLANTED))
        # The fault of the test of single rules, planted into the clean life that the fault was written for.
        planted[victim.id] = (code, replace(build_person(**PERSON_FAULTS[code]), id=victim.id, number=victim.number, name=victim.name))
    persons = tuple(planted[one.id][1] if one.id in planted else one for one in records.persons)
    assert sorted(found_in(Records(with_names(records.frame, persons), persons, records.schools))) == sorted(
        (person_id, code) for person_id, (code, _) in planted.items())


def with_names(frame: Frame, persons: tuple[Person, ...]) -> Frame:
    """Return the frame with the names and birth dates of the persons."""
    return replace(frame, keys={one.id: PersonKey(one.id, one.number, one.name, one.born, None) for one in persons})
