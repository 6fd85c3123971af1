"""Server time of every list, filter, search and figure at 50 000 teachers: ``python -m tests.benchmarks.large_pages FOLDER``.

Asks the application itself, without a network, as a person of the county that tests.benchmarks.large_county made in the
instance folder; ``--database-url`` as there. ``--set NAME`` measures one set of pages, ``--page ADDRESS`` one page; both may be
given several times. CPU ms is the processor time of a request, which other work on the machine lengthens far less than the
clock: this process's own, and that of the PostgreSQL server's process where it runs on the same machine.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
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
from tests.benchmarks.large_addresses import HISTORY, SETS
from tests.benchmarks.large_county import open_installation

ROUNDS: Final = 30
WARM: Final = 2
HEAD: Final = "| median ms | p95 ms | longest ms | CPU ms | statements | KB |\n|---|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: a client signed in at the large county; its school with the lowest code, and the statements seen so far."""

    client: FlaskClient
    county_code: str
    school_id: int
    database: str
    statements: list[str]
    backends: list[int]

    def busy(self) -> float:
        """Return the seconds of processor time that this process and the database's processes have taken so far."""
        return time.process_time() + sum(_ticks(backend) for backend in self.backends) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    stat = Path(f"/proc/{process}/stat")
    return sum(int(part) for part in stat.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]) if stat.exists() else 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page took: seconds by the clock, request by request, and of the processor on average; statements and size of the last."""

    clock: list[float]
    processor: float
    statements: int
    size: int

    @property
    def figures(self) -> str:
        """Return median, p95 and longest by the clock, mean of the processor in ms, statements and kilobytes, as cells."""
        p95 = statistics.quantiles(self.clock, n=20, method="inclusive")[-1]
        times = (statistics.median(self.clock), p95, max(self.clock), self.processor)
        return " | ".join([*(f"{figure * 1000:.0f}" for figure in times), str(self.statements), f"{self.size / 1024:.0f}"])


def signed_in(folder: Path, database_url: str, role: Role) -> Asking:
    """Sign in as the large county's person of that role. No application context stays open: each request has its own."""
    app, statements, backends = open_installation(folder, database_url), list[str](), list[int]()
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            event.listen(db.engine, "connect", lambda connection, _record: backends.append(connection.info.backend_pid))
            db.engine.dispose()
        user = db.session.scalars(select(User).join(County, County.id == User.county_id)
                                  .where(User.role == role, User.login.startswith("large-")).order_by(User.id.desc())).first()
        if user is None:
            raise SystemExit("this installation holds no large county; run: python -m tests.benchmarks.large_county")
        school = db.session.scalar(select(School.id).where(School.county_id == user.county_id).order_by(School.code).limit(1))
        token = sessions.start_session(user, address="127.0.0.1")
        db.session.commit()
        event.listen(db.engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_rest: statements.append(statement))
        name, code = db.engine.dialect.name, db.session.get_one(County, user.county_id).code
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    return Asking(client, code, school or 0, name, statements, backends)


def measure(asking: Asking, address: str, rounds: int, before: Callable[[int], None] = lambda number: None) -> Taken:
    """Ask for a page so many times, after some rounds that are not counted; ``before`` each something may be done."""
    clock: list[float] = []
    busy, size = 0.0, 0
    for number in range(rounds + WARM):
        before(number)
        asking.statements.clear()
        began, worked = time.perf_counter(), asking.busy()
        answer = asking.client.get(address)
        taken = time.perf_counter() - began
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        size = len(answer.data)
        if number >= WARM:
            clock.append(taken)
            busy += asking.busy() - worked
    return Taken(clock, busy / rounds, len(asking.statements), size)


def wanted_pages(addresses: list[str], sets: list[str]) -> list[tuple[str, Role]]:
    """Return the addresses that are asked for with who asks; the log is read by the auditor, everything else by the officer."""
    chosen = [(address, Role.OFFICER) for address in addresses]
    for name in sets or ([] if addresses else list(SETS)):
        chosen += [(address, Role.AUDITOR if SETS[name] is HISTORY else Role.OFFICER) for address in SETS[name]]
    return chosen


def main() -> None:
    """Measure and print one line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", dest="sets", action="append", default=[], choices=list(SETS), help="a set of pages; without any, all of them")
    parser.add_argument("--page", dest="addresses", action="append", default=[], help="an address to measure; {school} is a school's id")
    parser.add_argument("--database-url", default="")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--role", default="", choices=[role.value for role in Role], help="who asks; without it, who may read the page")
    options = parser.parse_args()
    asking: dict[Role, Asking] = {}
    for address, usual in wanted_pages(options.addresses, options.sets):
        role = Role(options.role) if options.role else usual
        if role not in asking:
            asking[role] = signed_in(options.folder, options.database_url, role)
            sys.stdout.write(f"| page ({asking[role].database}) {HEAD}")
        taken = measure(asking[role], address.replace("{school}", str(asking[role].school_id)), options.rounds)
        sys.stdout.write(f"| {address} | {taken.figures} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
