"""Whether the lists in a folder still say what the records say, so that a later start need not write them again."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from staffing.audit.queries import data_version
from staffing.config import PROJECT_ROOT
from staffing.core.atomic_files import write_atomically

STAMP: Final = ".written.json"


def written_lists(folder: Path, county_id: int) -> list[dict[str, Any]] | None:
    """Return what was written into the folder last if it still holds; None if anything it rests on has changed."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        rows: list[dict[str, Any]] = stamp["lists"]
        # Only whether they are there: a list that somebody has edited since is not overwritten without need.
        whole = stamp["state"] == _state(county_id) and all(Path(row["file"]).is_file() for row in rows)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rows if whole else None


def note_written(folder: Path, county_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Remember what was written from which state of the records."""
    stamp = {"state": _state(county_id), "lists": list(rows)}
    with write_atomically(folder / STAMP) as file:
        file.write(json.dumps(stamp, ensure_ascii=False).encode())


def _state(county_id: int) -> dict[str, Any]:
    """Return what the lists depend on: the records, and the program with its rule sets; their day tells when they were made."""
    return {"records": data_version(county_id), "program": _program()}


def _program() -> int:
    files = (file for kind in ("py", "toml") for file in (PROJECT_ROOT / "staffing").rglob(f"*.{kind}"))
    return max(file.stat().st_mtime_ns for file in files)
