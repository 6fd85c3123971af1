"""Put an invented county of 50 000 teachers into an installation, by bulk insertion: ``python -m tests.benchmarks.large_county FOLDER``.

FOLDER is an instance folder, made where it is absent; with ``--database-url`` its secrets are used with that database. The
folder may hold other counties; this one is added, with an officer, a school clerk and a rotation year. For measurements
only: records made this way have no audit lines but one.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import func, insert, select, text, update

from staffing import create_app
from staffing.accounts.models import User
from staffing.accounts.operations import open_account
from staffing.audit.record import record, values_of
from staffing.config import Config
from staffing.core.access import SCHOOL_ROLES, Role
from staffing.core.migrating import upgrade
from staffing.eligibility.operations import decide_list
from staffing.extensions import db
from staffing.rotation_years.models import YearStep
from staffing.rotation_years.operations import advance, open_rotation_year
from staffing.rotation_years.queries import find_current_year
from staffing.schools.models import County, School
from staffing.teachers.models import Teacher
from staffing.teachers.personal import TAIL_LENGTH, field_cipher, id_number_index, tail_index, teacher_place
from tests.benchmarks.large_county_rows import SCHOOL_YEAR, LargeCounty, Row

TEACHERS: Final = 50_000
BATCH: Final = 5_000
RULESET: Final = "demo"
ACCOUNTS: Final = (("large-officer", Role.OFFICER), ("large-clerk", Role.CLERK), ("large-leader", Role.LEADER),
                   ("large-auditor", Role.AUDITOR))


def open_installation(folder: Path, database_url: str = "") -> Flask:
    """Return the application of an instance folder, its database brought to the newest structure."""
    config = Config(instance_dir=folder, **({"database_url": database_url} if database_url else {}))
    app = create_app(config)
    with app.app_context():
        upgrade(db.engine)
    return app


def make_large_county(teachers: int = TEACHERS, *, seed: int = 1) -> County:
    """Store a county of so many teachers and commit; only inside an application context."""
    code = f"98{(db.session.scalar(select(func.count(County.id))) or 0):04}"
    county = County(code=code, name=f"演示大县{code[2:]}", bureau_name="演示大县教育局", ruleset=RULESET, school_year=SCHOOL_YEAR, synthetic=True)
    db.session.add(county)
    db.session.flush()
    record("county_made", county, county_id=county.id, changes=values_of(county))
    rows = LargeCounty(county.id, teachers, seed=seed, first=_free_ids(), seal=_seal).make().rows
    for model, made in rows.items():
        _insert(model, made)
    _raise_sequences(list(rows))
    _accounts_and_year(county)
    db.session.commit()
    return county


def count_anew() -> None:
    """Let the database count its rows, as it does by itself after a while."""
    # What was told about the county has opened a transaction, whose lock SQLite would wait for in vain.
    db.session.rollback()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def decide(county: County) -> None:
    """Decide who is eligible in the county's rotation year; at 50 000 teachers this takes a while."""
    year = find_current_year(county.id)
    assert year is not None
    advance(year, step=YearStep.ELIGIBILITY)
    decide_list(year)
    db.session.commit()


def _free_ids() -> dict[type[Any], int]:
    models = [mapper.class_ for mapper in Teacher.registry.mappers if "id" in mapper.columns]
    return {model: (db.session.scalar(select(func.max(model.id))) or 0) + 1 for model in models if model.__table__.c.id.type.python_type is int}


def _seal(row: Row, number: str) -> None:
    """Put an identity number into a row the way the records keep it: cipher text and two blind indexes."""
    place = teacher_place(row["county_id"], row["id"], "id_number")
    row["id_number_cipher"] = field_cipher().encrypt(number, place=place)
    row["id_number_index"], row["id_number_tail_index"] = id_number_index(number), tail_index(number[-TAIL_LENGTH:])


def _insert(model: type[Any], rows: list[Row]) -> None:
    """Insert in batches; partners are named afterwards, because they may stand in a later batch."""
    partners = [{"key": row["id"], "partner": row["partner_id"]} for row in rows if row.get("partner_id")]
    for row in rows if partners else ():
        row["partner_id"] = None
    for start in range(0, len(rows), BATCH):
        db.session.execute(insert(model.__table__), rows[start:start + BATCH])
    if partners:
        db.session.connection().execute(text("UPDATE teacher SET partner_id = :partner WHERE id = :key"), partners)


def _raise_sequences(models: list[type[Any]]) -> None:
    """Let PostgreSQL go on numbering after the ids given here."""
    if db.engine.dialect.name == "postgresql":
        for model in models:
            table = model.__tablename__
            db.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"))


def _accounts_and_year(county: County) -> None:
    school = db.session.scalar(select(School.id).where(School.county_id == county.id).order_by(School.code).limit(1))
    for login, role in ACCOUNTS:
        user, _password = open_account(county_id=county.id, login=f"{login}-{county.code}", name="演示人员", role=role,
                                       school_id=school if role in SCHOOL_ROLES else None)
        db.session.execute(update(User).where(User.id == user.id).values(must_change_password=False))
    open_rotation_year(county, school_year=SCHOOL_YEAR + 1)


def main() -> None:
    """Make the county and tell how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="instance folder; made where it is absent")
    parser.add_argument("--database-url", default="", help="another database than the folder's own")
    parser.add_argument("--teachers", type=int, default=TEACHERS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--decide", action="store_true", help="also decide who is eligible")
    options = parser.parse_args()
    app = open_installation(options.folder, options.database_url)
    with app.app_context():
        began = time.perf_counter()
        county = make_large_county(options.teachers, seed=options.seed)
        sys.stdout.write(f"county {county.id} ({county.code}), {options.teachers} teachers: {time.perf_counter() - began:.0f} s\n")
        if options.decide:
            began = time.perf_counter()
            decide(county)
            sys.stdout.write(f"eligibility decided: {time.perf_counter() - began:.0f} s\n")
        count_anew()


if __name__ == "__main__":
    main()
