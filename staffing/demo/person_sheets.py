"""The invented county's persons as rows of the bureau's sheets (教师, 任职经历 … 轮岗意向与志愿)."""

from collections.abc import Iterator
from typing import Final

from staffing.demo.parts import DemoCounty, DemoPerson, Span
from staffing.demo.rows import Row, Rows, last_day, row_of
from staffing.imports.catalogue import CountyWords
from staffing.rotation_years.columns import INTENTS
from staffing.teachers import columns
from staffing.teachers.enums import AppraisalGrade, DegreeLevel, LeaderRole

INSTITUTION: Final = "演示师范大学"
TRAINING: Final = "全员培训"
ACADEMIC: Final = {DegreeLevel.BACHELOR: "学士", DegreeLevel.MASTER: "硕士"}


def person_rows(county: DemoCounty, words: CountyWords) -> Rows:
    """Return the rows of each sheet about persons, by sheet code; kinds and grounds as the rule set calls them."""
    persons = county.persons
    kinds = {choice.code: choice.label for choice in words.exchange_kinds}
    grounds = {choice.code: choice.label for choice in words.grounds}
    return {
        "teachers": [_teacher(one) for one in persons],
        "appointments": [_appointment(one, span) for one in persons for span in one.spans],
        "certificates": [row for one in persons for row in _certificates(one)],
        "degrees": [_degree(one) for one in persons],
        "titles": [row_of(columns.TITLES, **_who(one), level=one.title, granted_on=one.titled_on, engaged_on=one.titled_on)
                   for one in persons],
        "honours": [row_of(columns.HONOURS, **_who(one), level=level, title=title, granted_on=granted, expires_on=expires)
                    for one in persons for level, title, granted, expires in one.honours],
        "trainings": [row_of(columns.TRAININGS, **_who(one), year=year, kind=TRAINING, hours=hours)
                      for one in persons for year, hours in one.training.items()],
        "appraisals": [row_of(columns.APPRAISAL_SHEET, **_who(one), year=county.school_year - 1, grade=_grade(one)) for one in persons],
        "rotations": [row_of(columns.ROTATIONS, **_who(one), kind=kinds[past.kind], from_school=past.from_school,
                             to_school=past.to_school, starts_on=past.starts_on, ends_on=past.ends_on)
                      for one in persons for past in one.rotations],
        "deferrals": [row_of(columns.DEFERRALS, **_who(one), ground=grounds[item.ground], valid_from=item.since,
                             valid_to=last_day(item.until), has_evidence=item.has_evidence)
                      for one in persons for item in one.deferrals],
        "leaderships": [row_of(columns.LEADERS, **_who(one), school=one.current.school, role=one.leader,
                               valid_from=one.leader_since, term=one.leader_term)
                        for one in persons if one.leader is not LeaderRole.NONE],
        "intents": [_intent(one, county.school_year + 1) for one in persons
                    if one.volunteer or one.wishes or one.must_move or one.must_stay],
    }


def _who(person: DemoPerson) -> dict[str, str]:
    return {"number": person.number, "name": person.name}


def _teacher(person: DemoPerson) -> Row:
    return row_of(
        columns.TEACHERS, **_who(person), id_number=person.id_number, sex=person.sex, birth_date=person.birth_date, phone=person.phone,
        work_began_on=person.work_began_on, teaching_began_on=person.work_began_on, employment=person.employment,
        category=person.category, track=person.track, stage_of_service=person.service_stage, status=person.status,
        employed_from=person.work_began_on, home_township=person.home_township, partner=person.partner)


def _appointment(person: DemoPerson, span: Span) -> Row:
    return row_of(
        columns.APPOINTMENTS, **_who(person), kind=span.kind, personnel_school=span.school, personnel_stage=span.stage,
        school=span.host_school or span.school, stage=span.host_stage or span.stage, subject=span.subject,
        more_subjects=span.more_subjects, graduating_class=span.graduating, share=1, valid_from=span.since, valid_to=last_day(span.until))


def _certificates(person: DemoPerson) -> Iterator[Row]:
    if person.certificate is None:
        return
    for subject in (person.certificate_subject, *person.current.more_subjects):
        yield row_of(columns.CERTIFICATES, **_who(person), kind=person.certificate, subject=subject, issued_on=person.certified_on)


def _degree(person: DemoPerson) -> Row:
    return row_of(columns.DEGREES, **_who(person), level=person.degree, academic_degree=ACADEMIC.get(person.degree),
                  institution=INSTITUTION, graduated_on=person.graduated_on)


def _grade(person: DemoPerson) -> AppraisalGrade:
    return AppraisalGrade.EXCELLENT if person.honours else AppraisalGrade.QUALIFIED


def _intent(person: DemoPerson, school_year: int) -> Row:
    wishes: dict[str, str] = {}
    for place, (school, stage) in enumerate(person.wishes, start=1):
        wishes |= {f"wish_{place}": school, f"wish_stage_{place}": stage}
    return row_of(INTENTS, school_year=school_year, **_who(person), volunteer=person.volunteer, must_move=person.must_move,
                  must_stay=person.must_stay, reason=person.intent_reason or None, **wishes)
