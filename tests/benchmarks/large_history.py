"""Put the log of some years into a large county: ``python -m tests.benchmarks.large_history FOLDER --lines 200000``.

Bulk insertion of a whole chain of audit lines about its persons, as saving one record after another writes them, by seed.
"""

import argparse
import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, inspect, select

from staffing.accounts.models import User
from staffing.audit.models import AuditEvent
from staffing.audit.record import digest_of, end_of_chain
from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.schools.models import County
from staffing.teachers.models import Teacher
from tests.benchmarks.large_county import BATCH, open_installation

LINES: Final = 200_000
ACTS: Final = (
    ("teacher_changed", "Teacher", {"phone_cipher": ["***", "***"]}), ("fact_added", "Appointment", {"subject": [None, "数学"]}),
    ("fact_changed", "TitleGrant", {"level": ["second", "first"]}), ("signed_in", "User", {}),
)


def write_history(county: County, lines: int = LINES, *, seed: int = 1) -> None:
    """Append so many lines to the county's log, a minute apart until now; the caller commits."""
    made: list[dict[str, Any]] = []
    for row in _lines(county, lines, random.Random(seed)):
        made.append(row)
        if len(made) == BATCH:
            db.session.execute(insert(AuditEvent), made)
            made = []
    if made:
        db.session.execute(insert(AuditEvent), made)


def _lines(county: County, lines: int, draws: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the lines as rows, each with the digest of the one before."""
    persons = list(db.session.scalars(select(Teacher.id).where(Teacher.county_id == county.id).order_by(Teacher.id)))
    actors = list(db.session.scalars(select(User).where(User.county_id == county.id).order_by(User.id)))
    columns = [attribute.key for attribute in inspect(AuditEvent).column_attrs if attribute.key != "id"]
    chain, now = str(county.id), utc_now()
    sequence, previous = end_of_chain(chain)
    for number in range(1, lines + 1):
        action, kind, changes = draws.choice(ACTS)
        actor = draws.choice(actors)
        event = AuditEvent(
            chain=chain, sequence=sequence + number, at=now - dt.timedelta(minutes=lines - number), county_id=county.id, actor_id=actor.id,
            actor_name=actor.name, actor_role=actor.role.value, address="127.0.0.1", action=action, object_type=kind,
            object_id=str(actor.id if kind == "User" else draws.choice(persons)), reason="", changes=changes, previous_digest=previous)
        event.digest = previous = digest_of(event)
        yield {key: getattr(event, key) for key in columns}


def main() -> None:
    """Write the lines into the newest large county of the installation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--lines", type=int, default=LINES)
    options = parser.parse_args()
    with open_installation(options.folder, options.database_url).app_context():
        began = time.perf_counter()
        county = db.session.scalars(select(County).where(County.code.startswith("98")).order_by(County.id.desc())).first()
        if county is None:
            raise SystemExit("this installation holds no large county; run: python -m tests.benchmarks.large_county")
        write_history(county, options.lines)
        db.session.commit()
        sys.stdout.write(f"{options.lines} lines: {time.perf_counter() - began:.0f} s\n")


if __name__ == "__main__":
    main()
