"""Migrations: one head that the head file names, up and down and up again with and without records, models agree."""

import datetime as dt
import re

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from staffing import create_app
from staffing.core import migrating
from staffing.core.access import Role
from staffing.extensions import db
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.house import ROOT, name_of, tree_of
from tests.helpers.world import build_world

# From this revision on there are years, lists and plans to lose.
FIRST_WITH_ALL_YEARS = 23
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture
def empty_engine(database_url, tmp_path, engine_of):
    """Return an empty database of the kind under test, and throw it away afterwards."""
    if database_url.startswith("sqlite"):
        yield engine_of(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        return
    url = make_url(database_url)
    name = f"{url.database}_migrations"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine = engine_of(url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


def tables_of(engine) -> set[str]:
    """Return the tables of a database."""
    return set(inspect(engine).get_table_names())


def test_head_file_names_the_one_newest_revision():
    script = ScriptDirectory.from_config(migrating.alembic_config())
    assert script.get_heads() == [migrating.HEAD_FILE.read_text(encoding="utf-8").strip()]


def test_versions_are_numbered_without_gap_and_follow_each_other():
    numbers = [int(path.name[:4]) for path in VERSIONS]
    assert numbers == list(range(1, len(VERSIONS) + 1))
    for path in VERSIONS:
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)


def test_migrations_import_nothing_of_the_application():
    for path in VERSIONS:
        assert not [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*(from|import) staffing", line)]
        assert tree_of(path), name_of(path)


def test_structure_comes_up_goes_down_and_comes_up_again_when_empty(empty_engine):
    migrating.upgrade(empty_engine)
    full = tables_of(empty_engine)
    migrating.downgrade(empty_engine, to="base")
    assert tables_of(empty_engine) <= {"alembic_version"}
    migrating.upgrade(empty_engine)
    assert tables_of(empty_engine) == full
    assert migrating.stored_revision(empty_engine) == migrating.newest_revision()


def test_every_step_goes_down_and_up_by_itself(empty_engine):
    for number in range(1, len(VERSIONS) + 1):
        migrating.upgrade(empty_engine, to=f"{number:04}")
        after = tables_of(empty_engine)
        migrating.downgrade(empty_engine, to=f"{number - 1:04}" if number > 1 else "base")
        migrating.upgrade(empty_engine, to=f"{number:04}")
        assert tables_of(empty_engine) == after


def test_stored_classes_agree_with_the_migrations(empty_engine):
    migrating.upgrade(empty_engine)
    assert migrating.differences(empty_engine) == []


def counts_of(engine) -> dict[str, int]:
    """Return how many records each table holds."""
    with engine.connect() as connection:
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables_of(engine)}


def test_rebuilding_a_table_keeps_what_belongs_to_its_rows(empty_engine, make_config):
    """Every step from a filled database of the first release with plans on: no record may vanish on the way up."""
    migrating.upgrade(empty_engine)
    application = create_app(make_config(empty_engine.url.render_as_string(hide_password=False)))
    with application.app_context():
        build_world()
        db.session.commit()
        db.engine.dispose()
    kept = counts_of(empty_engine)
    assert all(kept[name] for name in ("plan", "rotation_year", "solve_run"))
    for number in range(len(VERSIONS) - 1, FIRST_WITH_ALL_YEARS - 1, -1):
        migrating.downgrade(empty_engine, to=f"{number:04}")
    below = counts_of(empty_engine)
    old = {name for name in below if name != "alembic_version"}
    migrating.upgrade(empty_engine)
    after = counts_of(empty_engine)
    assert {name: (below[name], after[name]) for name in old if after[name] != below[name]} == {}
    assert {name: after[name] for name in ("plan", "solve_run", "eligibility_verdict", "rotation_wish")} == {
        name: kept[name] for name in ("plan", "solve_run", "eligibility_verdict", "rotation_wish")}


def test_structure_goes_down_and_up_when_records_are_there(empty_engine, make_config):
    migrating.upgrade(empty_engine)
    application = create_app(make_config(empty_engine.url.render_as_string(hide_password=False)))
    with application.app_context():
        county = create_county()
        section = create_section(school=create_school(county=county))
        create_teacher(section=section, since=dt.date(2015, 9, 1))
        create_user(county=county, role=Role.OFFICER)
        db.session.commit()
        db.engine.dispose()
    newest = migrating.newest_revision()
    for number in range(len(VERSIONS) - 1, 0, -1):
        migrating.downgrade(empty_engine, to=f"{number:04}")
    with empty_engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM school")).scalar_one() == 1
    migrating.upgrade(empty_engine)
    assert migrating.stored_revision(empty_engine) == newest
    assert migrating.differences(empty_engine) == []
