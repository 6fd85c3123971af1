"""How many SQL statements each list, filter, search and figure sends: fixed page by page, and the same for a larger county."""

import json
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.quality.gathering import Scope
from staffing.quality.operations import check_now
from staffing.schools.models import School, Section
from tests.benchmarks.large_addresses import HISTORY, SETS
from tests.benchmarks.large_county import make_large_county
from tests.factories.random_county import ON
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

FILE: Final = Path(__file__).parents[2] / "data" / "page_statements.json"
FIXED: Final[dict[str, int]] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def large(app):
    """Return a made county with findings; the day is fixed."""
    with use_today(ON):
        county = make_large_county(60)
        check_now(county.id, Scope(), made_by=None)
        yield county


def client_of(app, county, role):
    return sign_in_client(app, db.session.scalars(select(User).where(User.county_id == county.id, User.role == role)).one())


def statements_of(client, address: str) -> int:
    """Return the statements of a page, which may make things for later ones the first time."""
    client.get(address)
    with counted_statements() as seen:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(seen)


@pytest.mark.parametrize("name", list(SETS))
def test_pages_send_a_fixed_number_of_statements_however_large_the_county(app, large, name):
    client = client_of(app, large, Role.AUDITOR if SETS[name] is HISTORY else Role.OFFICER)
    school = db.session.scalar(select(School.id).where(School.county_id == large.id).order_by(School.code).limit(1))
    pages = {address: address.replace("{school}", str(school)) for address in SETS[name]}
    small = {address: statements_of(client, page) for address, page in pages.items()}
    sections = db.session.scalars(select(Section).where(Section.county_id == large.id).order_by(Section.id).limit(3)).all()
    for number in range(30):
        create_teacher(section=sections[number % len(sections)])
    check_now(large.id, Scope(), made_by=None)
    assert {address: statements_of(client, page) for address, page in pages.items()} == small
    assert small == {address: FIXED.get(address) for address in pages}
