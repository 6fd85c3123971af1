"""Server time of list, filters, search and sorting at 50 000 teachers: ``python -m tests.benchmarks.large_pages FOLDER``.

Asks the application itself, without a network, as the officer of the county that tests.benchmarks.large_county made in the
instance folder; ``--database-url`` as there. ``--page ADDRESS``, once or several times, replaces the usual ones.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy import event, select

from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.extensions import db
from staffing.schools.models import County, School
from tests.benchmarks.large_county import open_installation

ROUNDS: Final = 30
WARM: Final = 2
PAGES: Final = (
    ("teachers", "/teachers/"), ("teachers, 200 rows", "/teachers/?size=200"), ("teachers, page 500", "/teachers/?page=500"),
    ("teachers, last page", "/teachers/?page=960"),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: a client signed in at the large county; its school with the lowest code, and the statements seen so far."""

    client: FlaskClient
    school_id: int
    database: str
    statements: list[str]


def signed_in(folder: Path, database_url: str, role: Role) -> Asking:
    """Sign in as the large county's person of that role. No application context stays open: each request has its own."""
    app, statements = open_installation(folder, database_url), []
    with app.app_context():
        user = db.session.scalars(select(User).join(County, County.id == User.county_id)
                                  .where(User.role == role, User.login.startswith("large-")).order_by(User.id.desc())).first()
        if user is None:
            raise SystemExit("this installation holds no large county; run: python -m tests.benchmarks.large_county")
        school = db.session.scalar(select(School.id).where(School.county_id == user.county_id).order_by(School.code).limit(1))
        token = sessions.start_session(user, address="127.0.0.1")
        db.session.commit()
        event.listen(db.engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_rest: statements.append(statement))
        name = db.engine.dialect.name
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    return Asking(client, school or 0, name, statements)


def measure(asking: Asking, address: str, rounds: int) -> tuple[list[float], int]:
    """Return the seconds of each request and how many SQL statements the last one sent."""
    seconds: list[float] = []
    for number in range(rounds + WARM):
        asking.statements.clear()
        began = time.perf_counter()
        answer = asking.client.get(address)
        taken = time.perf_counter() - began
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        if number >= WARM:
            seconds.append(taken)
    return seconds, len(asking.statements)


def main() -> None:
    """Measure and print one line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", dest="addresses", action="append", default=[], help="an address to measure instead of the usual ones; {school} is a school's id")
    parser.add_argument("--database-url", default="")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--role", default=Role.OFFICER.value, choices=[role.value for role in Role])
    options = parser.parse_args()
    asking = signed_in(options.folder, options.database_url, Role(options.role))
    sys.stdout.write(f"| page ({asking.database}) | median ms | p95 ms | longest ms | statements |\n|---|---|---|---|---|\n")
    for name, address in [(address, address) for address in options.addresses] or PAGES:
        seconds, statements = measure(asking, address.replace("{school}", str(asking.school_id)), options.rounds)
        p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
        figures = " | ".join(f"{figure * 1000:.0f}" for figure in (statistics.median(seconds), p95, max(seconds)))
        sys.stdout.write(f"| {name} | {figures} | {statements} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
