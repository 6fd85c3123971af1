"""``staffing import``: faults told, clean files stored only when confirmed."""

import pytest

from staffing import create_app
from staffing.config import Config
from staffing.extensions import db
from tests.factories.schools import create_county, create_school

HEAD = "学校名称,学校标识码,办学类型,隶属,城乡分类"


@pytest.fixture
def county(staffing) -> str:
    """Store a county with one school and return its code."""
    assert staffing("db", "upgrade").code == 0
    with create_app(Config()).app_context():
        county = create_county()
        create_school(county=county, name="演示第一小学")
        code = county.code
        db.session.commit()
        db.engine.dispose()
    return code


def test_file_that_is_no_spreadsheet_is_refused(staffing, county, tmp_path):
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"%PDF-1.7 no spreadsheet")
    answer = staffing("import", str(path))
    assert answer.code == 1
    assert answer.err.strip()


def test_absent_file_is_told(staffing, county, tmp_path):
    answer = staffing("import", str(tmp_path / "absent.xlsx"))
    assert answer.code == 1
    assert "absent.xlsx" in answer.err


def test_unknown_school_is_told(staffing, county, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(HEAD, encoding="utf-8")
    assert staffing("import", str(path), "--school", "nowhere").code == 1


@pytest.mark.slow
def test_workbook_with_faults_is_told_row_by_row_and_a_clean_one_stored_when_confirmed(staffing, installation):
    staffing("db", "upgrade")
    assert staffing("demo", "--schools", "8").code == 0
    books = sorted(installation.output_dir.glob("*.xlsx"), key=lambda path: len(path.name))
    faulty = staffing("import", str(books[1]), "--format", "json")
    assert faulty.code == 4
    assert {"sheet", "place", "reason", "remedy"} <= set(faulty.rows[0])
    clean = staffing("import", str(books[0]), "--format", "json")
    assert clean.code == 0
    assert sum(row["new"] + row["changed"] for row in clean.rows) == 0
    assert "--confirm" in clean.err
    stored = staffing("import", str(books[0]), "--confirm")
    assert stored.code == 0
    assert "已保存" in stored.err
