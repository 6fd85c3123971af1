"""How long an import takes, from upload to stored, by the officer's road: ``python -m tests.benchmarks.imports 5000``.

A county of invented teachers in a database of its own; nothing of the installation is touched.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from staffing import create_app
from staffing.config import Config
from staffing.core.migrating import upgrade
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.spreadsheets.writing import write_workbook
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.catalogue import ALL_SHEETS
from staffing.imports.invented import InventedCounty
from staffing.imports.models import BatchState, ImportBatch
from staffing.imports.template import filled_sheets
from staffing.schools.models import County

if sys.platform != "win32":
    import resource

LIMIT_MB = 60


@dataclass(frozen=True, slots=True)
class Timing:
    """One run: seconds of the clock and of this process's and its children's processors for each step."""

    step: str
    wall_s: float
    cpu_s: float


def run(teachers: int, database_url: str, folder: Path) -> None:
    """Import an invented county twice and tell the figures."""
    path = folder / "invented.xlsx"
    county = InventedCounty(teachers)
    write_workbook(path, filled_sheets(ALL_SHEETS, county.rows()), meta=ListMeta("benchmark", made_on=dt.date(2026, 9, 1)))
    content = path.read_bytes()
    app = create_app(Config(instance_dir=folder / "instance", database_url=database_url, upload_limit_mb=LIMIT_MB))
    with app.app_context():
        upgrade(db.engine)
        row = County(code=f"b{int(time.time()) % 10**9}", name="benchmark", bureau_name="benchmark", ruleset="national", school_year=2026, synthetic=True)
        db.session.add(row)
        db.session.commit()
        rows = sum(len(one) for one in county.rows().values())
        tell(f"{teachers} teachers, {rows} rows, file {len(content) / 1e6:.1f} MB, {db.engine.dialect.name}")
        for name in ("first import", "the same file again"):
            import_once(name, row.id, content)


def import_once(name: str, county_id: int, content: bytes) -> None:
    """Hand in, check, check again at the confirmation, store; tell the time of each."""
    batch = ImportBatch(county_id=county_id, file_name="invented.xlsx", file_sha256=batches.digest_of_file(content), state=BatchState.READING)
    db.session.add(batch)
    db.session.flush()
    batches.seal_file(batch, content)
    db.session.commit()
    timings: list[Timing] = []
    with Clock("read and check", timings):
        outcome = batches.check_file(batches.open_upload(batch.id))
        batches.note_outcome(batches.get_content(batch.id), outcome)
        db.session.commit()
    outcome.checked = None
    with Clock("check again", timings):
        outcome = batches.check_again(batches.open_upload(batch.id))
        db.session.rollback()
    with Clock("store", timings):
        batches.store_outcome(batches.get_content(batch.id), outcome)
        db.session.commit()
    assert batches.get_content(batch.id).state is BatchState.STORED
    db.session.rollback()
    steps = ", ".join(f"{one.step} {one.wall_s:.1f} s ({one.cpu_s:.1f} s cpu)" for one in timings)
    total = sum(one.wall_s for one in timings)
    cpu = sum(one.cpu_s for one in timings)
    tell(f"{name}: {total:.1f} s ({cpu:.1f} s cpu) = {steps}; {memory()}")


class Clock:
    """Measures a block."""

    def __init__(self, step: str, timings: list[Timing]) -> None:
        """Name the step."""
        self._step, self._timings = step, timings

    def __enter__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), cpu_seconds()

    def __exit__(self, *_error: object) -> None:
        self._timings.append(Timing(self._step, time.perf_counter() - self._wall, cpu_seconds() - self._cpu))


def cpu_seconds() -> float:
    """Return processor seconds of this process and of its ended children."""
    own = time.process_time()
    if sys.platform == "win32":
        return own
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + children.ru_utime + children.ru_stime


def memory() -> str:
    """Return the peak memory of this process and of its largest child."""
    if sys.platform == "win32":
        return "memory not measured"
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"peak memory {own} MB, parser {child} MB"


def tell(text: str) -> None:
    """Write one line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", type=int, nargs="+")
    parser.add_argument("--database-url", default="", help="an empty database; without it a new SQLite file")
    arguments = parser.parse_args()
    for teachers in arguments.teachers:
        with tempfile.TemporaryDirectory() as folder:
            run(teachers, arguments.database_url or f"sqlite:///{folder}/benchmark.sqlite3", Path(folder))


if __name__ == "__main__":
    main()
