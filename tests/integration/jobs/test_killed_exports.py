"""An export killed with signal 9: no part of a list under its name, none without its audit line, nothing left behind."""

import io
import os
import pathlib
import zipfile

import openpyxl
import pytest
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent
from staffing.extensions import db
from tests.factories.schools import create_county
from tests.helpers import killed, sheets
from tests.helpers.killing import Installation

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]
OLD = b"the list of last year"
NAME = "师资数据"


def lines() -> int:
    db.session.rollback()
    number = db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.action == "list_exported"))
    db.session.rollback()
    return number


def is_whole(path: pathlib.Path) -> bool:
    """True if every sheet of a written list can be read to its end."""
    if path.suffix == ".xlsx":
        return len(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames) > 5
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and len(archive.namelist()) > 5


def test_no_partial_list_is_seen_when_an_export_is_killed(installation: Installation):
    county = create_county()
    sheets.store(sheets.workbook(sheets.invented(20)), county)
    db.session.commit()
    county_id, folder = county.id, installation.folder / "out"
    db.session.rollback()
    folder.mkdir()
    path = folder / f"{NAME}.xlsx"
    path.write_bytes(OLD)
    for moment in ("made", "half", "synced"):
        installation.kill_when_held(installation.start(killed.write_exports, county_id, "records", hold=moment))
        assert path.read_bytes() == OLD
        assert [one.name for one in folder.iterdir() if not one.name.startswith(".")] == [path.name]
    for moment in ("renamed", "answered"):
        before = lines()
        installation.kill_when_held(installation.start(killed.write_exports, county_id, "records", hold=moment))
        assert is_whole(path)
        assert lines() == before + 1
    assert {one.name for one in folder.iterdir()} == {f"{NAME}.xlsx", f"{NAME}.zip"}
    assert is_whole(folder / f"{NAME}.zip")
