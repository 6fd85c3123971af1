"""How fields of teacher records are called, once for forms, panels and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_readings, tell_record, tell_reference
from staffing.schools.queries import school_names_of, section_names_of
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
    TrainingRecord,
)
from staffing.teachers.queries import teacher_names_of

PERIOD: Final = {"valid_from": _l("First day"), "valid_to": _l("Until (not included)")}
OF_TEACHER: Final = {"id": _l("Record number"), "teacher_id": _l("Teacher")}

TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    Teacher: {
        "id": _l("Record number"), "county_id": _l("County"), "pseudonym": _l("Pseudonym"),
        "number": _l("Staff number"), "name": _l("Name"), "sex": _l("Sex"), "birth_date": _l("Birth date"),
        "id_number": _l("Identity number"), "phone": _l("Phone"), "id_number_cipher": _l("Identity number"),
        "id_number_index": _l("Identity number (index)"), "id_number_tail_index": _l("Identity number (index of its end)"),
        "phone_cipher": _l("Phone"), "name_pinyin": _l("Pinyin"), "ethnic_group": _l("Ethnic group"),
        "political_status": _l("Political status"), "work_began_on": _l("Began to work"), "teaching_began_on": _l("Began to teach"),
        "home_township": _l("Lives in"), "home_longitude": _l("Home, longitude"), "home_latitude": _l("Home, latitude"),
        "partner_id": _l("Partner"), "remark": _l("Remark"),
    },
    Employment: OF_TEACHER | PERIOD | {
        "kind": _l("Form of employment"), "category": _l("Category of staff"), "track": _l("Kind of post"),
        "stage_of_service": _l("Stage of service"), "status": _l("Status at work"),
    },
    Appointment: OF_TEACHER | PERIOD | {
        "kind": _l("Kind of service"), "personnel_school_id": _l("School that holds the personnel relation"),
        "personnel_stage": _l("Stage of that post"), "section_id": _l("Teaches at"), "subject": _l("Subject taught"),
        "more_subjects": _l("Further subjects"), "graduating_class": _l("Teaches a graduating class"), "share": _l("Share of a full post"),
    },
    Leadership: OF_TEACHER | PERIOD | {"school_id": _l("School"), "role": _l("Administrative post"), "term": _l("Term at this school")},
    Certificate: OF_TEACHER | {"kind": _l("Kind of certificate"), "subject": _l("Subject on the certificate"), "issued_on": _l("Issued on")},
    Degree: OF_TEACHER | {
        "level": _l("Education completed"), "academic_degree": _l("Academic degree"), "institution": _l("Institution"),
        "major": _l("Major"), "graduated_on": _l("Graduated on"),
    },
    TitleGrant: OF_TEACHER | {
        "level": _l("Professional title"), "granted_on": _l("Assessed on"), "engaged_on": _l("Engaged on"), "post_grade": _l("Post grade"),
    },
    BackboneHonour: OF_TEACHER | {
        "level": _l("Level of the honour"), "name": _l("Name of the honour"), "granted_on": _l("Named on"), "expires_on": _l("Valid until (included)"),
    },
    TrainingRecord: OF_TEACHER | {"year": _l("Calendar year"), "kind": _l("Kind of training"), "hours": _l("Hours")},
    Appraisal: OF_TEACHER | {"year": _l("Year"), "grade": _l("Appraisal result")},
    Discipline: OF_TEACHER | {
        "valid_from": _l("Effect from"), "valid_to": _l("Effect until (not included)"), "kind": _l("Kind of sanction or inquiry"),
        "content": _l("Content (restricted)"), "content_cipher": _l("Content (restricted)"),
    },
    Deferral: OF_TEACHER | PERIOD | {
        "ground": _l("Ground of deferral"), "has_evidence": _l("Evidence is on file"), "evidence_name": _l("Evidence"),
        "content": _l("Content (restricted)"), "content_cipher": _l("Content (restricted)"),
    },
    RotationRecord: OF_TEACHER | {
        "kind": _l("Kind of exchange"), "from_school_id": _l("From school"), "from_school_name": _l("From school (outside the county)"),
        "to_school_id": _l("To school"), "to_school_name": _l("To school (outside the county)"), "starts_on": _l("Began on"),
        "ends_on": _l("Last day"), "relation_moved": _l("Personnel relation moved"), "full_time": _l("Full time"),
    },
}
RECORD_TITLES: Final[dict[type[Any], LazyString]] = {
    Teacher: _l("Teacher"), Employment: _l("Employment"), Appointment: _l("Service"), Leadership: _l("Leadership"),
    Certificate: _l("Teaching certificate"), Degree: _l("Education"), TitleGrant: _l("Title"), BackboneHonour: _l("Backbone honour"),
    TrainingRecord: _l("Training"), Appraisal: _l("Yearly appraisal"), Discipline: _l("Sanction or inquiry"), Deferral: _l("Deferral"),
    RotationRecord: _l("Rotation"),
}
RESTRICTED: Final[dict[type[Any], tuple[str, ...]]] = {
    Deferral: ("ground", "evidence_name"), Discipline: ("kind",), Teacher: ("home_longitude", "home_latitude"),
}

for _model, _fields in TITLES.items():
    tell_record(_model, RECORD_TITLES[_model], _fields, restricted=RESTRICTED.get(_model, ()))
tell_reference(school_names_of, "personnel_school_id", "school_id", "from_school_id", "to_school_id")
tell_reference(section_names_of, "section_id")
tell_reference(teacher_names_of, "teacher_id", "partner_id")
tell_readings({"personal_number_shown": _l("Full number shown"), "restricted_content_shown": _l("Restricted content read")})
tell_actions({
    "teacher_created": _l("Teacher recorded"), "teacher_corrected": _l("Basic data corrected"), "partner_set": _l("Partner set"),
    "fact_added": _l("Fact added"), "fact_corrected": _l("Fact corrected"), "fact_ended": _l("Fact ended"),
    "fact_withdrawn": _l("Fact withdrawn"),
})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
