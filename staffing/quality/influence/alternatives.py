"""What else might be true of a doubtful record: each finding's plausible other values, as the person would then be.

Pure. A doubt is a finding of the catalogue, or one of the plain doubts at the end that are no fault by themselves.
``person`` None means that the record would not count at all.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from staffing.core import id_number
from staffing.core.school_year import add_months
from staffing.quality.checking import check_person
from staffing.quality.records import (
    AppointmentRow,
    CertificateRow,
    DegreeRow,
    EmploymentRow,
    Frame,
    Person,
    RotationRow,
)
from staffing.quality.rules.identity import has_a_date
from staffing.schools.enums import Stage
from staffing.teachers.enums import (
    AppointmentKind,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    Sex,
    StaffCategory,
)

ONE_YEAR: Final = dt.timedelta(days=366)
CERTIFICATE_OF: Final = {Stage.PRIMARY: CertificateKind.PRIMARY, Stage.JUNIOR: CertificateKind.JUNIOR, Stage.SENIOR: CertificateKind.SENIOR}
PLAUSIBLE_DEGREES: Final = (DegreeLevel.ASSOCIATE, DegreeLevel.BACHELOR)
# The kind under which an exchange that only the service record knows is tried.
ORDINARY_EXCHANGE: Final = "regular_exchange"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One other value of a doubtful record: which doubt, what would be so, and the person as he or she would then be."""

    doubt: str
    code: str
    person: Person | None
    value: str = ""


Trial = tuple[str, Person | None, str]
Maker = Callable[[Person, Frame], Iterator[Trial]]


def alternatives_of(person: Person, frame: Frame) -> list[Alternative]:
    """Return every plausible other value of a person's record, each once."""
    doubts = list(dict.fromkeys(one.rule.code for one in check_person(person, frame)))
    doubts += [code for code, doubtful in PLAIN_DOUBTS.items() if doubtful(person, frame)]
    found: list[Alternative] = []
    for doubt in doubts:
        for code, changed, value in MAKERS[doubt](person, frame) if doubt in MAKERS else ():
            if changed != person and changed not in [one.person for one in found]:
                found.append(Alternative(doubt, code, changed, value))
    return found


def two_principals(persons: Iterable[Person], frame: Frame) -> Iterator[tuple[Person, Alternative]]:
    """Yield each of several principals of one school as being none."""
    several = {school.id: set(school.principals) for school in frame.schools.values() if len(school.principals) > 1}
    for person in persons:
        for row in person.leaderships:
            if row.covers(frame.on) and row.role is LeaderRole.PRINCIPAL and person.number in several.get(row.school_id, ()):
                others = tuple(one for one in person.leaderships if one is not row)
                yield person, Alternative("two_principals", "not_principal", replace(person, leaderships=others))


def _birth_of_number(person: Person, _frame: Frame) -> Iterator[Trial]:
    if has_a_date(person):
        yield "birth_of_number", replace(person, born=id_number.birth_date(person.id_number or "")), ""


def _sex_of_number(person: Person, _frame: Frame) -> Iterator[Trial]:
    if has_a_date(person):
        yield "sex_of_number", replace(person, sex=Sex.MALE if id_number.is_male(person.id_number or "") else Sex.FEMALE), ""


def _no_record(_person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "listed_twice", None, ""


def _since_work_began(person: Person, _frame: Frame) -> Iterator[Trial]:
    first = min(person.appointments, key=lambda row: row.start, default=None)
    began = person.work_began_on
    if first is not None and began is not None and (first.end is None or began < first.end):
        moved = tuple(replace(row, start=began) if row is first else row for row in person.appointments)
        yield "since_work_began", replace(person, appointments=moved), began.isoformat()


def _one_service(person: Person, _frame: Frame) -> Iterator[Trial]:
    for kept in person.services:
        past = tuple(row for row in person.appointments if row not in person.services)
        yield "only_service", replace(person, appointments=(*past, replace(kept, share=type(kept.share)(1)))), kept.start.isoformat()


def _one_employment(person: Person, _frame: Frame) -> Iterator[Trial]:
    for kept in person.employments:
        if kept.covers(person.on):
            past = tuple(row for row in person.employments if not row.covers(person.on))
            yield "only_employment", replace(person, employments=(*past, kept)), kept.start.isoformat()


def _employed(person: Person, _frame: Frame) -> Iterator[Trial]:
    row = EmploymentRow(person.services[0].start, None, EmploymentKind.ESTABLISHED, StaffCategory.FULL_TIME_TEACHER, PostTrack.CADRE,
                        PostStatus.IN_POST)
    past = tuple(one for one in person.employments if one.end is not None and one.end <= row.start)
    yield "employed", replace(person, employments=(*past, row)), ""


def _still_serving(person: Person, _frame: Frame) -> Iterator[Trial]:
    last = max((row for row in person.appointments if row.start <= person.on), key=lambda row: row.start, default=None)
    if last is not None:
        running = tuple(replace(row, end=None) if row is last else row for row in person.appointments)
        yield "still_serving", replace(person, appointments=running), ""


def _in_post(person: Person, _frame: Frame) -> Iterator[Trial]:
    if person.employment is not None:
        yield "in_post", _with_status(person, PostStatus.IN_POST), ""


def _retired(person: Person, _frame: Frame) -> Iterator[Trial]:
    if person.employment is not None:
        yield "retired", _with_status(person, PostStatus.RETIRED), ""


def _with_status(person: Person, status: PostStatus) -> Person:
    return replace(person, employments=tuple(
        replace(row, status=status) if row is person.employment else row for row in person.employments))


def _taught_somewhere(person: Person, frame: Frame) -> Iterator[Trial]:
    """Try each section of the personnel school, with the subject on record or of a certificate."""
    main = person.main_service
    if main is None:
        return
    subjects = [main.subject] if main.subject else sorted({row.subject for row in person.certificates if row.subject})
    sections = [main.section_id] if main.section_id is not None else sorted(
        one for one, school in frame.section_schools.items() if school == main.school_id)
    for section_id in sections:
        for subject in subjects:
            yield "teaches", _with_main(person, replace(main, section_id=section_id, subject=subject)), subject


def _subject_of_certificate(person: Person, _frame: Frame) -> Iterator[Trial]:
    main = person.main_service
    for subject in sorted({row.subject for row in person.certificates if row.subject}):
        if main is not None:
            yield "teaches", _with_main(person, replace(main, subject=subject)), subject


def _stage_of_section(person: Person, frame: Frame) -> Iterator[Trial]:
    main = person.main_service
    stage = frame.section_stages.get(main.section_id or 0) if main is not None else None
    if main is not None and stage is not None:
        yield "stage_of_section", _with_main(person, replace(main, stage=stage)), stage.value


def _with_main(person: Person, changed: AppointmentRow) -> Person:
    return replace(person, appointments=tuple(changed if row is person.main_service else row for row in person.appointments))


def _certified(person: Person, frame: Frame) -> Iterator[Trial]:
    main = person.main_service
    if main is not None:
        kind = CERTIFICATE_OF[frame.section_stages.get(main.section_id or 0, main.stage)]
        yield "certified", replace(person, certificates=(*person.certificates, CertificateRow(kind, main.subject, None))), kind.value


def _educated(person: Person, _frame: Frame) -> Iterator[Trial]:
    for level in PLAUSIBLE_DEGREES:
        yield "educated", replace(person, degrees=(*person.degrees, DegreeRow(level, "", None))), level.value


def _education_of_degree(person: Person, frame: Frame) -> Iterator[Trial]:
    """Try the education that the academic degree beside it belongs to."""
    fitting = {str(level): names for level, names in frame.rules.quality.academic_degrees.value.items()}
    for row in person.degrees:
        if not row.academic or row.academic.endswith(tuple(fitting.get(row.level.value, (row.academic,)))):
            continue
        for code, names in fitting.items():
            if row.academic.endswith(tuple(name for name in names if name != "无") or ("\0",)):
                kept = tuple(replace(one, level=DegreeLevel(code)) if one is row else one for one in person.degrees)
                yield "educated", replace(person, degrees=kept), code


def _without_highest_degree(person: Person, _frame: Frame) -> Iterator[Trial]:
    highest = max(person.degrees, key=lambda row: row.level.rank)
    yield "without_degree", replace(person, degrees=tuple(row for row in person.degrees if row is not highest)), highest.level.value


def _honours_over(person: Person, frame: Frame) -> Iterator[Trial]:
    years = frame.rules.quality.honour_years.value
    ended = tuple(row if row.expires_on is not None else replace(row, expires_on=add_months(row.granted_on, 12 * years))
                  for row in person.honours)
    yield "honour_over", replace(person, honours=ended), ""


def _honours_doubted(person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "honour_void", replace(person, honours=()), ""


def _honour_renewed(person: Person, _frame: Frame) -> Iterator[Trial]:
    last = max(person.honours, key=lambda row: row.expires_on or row.granted_on)
    yield "honour_renewed", replace(person, honours=tuple(
        replace(row, expires_on=None) if row is last else row for row in person.honours)), ""


def _deferral_renewed(person: Person, _frame: Frame) -> Iterator[Trial]:
    begun = person.on - dt.timedelta(days=31)
    yield "deferral_renewed", replace(person, deferrals=tuple(
        replace(row, start=begun, has_evidence=True) if row.covers(person.on) else row for row in person.deferrals)), ""


def _deferral_proven(person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "deferral_proven", replace(person, deferrals=tuple(replace(row, has_evidence=True) for row in person.deferrals)), ""


def _deferral_void(person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "deferral_void", replace(person, deferrals=tuple(row for row in person.deferrals if not row.covers(person.on))), ""


def _rotation_void(person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "rotation_void", replace(person, rotations=tuple(row for row in person.rotations if not row.covers(person.on))), ""


def _rotation_told(person: Person, frame: Frame) -> Iterator[Trial]:
    told = tuple(RotationRow(row.start, row.end, ORDINARY_EXCHANGE, row.school_id, frame.section_schools.get(row.section_id or 0), "", "")
                 for row in person.services if row.kind is AppointmentKind.EXCHANGE)
    yield "rotation_told", replace(person, rotations=(*person.rotations, *told)), ""


def _exchange_void(person: Person, frame: Frame) -> Iterator[Trial]:
    own = next((one for one, school in sorted(frame.section_schools.items()) if person.main_service is not None
                and school == person.main_service.school_id and frame.section_stages[one] is person.main_service.stage), None)
    yield "exchange_void", replace(person, appointments=tuple(
        replace(row, kind=AppointmentKind.REGULAR, section_id=own) if row.covers(person.on) and row.kind is AppointmentKind.EXCHANGE else row
        for row in person.appointments)), ""


def _no_leader(person: Person, _frame: Frame) -> Iterator[Trial]:
    yield "no_leader", replace(person, leaderships=tuple(row for row in person.leaderships if not row.covers(person.on))), ""


def _several(*makers: Maker) -> Maker:
    def make(person: Person, frame: Frame) -> Iterator[Trial]:
        for maker in makers:
            yield from maker(person, frame)
    return make


def history_gap(person: Person, _frame: Frame) -> bool:
    """True if the service record begins, with the present appointment, more than a year after work did."""
    first = min((row.start for row in person.appointments), default=None)
    began = person.work_began_on
    return (person.is_teacher and len(person.appointments) == 1 and first is not None and began is not None
            and first - began > ONE_YEAR)


def stage_against_section(person: Person, frame: Frame) -> bool:
    """True if regular teaching at the own school is in another stage than the personnel relation says."""
    main = person.main_service
    if main is None or main.section_id is None or main.kind is not AppointmentKind.REGULAR:
        return False
    return frame.section_schools.get(main.section_id) == main.school_id and frame.section_stages.get(main.section_id) is not main.stage


PLAIN_DOUBTS: Final[Mapping[str, Callable[[Person, Frame], bool]]] = {
    "history_gap": history_gap, "stage_against_section": stage_against_section,
}
MAKERS: Final[Mapping[str, Maker]] = {
    "id_number_birth_date": _birth_of_number, "id_number_sex": _sex_of_number, "same_id_number": _no_record,
    "same_name_and_birth": _no_record, "work_before_age": _birth_of_number, "too_young": _birth_of_number,
    "school_before_work": _since_work_began, "school_before_age": _several(_birth_of_number, _since_work_began),
    "degree_too_early": _without_highest_degree, "degrees_out_of_order": _without_highest_degree, "honour_dates": _honours_doubted,
    "no_employment": _employed, "employments_overlap": _one_employment, "no_appointment": _several(_still_serving, _retired),
    "gone_but_appointed": _in_post, "shares_above_one": _one_service, "two_personnel_schools": _one_service,
    "section_missing": _taught_somewhere, "subject_missing": _taught_somewhere, "stage_not_at_school": _stage_of_section,
    "status_without_service": _in_post, "past_retirement": _retired, "past_latest_retirement": _several(_retired, _birth_of_number),
    "certificate_missing": _certified, "certificate_stage": _certified, "certificate_subject": _subject_of_certificate,
    "degree_missing": _educated, "academic_degree_mismatch": _education_of_degree, "honour_without_end": _honours_over,
    "honour_expired": _honour_renewed, "deferral_too_long": _deferral_renewed,
    "deferral_without_evidence": _several(_deferral_proven, _deferral_void), "two_posts": _no_leader, "leader_elsewhere": _no_leader,
    "rotation_without_service": _rotation_void, "service_without_rotation": _several(_rotation_told, _exchange_void),
    "history_gap": _since_work_began, "stage_against_section": _stage_of_section,
}
