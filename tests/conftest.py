"""Fixtures of all tests: application, database rolled back after each test, a client per role, network and mail off."""

import os
import pathlib
import socket
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from staffing import create_app
from staffing.config import Config
from staffing.core.access import Role
from staffing.core.database import prepare_engine
from staffing.core.migrating import upgrade
from staffing.extensions import db, limiter
from tests.factories.accounts import create_user
from tests.factories.schools import create_county
from tests.helpers.audit_words import demand_words
from tests.helpers.pages import InspectingClient, sign_in_client
from tests.helpers.rollback import rolled_back

SECRET = "for-tests-only-" + "x" * 32
# No deadline: how long an example takes says more about what else the machine does than about the code. The same examples
# every time, so that a change fails for what it changed; `STAFFING_TEST_RANDOM=1` draws new ones, as a sweep does.
hypothesis.settings.register_profile(
    "staffing", deadline=None, print_blob=True, derandomize=not os.environ.get("STAFFING_TEST_RANDOM"))
hypothesis.settings.load_profile("staffing")
demand_words()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave sweeps out unless markers were named; the files that take longest come first."""
    if not config.option.markexpr:
        sweeps = [item for item in items if item.get_closest_marker("sweep")]
        config.hook.pytest_deselected(items=sweeps)
        items[:] = [item for item in items if item not in sweeps]
    # Files go to the test processes whole: one of minutes begun last would keep the other process waiting.
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path.parent.name != "browser", item.path.name != "test_rotation_year.py", item.path not in slow))


def worker_name() -> str:
    """Return the name of this test process among several."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("tests must not leave this machine")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def postgres_url() -> str | None:
    """Return a database of this test process alone on the server of TEST_DATABASE_URL, made anew; None without one."""
    base = os.environ.get("TEST_DATABASE_URL")
    if not base:
        return None
    url = make_url(base)
    name = f"{url.database}_{worker_name()}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of an empty database of this test process."""
    return postgres_url() or f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"


@pytest.fixture(scope="session")
def make_config(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Config]:
    """Return a maker of test settings; cheap password hashes, secrets known, folders of its own."""

    def make(url: str, instance_dir: pathlib.Path | None = None) -> Config:
        folder = instance_dir or tmp_path_factory.mktemp("instance")
        return Config(mode="testing", database_url=url, instance_dir=folder, output_dir=folder / "out", secret_key=SECRET,
                      field_key=SECRET, index_key=SECRET, audit_key=SECRET, argon2_time_cost=1, argon2_memory_kib=1024)

    return make


@pytest.fixture(scope="session")
def session_app(database_url: str, make_config: Callable[..., Config]) -> Iterator[Flask]:
    """Return the application on a database built by the migrations."""
    app = create_app(make_config(database_url))
    app.test_client_class = InspectingClient
    app.config["WTF_CSRF_ENABLED"] = False
    limiter.enabled = False  # read once when the application is made, so the setting would come too late
    with app.app_context():
        upgrade(db.engine)
        yield app
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """Return the application inside a transaction that is rolled back after the test."""
    with rolled_back(session_app) as application:
        yield application


@pytest.fixture
def county(app: Flask):
    """Return the county all test persons belong to."""
    return create_county()


@pytest.fixture
def client_as(app: Flask, county) -> Callable[..., FlaskClient]:
    """Return a maker of signed-in clients: ``client_as(Role.OFFICER)``."""

    def make(role: Role, school=None) -> FlaskClient:
        user = create_user(county=county, role=role, school=school)
        return sign_in_client(app, user)

    return make


@pytest.fixture
def officer(client_as: Callable[..., FlaskClient]) -> FlaskClient:
    """Return a client signed in as HR officer."""
    return client_as(Role.OFFICER)


@pytest.fixture
def engine_of() -> Iterator[Callable[[str], Engine]]:
    """Return a maker of prepared engines that are closed after the test."""
    made: list[Engine] = []

    def make(url: str) -> Engine:
        engine = create_engine(url)
        prepare_engine(engine)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.dispose()
