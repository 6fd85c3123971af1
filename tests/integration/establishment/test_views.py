"""Ledger, pool and proposals from outside: sums, warnings, refusals, adoption with audit, two officers at once, exports."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.core.spreadsheets.reading import read_book
from staffing.establishment.ledger import gather_ledger
from staffing.establishment.models import CountyPosts, PoolLoan, PostProposal, ProposalState
from staffing.extensions import db
from staffing.schools.models import AuthorisedPosts
from staffing.schools.queries import posts_by_school_on
from staffing.teachers.enums import EmploymentKind
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

ON = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture
def schools(county):
    """Return a large school with three established teachers and a full one with two, a contract teacher besides."""
    made = [create_school(county=county, name=f"演示{number}校", posts=posts) for number, posts in enumerate((8, 2))]
    for school, pupils, staff in zip(made, (30, 10), (3, 3), strict=True):
        section = create_section(school=school, pupils_by_grade=pupils)
        for number in range(staff):
            create_teacher(section=section, kind=EmploymentKind.CONTRACT if number == 0 else EmploymentKind.ESTABLISHED)
    return made


def file(officer, posts="14", day="2026-09-01"):
    return officer.post("/establishment/total", data={"valid_from": day, "posts": posts, "source": "演编办1号"})


def propose(officer, reserve="1", name="甲案"):
    sent = officer.post("/establishment/proposals", data={"name": name, "reserve": reserve})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return db.session.scalars(select(PostProposal).where(PostProposal.name == name)).one()


def test_ledger_counts_established_staff_against_posts_and_the_total(officer, county, schools):
    ledger = gather_ledger(county, ON)
    assert [(row.posts, row.established, row.vacant) for row in ledger.rows] == [(8, 2, 6), (2, 2, 0)]
    assert (ledger.allotted, ledger.unallotted, ledger.free_in_pool) == (10, None, None)
    assert "尚未登记" in officer.get("/establishment/").get_data(as_text=True)
    assert file(officer).status_code == 303
    assert file(officer).status_code == 200, "the same day again"
    assert file(officer, "16", "2027-01-01").status_code == 303
    ledger = gather_ledger(county, ON)
    assert (ledger.total.posts, ledger.unallotted) == (14, 4)
    assert [row.valid_to for row in db.session.scalars(select(CountyPosts).order_by(CountyPosts.valid_from))] == [dt.date(2027, 1, 1), None]


def test_posts_are_lent_within_the_pool_warned_of_and_returned(officer, county, schools):
    loan = {"school_id": schools[1].id, "posts": "3", "lent_on": "2026-09-01", "due_on": "2026-12-31", "reason": "音乐教师"}
    assert "先登记" in officer.post("/establishment/loans/new", data=loan).get_data(as_text=True)
    file(officer)
    assert "只剩" in officer.post("/establishment/loans/new", data={**loan, "posts": "5"}).get_data(as_text=True)
    assert officer.post("/establishment/loans/new", data={**loan, "due_on": "2026-08-31"}).status_code == 200
    assert officer.post("/establishment/loans/new", data=loan).status_code == 303
    ledger = gather_ledger(county, ON)
    assert (ledger.lent, ledger.free_in_pool, [row.vacant for row in ledger.rows]) == (3, 1, [6, 3])
    assert "即将到期" in officer.get("/establishment/").get_data(as_text=True)
    stored = db.session.scalars(select(PoolLoan)).one()
    change = {"due_on": "2027-08-31", "returned_on": "", "reason": "音乐教师", "version": stored.version, "seen": "0"}
    assert officer.post(f"/establishment/loans/{stored.id}", data=change).status_code == 303
    assert "即将到期" not in officer.get("/establishment/").get_data(as_text=True)
    assert officer.post(f"/establishment/loans/{stored.id}", data=change).status_code == 409
    back = {**change, "version": str(stored.version), "returned_on": "2026-11-25"}
    assert officer.post(f"/establishment/loans/{stored.id}", data=back).status_code == 303
    assert gather_ledger(county, ON).lent == 0
    assert [event.action for event in db.session.scalars(select(AuditEvent).where(AuditEvent.action.in_(("posts_lent", "loan_changed"))).order_by(AuditEvent.id))] == [
        "posts_lent", "loan_changed", "loan_changed"]


def test_proposal_is_adjusted_inside_the_total_and_adopted_with_its_day(officer, county, schools):
    file(officer)
    proposal = propose(officer)
    assert (proposal.total, proposal.posts <= 13, [row.before for row in proposal.rows]) == (13, True, [8, 2])
    path = f"/establishment/proposals/{proposal.id}"
    ids = [row.id for row in proposal.rows]
    assert "多出" in officer.post(f"{path}/adjust", data={f"posts-{ids[0]}": "90", "version": proposal.version}, follow_redirects=True).get_data(as_text=True)
    assert "整数" in officer.post(f"{path}/adjust", data={f"posts-{ids[0]}": "-1", "version": proposal.version}, follow_redirects=True).get_data(as_text=True)
    old = proposal.version
    officer.post(f"{path}/adjust", data={f"posts-{ids[0]}": "7", f"posts-{ids[1]}": "5", "version": old})
    db.session.refresh(proposal)
    assert ([row.posts for row in proposal.rows], proposal.version > old) == ([7, 5], True)
    assert "已修改" in officer.post(f"{path}/adjust", data={f"posts-{ids[0]}": "5", "version": old}, follow_redirects=True).get_data(as_text=True)
    assert officer.post(f"{path}/adopt", data={"effective_on": "", "source": "", "version": proposal.version}).status_code == 200
    assert officer.post(f"{path}/adopt", data={"effective_on": "2027-01-01", "source": "演编办2号", "version": proposal.version}).status_code == 303
    assert posts_by_school_on(county.id, ON) == {schools[0].id: 8, schools[1].id: 2}
    assert posts_by_school_on(county.id, dt.date(2027, 1, 1)) == {schools[0].id: 7, schools[1].id: 5}
    db.session.refresh(proposal)
    assert proposal.state is ProposalState.ADOPTED
    actions = [event.action for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert actions.count("proposal_adjusted") == 2
    assert {"posts_proposed", "proposal_adopted", "posts_set"} <= set(actions)
    assert "只有草案" in officer.post(f"{path}/discard", data={"version": proposal.version}, follow_redirects=True).get_data(as_text=True)


def test_adoption_on_the_first_day_of_a_record_corrects_it(officer, county, schools):
    file(officer)
    proposal = propose(officer)
    row = proposal.rows[0]
    row.posts = 9
    db.session.add(AuthorisedPosts(school_id=schools[1].id, valid_from=dt.date(2030, 1, 1), posts=7))
    db.session.flush()
    sent = {"effective_on": "2000-09-01", "source": "演编办3号", "version": proposal.version}
    assert officer.post(f"/establishment/proposals/{proposal.id}/adopt", data=sent).status_code == 303
    assert posts_by_school_on(county.id, ON)[schools[0].id] == 9


def test_proposal_is_refused_without_total_or_below_the_staff(officer, schools):
    assert "先登记" in officer.post("/establishment/proposals", data={"name": "甲案", "reserve": "0"}).get_data(as_text=True)
    file(officer, "3")
    assert "在编人员" in officer.post("/establishment/proposals", data={"name": "甲案", "reserve": "0"}).get_data(as_text=True)
    assert db.session.scalars(select(PostProposal)).all() == []


def test_filing_sheet_and_proposal_leave_as_workbooks(officer, county, schools):
    file(officer)
    proposal = propose(officer)
    book = read_book(officer.post("/establishment/export/ledger.xlsx").data)
    assert [sheet.title for sheet in book.sheets] == ["编制台账", "周转池", "岗位职数"]
    assert officer.post(f"/establishment/export/proposal.xlsx?proposal_id={proposal.id}").status_code == 200
    assert officer.post("/establishment/export/proposal.xlsx?proposal_id=999").status_code == 404
    assert officer.post("/establishment/export/other.xlsx").status_code == 404


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.CLERK])
def test_others_may_read_at_most(client_as, schools, role):
    client = client_as(role, school=schools[0] if role is Role.CLERK else None)
    assert client.get("/establishment/").status_code == (403 if role is Role.CLERK else 200)
    assert client.get("/establishment/loans/new").status_code == 403
    if role is not Role.CLERK:
        assert client.post("/establishment/proposals", data={"name": "甲案", "reserve": "0"}).status_code == 200
        assert not re.search(r"<form[^>]*class=\"card\"", client.get("/establishment/proposals").get_data(as_text=True))
