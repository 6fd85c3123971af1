"""The child's side of ``isolated``: take one file from standard input, answer with its book or the refusal."""

import json
import sys
from typing import Final

from staffing.core.spreadsheets.book import dump_book
from staffing.core.spreadsheets.faults import BadFile, Param
from staffing.core.spreadsheets.guarding import Limits
from staffing.core.spreadsheets.reading import read_book

if sys.platform != "win32":
    import resource

READY: Final = b"B"
REFUSED: Final = b"R"


def answer_one() -> None:
    """Read one file under its limits and write the answer."""
    header = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    limits = Limits(**header["limits"])
    limit_myself(limits)
    try:
        answer = READY + dump_book(read_book(content, limits, name=header["name"]))
    except BadFile as refusal:
        answer = refusal_bytes(refusal.code, **refusal.params)
    except MemoryError:
        answer = refusal_bytes("too_demanding")
    except BaseException:  # a panic of the parser is no Exception; its text may hold personal data, so it is not told
        answer = refusal_bytes("unreadable")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def refusal_bytes(code: str, **params: Param) -> bytes:
    """Return a refusal as it travels."""
    return REFUSED + json.dumps({"code": code, "params": params}).encode()


def limit_myself(limits: Limits) -> None:
    """Bound this process; Windows knows no such limits, there the parent's patience is the only one."""
    if sys.platform != "win32":
        memory = limits.memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
