"""A whole collection in a loaded county: all books made, filled in as schools would, taken back as one zip, merged.

``python -m tests.benchmarks.collecting FOLDER`` works on the installation in FOLDER (a copy of one with the demonstration
county, whose records it changes) and prints what each step took. Twenty of the schools make mistakes.
"""

import datetime as dt
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from sqlalchemy import func, select

from staffing import create_app
from staffing.accounts.models import User
from staffing.collecting import files, operations, queries
from staffing.collecting.choosing import optional_columns
from staffing.collecting.jobs import sheets_of
from staffing.collecting.models import CollectionRound, ReturnState, SchoolReturn
from staffing.config import Config
from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.extensions import db
from staffing.jobs.attempts import run_job
from staffing.jobs.models import Job, JobState
from staffing.schools.models import County
from staffing.schools.queries import list_schools_of_county
from staffing.teachers.models import Teacher
from tests.helpers.collecting import packed

FAULTY = 20
REMARK = "采集时核对㛃䶮"
# What schools get wrong: a word of no list, no name, a birth date that cannot be, a wrong check digit, two days in the wrong order.
MISTAKES = (("教师", "性别", "不详"), ("教师", "姓名", None), ("教师", "出生日期", "1985-13-45"), ("教师", "身份证号", "420001198505010021"),
            ("任职经历", "结束日期", "1950-01-01"))


def tell(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def timed(what: str, act: Callable[[], None]) -> None:
    """Do a step and print what it took."""
    began, used = time.perf_counter(), processor_s()
    act()
    tell(f"{what}: {time.perf_counter() - began:.1f} s (processor {processor_s() - used:.1f} s)")


def processor_s() -> float:
    """Return the processor seconds of this process and of the readers it started."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def run_last(app) -> None:
    """Let this process be the worker."""
    job_id = db.session.scalars(select(Job.id).order_by(Job.id.desc())).first()
    db.session.rollback()
    run_job(app, job_id)
    db.session.expire_all()
    state = db.session.get_one(Job, job_id).state
    assert state is JobState.DONE, state


def filled_in(content: bytes, number: int) -> bytes:
    """Return a book as its school leaves it: a remark for the first person, a mistake in every fourth book of the first eighty."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    _put(workbook, "教师", "备注", REMARK)
    if number % 4 == 0 and number < 4 * FAULTY:
        _put(workbook, *MISTAKES[number // 4 % len(MISTAKES)])
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _put(workbook: openpyxl.Workbook, sheet: str, heading: str, value: object) -> None:
    headings = [cell.value for cell in workbook[sheet][2]]
    workbook[sheet].cell(3, headings.index(heading) + 1).value = value


def counts(round_id: int) -> dict[ReturnState, int]:
    """Return how many schools are in each state."""
    return queries.count_returns([round_id])[round_id]


def collect(app) -> None:
    """Live through one round."""
    county = db.session.scalars(select(County).order_by(County.id)).first()
    officer = db.session.scalars(select(User).where(User.county_id == county.id, User.role == Role.OFFICER)).first()
    sheets = {sheet.code: [column.code for column in optional_columns(sheet)] for sheet in sheets_of(county)}
    schools = list_schools_of_county(county.id)
    one = operations.open_round(who=officer, name=f"测速 {dt.datetime.now(dt.UTC):%H%M%S}", school_year=county.school_year, due_on=today(), note="",
                                school_ids=[school.id for school in schools], sheets=sheets)
    db.session.commit()
    round_id = one.id
    timed(f"made {len(schools)} workbooks with all sheets and columns", lambda: run_last(app))
    books = [(item.school.name, files.open_book(item)) for item in queries.list_files(round_id, marked=False)]
    tell(f"books: {len(books)}, {sum(len(book) for _, book in books) / 1e6:.1f} MB")
    members = {f"{number}.xlsx": filled_in(book, number) for number, (_, book) in enumerate(books)}
    one = db.session.get_one(CollectionRound, round_id)
    operations.hand_in(one, packed(members), file_name="交来.zip", who=db.session.get_one(User, officer.id))
    db.session.commit()
    timed("read and checked the zip", lambda: run_last(app))
    assert counts(round_id) == {ReturnState.FAULTY: FAULTY, ReturnState.READY: len(schools) - FAULTY}, counts(round_id)
    one = db.session.get_one(CollectionRound, round_id)
    ready = {item.id: item.batch.records_digest for item in queries.list_returns(round_id) if item.state is ReturnState.READY}
    assert {item.record_count for item in queries.list_returns(round_id) if item.state is ReturnState.READY} == {1}
    operations.ask_to_merge(one, ready, who=db.session.get_one(User, officer.id))
    db.session.commit()
    timed(f"merged {len(ready)} schools", lambda: run_last(app))
    assert counts(round_id) == {ReturnState.FAULTY: FAULTY, ReturnState.MERGED: len(schools) - FAULTY}, counts(round_id)
    changed = db.session.scalar(select(func.count()).select_from(Teacher).where(Teacher.remark == REMARK))
    assert changed == len(schools) - FAULTY, changed
    tell("faults: " + ", ".join(sorted(fault["code"] for item in db.session.scalars(select(SchoolReturn).where(
        SchoolReturn.round_id == round_id, SchoolReturn.state == ReturnState.FAULTY)) for fault in item.batch.faults)))


def main() -> None:
    """Measure on the installation in the folder given."""
    app = create_app(Config(instance_dir=Path(sys.argv[1])))
    with app.app_context():
        collect(app)


if __name__ == "__main__":
    main()
