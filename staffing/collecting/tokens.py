"""The number by which a file finds its school again, whatever it is called: made once per school and round, printed in the
first line of every sheet of the school's book."""

import re
from typing import Any, Final

from staffing.core.spreadsheets.book import Book, day_or
from staffing.core.tokens import ALPHABET, make_code

GROUPS: Final = 3
GROUP: Final = 4
LABEL: Final = "采集编号"
PATTERN: Final = re.compile(LABEL + r"\s*[:：]?\s*(" + "-".join([rf"[{ALPHABET}]{{{GROUP}}}"] * GROUPS) + ")")
SEARCHED_ROWS: Final = 20


def make_token() -> str:
    """Return a new number of 60 random bits."""
    return make_code(GROUPS, GROUP)


def tokens_in(book: Book) -> set[str]:
    """Return the numbers that stand in the first rows of a file's sheets: one for a book of ours, several if sheets were mixed."""
    found: set[str] = set()
    for sheet in book.sheets:
        for row in sheet.rows[:SEARCHED_ROWS]:
            for cell in row:
                found.update(_tokens_of(day_or(cell)))
    return found


def _tokens_of(value: Any) -> list[str]:
    return PATTERN.findall(value) if isinstance(value, str) and LABEL in value else []
