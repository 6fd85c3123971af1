"""The order of Chinese names and words (按拼音排序): character by character, by syllable, tone, then code point.

Character by character, as dictionaries and name lists do: all 张 stand together before the first 章. Within one syllable and
tone the code points of the common characters follow radical and strokes, and they are the same on every database.
"""

import functools
from collections.abc import Sequence
from typing import Final

from pypinyin import Style, pinyin

SYLLABLE: Final = 6
TONES: Final = "12345"
LAST: Final = "{"
"""Sorts behind every letter: characters without a reading come last."""


@functools.lru_cache(maxsize=20_000)
def character_key(character: str, syllable: str = "") -> str:
    """Return a key of fixed length; ``syllable`` replaces the usual reading, for surnames."""
    if not _is_chinese(character):
        return f"{character.lower():<{SYLLABLE}}0{ord(character):06x}"
    readings = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, errors="ignore")
    known = readings[0] if readings else []
    read = next((item for item in known if item[:-1] == syllable), known[0] if known and not syllable else "")
    if not read:
        read = f"{syllable}{TONES[-1]}" if syllable else f"{LAST}{TONES[-1]}"
    return f"{read[:-1]:<{SYLLABLE}}{read[-1]}{ord(character):06x}"


def chinese_key(text: str, surname: Sequence[str] = ()) -> str:
    """Return the key by which a text is ordered; ``surname`` has the syllables its first characters are read with."""
    read = [*surname, *[""] * (len(text) - len(surname))]
    return "".join(character_key(character, syllable) for character, syllable in zip(text, read, strict=False))


def _is_chinese(character: str) -> bool:
    return ord(character) >= 0x2E80
