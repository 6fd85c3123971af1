"""Read the small published tables in tests/data/published: comment lines start with #, numbers stay text."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "published"


def read_published(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table as printed."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
