"""Every address has its roles in the frozen table, opens to them and to nobody else, in its own county and school only."""

from collections.abc import Iterator

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from staffing.accounts import sessions
from staffing.core.access import EVERYONE, SCHOOL_ROLES, Role
from staffing.errors import INTERFACE
from staffing.schools.models import County, School
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school
from tests.helpers.pages import sign_in_client
from tests.helpers.rollback import rolled_back
from tests.helpers.routes import RouteLine, frozen_routes, routes_of
from tests.helpers.world import FIXED_ARGUMENTS, World, build_world

LINES = frozen_routes()
READING = [line for line in LINES if line.reads]
WRITING = [line for line in LINES if "POST" in line.methods]
OF_SCHOOLS = {"school_id", "section_id", "teacher_id"}


def arguments_of(line: RouteLine) -> set[str]:
    """Return the names of the arguments in an address."""
    return {part.split(">")[0].split(":")[-1] for part in line.address.split("<")[1:]}


def names_record(line: RouteLine) -> bool:
    """True if the address names a stored record."""
    return bool(arguments_of(line) - set(FIXED_ARGUMENTS))


def address_in(app: Flask, world: World, line: RouteLine) -> str:
    """Return the address with the world's records put in."""
    missing = {name for name in arguments_of(line) if not world.knows(line.endpoint, name)}
    assert not missing, f"tests/helpers/world.py knows no record for {missing} of {line.endpoint}"
    with app.test_request_context():
        return url_for(line.endpoint, **{name: world.value(line.endpoint, name) for name in arguments_of(line)})


@pytest.fixture(scope="module")
def app(session_app: Flask) -> Iterator[Flask]:
    """Return the application for all tests of this module: they look and are refused, so nothing is changed between them.

    On a busy machine the sessions grow older than a minute here; noting that they were used again would be a second writer
    beside this module's own transaction, and wait for its end in vain.
    """
    with pytest.MonkeyPatch.context() as patch, rolled_back(session_app) as application:
        patch.setattr(sessions, "TOUCH_SECONDS", 24 * 3600)
        yield application


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    """Return a county with one of everything."""
    return build_world()


@pytest.fixture(scope="module")
def persons(app: Flask, world: World) -> dict[Role, FlaskClient]:
    """Return a signed-in client for each role of the world's county and school."""
    return {role: client_of(app, role, world.county, world.school) for role in sorted(EVERYONE)}


@pytest.fixture(scope="module")
def strangers(app: Flask) -> dict[Role, FlaskClient]:
    """Return a signed-in client for each role of another county."""
    county = create_county()
    school = create_school(county=county)
    return {role: client_of(app, role, county, school) for role in sorted(EVERYONE)}


@pytest.fixture(scope="module")
def neighbours(app: Flask, world: World) -> dict[Role, FlaskClient]:
    """Return a signed-in client for each school role of another school of the county."""
    school = create_school(county=world.county)
    return {role: client_of(app, role, world.county, school) for role in sorted(SCHOOL_ROLES)}


def client_of(app: Flask, role: Role, county: County, school: School) -> FlaskClient:
    """Return a client signed in as a person of that role."""
    return sign_in_client(app, create_user(county=county, role=role, school=school if role in SCHOOL_ROLES else None))


def test_no_route_is_new_or_gone_but_in_the_frozen_table(session_app):
    now, frozen = {str(line) for line in routes_of(session_app)}, {str(line) for line in LINES}
    assert now - frozen == set(), "new or changed: decide on the roles, then `make routes`"
    assert frozen - now == set(), "gone: officers may have bookmarked it; remove its line on purpose with `make routes`"


@pytest.mark.parametrize("line", READING, ids=lambda line: f"{line.endpoint}{line.address}")
def test_page_opens_to_its_roles_only(app, world, persons, line):
    address = address_in(app, world, line)
    seen, expected = {}, {}
    for role, client in persons.items():
        status = client.get(address, buffered=True).status_code
        seen[role] = "opens" if status in (200, 302) else status
        expected[role] = "opens" if line.roles is None or role in line.roles else 403
    assert seen == expected


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.endpoint}{line.address}")
def test_page_leads_to_sign_in_when_nobody_is_signed_in(app, world, line):
    answer = app.test_client().open(address_in(app, world, line), method=line.methods.split(",")[0], buffered=True)
    if line.roles is None:
        assert answer.status_code in (200, 302)
    elif line.address.startswith(INTERFACE):
        assert answer.status_code == 401  # a program is told so, not led to a page
    else:
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize("line", [line for line in WRITING if line.roles is not None], ids=lambda line: line.endpoint)
def test_writing_is_refused_to_other_roles(app, world, persons, line):
    address = address_in(app, world, line)
    for role in sorted(EVERYONE - line.roles):
        assert persons[role].post(address).status_code == 403, role


@pytest.mark.parametrize("line", [line for line in LINES if line.roles and names_record(line)], ids=lambda line: line.endpoint)
def test_records_of_another_county_are_not_found(app, world, strangers, line):
    address = address_in(app, world, line)
    for role in sorted(line.roles):
        for method in line.methods.split(","):
            assert strangers[role].open(address, method=method).status_code == 404, (role, method)


@pytest.mark.parametrize("line", [line for line in LINES if arguments_of(line) & OF_SCHOOLS and line.roles & SCHOOL_ROLES],
                         ids=lambda line: line.endpoint)
def test_records_of_another_school_are_not_found_by_school_roles(app, world, neighbours, line):
    address = address_in(app, world, line)
    for role in sorted(SCHOOL_ROLES & line.roles):
        for method in line.methods.split(","):
            assert neighbours[role].open(address, method=method).status_code in (403, 404), (role, method)
