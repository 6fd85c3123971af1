"""The interface against its own description: what schemathesis draws from the document never ends in a fault of the program, is answered
as described, and never shows a row beyond the token. A few examples in every run, many with ``make sweep``."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import select

from staffing.core.access import Role
from staffing.core.asked_numbers import LARGEST_NUMBER
from staffing.extensions import db
from staffing.schools.models import School, Section
from staffing.teachers.models import Teacher
from tests.factories.accounts import create_user

schemathesis = pytest.importorskip("schemathesis")
openapi_checks = pytest.importorskip("schemathesis.specs.openapi.checks")

IDS = {"school_id": School, "from_school_id": School, "to_school_id": School, "personnel_school_id": School, "section_id": Section,
       "from_section_id": Section, "to_section_id": Section, "teacher_id": Teacher}
# Whether a key opens what it should is judged by this file itself.
CHECKS = (openapi_checks.status_code_conformance, openapi_checks.content_type_conformance, openapi_checks.response_headers_conformance,
          openapi_checks.response_schema_conformance)
FEW = 5
MANY = 400


def ids_in(value: object, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return every id of a record that stands anywhere in an answer."""
    if isinstance(value, dict):
        found += [(name, number) for name, number in value.items() if name in IDS]
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        ids_in(part, found)
    return found


def known_ids(county_id: int) -> dict[type, set[int]]:
    """Return the ids of the county's own records."""
    return {model: set(db.session.scalars(select(model.id).where(model.county_id == county_id))) for model in (School, Section, Teacher)}


@pytest.fixture
def keys(reading, other_county) -> dict[str, tuple[str, int, int | None]]:
    """Return (key, county, school) by the scope of a token."""
    other = other_county()
    stranger = create_user(county=other.county, role=Role.OFFICER)
    school = reading.tiny.schools[1]
    return {
        "county": (reading.key(), reading.tiny.county.id, None), "school": (reading.key(school=school), reading.tiny.county.id, school.id),
        "other": (reading.key(maker=stranger), other.county.id, None), "wrong": ("staffing_wrong", 0, None),
    }


def fuzz(reading, keys, examples: int) -> int:
    """Draw requests for every address and every token, and judge the answers; return how many were judged."""
    with reading.app.app_context():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", reading.app)
    judged = 0
    for result in schema.get_all_operations():
        for scope, (key, county_id, _school) in keys.items():
            judged += ask_often(reading.app, result.ok(), key, known_ids(county_id), examples, refused=scope == "wrong")
    return judged


def ask_often(app, operation, key: str, mine: dict[type, set[int]], examples: int, *, refused: bool) -> int:
    """Ask one address with one token; return how often."""
    judged = 0

    @settings(max_examples=examples, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case):
        nonlocal judged
        with app.app_context():  # as a server would, with a session of its own
            answer = case.call(headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code == 401 or not refused
        if answer.status_code == 200:
            beyond = [(name, number) for name, number in ids_in(answer.json(), []) if number not in mine[IDS[name]]]
            assert beyond == []
        judged += 1

    ask()
    return judged


def test_no_answer_is_a_fault_or_goes_beyond_the_token(reading, keys):
    assert fuzz(reading, keys, FEW) > 100


@pytest.mark.sweep
def test_no_answer_is_a_fault_or_goes_beyond_the_token_many_times(reading, keys):
    assert fuzz(reading, keys, MANY) > 5_000


def test_the_document_is_valid_and_holds_no_record(reading):
    document = reading.app.test_client().get("/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert reading.tiny.county.name not in str(document)
    numbers = [one["schema"] for path in document["paths"].values() for one in path["get"]["parameters"] if one["in"] == "path"]
    assert {(one["minimum"], one["maximum"]) for one in numbers} == {(1, LARGEST_NUMBER)}
    assert "http" not in str([server["url"] for server in document["servers"]])
