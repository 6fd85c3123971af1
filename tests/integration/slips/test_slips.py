"""Slips from outside: printed once, entered by code, locked after failures, dead after a reprint; nothing of the code is kept."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.eligibility.enums import EligibilityState
from staffing.extensions import db, limiter
from staffing.slips.codes import code_digest, code_fits, new_code, split_code
from staffing.slips.models import PersonalSlip, SlipSession
from staffing.slips.operations import free_codes, handle_of
from staffing.slips.queries import count_printing
from staffing.slips.sessions import COOKIE, PATH
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.slips import client_with_slip, create_slip
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}\b")


@pytest.fixture
def tiny(app):
    return create_tiny_county()


@pytest.fixture
def clerk(app, tiny):
    return sign_in_client(app, create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0]))


def print_all(client, school):
    return client.post(f"/slips/schools/{school.id}/print")


def enter(app, code):
    client = app.test_client()
    return client, client.post("/my/", data={"code": code})


def test_code_is_read_however_it_was_typed():
    code = new_code()
    assert split_code(f" {code.lower().replace('-', ' ')} ") == (code[:5], code)
    assert split_code("２" + code[1:] if code[0] == "2" else code)[1] == code
    assert split_code(code[:-1]) is None
    assert split_code("") is None


def test_digest_needs_the_installations_secret(app):
    code = new_code()
    assert code_fits(code, code_digest(code))
    assert not code_fits(new_code(), code_digest(code))
    assert code.replace("-", "") not in code_digest(code)


def test_new_codes_have_handles_of_their_own(app):
    codes = free_codes(40)
    assert len({handle_of(code) for code in codes}) == 40


def test_a_school_prints_its_slips_once(tiny, clerk):
    sheet = print_all(clerk, tiny.schools[0]).get_data(as_text=True)
    codes = CODE.findall(sheet)
    assert len(set(codes)) == 6
    assert sheet.count("data:image/svg+xml") == 6
    assert "演示教师10" not in sheet, "nobody of another school"
    again = print_all(clerk, tiny.schools[0])
    assert again.status_code == 303
    stored = db.session.scalars(select(PersonalSlip)).all()
    kept = " ".join(str(value) for slip in stored for value in vars(slip).values())
    assert not CODE.search(kept)
    told = " ".join(f"{event.changes} {event.reason}" for event in db.session.scalars(select(AuditEvent)))
    assert not any(code in told or code.replace("-", "") in told for code in codes)
    assert not CODE.search(clerk.get(f"/slips/?school={tiny.schools[0].id}").get_data(as_text=True))
    signatures = clerk.get(f"/slips/schools/{tiny.schools[0].id}/signatures").get_data(as_text=True)
    assert "演示教师00" in signatures
    assert not CODE.search(signatures)


def test_a_school_reaches_no_other_school(tiny, clerk):
    assert print_all(clerk, tiny.schools[1]).status_code == 404
    slip, _code = create_slip(tiny.year, tiny.teacher(1, 0))
    for act in ("reprint", "withdraw"):
        assert clerk.post(f"/slips/{slip.id}/{act}", data={"version": 1}).status_code == 404


def test_persons_outside_of_the_scope_get_a_slip_only_when_asked_for(tiny, clerk):
    tiny.verdicts.verdicts[0].state = EligibilityState.OUT
    db.session.flush()
    assert "演示教师00" not in clerk.get("/slips/").get_data(as_text=True)
    assert "演示教师00" in clerk.get("/slips/?everybody=1").get_data(as_text=True)
    assert [(row.persons, row.printed) for row in count_printing(tiny.year)] == [(5, 0), (3, 0), (3, 0)]


def test_the_right_code_opens_the_home_page_and_nothing_of_the_officers(app, tiny):
    _slip, code = create_slip(tiny.year, tiny.teacher(0, 0))
    client, answer = enter(app, code.lower())
    assert (answer.status_code, answer.location) == (303, "/my/home")
    page = client.get("/my/home").get_data(as_text=True)
    assert "演示教师00" in page
    assert client.get("/slips/").status_code == 302
    assert client.get("/teachers/").status_code == 302
    assert "My pages" in client.get("/my/home?language=en").get_data(as_text=True)
    assert "My pages" in client.get("/my/home").get_data(as_text=True), "the language is remembered"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "slip_entered")).one()
    assert (event.actor_id, event.actor_name, event.actor_role) == (None, "演示教师00", "by_slip")
    assert client.post("/my/leave").status_code == 303
    assert client.get("/my/home").status_code == 302


def test_wrong_codes_pause_the_slip_and_say_nothing(app, tiny):
    slip, code = create_slip(tiny.year, tiny.teacher(0, 0))
    wrong = handle_of(code) + "-22222-22222"
    answers = [enter(app, wrong)[1] for _ in range(5)]
    assert {answer.status_code for answer in answers} == {401}
    assert enter(app, code)[1].status_code == 401, "the right code does not open it during the pause"
    pages = [re.sub(r'name="csrf_token"[^>]*', "", enter(app, one)[1].get_data(as_text=True)) for one in ("22222-22222-22222", code)]
    assert pages[0] == pages[1], "the answer does not tell whether the code exists"
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "slip_refused")).all()
    assert len(refused) == 5, "the pause bounds the log"
    slip.paused_until = utc_now() - dt.timedelta(seconds=1)
    db.session.flush()
    assert enter(app, code)[1].status_code == 303


def test_guessing_is_slowed_down_by_address(session_app, app, tiny):
    _slip, code = create_slip(tiny.year, tiny.teacher(0, 0))
    limiter.enabled = True
    try:
        for _ in range(12):
            assert enter(app, code)[1].status_code == 303, "a computer of the school serves everybody"
        statuses = [enter(app, new_code())[1].status_code for _ in range(12)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert statuses[:10] == [401] * 10
    assert 429 in statuses[10:]


def test_printed_again_the_old_code_and_its_session_end(app, tiny, clerk):
    slip, code = create_slip(tiny.year, tiny.teacher(0, 0))
    client, _answer = enter(app, code)
    assert client.get("/my/home").status_code == 200
    sheet = clerk.post(f"/slips/{slip.id}/reprint", data={"version": slip.version}).get_data(as_text=True)
    (new,) = set(CODE.findall(sheet))
    assert client.get("/my/home").status_code == 302
    assert enter(app, code)[1].status_code == 401
    client, answer = enter(app, new)
    assert answer.status_code == 303
    db.session.refresh(slip)
    assert slip.issue == 2
    assert clerk.post(f"/slips/{slip.id}/withdraw", data={"version": slip.version}).status_code == 303
    assert client.get("/my/home").status_code == 302
    assert enter(app, new)[1].status_code == 401
    assert clerk.post(f"/slips/{slip.id}/reprint", data={"version": 1}).status_code == 303, "a stale button changes nothing"
    db.session.refresh(slip)
    assert slip.issue == 2


@pytest.mark.parametrize(("column", "minutes"), [("seen_at", 16), ("ends_at", 1)])
def test_the_session_ends_by_itself(app, tiny, column, minutes):
    client = client_with_slip(app, tiny.year, tiny.teacher(0, 0))
    assert client.get("/my/home").status_code == 200
    session = db.session.scalars(select(SlipSession)).one()
    setattr(session, column, utc_now() - dt.timedelta(minutes=minutes))
    db.session.flush()
    assert client.get("/my/home").status_code == 302


def test_the_cookie_stays_on_the_personal_pages(app, tiny):
    _slip, code = create_slip(tiny.year, tiny.teacher(0, 0))
    _client, answer = enter(app, code)
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith(COOKIE))
    assert {"HttpOnly", f"Path={PATH}", "SameSite=Strict"} <= set(cookie.split("; "))


def test_the_list_sends_a_fixed_number_of_statements(app, tiny, clerk):
    clerk.get("/slips/")
    with counted_statements() as one:
        clerk.get("/slips/")
    print_all(clerk, tiny.schools[0])
    with counted_statements() as many:
        clerk.get("/slips/")
    assert len(many) <= len(one)
