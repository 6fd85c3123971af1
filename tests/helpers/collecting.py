"""A round as schools live it: a county with schools and teachers, books filled in with openpyxl as Excel would leave them."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from sqlalchemy import select

from staffing.collecting import files, queries
from staffing.collecting.choosing import USUAL_SHEETS
from staffing.collecting.jobs import run_collection
from staffing.collecting.models import CollectionRound, SchoolReturn
from staffing.collecting.operations import open_round
from staffing.core.school_year import today
from staffing.extensions import db
from staffing.jobs.models import Job
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

HEADING_ROW = 2


class DoneAtOnce:
    """Stands for a running attempt: everything in the transaction of the test."""

    def __init__(self, job: Job) -> None:
        """Take the job's order."""
        self.facts = type("Facts", (), {"subject": job.subject, "payload": job.payload, "created_by": job.created_by})()

    def reading(self):
        """Give the session of the test."""
        return io.StringIO()

    writing = reading

    def publish(self, result=None):
        """Give the session of the test."""
        return io.StringIO()

    def report(self, phase, **figures):
        """Note nothing."""

    def should_stop(self):
        """Go on."""
        return False

    def refuse_if_void(self):
        """Go on."""


def run_waiting() -> None:
    """Let the worker do the job that was asked for last."""
    db.session.flush()
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    run_collection(DoneAtOnce(job))
    db.session.flush()
    db.session.execute(Job.__table__.update().values(state="done"))
    db.session.expire_all()


def create_schools(county, number: int, *, teachers: int = 2) -> list:
    """Store schools with a section of the county's year and some teachers each."""
    schools = []
    for _ in range(number):
        school = create_school(county=county)
        section = create_section(school=school)
        for _ in range(teachers):
            create_teacher(section=section)
        schools.append(school)
    return schools


def create_round(user, schools: Sequence, *, sheets: Mapping[str, Sequence[str]] | None = None, name: str = "秋季采集",
                 due_on: dt.date | None = None, made: bool = True) -> CollectionRound:
    """Open a round and let the worker make its books."""
    one = open_round(who=user, name=name, school_year=2026, due_on=due_on or today(), note="", school_ids=[school.id for school in schools],
                     sheets=sheets if sheets is not None else dict.fromkeys(USUAL_SHEETS, ALL_COLUMNS))
    if made:
        run_waiting()
    return db.session.get_one(CollectionRound, one.id)


ALL_COLUMNS = ["work_began_on", "phone", "id_number", "remark", "status", "employed_from", "subject", "pupils_1", "classes_1", "granted_on",
               "academic_degree", "issued_on"]


def part_of(one: CollectionRound, school) -> SchoolReturn:
    """Return a school's part with its files, as it is now."""
    db.session.flush()
    return queries.get_return(one, school.id, with_files=True)


def book_of(one: CollectionRound, school) -> bytes:
    """Return the book made for a school."""
    return files.open_book(part_of(one, school))


def filled(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return the book after somebody has worked in it."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def put(sheet: str, row: int, heading: str, value) -> Callable[[openpyxl.Workbook], None]:
    """Return a change that types a value; ``row`` counts the rows of data from 0."""

    def change(workbook: openpyxl.Workbook) -> None:
        headings = [cell.value for cell in workbook[sheet][HEADING_ROW]]
        workbook[sheet].cell(HEADING_ROW + 1 + row, headings.index(heading) + 1).value = value

    return change


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def send(client, address: str, content: bytes, name: str = "表.xlsx"):
    """Upload a file and return the page that follows."""
    return client.post(address, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data", follow_redirects=True)
