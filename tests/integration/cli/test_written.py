"""A later start leaves the lists alone while nothing they say has changed, and writes them again when it has."""

import pytest
from flask import Flask

from staffing.audit.record import record
from staffing.cli.written import note_written, written_lists


@pytest.fixture
def folder(app: Flask, county, tmp_path):
    record("school_created", county, county_id=county.id, changes={})
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"list")
    note_written(tmp_path, county.id, [{"code": "x", "file": str(path), "rows": 1}])
    return tmp_path


def test_lists_hold_while_records_are_only_read(folder, county):
    record("signed_in", county, county_id=county.id, changes={})
    record("list_exported", county, county_id=county.id, changes={})
    assert [row["code"] for row in written_lists(folder, county.id)] == ["x"]


def test_lists_are_written_again_when_a_record_has_changed(folder, county):
    record("school_corrected", county, county_id=county.id, changes={})
    assert written_lists(folder, county.id) is None


def test_lists_are_written_again_when_one_is_gone_or_the_note_cannot_be_read(folder, county):
    (folder / "名册.xlsx").unlink()
    assert written_lists(folder, county.id) is None
    (folder / ".written.json").write_text("{", encoding="utf-8")
    assert written_lists(folder, county.id) is None


def test_lists_are_written_again_when_the_program_has_changed(folder, county, monkeypatch):
    monkeypatch.setattr("staffing.cli.written._program", lambda: 0)
    assert written_lists(folder, county.id) is None
