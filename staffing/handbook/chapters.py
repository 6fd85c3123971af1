"""Which chapters there are, and where the help of each part of the menu stands."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import url_for

from staffing.config import PROJECT_ROOT
from staffing.core.access import Role
from staffing.handbook.rendering import Chapter, render

FOLDER: Final = PROJECT_ROOT / "docs" / "officer-guide"
PICTURES: Final = FOLDER / "images"
# The chapter that tells a duty's year step by step; teachers have no account and read theirs from anybody's.
OF_ROLE: Final = {Role.OFFICER: "12-officer", Role.CLERK: "13-clerk", Role.PRINCIPAL: "14-principal", Role.LEADER: "15-leader", Role.INSPECTOR: "16-inspector"}


def list_chapters() -> list[Chapter]:
    """Return every chapter in the order of their numbers."""
    return [open_chapter(code) for code in chapter_texts()]


def open_chapter(code: str) -> Chapter:
    """Return one chapter; LookupError if there is none."""
    texts = chapter_texts()
    if code not in texts:
        raise LookupError("no such chapter")
    return render(code, texts[code], chapter_address=lambda other: url_for("handbook.show_chapter", code=other),
                  picture_address=lambda name: url_for("handbook.show_picture", name=name))


def find_section(section: str) -> str | None:
    """Return the chapter in which the help of a part of the application stands, None if nothing is written about it."""
    mark = "{#" + section + "}"
    return next((code for code, text in sorted(chapter_texts().items()) if mark in text), None)


@lru_cache(maxsize=1)
def chapter_texts() -> dict[str, str]:
    """Return the text of every chapter in the order of their numbers; they change only with the program."""
    paths = sorted(FOLDER.glob("[0-9]*.md"), key=lambda path: int(path.stem.partition("-")[0]))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def picture_path(name: str) -> Path:
    """Return where a picture lies; LookupError if there is none of that name."""
    known = {path.name: path for path in PICTURES.glob("*.png")}
    if name not in known:
        raise LookupError("no such picture")
    return known[name]
