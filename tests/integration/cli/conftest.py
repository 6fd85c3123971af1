"""A database of its own for each test of the command line, and a way to run commands as a script would."""

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest

from staffing.cli.entry import main
from staffing.config import Config


class Answer(NamedTuple):
    """What a command leaves behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict]:
        """Return the rows of an answer in JSON."""
        return json.loads(self.out)


@pytest.fixture
def installation(tmp_path, monkeypatch) -> Config:
    """Return the settings of an embedded installation in a folder of its own, in the environment of this test."""
    monkeypatch.setenv("STAFFING_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("STAFFING_OUTPUT_DIR", str(tmp_path / "out"))
    monkeypatch.setenv("STAFFING_ARGON2_TIME_COST", "1")
    monkeypatch.setenv("STAFFING_ARGON2_MEMORY_KIB", "1024")
    monkeypatch.delenv("STAFFING_DATABASE_URL", raising=False)
    return Config()


@pytest.fixture
def staffing(installation, capsys) -> Callable[..., Answer]:
    """Return a runner of commands: ``staffing("users", "list")``."""

    def run(*words: str) -> Answer:
        capsys.readouterr()
        try:
            code = main(list(words))
        except SystemExit as ending:
            code = int(ending.code or 0)
        captured = capsys.readouterr()
        return Answer(int(code), captured.out, captured.err)

    return run
