"""The first view after a change, at 50 000 teachers: ``python -m tests.benchmarks.large_changes FOLDER --page ADDRESS``.

As tests.benchmarks.large_pages, but before each request that is measured the day of one teacher's title is corrected and stored, so that
what the process remembers has to follow.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import select

from staffing.core.access import Role
from staffing.extensions import db
from staffing.schools.models import County
from staffing.teachers.fact_kinds import FactKind
from staffing.teachers.fact_operations import correct_fact
from staffing.teachers.models import Teacher, TitleGrant
from tests.benchmarks.large_pages import HEAD, measure, signed_in

ROUNDS: Final = 10
DAY: Final = dt.timedelta(days=1)
PAGES: Final = ("/teachers/", "/qualifications/", "/qualifications/title", "/statistics/table?rows=school&columns=title", "/statistics/movements",
                "/establishment/")


def changer(app: Flask, county_code: str) -> Callable[[int], None]:
    """Return what corrects the titles of the county's teachers, one after the other."""
    with app.app_context():
        grants = db.session.scalars(select(TitleGrant.id).join(Teacher).join(County).where(
            County.code == county_code, TitleGrant.granted_on.is_not(None)).order_by(TitleGrant.id).limit(1000)).all()

    def change(number: int) -> None:
        with app.app_context():
            grant = db.session.get_one(TitleGrant, grants[number % len(grants)])
            assert grant.granted_on is not None
            correct_fact(db.session.get_one(Teacher, grant.teacher_id), FactKind.TITLE, grant, {
                "level": grant.level, "granted_on": grant.granted_on - DAY, "engaged_on": grant.engaged_on}, version=grant.version)
            db.session.commit()

    return change


def main() -> None:
    """Measure and print one line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", dest="addresses", action="append", default=[], help="an address to measure instead of the usual ones")
    parser.add_argument("--database-url", default="")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    asking = signed_in(options.folder, options.database_url, Role.OFFICER)
    change = changer(asking.client.application, asking.county_code)
    sys.stdout.write(f"| page after a change ({asking.database}) {HEAD}")
    for address in options.addresses or PAGES:
        sys.stdout.write(f"| {address} | {measure(asking, address, options.rounds, before=change).figures} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
