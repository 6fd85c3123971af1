"""The line of text by which a person is found: name, staff number, pinyin from each syllable on, initials. Pure.

Marks stand where a match may begin or end, so that one search through the lines of a county tells whole names from
beginnings: ``^王伟$#t000017#<wangwei|wei>@ww@``; further readings of the surname follow as ``(danwei|wei)*dw*``.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from staffing.core.fields import half_width
from staffing.teachers.pinyin import SEPARATOR, other_spellings

MARKS: Final = re.compile(r"[\^$#<>|@()*\n]")


def search_line(name: str, number: str, stored: str) -> str:
    """Return the line of a person from name, staff number and the pinyin as stored."""
    syllables = tuple(stored.split(SEPARATOR, 1)[0].split())
    parts = [f"^{plain(name)}$#{plain(number)}#", _spelled("<", ">", syllables), f"@{_initials(syllables)}@"]
    for other in other_spellings(name, syllables):
        parts += [_spelled("(", ")", other), f"*{_initials(other)}*"]
    return "".join(parts)


def plain(text: str) -> str:
    """Return a text as it is compared: half-width, in small letters, without marks."""
    return MARKS.sub("", half_width(text)).strip().lower()


def _spelled(opens: str, closes: str, syllables: tuple[str, ...]) -> str:
    return opens + "|".join("".join(syllables[place:]) for place in range(len(syllables))) + closes


def _initials(syllables: tuple[str, ...]) -> str:
    return "".join(syllable[0] for syllable in syllables)


class Lines:
    """The search lines of all persons as one text, and whose line a match stands in."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Join the lines; the text is looked through at the speed of the interpreter's own search."""
        self._text = "\n".join(lines)
        self._starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])]) if lines else np.zeros(0, dtype=np.int64)

    def places(self, pattern: str) -> npt.NDArray[np.int64]:
        """Return the places of the persons in whose line the pattern stands."""
        found = np.fromiter((match.start() for match in re.finditer(re.escape(pattern), self._text)), dtype=np.int64)
        return np.unique(np.searchsorted(self._starts, found, side="right") - 1)
