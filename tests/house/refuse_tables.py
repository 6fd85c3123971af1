"""Refuse to commit a workbook or table in which an identity number stands, real or not: ``refuse_tables <file>…``."""

import re
import sys
import zipfile
from pathlib import Path

ID_NUMBER = re.compile(rb"(?<![\dA-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")


def parts_of(path: Path) -> list[bytes]:
    """Return the readable parts of a file: a workbook is an archive of texts."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return [archive.read(name) for name in archive.namelist()]
    return [path.read_bytes()]


def has_id_number(path: Path) -> bool:
    """True if something in the file looks like an identity number."""
    return any(ID_NUMBER.search(part) for part in parts_of(path))


if __name__ == "__main__":
    refused = [name for name in sys.argv[1:] if has_id_number(Path(name))]
    if refused:
        sys.exit("identity numbers in: " + ", ".join(refused))
