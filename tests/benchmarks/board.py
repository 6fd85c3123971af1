"""How fast the planning board answers at 5 000 teachers: ``python -m tests.benchmarks.board instance/ --rounds 30``.

Works on a copy of an installation that holds the demonstration county with a solved plan (``python3 run.py --no-serve``), in
one process without a network: a whole request, template and database included, by the clock and by the processor's own time.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from staffing import create_app
from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.config import Config
from staffing.core.access import Role
from staffing.extensions import db
from staffing.plans.board import pictures
from staffing.plans.board.operations import open_board
from staffing.plans.board.queries import persons_of
from staffing.plans.models import Plan, PlanState
from staffing.plans.queries import list_plans

PERCENTILE = 0.95


class Desk:
    """A signed-in officer before the board of the county's valid plan."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Open the copy; read who and where can be named."""
        self.app = create_app(Config(instance_dir=folder))
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.random = random.Random(seed)
        self.version = 0
        with self.app.app_context():
            officer = db.session.scalars(select(User).where(User.role == Role.OFFICER)).first()
            if officer is None:
                raise SystemExit("this installation holds no demonstration county; run: python3 run.py --no-serve")
            officer.must_change_password = False
            plan = next(one for one in list_plans(officer.county_id) if one.state is PlanState.VALID)
            self.token, self.plan_id = sessions.start_session(officer, address="127.0.0.1"), plan.id
            db.session.commit()
            self._read(db.session.get_one(Plan, self.plan_id))

    def _read(self, plan: Plan) -> None:
        board = open_board(plan)
        instance = board.picture.instance
        known = persons_of(plan.county_id, [teacher.id for teacher in instance.teachers])
        self.teachers = [known[teacher.id].id for teacher in instance.teachers if teacher.id in known and teacher.id not in instance.index.decided]
        self.sections = [int(section.id) for section in instance.sections]
        self.subjects = sorted({teacher.subject for teacher in instance.teachers})
        self.size = len(instance.teachers)

    def client(self) -> FlaskClient:
        """Return a client of the officer."""
        client = self.app.test_client()
        client.set_cookie(sessions.COOKIE, self.token)
        return client

    def address(self, **arguments: object) -> str:
        """Return the board's address with arguments."""
        return f"/board/{self.plan_id}?" + "&".join(f"{key}={value}" for key, value in arguments.items())

    def look(self, **arguments: object) -> Callable[[], float]:
        """Return a measured look at the board."""
        return lambda: self._measured(lambda client: client.get(self.address(**{key: self._value(value) for key, value in arguments.items()})))

    def step(self) -> float:
        """Send somebody somewhere and return how long it took until the answer stands there, both requests together."""
        teacher, section = self.random.choice(self.teachers), self.random.choice(self.sections)
        data = {"kind": "move", "teacher_id": teacher, "place": section, "version": self.version,
                "next": self.address(section=section, teacher=teacher)}
        seconds = self._measured(lambda client: client.post(f"/board/{self.plan_id}/steps", data=data, follow_redirects=True))
        self.version += 1
        return seconds

    def cold(self) -> float:
        """Return how long the first look takes in a process that has not opened this plan yet."""
        pictures._pictures.clear()
        return self.look()()

    def _value(self, value: object) -> object:
        return self.random.choice(getattr(self, str(value))) if value in ("teachers", "sections", "subjects") else value

    def _measured(self, ask: Callable[[FlaskClient], object]) -> float:
        client = self.client()
        began = time.perf_counter()
        answer = ask(client)
        seconds = time.perf_counter() - began
        if getattr(answer, "status_code", 0) != 200:
            raise SystemExit(f"the board answered {getattr(answer, 'status', '?')}")
        return seconds


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="instance folder of an installation with the demonstration county")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as copied:
        folder = Path(copied) / "instance"
        shutil.copytree(options.folder, folder)
        desk = Desk(folder, options.seed)
        acts: dict[str, Callable[[], float]] = {
            "step: move, judge, show": desk.step, "look at a section": desk.look(section="sections"),
            "choose a person": desk.look(section="sections", teacher="teachers"), "by subject": desk.look(by="subject", subject="subjects"),
            "only broken rules": desk.look(broken=1), "first look of a process": desk.cold,
        }
        sys.stdout.write(f"{desk.size} listed teachers, {len(desk.sections)} sections, {options.rounds} rounds\n")
        sys.stdout.write("| act | median ms | p95 ms | longest ms | CPU ms |\n|---|---|---|---|---|\n")
        for name, act in acts.items():
            began = time.process_time()
            rounds = sorted(act() * 1000 for _ in range(options.rounds))
            cpu = (time.process_time() - began) * 1000 / options.rounds
            place = min(len(rounds) - 1, int(len(rounds) * PERCENTILE))
            sys.stdout.write(f"| {name} | {statistics.median(rounds):.0f} | {rounds[place]:.0f} | {rounds[-1]:.0f} | {cpu:.0f} |\n")


if __name__ == "__main__":
    main()
