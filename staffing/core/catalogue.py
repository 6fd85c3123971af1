"""The catalogue of translations: compiled from messages.po where the compiled file is absent or older.

Only the readable .po file is kept in the repository, so that nobody can forget to compile; a fresh clone compiles at
its first start, which needs nothing but Babel.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from staffing.config import PROJECT_ROOT

TRANSLATIONS = PROJECT_ROOT / "staffing" / "translations"
SOURCES = "*/LC_MESSAGES/messages.po"


def ensure_compiled(folder: Path = TRANSLATIONS) -> None:
    """Compile each catalogue of the folder whose compiled file is absent or older than its source."""
    for source in sorted(folder.glob(SOURCES)):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    """Write the compiled catalogue as a whole or not at all: several processes may start at once."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".messages-", suffix=".mo")
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
