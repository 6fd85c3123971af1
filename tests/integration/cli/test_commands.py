"""What holds for every command: help in both languages, exit codes, no work on an old database, rows in three forms."""

import io
import json

import pytest

from staffing.cli.entry import COMMANDS, build_parser
from staffing.cli.output import Column, Progress, print_rows, width
from staffing.config import Config
from staffing.core.migrating import newest_revision

COLUMNS = [Column("name", "姓名"), Column("number", "数量")]
ROWS = [{"name": "王", "number": 12, "secret": "not asked for"}, {"name": "欧阳,\n演示", "number": None}]


def printed(form: str) -> str:
    """Return the rows in a form."""
    stream = io.StringIO()
    print_rows(COLUMNS, ROWS, form=form, to=stream)
    return stream.getvalue()


def test_table_is_aligned_when_names_are_chinese():
    lines = printed("table").splitlines()
    assert [line.split()[-1] for line in lines] == ["数量", "12", "—"]
    starts = [width(line[:len(line) - len(line.split()[-1])]) for line in lines]
    assert len(set(starts)) == 1


def test_json_carries_keys_and_plain_values():
    assert json.loads(printed("json")) == [{"name": "王", "number": 12}, {"name": "欧阳,\n演示", "number": None}]


def test_csv_carries_keys_and_quotes_what_needs_it():
    assert printed("csv").splitlines() == ["name,number", "王,12", '"欧阳, 演示",']


def test_progress_is_written_anew_when_it_is_kept_in_a_file():
    stream = io.StringIO()
    progress = Progress(stream)
    for message in ("1/2", "1/2", "2/2"):
        progress.show(message)
    progress.end()
    assert stream.getvalue() == "1/2\n2/2\n"


def test_every_command_explains_itself(staffing):
    answer = staffing("--help")
    assert answer.code == 0
    names = list(build_parser()._subparsers._group_actions[0].choices)
    assert len(names) == len(COMMANDS)
    for name in names:
        assert staffing(name, "--help").code == 0
        assert name in answer.out


def test_help_speaks_english_when_asked(staffing, monkeypatch):
    assert "备份" in staffing("--help").out
    monkeypatch.setenv("STAFFING_DEFAULT_LOCALE", "en")
    assert "serve the pages" in staffing("--help").out


def test_wrong_command_line_is_told_when_nothing_fits(staffing):
    assert staffing("nonsense").code == 2
    assert staffing().code == 2


@pytest.mark.parametrize("words", [("users", "list"), ("serve",), ("users", "first")])
def test_command_refuses_a_database_when_its_structure_is_not_the_newest(staffing, words):
    answer = staffing(*words)
    assert answer.code == 3
    assert newest_revision() in answer.err
    assert answer.out == ""


def test_wrong_settings_are_told_without_their_values(staffing, monkeypatch):
    monkeypatch.setenv("STAFFING_SECRET_KEY", "short-and-secret")
    answer = staffing("db", "upgrade")
    assert answer.code == 3
    assert "STAFFING_SECRET_KEY" in answer.err
    assert "short-and-secret" not in answer.err


def test_unreachable_database_is_told(staffing, monkeypatch, tmp_path):
    monkeypatch.setenv("STAFFING_DATABASE_URL", f"sqlite:///{tmp_path / 'absent' / 'folder' / 'x.sqlite3'}")
    answer = staffing("users", "list")
    assert answer.code == 3
    assert answer.err


def test_production_refuses_to_start_when_keys_are_missing(monkeypatch, staffing):
    monkeypatch.setenv("STAFFING_MODE", "production")
    assert staffing("db", "upgrade").code == 3


def test_embedded_keys_are_readable_by_the_owner_only(installation: Config):
    assert (installation.instance_dir / "secrets.json").stat().st_mode & 0o077 == 0
