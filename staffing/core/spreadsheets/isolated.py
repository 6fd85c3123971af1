"""Read an uploaded file in a process of its own, with limits on memory and time.

A file that makes the parser crash, hang or swell kills that process only; the caller gets a BadFile. The child knows no
secrets (empty environment) and does not load the application, only this package.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from staffing.core.spreadsheets.book import Book, load_book
from staffing.core.spreadsheets.child import READY, REFUSED
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import Limits, kind_of

GRACE_S: Final = 30
PACKAGE: Final = Path(__file__).resolve().parents[2]
# The application's package loads every feature; a bare package of the same name and place loads what is asked for.
BOOT: Final = (
    "import sys, types; package = types.ModuleType('staffing'); package.__path__ = [sys.argv[1]]; "
    "sys.modules['staffing'] = package; from staffing.core.spreadsheets.child import answer_one; answer_one()"
)
KEPT_ENVIRONMENT: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


def read_isolated(content: bytes, limits: Limits | None = None, *, name: str = "") -> Book:
    """Return what the file holds, read by a child process; BadFile if it is refused or costs too much."""
    return load_book(read_isolated_json(content, limits, name=name))


def read_isolated_json(content: bytes, limits: Limits | None = None, *, name: str = "") -> bytes:
    """Return the same in the form in which a book is kept (see ``load_book``)."""
    bounds = limits or Limits()
    kind_of(content, bounds)
    header = json.dumps({"limits": asdict(bounds), "name": name}).encode()
    environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ}
    command = [sys.executable, "-I", "-c", BOOT, str(PACKAGE)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter with fixed arguments
            command, input=header + b"\n" + content, capture_output=True, timeout=bounds.cpu_s + GRACE_S, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise BadFile("too_demanding") from error
    kind, answer = child.stdout[:1], child.stdout[1:]
    if kind == READY:
        return answer
    if kind == REFUSED:
        refusal = json.loads(answer)
        raise BadFile(refusal["code"], **refusal["params"])
    raise BadFile("too_demanding")
