"""Pages of inspection from outside: roles, years, entering and pasting statistics, conflict, package with manifest, a second person."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import openpyxl
import pytest
from flask import current_app
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.inspection.codes import HonestyCheck, PackageState
from staffing.inspection.models import EvidencePackage, ReportedFigures
from staffing.jobs.worker import run_waiting_jobs
from tests.factories.accounts import create_user
from tests.factories.inspection import YEAR, create_inspected_county
from tests.factories.schools import create_county
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

ON = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture(autouse=True)
def long_lease(app, monkeypatch):
    """Renewing is a second writer beside the test's own transaction: on a busy machine a package takes longer than a lease."""
    monkeypatch.setattr(app.config["STAFFING"], "job_lease_s", 600)


@pytest.fixture
def inspected(app):
    return create_inspected_county()


@pytest.fixture
def client_of(app, inspected):
    return lambda role: sign_in_client(app, create_user(county=inspected.county, role=role))


@pytest.fixture
def officer(client_of):
    return client_of(Role.OFFICER)


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


def test_overview_shows_the_numbers_and_leads_to_each_check(officer, inspected):
    page = body(officer, f"/inspection/?year={YEAR}")
    assert "53.3 %" in page
    assert "剔除以上全部" in page
    for check in HonestyCheck:
        assert f"/inspection/honesty/{check.value}" in page
        assert "演示" in body(officer, f"/inspection/honesty/{check.value}?year={YEAR}&source=records")
    assert "演示反复" in body(officer, f"/inspection/honesty/repeated?year={YEAR}")
    assert officer.get("/inspection/honesty/gossip").status_code == 404
    assert officer.get("/inspection/?year=1999").status_code == 404
    assert "演示短期" in body(officer, f"/inspection/rotated?year={YEAR}&school_id={inspected.sections['town'].school_id}")
    assert "演示清楚" in body(officer, f"/inspection/flow?year={YEAR}")


def test_inspectors_read_and_schools_do_not(client_of, inspected):
    inspector = client_of(Role.INSPECTOR)
    assert body(inspector, f"/inspection/sample?year={YEAR}&seed=7&size=2").count("grey small") >= 2
    assert inspector.get(f"/inspection/statistics/{inspected.sections['town'].school_id}").status_code == 403
    assert inspector.post("/inspection/national.xlsx").status_code == 403
    assert client_of(Role.AUDITOR).get("/inspection/").status_code == 403


def test_a_sample_without_a_seed_is_drawn_and_kept_in_the_address(officer, inspected):
    answer = officer.get(f"/inspection/sample?year={YEAR}")
    assert answer.status_code == 302
    assert "seed=" in answer.location
    assert officer.post(f"/inspection/export/sample.xlsx?year={YEAR}&seed=7&size=3").status_code == 200


def test_every_list_leaves_with_an_audit_line(officer, inspected):
    for listing in ("numbers", "honesty", "flow", "reconciliation", "sample"):
        for wanted in ("xlsx", "csv", "html"):
            assert officer.post(f"/inspection/export/{listing}.{wanted}?year={YEAR}").status_code == 200
    assert officer.post(f"/inspection/national.xlsx?year={YEAR}").status_code == 200
    assert officer.post(f"/inspection/report.docx?year={YEAR}").status_code == 200
    for code in ("numbers", "honesty", "flow", "reconciliation", "sample", "national"):
        assert officer.post(f"/exports/inspection_{code}.xlsx").status_code == 200
    lines = list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == "list_exported")))
    assert len(lines) == 3 * 5 + 1 + 1 + 6


def test_statistics_are_entered_corrected_and_meet_the_conflict(officer, inspected):
    school = inspected.sections["town"].school
    address = f"/inspection/statistics/{school.id}?year={YEAR}"
    assert officer.post(address, data={"teachers": "-1"}).status_code == 200
    assert officer.post(address, data={"teachers": "9", "pupils": "270", "explanation": "产假未报"}).status_code == 303
    row = db.session.scalars(select(ReportedFigures)).one()
    assert (row.teachers, row.pupils, row.backbone, row.explanation) == (9, 270, None, "产假未报")
    page = body(officer, f"/inspection/statistics?year={YEAR}")
    assert "产假未报" in page
    stale = {"version": str(row.version), "seen": "0", "teachers": "8", "pupils": "270", "explanation": "产假未报"}
    assert officer.post(address, data={**stale, "teachers": "10"}).status_code == 303
    assert officer.post(address, data=stale).status_code == 409


def test_a_pasted_table_is_stored_whole_or_not_at_all(officer, inspected):
    names = [inspected.sections[key].school.name for key in ("town", "village")]
    bad = f"学校\t专任教师\t在校生\n{names[0]}\t9\t270\n没有的学校\t1\n{names[1]}\t九\n{names[0]}\t9"
    page = officer.post(f"/inspection/statistics/paste?year={YEAR}", data={"table": bad}).get_data(as_text=True)
    assert "第 3 行" in page
    assert "第 4 行" in page
    assert "第 5 行" in page
    assert db.session.scalars(select(ReportedFigures)).all() == []
    good = f"学校\t专任教师\t在校生\n{names[0]}\t9\t２７０\t8\t7\t1\n{names[1]}\t6\t\n"
    assert officer.post(f"/inspection/statistics/paste?year={YEAR}", data={"table": good}).status_code == 303
    rows = {row.school.name: row for row in db.session.scalars(select(ReportedFigures))}
    assert (rows[names[0]].pupils, rows[names[0]].pe_arts, rows[names[1]].teachers, rows[names[1]].pupils) == (270, 1, 6, None)


def make(client):
    assert client.post(f"/inspection/packages?year={YEAR}").status_code == 303
    run_waiting_jobs(current_app._get_current_object())
    db.session.expire_all()
    return db.session.scalars(select(EvidencePackage).order_by(EvidencePackage.id.desc())).first()


def test_package_holds_what_its_manifest_says(officer, inspected):
    package = make(officer)
    assert (package.state, package.message) == (PackageState.READY, "")
    assert "演示" in body(officer, f"/inspection/packages/{package.id}")
    sent = officer.post(f"/inspection/packages/{package.id}/file")
    assert hashlib.sha256(sent.data).hexdigest() == package.sha256
    with zipfile.ZipFile(io.BytesIO(sent.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["00_材料清单.json"])
    assert manifest["numbers"] == {"eligible": 15, "rotated": 8, "backbone": 6}
    assert {one["file"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if not name.startswith("00_")}
    assert any(name.startswith("10_文书/") and name.endswith(".docx") for name in files)
    assert any(name.startswith("01_") and "统计表" in name for name in files)
    assert any("没有已批准的方案版本" in one["note"] for one in manifest["missing"])
    book = openpyxl.load_workbook(io.BytesIO(files["00_材料清单.xlsx"]))
    assert {one["file"] for one in manifest["files"]} <= {row[1] for row in book.active.values}
    for one in manifest["files"]:
        assert {"file", "rows", "source", "sha256", "made_at", "ruleset"} <= one.keys()


def test_a_large_package_waits_for_a_second_person(officer, client_of, inspected, monkeypatch):
    monkeypatch.setattr(current_app.config["STAFFING"], "export_rows_alone", 1)
    package = make(officer)
    assert package.state is PackageState.WAITING
    assert officer.post(f"/inspection/packages/{package.id}/file").status_code == 303
    officer.post(f"/inspection/packages/{package.id}/agree")
    db.session.expire_all()
    assert package.state is PackageState.WAITING, "not by the person who asked"
    leader = client_of(Role.LEADER)
    assert leader.post(f"/inspection/packages/{package.id}/agree").status_code == 303
    assert officer.post(f"/inspection/packages/{package.id}/file").status_code == 200
    stranger = sign_in_client(current_app._get_current_object(), create_user(county=create_county(), role=Role.OFFICER))
    assert stranger.post(f"/inspection/packages/{package.id}/file").status_code == 404


def test_statements_do_not_grow_with_the_rotations(officer, inspected):
    addresses = [f"/inspection/?year={YEAR}", f"/inspection/rotated?year={YEAR}", f"/inspection/flow?year={YEAR}", f"/inspection/statistics?year={YEAR}",
                 f"/inspection/sample?year={YEAR}&seed=1&size=100"]
    body(officer, addresses[0])
    numbers = []
    for address in addresses:
        with counted_statements() as seen:
            body(officer, address)
        numbers.append(len(seen))
    assert max(numbers) <= 45, dict(zip(addresses, numbers, strict=True))
