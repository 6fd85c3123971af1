"""A check against the database: what it finds, keeps, brings back and calls mended; number of statements; who is asked."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import today, use_today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from staffing.quality import operations
from staffing.quality.checking import check_records
from staffing.quality.enums import FindingState
from staffing.quality.gathering import Scope, gather_records
from staffing.quality.models import QualityFinding, QualityRun
from staffing.quality.school_rows import Totals
from staffing.teachers.models import Certificate, Degree
from staffing.teachers.personal import set_id_number
from tests.factories.accounts import create_user
from tests.factories.quality import id_number
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements

DAY = dt.date(2026, 10, 1)


@pytest.fixture
def section(county):
    """A section with pupils, and one teacher about whom little can be said."""
    school = create_school(county=county, name="演示甲小学", longitude=114.3, latitude=29.8)
    return create_section(school=school)


@pytest.fixture
def teacher(section):
    """A teacher with a right identity number and a certificate."""
    made = create_teacher(section=section, since=dt.date(2010, 9, 1))
    set_id_number(made, id_number(made.birth_date, male=False))
    db.session.flush()
    return made


def check(county, scope=None):
    """Check and store as the job does, in this process."""
    with use_today(DAY):
        return operations.check_now(county.id, scope or Scope(), made_by=None)


def findings(county, **wanted):
    """Return the stored findings by rule."""
    db.session.expire_all()
    rows = db.session.scalars(select(QualityFinding).where(QualityFinding.county_id == county.id).filter_by(**wanted))
    return {row.rule: row for row in rows}


def remove_certificates(teacher):
    """Take the certificates away."""
    for row in db.session.scalars(select(Certificate).where(Certificate.teacher_id == teacher.id)):
        db.session.delete(row)
    db.session.flush()


def test_records_are_gathered_as_they_are_stored(county, teacher):
    records = gather_records(county.id, DAY)
    (person,) = records.persons
    assert (person.id, person.id_number, person.born) == (teacher.id, id_number(teacher.birth_date, male=False), teacher.birth_date)
    assert person.serving
    assert person.school_id == teacher.appointments[0].personnel_school_id
    (school,) = records.schools
    assert school.listed == Totals(1, 1, 1)
    assert [(row.pupils, row.classes, row.teachers) for row in school.sections] == [(270, 6, 1)]
    assert {one.rule.code for one in check_records(records)} == {"no_principal"}


def test_the_number_is_kept_out_of_print(county, teacher):
    (person,) = gather_records(county.id, DAY).persons
    assert person.id_number not in repr(person)


def test_a_finding_lives_over_checks(county, teacher):
    remove_certificates(teacher)
    run = check(county)
    first = findings(county)["certificate_missing"]
    assert (first.state, first.teacher_id, first.due_on) == (FindingState.NEW, teacher.id, DAY + dt.timedelta(days=30))
    assert run.counts == {"found": 2, "new": 2, "returned": 0, "mended": 0}
    assert check(county).counts == {"found": 2, "new": 0, "returned": 0, "mended": 0}
    db.session.add(Certificate(teacher_id=teacher.id, kind="primary", subject="语文"))
    db.session.flush()
    assert check(county).counts == {"found": 1, "new": 0, "returned": 0, "mended": 1}
    mended = findings(county)["certificate_missing"]
    assert (mended.id, mended.state, mended.mended_at is not None) == (first.id, FindingState.MENDED, True)
    remove_certificates(teacher)
    assert check(county).counts == {"found": 2, "new": 0, "returned": 1, "mended": 0}
    back = findings(county)["certificate_missing"]
    assert (back.id, back.state, back.mended_at, back.returned) == (first.id, FindingState.NEW, None, 1)


def test_an_ignored_finding_stays_so_while_the_same_is_seen(county, teacher, client_as):
    db.session.add(Degree(teacher_id=teacher.id, level="associate", academic_degree="学士"))
    db.session.flush()
    check(county)
    officer = create_user(county=county, role=Role.OFFICER)
    row = findings(county)["academic_degree_mismatch"]
    row.state, row.ignored_reason, row.ignored_by, row.ignored_details = FindingState.IGNORED, "证书已核对", officer.id, row.details
    db.session.flush()
    check(county)
    assert findings(county)["academic_degree_mismatch"].state is FindingState.IGNORED
    degree = db.session.scalar(select(Degree).where(Degree.teacher_id == teacher.id, Degree.academic_degree == "学士"))
    degree.academic_degree = "硕士"
    db.session.flush()
    assert check(county).counts["returned"] == 1
    row = findings(county)["academic_degree_mismatch"]
    assert (row.state, row.ignored_reason) == (FindingState.NEW, "证书已核对")


def test_a_check_of_one_record_leaves_the_others_alone(county, section, teacher):
    other = create_teacher(section=section, certificate=None)
    remove_certificates(teacher)
    check(county)
    db.session.add_all(Certificate(teacher_id=one.id, kind="primary", subject="语文") for one in (teacher, other))
    db.session.flush()
    check(county, Scope(teacher_id=teacher.id))
    states = {row.teacher_id: row.state for row in db.session.scalars(
        select(QualityFinding).where(QualityFinding.rule == "certificate_missing"))}
    assert states == {teacher.id: FindingState.MENDED, other.id: FindingState.NEW}


def test_a_check_of_a_school_takes_in_school_section_and_persons(county, section, teacher):
    far = create_section(school=create_school(county=county, name="演示乙小学"))
    create_teacher(section=far, certificate=None)
    remove_certificates(teacher)
    whole = check(county)
    again = check(county, Scope(school_id=section.school_id))
    assert (again.scope.value, again.persons, again.schools) == ("school", 1, 1)
    assert again.counts["mended"] == again.counts["new"] == 0
    assert 0 < again.counts["found"] < whole.counts["found"]


def test_the_schools_clerk_is_asked(county, section, teacher):
    clerk = create_user(county=county, role=Role.CLERK, school=section.school)
    remove_certificates(teacher)
    check(county)
    assert {row.assignee_id for row in findings(county).values()} == {clerk.id}


def test_the_schools_own_total_is_held_against_its_list(county, section, teacher):
    operations.report_totals(section.school, county.school_year, Totals(2, 1, 1))
    check(county)
    assert findings(county)["staff_total_differs"].details == {"part": "staff", "reported": 2, "listed": 1}
    with pytest.raises(StaffingError):
        operations.report_totals(section.school, county.school_year, Totals(1, 2, 1))


def test_the_number_of_statements_does_not_grow(county, section, teacher):
    def cost():
        with counted_statements() as seen:
            gather_records(county.id, DAY)
        return len(seen)

    before = cost()
    for _ in range(5):
        create_teacher(section=section)
    db.session.flush()
    assert cost() == before <= 24


def test_the_job_checks_the_county_and_writes_one_line(app, county, teacher):
    officer = create_user(county=county, role=Role.OFFICER)
    operations.ask_check(county.id, asked_by=officer.id)
    db.session.flush()
    run_waiting_jobs(app)
    job = db.session.scalar(select(Job).where(Job.kind == operations.CHECK_KIND))
    assert job.state is JobState.DONE
    run = db.session.scalar(select(QualityRun))
    assert (run.persons, run.made_by, run.checked_on) == (1, officer.id, today())
    lines = list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == "quality_checked")))
    assert len(lines) == 1
    assert "id_number" not in str(lines[0].changes)


def test_another_county_is_not_looked_at(county, teacher):
    other = create_county()
    assert gather_records(other.id, DAY).persons == ()
    check(county)
    with use_today(DAY):
        assert operations.check_now(other.id, Scope(), made_by=None).counts["found"] == 0
    assert {row.state for row in findings(county).values()} == {FindingState.NEW}
