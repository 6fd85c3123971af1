"""Time and memory of a foreign form: ``python -m tests.benchmarks.foreign 5000 50000``. Invented persons, a database of its own."""

import os
import resource
import sys
import tempfile
import time
import zlib
from pathlib import Path

from staffing import create_app
from staffing.config import Config
from staffing.core.migrating import upgrade
from staffing.core.spreadsheets.book import load_book
from staffing.core.spreadsheets.isolated import read_isolated_json
from staffing.extensions import db
from staffing.imports.catalogue import Scope
from staffing.imports.checking import check_book
from staffing.imports.foreign.mapping import LEFT_OUT
from staffing.imports.foreign.surveying import count_words
from staffing.imports.foreign.wording import word_tables
from staffing.imports.mapped import look_at_book
from staffing.schools.directory import SchoolDirectory
from tests.factories.schools import create_county
from tests.helpers.dirty_form import clean_form, form_workbook, soil
from tests.helpers.sheets import invented, store, workbook

SECRET = "for-measurements-only-" + "x" * 32


def peak_mb(who: int) -> int:
    """Return the greatest memory so far, in MB."""
    return resource.getrusage(who).ru_maxrss // 1024


def measure(people: int) -> None:
    """Read, map and check a dirty form of so many rows, and print seconds and memory."""
    content = form_file(people)
    county = create_county()
    rows = invented(200)
    store(workbook({code: rows[code] for code in ("schools", "sections")}), county)
    db.session.flush()
    began = time.monotonic()
    book = load_book(read := read_isolated_json(content))
    kept = len(zlib.compress(read, 1))
    del read
    parsed = time.monotonic()
    looked = look_at_book(book, county.id)
    assert looked is not None
    mapping, _shown = looked
    mapping.constants.setdefault("honour.granted_on", "2024-09-01")
    for table in word_tables(count_words(book, mapping), mapping, SchoolDirectory(county.id), choices={}):
        mapping.words[table.target.code] = {line.word: LEFT_OUT if line.meaning is None else line.meaning for line in table.lines}
    seen = time.monotonic()
    checked = check_book(book, Scope(county.id), mapping=mapping)
    done = time.monotonic()
    sys.stdout.write(f"{people} rows, {len(content) / 1e6:.1f} MB, kept {kept / 1e6:.1f} MB: read {parsed - began:.1f} s, look and words {seen - parsed:.1f} s, "
          f"check {done - seen:.1f} s; faults {checked.report.fault_count}, remarks {checked.report.remark_count}; "
          f"peak {peak_mb(resource.RUSAGE_SELF)} MB, parser {peak_mb(resource.RUSAGE_CHILDREN)} MB\n")


def form_file(people: int) -> bytes:
    """Return the dirty form as a workbook, made in a child process so that its memory is not counted here."""
    path = Path(tempfile.gettempdir()) / f"staffing-form-{people}-{os.getpid()}.xlsx"
    child = os.fork()
    if child == 0:
        path.write_bytes(form_workbook(soil(clean_form(people, schools=3), each=10)))
        os._exit(0)
    os.waitpid(child, 0)
    content = path.read_bytes()
    path.unlink()
    return content


def main() -> None:
    """Measure every size asked for."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(mode="testing", database_url=f"sqlite:///{folder}/db.sqlite3", instance_dir=Path(folder), output_dir=Path(folder) / "out",
                        secret_key=SECRET, field_key=SECRET, index_key=SECRET, audit_key=SECRET)
        with create_app(config).app_context():
            upgrade(db.engine)
            for people in map(int, sys.argv[1:]):
                measure(people)
                db.session.rollback()


if __name__ == "__main__":
    main()
